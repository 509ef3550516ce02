"""What kind of a township or village the code of a division tells: `regionpb.codes.division_kind`, for frames.

>>> import polars as pl
>>> divisions = nw.from_native(pl.LazyFrame({"code": ["330203001001", "330203001399", "330203001000", "330203001"]}))
>>> divisions.select(village_kind("code")).collect()["code"].to_list()
['residents_committee', 'villagers_committee', None, None]
>>> divisions.select(township_kind("code")).collect()["code"].to_list()
[None, None, None, 'street']
>>> numbers_of(DivisionKind.VILLAGERS_COMMITTEE)[:2]
[200, 201]
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import narwhals as nw

from regionpb.codes import DIVISION_LENGTHS, division_kind
from regionpb.vocabulary import DivisionKind, Level

__all__ = ["RURAL", "numbers_of", "township_kind", "village_kind"]

RURAL = (DivisionKind.TOWN, DivisionKind.RURAL_TOWNSHIP)
"""The kinds of a township in the countryside."""

_ABOVE = {Level.TOWNSHIP: "330203", Level.VILLAGE: "330203001"}


def township_kind(code: str) -> nw.Expr:
    """The kind that the canonical code in a column tells; null for what is no township, and for digits in no range."""
    return _kind(code, Level.TOWNSHIP)


def village_kind(code: str) -> nw.Expr:
    """The kind that the canonical code in a column tells; null for what is no village, and for digits in no range."""
    return _kind(code, Level.VILLAGE)


def numbers_of(kind: DivisionKind) -> Sequence[int]:
    """What the last three digits of a township or a village of some kind may say."""
    every = ((number, f"{above}{number:03}") for above in _ABOVE.values() for number in range(1, 1000))
    return [number for number, code in every if division_kind(code) == kind]


def _kind(code: str, level: Level) -> nw.Expr:
    kinds = _kinds(level)
    number = nw.col(code).str.slice(len(_ABOVE[level]))
    of_level = nw.col(code).str.len_chars() == DIVISION_LENGTHS[level]
    first = number.str.slice(0, 1)
    told = first.replace_strict([*kinds], [*kinds.values()], default=None, return_dtype=nw.String)
    return nw.when(of_level & (number != "000")).then(told)


@cache
def _kinds(level: Level) -> Mapping[str, str]:
    """The kinds by the first of the three digits."""
    told = {str(hundreds): division_kind(f"{_ABOVE[level]}{hundreds}01") for hundreds in range(10)}
    return {hundreds: str(kind) for hundreds, kind in told.items() if kind}
