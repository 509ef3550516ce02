"""Which rules a check asks: codes and families selected and ignored.

>>> chosen(["U001", "U004", "R001"], select=["U", "R001"], ignore=["U004"])
['U001', 'R001']
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from regionpb.errors import UnknownName
from regionpb.rules.saying.families import FAMILIES

__all__ = ["chosen"]


def chosen(codes: Iterable[str], select: Sequence[str] | None = None, ignore: Sequence[str] | None = None) -> list[str]:
    """The codes that are asked: the longer prefix wins, a tie ignores.

    Args:
        codes: all codes there are.
        select: codes, families or other beginnings of codes; None is all of them.
        ignore: the same, to leave out.

    Raises:
        UnknownName: when something selected or ignored is the beginning of no code and no family.
    """
    return [*_chosen(tuple(codes), _several(select), _several(ignore) or ())]


@lru_cache  # a test suite asks the same thousands of times
def _chosen(known: tuple[str, ...], select: tuple[str, ...] | None, ignore: tuple[str, ...]) -> tuple[str, ...]:
    for prefix in [*(select or ()), *ignore]:
        # To ask for a family that has no rules would be answered by silence, to leave it out is harmless.
        spared = prefix in FAMILIES and prefix not in (select or ())
        if not spared and not any(prefix and code.startswith(prefix) for code in known):
            raise UnknownName("rule or family of rules", prefix, known, "规则或规则类别")
    return tuple(c for c in known if _longest(c, [""] if select is None else select) > _longest(c, ignore))


def _several(prefixes: Sequence[str] | None) -> tuple[str, ...] | None:
    """Codes in capitals; one text is one of them, not its letters."""
    if prefixes is None:
        return None
    return tuple(p.upper() for p in ([prefixes] if isinstance(prefixes, str) else prefixes))


def _longest(code: str, prefixes: Sequence[str]) -> int:
    """The length of the longest of some prefixes of a code; -1 where none is one."""
    return max((len(p) for p in prefixes if code.startswith(p)), default=-1)
