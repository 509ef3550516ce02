"""Ids and their places: from names to positions and back, one at a time or a column at once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import Any, TypeAlias

import numpy as np
import polars as pl
from attrs import field, frozen
from numpy.typing import NDArray

from regionpb.errors import Both, UnknownName
from regionpb.graph.lookup import Lookup
from regionpb.graph.preorder import Positions

__all__ = ["Ids", "Names", "Values"]

Names: TypeAlias = pl.Series | NDArray[Any] | list[str]
"""A column of ids."""

Values: TypeAlias = Mapping[str, float] | pl.Series | NDArray[Any]
"""One number for each id in its place, or the numbers of some by their id."""

_SCANS = 16
"""So many single ids are looked for from the first to the last before the ids are put into an order: that takes as long
as some hundreds of scans, and in a notebook one or two are asked for."""

_FEW = 1000
"""Up to so many ids and names are looked up in a dictionary: in a small region, to hash columns costs more."""

_NEIGHBOURS = 100
"""So many ids on either side in the alphabet are compared to suggest one: comparing with all of a country is slow."""


@frozen(eq=False)
class Ids:
    """Unique ids, each known by its place, from 0.

    No dictionary is kept of more than a few: columns are looked up by their hashes, single ids by bisection (the first
    by a scan), so that a country costs megabytes.

    Attributes:
        what: what they are ids of, for messages.
        series: the ids. `of` makes sure that each is there once; whoever knows it may leave that out. Null is nobody.
        called: what one of them is called in messages, where there is more to say than that it is an id.

    Example:
        >>> ids = Ids.of(pl.Series(["O-9", "O-17"]), "subordination")
        >>> ids.position("O-17"), ids.positions(["O-17", "O-9", "O-17"]).tolist()
        (1, [1, 0, 1])
        >>> ids.position("O-18")
        Traceback (most recent call last):
        regionpb.errors.UnknownName: no id in subordination named 'O-18'; did you mean 'O-17'?
    """

    what: str
    series: pl.Series
    called: Both | None = None
    _scans: Iterator[int] = field(factory=lambda: iter(range(_SCANS)), init=False, repr=False)

    @classmethod
    def of(cls, series: pl.Series, what: str) -> Ids:
        """Take a column of ids.

        Raises:
            ValueError: if an id is null or occurs twice.
        """
        series = series.cast(pl.String).alias("id")
        if series.null_count():
            raise ValueError(f"id number {series.is_null().arg_max()} of {what} is null; every node needs an id")
        ids = cls(what, series)
        if ids._may_repeat() and series.n_unique() < len(series):
            twice = series.filter(series.is_duplicated())[0]
            raise ValueError(f"id {twice!r} occurs more than once in {what}; give each id once")
        return ids

    def __len__(self) -> int:
        return len(self.series)

    def find(self, name: str) -> int | None:
        """Place of an id, None if it is not there."""
        if next(self._scans, None) is not None:
            return self.series.index_of(name)
        names, places = self._alphabet
        rank = bisect_left(names, name)
        return int(places[rank]) if rank < len(names) and names[rank] == name else None

    def position(self, name: str) -> int:
        """Place of an id.

        Raises:
            UnknownName: if it is not there.
        """
        place = self.find(name)
        if place is None:
            raise self._unknown(name)
        return place

    def find_all(self, names: Names) -> Positions:
        """Place of each of the names, −1 for what is not there and for null."""
        if max(len(self), len(names)) > _FEW:
            return self._lookup.find(pl.Series(names, dtype=pl.String))
        places = self._places
        return np.fromiter((places.get(name, -1) for name in _listed(names)), np.int64, len(names))

    def positions(self, names: Names) -> Positions:
        """Place of each of the names.

        Raises:
            UnknownName: if one is not there; the first such is named.
        """
        places = self.find_all(names)
        missing = np.flatnonzero(places < 0)
        if missing.size:
            raise self._unknown(names[int(missing[0])])
        return places

    def name(self, place: int) -> str:
        """The id at a place."""
        return str(self.series[place])

    def names(self, places: Positions | list[int]) -> list[str]:
        """The ids at some places."""
        return self.series.gather(pl.Series(places, dtype=pl.Int64)).to_list()

    def names_of(self, groups: Sequence[Sequence[int]]) -> tuple[tuple[str, ...], ...]:
        """The ids at several groups of places; asked for all at once, for there may be very many groups."""
        if not groups:
            return ()
        names = iter(self.names([place for group in groups for place in group]))
        return tuple(tuple(islice(names, len(group))) for group in groups)

    def aligned(self, values: Values) -> NDArray[Any]:
        """One number for each id, in their order; 0 where a column has null or a mapping has nothing.

        Raises:
            UnknownName: if a mapping names what is not there.
            ValueError: if there are not as many numbers as ids, or one is infinite or not a number.
        """
        if isinstance(values, Mapping):
            given = np.array([*values.values()] or [0])[: len(values)]
            numbers = np.zeros(len(self), given.dtype)
            numbers[self.positions(list(values))] = given
        else:
            numbers = values.fill_null(0).to_numpy() if isinstance(values, pl.Series) else np.asarray(values)
        if numbers.shape != (len(self),):
            raise ValueError(f"{len(numbers)} values for {len(self)} ids of {self.what}; give one for each, or by id")
        if numbers.dtype.kind == "f" and not np.isfinite(numbers).all():
            odd = int(np.argmin(np.isfinite(numbers)))
            raise ValueError(f"the value of {self.name(odd)!r} is {numbers[odd]}; fill or leave out such values first")
        return numbers

    def _may_repeat(self) -> bool:
        """Whether an id may be there twice: never false if one is."""
        return len(self._places) < len(self) if len(self) <= _FEW else self._lookup.may_repeat

    @cached_property
    def _places(self) -> dict[str, int]:
        """The place of each of a few ids."""
        return {name: place for place, name in enumerate(self.series.to_list()) if name is not None}

    @cached_property
    def _lookup(self) -> Lookup:
        return Lookup.of(self.series)

    @cached_property
    def _alphabet(self) -> tuple[pl.Series, Positions]:
        """The ids in alphabetical order, and their places."""
        places = self.series.arg_sort().slice(self.series.null_count())
        return self.series.gather(places), places.cast(pl.Int64).to_numpy()

    def _unknown(self, name: object) -> UnknownName:
        names, _ = self._alphabet
        rank = bisect_left(names, str(name))
        called = self.called or Both(f"id in {self.what}", "编号")
        near = names.slice(max(rank - _NEIGHBOURS, 0), 2 * _NEIGHBOURS)
        return UnknownName(called.en, name, near, called.zh)


def _listed(names: Names) -> list[Any]:
    """A column of ids as Python has it."""
    return names if isinstance(names, list) else names.to_list() if isinstance(names, pl.Series) else names.tolist()
