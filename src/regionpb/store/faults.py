"""What a database says is wrong, as errors of this library: somebody was first, the disk is full, nobody answers.

What a database says of a row may tell what stands in it: only its first line is passed on, without the values.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy import exc

from regionpb.errors import Conflict, RegionError, StoreError

__all__ = ["shown", "told"]

_BUSY = frozenset({"40001", "40P01", "55P03"})
"""PostgreSQL: a serialization failure, a deadlock, a lock that was waited for too long."""

_FULL = frozenset({"53100", "54000"})
"""PostgreSQL: the disk is full, or something grew too large."""


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
    except exc.DBAPIError as error:
        raise _of(where, error) from error
    except exc.SQLAlchemyError as error:
        why = str(error).splitlines()[0]
        raise StoreError(f"{where}: {why}", f"{where}：{why}") from error


def _of(where: str, error: exc.DBAPIError) -> RegionError:
    code, first = getattr(error.orig, "sqlstate", None) or "", _first(error.orig)
    if code in _BUSY or "database is locked" in first:
        return Conflict(
            f"{where}: somebody else is writing and did not finish in time ({first}); nothing of this was written, try "
            "again",
            f"{where}：他人正在写入且久未结束（{first}）；本次未写入任何内容，请重试",
        )
    if code in _FULL or "is full" in first:
        return StoreError(
            f"{where}: there is no room left ({first}); nothing of this was written, make room and try again",
            f"{where}：存储空间不足（{first}）；本次未写入任何内容，请腾出空间后重试",
        )
    if error.connection_invalidated or code[:2] in {"08", "57"} or "connection" in first.lower():
        return StoreError(
            f"{where}: the connection was lost ({first}); whether the last change was written is not known: apply it "
            "again with the same key, and it is there once",
            f"{where}：连接中断（{first}）；最后一次变更是否写入未知：请以同一 key 重新提交，不会重复写入",
        )
    return StoreError(f"{where}: {first}", f"{where}：{first}")


def _first(error: BaseException | None) -> str:
    """The first line of what a driver says, without what it says of rows."""
    diagnosed = getattr(getattr(error, "diag", None), "message_primary", None)
    text = str(diagnosed or error).strip().splitlines()
    return text[0] if text else type(error).__name__


def shown(url: sa.URL) -> str:
    """A URL without its password."""
    return url.render_as_string(hide_password=True)
