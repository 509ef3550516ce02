"""A table while it is being made up: columns of equal length that grow block by block, rows known by their position."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from regionpb.datasets.dice import Ints

__all__ = ["Roll", "rank", "rows"]


class Roll:
    """Columns with a default each. Positions never change, so that rows can refer to each other before they have ids.

    Args:
        defaults: the value a column takes where a block does not give it; its type is the column's.

    Example:
        >>> roll = Roll(name="", superior=-1)
        >>> first = roll.add(1, name="a")
        >>> roll.add(2, name="b", superior=first[0]).tolist(), roll["superior"].tolist()
        ([1, 2], [-1, 0, 0])
    """

    def __init__(self, **defaults: str | int | bool) -> None:
        self._defaults = defaults
        self._columns: dict[str, NDArray[Any]] = {
            name: np.empty(0, dtype=_dtype(default)) for name, default in defaults.items()
        }

    def __len__(self) -> int:
        return len(next(iter(self._columns.values())))

    def __getitem__(self, column: str) -> NDArray[Any]:
        """The column itself: what is written into it stands."""
        return self._columns[column]

    def add(self, count: int, **values: str | int | bool | NDArray[Any]) -> Ints:
        """Append so many rows and return their positions.

        Raises:
            KeyError: when a value names no column.
        """
        if unknown := values.keys() - self._columns.keys():
            raise KeyError(*unknown)
        start = len(self)
        for name, column in self._columns.items():
            block = np.empty(count, dtype=column.dtype)
            block[:] = values.get(name, self._defaults[name])
            self._columns[name] = np.concatenate([column, block])
        return np.arange(start, start + count, dtype=np.int64)


def _dtype(default: str | int | bool) -> type[Any]:
    if isinstance(default, str):
        return np.object_
    return np.bool_ if isinstance(default, bool) else np.int64


def rank(groups: Ints) -> Ints:
    """Which of its group each one is, counted from 0 in the order they stand.

    Example:
        >>> rank(np.array([7, 3, 7, 7])).tolist()
        [0, 0, 1, 2]
    """
    order = np.argsort(groups, kind="stable")
    sorted_groups = groups[order]
    heads = np.flatnonzero(np.r_[True, sorted_groups[1:] != sorted_groups[:-1]]) if len(groups) else order
    within = np.empty(len(groups), dtype=np.int64)
    within[order] = np.arange(len(groups)) - np.repeat(heads, np.diff(np.r_[heads, len(groups)]))
    return within


def rows(counts: Ints) -> Ints:
    """Each position as often as its count says.

    Example:
        >>> rows(np.array([2, 0, 1])).tolist()
        [0, 0, 2]
    """
    return np.repeat(np.arange(len(counts), dtype=np.int64), counts)
