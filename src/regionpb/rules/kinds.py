"""What kind of a village the code of a division tells: `regionpb.codes.division_kind`, for frames on any engine.

>>> import polars as pl
>>> divisions = nw.from_native(pl.LazyFrame({"code": ["330203001001", "330203001399", "330203001000", "330203001"]}))
>>> divisions.select(village_kind("code")).collect()["code"].to_list()
['residents_committee', 'villagers_committee', None, None]
>>> numbers_of(DivisionKind.VILLAGERS_COMMITTEE)[:2]
[200, 201]
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import narwhals as nw

from regionpb.codes import DIVISION_LENGTHS, division_kind
from regionpb.vocabulary import DivisionKind, Level

__all__ = ["numbers_of", "village_kind"]

_TOWNSHIP = "330203001"


def village_kind(code: str) -> nw.Expr:
    """The kind that the canonical code in a column tells; null for what is no village, and for digits in no range."""
    kinds = _kinds()
    number = nw.col(code).str.slice(len(_TOWNSHIP), 3)
    village = nw.col(code).str.len_chars() == DIVISION_LENGTHS[Level.VILLAGE]
    first = number.str.slice(0, 1)
    told = first.replace_strict([*kinds], [*kinds.values()], default=None, return_dtype=nw.String)
    return nw.when(village & (number != "000")).then(told)


def numbers_of(kind: DivisionKind) -> Sequence[int]:
    """What the last three digits of a village of some kind may say."""
    return [number for number in range(1, 1000) if division_kind(f"{_TOWNSHIP}{number:03}") == kind]


@cache
def _kinds() -> Mapping[str, str]:
    """The kinds by the first of the three digits."""
    told = {str(hundreds): division_kind(f"{_TOWNSHIP}{hundreds}01") for hundreds in range(10)}
    return {hundreds: str(kind) for hundreds, kind in told.items() if kind}
