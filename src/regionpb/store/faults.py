"""What a database says is wrong, as errors of this library: somebody was first, the disk is full, nobody answers.

What a database says of a row may tell what stands in it, and what SQLAlchemy says holds all that was to be written:
only the first line of the former is passed on, without the values, and no traceback shows the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager

import polars as pl
import sqlalchemy as sa
from attrs import frozen
from sqlalchemy import exc

from regionpb.errors import Conflict, RegionError, StoreError

__all__ = ["legible", "shown", "told"]


@frozen
class _Fault:
    """What may be wrong with a database.

    Attributes:
        codes: how PostgreSQL says so.
        words: how SQLite does.
        error: what is raised.
        en: what is said, with a place for what the database says.
        zh: the same in Chinese.
    """

    codes: frozenset[str]
    words: tuple[str, ...]
    error: Callable[[str, str], RegionError]
    en: str
    zh: str

    def __call__(self, where: str, said: str = "") -> RegionError:
        return self.error(f"{where}: {self.en.format(said)}", f"{where}：{self.zh.format(said)}")


_FAULTS = (
    # A serialization failure, a deadlock, a lock or a statement that took longer than the database allows.
    _Fault(
        frozenset({"40001", "40P01", "55P03", "57014"}),
        ("database is locked", "database table is locked"),
        Conflict,
        "somebody else is writing and did not finish in time ({}); nothing of this was written, try again",
        "他人正在写入，等候超时（{}）；本次未写入任何内容，请重试",
    ),
    # The disk, or something grew too large.
    _Fault(
        frozenset({"53100", "54000"}),
        ("is full",),
        StoreError,
        "there is no room left ({}); nothing of this was written, make room and try again",
        "存储空间不足（{}）；本次未写入任何内容，请腾出空间后重试",
    ),
    _Fault(
        frozenset({"25006", "42501"}),
        ("readonly database",),
        StoreError,
        "it may only be read ({}); nothing of this was written, a store needs the right to write",
        "只能读取（{}）；本次未写入任何内容，使用数据库须有写入权限",
    ),
    _Fault(
        frozenset(),
        ("unable to open database file",),
        StoreError,
        "it cannot be opened ({}): it is no file, or it may not be read, or its folder may not be written to",
        "无法打开（{}）：不是文件，或没有读取权限，或所在文件夹没有写入权限",
    ),
    _Fault(
        frozenset({"XX001", "XX002"}),
        ("malformed", "file is not a database", "Could not decode"),
        StoreError,
        "it is no store, or it is damaged ({}); if it was one, take the last copy that was kept",
        "不是台账数据库，或已损坏（{}）；如原为台账数据库，请改用最近的备份",
    ),
)
_DAMAGED = _FAULTS[-1]

_BUSY = _Fault(
    frozenset(),
    (),
    Conflict,
    "too many are using it at the same time: all connections are taken; nothing of this was written, try again",
    "同时使用者过多，连接已全部占用；本次未写入任何内容，请重试",
)

_LOST = _Fault(
    frozenset(),
    (),
    StoreError,
    "the connection was lost ({}); whether the last change was written is not known: apply it again with the same key, "
    "and it is there once",
    "连接中断（{}）；无法确定最后一次变更是否已写入：请以同一 key 重新提交，不会重复写入",
)

_UNREACHED = _Fault(
    frozenset(),
    (),
    StoreError,
    "it cannot be reached ({}), and nothing was asked of it: does the server run, are host, name and password right?",
    "无法连接（{}），未向其提交任何内容：请确认服务器正在运行，且地址、用户名与密码无误",
)


class _IllegibleError(Exception):
    """What is kept cannot be read."""


_DAMAGES: tuple[type[BaseException], ...] = (
    AttributeError, LookupError, TypeError, ValueError, exc.NoResultFound, pl.exceptions.PanicException,
    pl.exceptions.PolarsError,
)  # fmt: skip
"""What comes of reading what is not as it was written."""


@contextmanager
def legible() -> Generator[None]:
    """Around the reading of what a store has written itself: where that fails it was damaged, which `told` tells."""
    try:
        yield
    except RegionError:
        raise
    except _DAMAGES as error:
        raise _IllegibleError(type(error).__name__) from error


@contextmanager
def told(where: str) -> Generator[None]:
    """Tell what a database says is wrong.

    Args:
        where: what the store is called.

    Raises:
        Conflict: when somebody else held what is needed for too long.
        StoreError: when anything else is wrong with the database.
    """
    try:
        yield
    except exc.TimeoutError:
        raise _BUSY(where) from None
    except exc.DBAPIError as error:
        raise _of(where, error) from None
    except exc.SQLAlchemyError as error:
        why = str(error).splitlines()[0]
        raise StoreError(f"{where}: {why}", f"{where}：{why}") from None
    except UnicodeDecodeError as error:  # a driver that reads what a damaged file is called
        raise _DAMAGED(where, type(error).__name__) from None
    except _IllegibleError as error:
        raise _DAMAGED(where, str(error)) from None


def _of(where: str, error: exc.DBAPIError) -> RegionError:
    code, first = getattr(error.orig, "sqlstate", None) or "", _first(error.orig)
    for fault in _FAULTS:
        if code in fault.codes or any(words in first for words in fault.words):
            return fault(where, first)
    if error.connection_invalidated or code[:2] in {"08", "57"}:
        return _LOST(where, first)
    if not code and error.statement is None:  # nothing was asked yet
        return _UNREACHED(where, first)
    return StoreError(f"{where}: {first}", f"{where}：{first}")


def _first(error: BaseException | None) -> str:
    """The first line of what a driver says, without what it says of rows."""
    diagnosed = getattr(getattr(error, "diag", None), "message_primary", None)
    text = str(diagnosed or error).strip().partition(" with text ")[0].splitlines()
    return text[0] if text else type(error).__name__


def shown(url: sa.URL) -> str:
    """A URL without its password, wherever it stands."""
    hidden = {name: "***" if "password" in name else value for name, value in url.query.items()}
    return url.set(query=hidden).render_as_string(hide_password=True)
