"""What misuse and unreadable sources raise.

Faults in the data never raise: they are findings. The tree::

    RegionError
    ├── SourceError     nothing at all can be read from a source
    ├── UnknownName     an id, a table, a column or a code that is not there (suggests the nearest)
    ├── PolicyError     a policy file that cannot be understood
    └── FindingsError   raised only by Report.raise_for_errors()

Each message shows the value and then a hint.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

__all__ = ["FindingsError", "PolicyError", "RegionError", "SourceError", "UnknownName"]


class RegionError(Exception):
    """The root of everything that regionpb raises on purpose."""


class SourceError(RegionError):
    """A source of which nothing at all can be read."""


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

    Example:
        >>> print(UnknownName("table", "member", ["members", "units"]))
        no table named 'member'; did you mean 'members'?
    """

    def __init__(self, kind: str, value: object, known: Iterable[str] = ()) -> None:
        self.kind, self.value = kind, value
        near = get_close_matches(str(value), [*known], n=1, cutoff=0.6)
        self.suggestion = near[0] if near else None
        hint = f"; did you mean {near[0]!r}?" if near else ""
        super().__init__(f"no {kind} named {value!r}{hint}")

    def __str__(self) -> str:
        return str(self.args[0])

    def __reduce__(self) -> tuple[object, ...]:
        # An exception is pickled by what it was called with, which args no longer are.
        return _unpickled, (self.kind, self.value, self.suggestion)


def _unpickled(kind: str, value: object, suggestion: str | None) -> UnknownName:
    return UnknownName(kind, value, [suggestion] if suggestion else ())
