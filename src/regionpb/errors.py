"""What misuse and unreadable sources raise.

Faults in the data never raise: they are findings. The tree::

    RegionError
    ├── SourceError     nothing at all can be read from a source
    ├── UnknownName     an id, a table, a column or a code that is not there (suggests the nearest)
    ├── PolicyError     a policy file that cannot be understood
    └── FindingsError   raised only by Report.raise_for_errors()

Each message shows the value and then a hint, in English (`str(error)`) and in Chinese (`error.chinese`).
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

__all__ = ["FindingsError", "PolicyError", "RegionError", "SourceError", "UnknownName", "unwritable"]


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
    why = error.strerror or error
    return SourceError(f"{path} cannot be written: {why}", f"{path} 无法写入：{why}")


class PolicyError(RegionError):
    """A policy that cannot be found or understood."""


class FindingsError(RegionError):
    """Raised by `Report.raise_for_errors` when the report holds errors."""


class UnknownName(RegionError, KeyError):  # noqa: N818 - the name is part of the public interface
    """A name that is not known where it was looked up.

    Args:
        kind: what was looked for, such as `"table"` or `"rule code"`.
        value: the name that was asked.
        known: the names there are; the nearest of them is suggested.
        kind_zh: what was looked for, in Chinese.

    Example:
        >>> print(UnknownName("table", "member", ["members", "units"]))
        no table named 'member'; did you mean 'members'?
    """

    def __init__(self, kind: str, value: object, known: Iterable[str] = (), kind_zh: str = "名称") -> None:
        self.kind, self.value, self.kind_zh = kind, value, kind_zh
        near = get_close_matches(str(value), [*known], n=1, cutoff=0.6)
        self.suggestion = near[0] if near else None
        hint = f"; did you mean {near[0]!r}?" if near else ""
        hint_zh = f"；是不是指“{near[0]}”？" if near else ""
        super().__init__(f"no {kind} named {value!r}{hint}", f"没有名为“{value}”的{kind_zh}{hint_zh}")

    def __str__(self) -> str:
        return str(self.args[0])

    def __reduce__(self) -> tuple[object, ...]:
        # An exception is pickled by what it was called with, which args no longer are.
        return _unpickled, (self.kind, self.value, self.suggestion, self.kind_zh)


def _unpickled(kind: str, value: object, suggestion: str | None, kind_zh: str) -> UnknownName:
    return UnknownName(kind, value, [suggestion] if suggestion else (), kind_zh)
