"""How it is said what a table demands of its cells."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from attrs import field, frozen

__all__ = ["AMOUNT", "COUNT", "LENGTHS", "PLACE", "Demands"]

LENGTHS = {"province": 2, "prefecture": 4, "county": 6, "township": 9, "village": 12}
"""How many digits the code of a division of each level has; zeros may follow, to 6 or 12."""

COUNT = (0, 2**63 - 1)
"""The bounds of whole numbers."""

AMOUNT = (0, sys.float_info.max)
"""The bounds of other numbers: none is infinite."""

PLACE: Mapping[str, tuple[float, float]] = {"latitude": (-90, 90), "longitude": (-180, 180)}
"""The bounds of coordinates."""


@frozen
class Demands:
    """What one table demands.

    Attributes:
        required: the columns whose cells must be filled.
        key: the columns that together identify a thing; what findings name is their cells, joined by `/`.
        terms: the columns whose cells are words of a vocabulary.
        references: the columns whose cells are ids of a table.
        lists: the columns of `terms` and `references` whose cells hold several.
        bounds: the least and the most of numbers.
        one_of: columns of which exactly one is filled.
        credit: columns that hold credit codes, whose last character is a check digit.
        dated: whether rows are versions from `start` to `end`.
    """

    required: tuple[str, ...]
    key: tuple[str, ...] = ("id",)
    terms: Mapping[str, tuple[str, ...]] = field(factory=dict[str, tuple[str, ...]])
    references: Mapping[str, str] = field(factory=dict[str, str])
    lists: tuple[str, ...] = ()
    bounds: Mapping[str, tuple[float, float]] = field(factory=dict[str, tuple[float, float]])
    one_of: tuple[str, ...] = ()
    credit: tuple[str, ...] = ()
    dated: bool = True

    @property
    def id(self) -> str:
        """The column by which others refer to a row; to a table with a longer key nobody does."""
        return self.key[0]

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column of which anything is demanded."""
        dates = ("start", "end") if self.dated else ()
        told = (*self.required, *self.terms, *self.references, *self.bounds, *self.one_of, *self.credit, *dates)
        return tuple(dict.fromkeys(told))
