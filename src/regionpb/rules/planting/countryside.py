"""What a piece owes in the countryside: what must stand above a hub there, and the council of a 1+N unit.

>>> organizations = pl.DataFrame(
...     {
...         "id": ["county", "town", "office"],
...         "superior": [None, "county", "county"],
...         "function": ["local_committee", "township_committee", "general"],
...         "division": ["330203", "330203100", "330203100"],
...     }
... )
>>> unbroken(organizations, [("town", "330203100201"), ("office", "330203100"), ("office", "330203001")])
[True, False, True]
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

import polars as pl

from regionpb.codes import DIVISION_LENGTHS, division_kind
from regionpb.rules.kinds import RURAL
from regionpb.vocabulary import Function, Level

__all__ = ["rural_township", "unbroken"]

_TOWNSHIP_COMMITTEES = (Function.TOWNSHIP_COMMITTEE, Function.STREET_WORKING_COMMITTEE)

_Rows: TypeAlias = Mapping[str, tuple[str | None, str | None, str | None]]


def rural_township(division: str | None) -> str | None:
    """The town or rural township that a division is or lies in, by its code, which tells in a valid region.

    >>> rural_township("330203100201"), rural_township("330203001"), rural_township("330203")
    ('330203100', None, None)
    """
    township = (division or "")[: DIVISION_LENGTHS[Level.TOWNSHIP]]
    return township if division_kind(township) in RURAL else None


def unbroken(organizations: pl.DataFrame, places: Iterable[tuple[str, str]]) -> list[bool]:
    """Whether the vertical holds for a hub that would hang under an organization and lie in a division.

    Args:
        organizations: the current ones, with `id`, `superior`, `function` and `division`.
        places: pairs of an organization and a division.

    Returns:
        For each pair whether the division is not in the countryside, or the committees of its township and of its
        county are the organization or above it.
    """
    asked = [(at, rural_township(division)) for at, division in places]
    if not any(township for _, township in asked):
        return [True] * len(asked)
    rows: _Rows = {
        key: (superior, function, division)
        for key, superior, function, division in organizations.select(
            "id", "superior", "function", "division"
        ).iter_rows()
    }
    return [township is None or _led(rows, at, township) for at, township in asked]


def _led(rows: _Rows, at: str, township: str) -> bool:
    above = set[tuple[str | None, str | None]]()
    here, seen = rows.get(at), set[str | None]()
    while here is not None and here[0] not in seen:
        superior, function, division = here
        above.add((function, division))
        seen.add(superior)
        here = rows.get(superior or "")
    county = township[: DIVISION_LENGTHS[Level.COUNTY]]
    by_township = any((str(function), township) in above for function in _TOWNSHIP_COMMITTEES)
    return by_township and (str(Function.LOCAL_COMMITTEE), county) in above
