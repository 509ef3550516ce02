"""What misuse and unreadable sources raise.

Faults in the data never raise: they are findings. The tree::

    RegionError
    ├── SourceError     nothing at all can be read from a source
    ├── UnknownName     an id, a table, a column or a code that is not there (suggests the nearest)
    ├── PolicyError     a policy file that cannot be understood
    ├── Refused         a change that cannot be made
    ├── Conflict        somebody else was first
    ├── StoreError      a store that cannot be opened, read or written
    └── FindingsError   raised only by Report.raise_for_errors()

Each message shows the value and then a hint, in English (`str(error)`) and in Chinese (`error.chinese`).
"""

from __future__ import annotations

import errno
import re
from collections.abc import Iterable, Sequence
from datetime import date
from difflib import get_close_matches
from typing import NamedTuple

__all__ = [
    "Both",
    "Conflict",
    "FindingsError",
    "PolicyError",
    "Refused",
    "RegionError",
    "SourceError",
    "StoreError",
    "UnknownName",
    "meant",
    "not_on",
    "unwritable",
    "why_zh",
]


class Both(NamedTuple):
    """A piece of a message in both languages."""

    en: str
    zh: str


def meant(name: str) -> Both:
    """The hint where a name is near to one there is."""
    return Both(f"did you mean {name!r}?", f"是不是指“{name}”？")


class RegionError(Exception):
    """The root of everything that regionpb raises on purpose.

    Args:
        message: what is wrong and what to do, in English.
        chinese: the same in Chinese.

    Example:
        >>> SourceError("no such folder", "没有这个文件夹").said("zh")
        '没有这个文件夹'
    """

    def __init__(self, message: str, chinese: str | None = None) -> None:
        super().__init__(message)
        self.chinese = message if chinese is None else chinese

    def said(self, language: str) -> str:
        """The message in a language, `"en"` or `"zh"`."""
        return self.chinese if language == "zh" else str(self)


class SourceError(RegionError):
    """A source of which nothing at all can be read."""


def unwritable(path: object, error: OSError) -> SourceError:
    """What to raise where something cannot be written."""
    return SourceError(f"{path} cannot be written: {error.strerror or error}", f"{path} 无法写入：{why_zh(error)}")


# Systems say these in English or in a language of their own; polars raises the class without the number.
_REASONS: dict[type[OSError] | int | None, str] = {
    FileExistsError: "已经存在",
    FileNotFoundError: "没有这个文件或文件夹",
    IsADirectoryError: "这是文件夹，不是文件",
    NotADirectoryError: "路径中有一段不是文件夹",
    PermissionError: "没有权限，或正被其他程序占用",
    errno.EBUSY: "正被占用",
    errno.EIO: "磁盘读写出错",
    errno.ELOOP: "链接首尾相接，找不到原文件",
    errno.EMFILE: "打开的文件过多",
    errno.ENAMETOOLONG: "名称过长",
    errno.ENOSPC: "磁盘空间不足",
    errno.EROFS: "所在磁盘只能读取，不能写入",
}


def why_zh(error: Exception) -> str:
    """Why a file could not be read or written, in Chinese as far as Chinese is known for it.

    Example:
        >>> why_zh(OSError(errno.ENOSPC, "No space left on device"))
        '磁盘空间不足'
        >>> why_zh(ValueError("Invalid value (at line 1, column 5)"))
        '第 1 行第 5 列写法有误'
    """
    match error:
        case UnicodeDecodeError():
            return f"第 {error.start + 1} 个字节起不是 UTF-8 编码"
        case RecursionError():
            return "嵌套层次过多"
        case OSError():
            return _REASONS.get(type(error)) or _REASONS.get(error.errno) or error.strerror or str(error)
        case _:
            place = re.search(r"\(at line (\d+), column (\d+)\)$", str(error))  # TOML
            return f"第 {place[1]} 行第 {place[2]} 列写法有误" if place else str(error)


class PolicyError(RegionError):
    """A policy that cannot be found or understood."""


class Refused(RegionError):  # noqa: N818 - the name is part of the public interface
    """A change that cannot be made.

    Args:
        message: what it would break, with the values, and what to do.
        chinese: the same in Chinese.
        codes: the rules that would find fault with it; none where it is simply not possible.
        instead: changes that would be possible instead.
    """

    def __init__(
        self, message: str, chinese: str | None = None, codes: Sequence[str] = (), instead: Sequence[object] = ()
    ) -> None:
        super().__init__(message, chinese)
        self.codes, self.instead = (*codes,), (*instead,)


