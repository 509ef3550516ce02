"""Looking up a million names among half a million: an index of their hashes, made once and asked a column at a time.

A join would hash all ids again for each question, and a dictionary would hold every id as a Python object. Where few
names are looked for once, making the index would take longer than to look through the hashes of the column.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
import polars as pl
from attrs import field, frozen
from numpy.typing import NDArray

from regionpb.graph.preorder import Positions

__all__ = ["Hashed", "Hashes", "Lookup"]

Hashes: TypeAlias = NDArray[np.uint64]
"""Hashes of cells, one for each."""


@frozen(eq=False)
class Lookup:
    """Where each of some ids stands.

    Ids are told apart by two hashes of 64 bits each. They are ordered by the first, whose highest bits say where to
    begin to look: there are two to four times as many such places as ids, so that hardly anybody looks twice.

    Attributes:
        first: the first hash of each id, ascending, and one more at the end, which is nobody's.
        second: their second hashes.
        places: where they stand, from 0.
        starts: by the highest bits, the first of the ids that have them; one more at the end.
        shift: how many bits are below those.

    Example:
        >>> Lookup.of(pl.Series(["O-9", "O-17"])).find(pl.Series(["O-17", None, "O-1", "O-9"])).tolist()
        [1, -1, -1, 0]
    """

    first: Hashes
    second: Hashes
    places: NDArray[np.int32]
    starts: NDArray[np.int32]
    shift: int

    @classmethod
    def of(cls, ids: pl.Series) -> Lookup:
        """The index of a column of ids without nulls."""
        bits = (2 * len(ids)).bit_length()
        hashes = ids.hash(0)
        places = hashes.arg_sort().to_numpy()
        first, second = (np.append(each.to_numpy()[places], np.uint64(0)) for each in (hashes, ids.hash(1)))
        starts = np.zeros((1 << bits) + 1, np.int32)
        np.cumsum(np.bincount(_highest(first[:-1], 64 - bits), minlength=1 << bits), out=starts[1:])
        return cls(first, second, np.append(places, 0).astype(np.int32), starts, 64 - bits)

    @property
    def may_repeat(self) -> bool:
        """Whether an id may be there twice: never false if one is, and hardly ever true if none is."""
        return bool((self.first[1:-1] == self.first[:-2]).any())

    def find(self, names: pl.Series) -> Positions:
        """Place of each of the names, −1 for what is not there and for null."""
        found = self.walk(names.hash(0).to_numpy(), names.hash(1).to_numpy())
        if names.null_count():
            found[names.is_null().to_numpy()] = -1
        return found

    def walk(self, first: Hashes, second: Hashes) -> Positions:
        """Place of the id that has each pair of hashes, −1 where none has."""
        bucket = _highest(first, self.shift)
        at = self.starts[bucket]
        hit = self._matches(at, first, second)
        found = np.where(hit, self.places[at], -1).astype(np.int64)
        left = np.flatnonzero(~hit)
        at, end = at[left] + 1, self.starts[bucket[left] + 1]
        while left.size:  # as often as ids share their highest bits: a few times
            on = at < end
            left, at, end = left[on], at[on], end[on]
            hit = self._matches(at, first[left], second[left])
            found[left[hit]] = self.places[at[hit]]
            left, at, end = left[~hit], at[~hit] + 1, end[~hit]
        return found

    def _matches(self, at: NDArray[np.int32], first: Hashes, second: Hashes) -> NDArray[np.bool_]:
        same: NDArray[np.bool_] = (self.first[at] == first) & (self.second[at] == second)
        return same


def _highest(hashes: Hashes, shift: int) -> NDArray[Any]:
    return (hashes >> np.uint64(shift)).astype(np.int64)


_SCANS = 4
"""So often a column of hashes is looked through before it is put in order, which takes as long as some ten times."""

_LOW = 1 << 16
"""Into so many heaps hashes are put in order, by their lowest bits."""


@frozen(eq=False)
class Hashed:
    """A column by the hashes of its cells: a few values are found in it ten times as fast as in its text.

    Attributes:
        whole: the hash of each cell.

    Example:
        >>> column = Hashed.of(pl.Series(["O-9", None, "O-17", "O-9"]))
        >>> column.find(pl.Series(["O-9"]).hash(0).to_numpy()).tolist()
        [0, 3]
    """

    whole: Hashes
    _scans: Iterator[int] = field(factory=lambda: iter(range(_SCANS)), init=False, repr=False)

    @classmethod
    def of(cls, cells: pl.Series) -> Hashed:
        """The hashes of a column."""
        return cls(cells.hash(0).to_numpy())

    def find(self, hashes: Hashes) -> Positions:
        """Positions of the cells with one of some hashes, in order; hardly ever of one that says something else."""
        if len(hashes) == 1:
            return self._find_one(hashes[0])
        starts, places = self._heaps
        low = np.unique(hashes.astype(np.uint16)).astype(np.int64)
        heaps = zip(starts[low].tolist(), starts[low + 1].tolist(), strict=True)
        like = np.sort(np.concatenate([places[start:end] for start, end in heaps]))
        return like[np.isin(self.whole[like], hashes)]

    def _find_one(self, wanted: np.uint64) -> Positions:
        if next(self._scans, None) is not None:
            return np.flatnonzero(self.whole == wanted)
        starts, places = self._heaps
        low = int(wanted) % _LOW
        heap = places[starts[low] : starts[low + 1]]
        found: Positions = heap[self.whole[heap] == wanted]
        return found

    @cached_property
    def _heaps(self) -> tuple[NDArray[np.int64], Positions]:
        """Where each heap of hashes with the same lowest bits begins, and the positions in it, in order."""
        low = self.whole.astype(np.uint16)
        starts = np.zeros(_LOW + 1, np.int64)
        np.cumsum(np.bincount(low, minlength=_LOW), out=starts[1:])
        return starts, np.argsort(low, kind="stable")