class Conflict(RegionError):  # noqa: N818 - the name is part of the public interface
    """Somebody else was first: what is to be changed is not what it was taken for."""


class StoreError(RegionError):
    """A store that cannot be opened, read or written: no such database, a full disk, a connection that was lost."""


class FindingsError(RegionError):
    """Raised by `Report.raise_for_errors` when the report holds errors."""


_SHOWN = 12
"""How many of the names there are a hint shows."""


class UnknownName(RegionError, KeyError):  # noqa: N818 - the name is part of the public interface
    """A name that is not known where it was looked up.

    Args:
        kind: what was looked for, such as `"table"` or `"rule code"`.
        value: the name that was asked.
        known: the names there are; the nearest of them is suggested, or else the first are shown.
        kind_zh: what was looked for, in Chinese.
        known_zh: the Chinese names, in the same order, where they have others.

    Example:
        >>> print(UnknownName("table", "member", ["members", "units"]))
        no table named 'member'; did you mean 'members'?
    """

    def __init__(
        self,
        kind: str,
        value: object,
        known: Iterable[str] = (),
        kind_zh: str = "名称",
        known_zh: Iterable[str] = (),
    ) -> None:
        self.kind, self.value, self.kind_zh = kind, value, kind_zh
        names, names_zh = [str(name) for name in known], [*known_zh]
        near = get_close_matches(str(value), [*names, *names_zh], n=1, cutoff=0.6)
        self.suggestion = near[0] if near else None
        hint = meant(near[0]) if near else Both(_there_are(names).en, _there_are(names_zh or names).zh)
        super().__init__(f"no {kind} named {value!r}; {hint.en}", f"没有名为“{value}”的{kind_zh}；{hint.zh}")

    def __str__(self) -> str:
        return str(self.args[0])

    def __reduce__(self) -> tuple[object, ...]:
        # An exception is pickled by what it was called with, which args no longer are.
        return _unpickled, (self.kind, self.value, self.suggestion, self.kind_zh, str(self), self.chinese)


def not_on(day: date, kind: Both, value: str, spans: Iterable[tuple[date, date]]) -> UnknownName:
    """What to raise of something that is there on other days only.

    Args:
        day: the day that was asked.
        kind: what was looked for.
        value: its name.
        spans: the first day of each time in which it is there, and the day on which that ends; the first and the last
            of the calendar where it is open.

    Example:
        >>> told = not_on(date(2012, 1, 1), Both("organization", "党组织"), "O-6", [(date.min, date(2011, 7, 29))])
        >>> print(told)
        organization 'O-6' is not there on 2012-01-01, but before 2011-07-29; choose a day on which it is
        >>> print(told.chinese)
        党组织“O-6”在 2012-01-01 并不存在，其有效期为 2011-07-29 以前；请另选日期
    """
    times = [_time(*span) for span in spans]
    but, but_zh = (", but ", "，其有效期为 ") if times else ("", "")
    return _unpickled(
        kind.en,
        value,
        None,
        kind.zh,
        f"{kind.en} {value!r} is not there on {day}{but}{' and '.join(each.en for each in times)}; "
        "choose a day on which it is",
        f"{kind.zh}“{value}”在 {day} 并不存在{but_zh}{'、'.join(each.zh for each in times)}；请另选日期",
    )


def _time(start: date, end: date) -> Both:
    if start == date.min:
        return Both(f"before {end}", f"{end} 以前")
    if end == date.max:
        return Both(f"from {start} on", f"{start} 起")
    return Both(f"from {start} to the day before {end}", f"{start} 至 {end} 前一日")


def _there_are(names: Sequence[str]) -> Both:
    """The hint where no name is near: which there are, or the first of many."""
    if not names:
        return Both("there is none at all", "目前一个也没有")
    shown, many = names[:_SHOWN], len(names) > _SHOWN
    return Both(
        f"there {'is' if len(names) == 1 else 'are'} {', '.join(shown)}{', …' if many else ''}",
        f"现有{'、'.join(shown)}{'……' if many else ''}",
    )


def _unpickled(
    kind: str, value: object, suggestion: str | None, kind_zh: str, message: str, chinese: str
) -> UnknownName:
    error = UnknownName(kind, value, (), kind_zh)
    error.suggestion, error.args, error.chinese = suggestion, (message,), chinese
    return error
