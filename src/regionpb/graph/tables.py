"""What a region holds: all versions of all rows, one frame a table.

Frames carry every column of the contract (an absent column is null and remembered) and whatever
other columns came along. The position of a row in its frame is its identity inside the library.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
import polars as pl
from attrs import field, frozen
from numpy.typing import NDArray

from regionpb.contract import TABLES, Column, table
from regionpb.errors import UnknownName
from regionpb.graph.lineage import Lineage
from regionpb.graph.lookup import Hashed

__all__ = ["ROW", "Tables"]

ROW = "_row"
"""The hidden column in which frames handed to rules carry the position of a row."""


def _read_only(mapping: Mapping[Any, Any]) -> Mapping[Any, Any]:
    return MappingProxyType(dict(mapping))


def _says_nothing(column: Column, frame: pl.DataFrame) -> bool:
    """Whether all cells of a column are empty, or what an empty cell means."""
    cells = frame[column.name]
    if cells.null_count() == len(cells):
        return True
    return column.default is not None and bool(cells.eq_missing(pl.Series([column.default], dtype=cells.dtype)).all())


@frozen(eq=False)
class Tables:
    """All versions of the rows of all tables that a source had.

    Attributes:
        frames: the present tables by name.
        absent: of each present table, the columns no source had.
        dangling: the values that refer to no row of any version, by (table, column).
        overlapping: the tables in which versions of one id overlap.
        lineage: where they come from, if a change made them of others.
    """

    frames: Mapping[str, pl.DataFrame] = field(converter=_read_only)
    absent: Mapping[str, frozenset[str]] = field(converter=_read_only, factory=dict[str, frozenset[str]])
    dangling: Mapping[tuple[str, str], pl.Series] = field(
        converter=_read_only, factory=dict[tuple[str, str], pl.Series]
    )
    overlapping: frozenset[str] = frozenset()
    lineage: Lineage | None = None
    _resolved: dict[str, pl.DataFrame] = field(factory=dict[str, pl.DataFrame], init=False, repr=False)
    _hashed: dict[tuple[str, str], Hashed] = field(factory=dict[tuple[str, str], Hashed], init=False, repr=False)
    _bounded: dict[str, NDArray[np.bool_]] = field(factory=dict[str, NDArray[np.bool_]], init=False, repr=False)

    def __reduce__(self) -> tuple[object, ...]:
        # Read-only mappings cannot be pickled; what they show can.
        return Tables, (dict(self.frames), dict(self.absent), dict(self.dangling), self.overlapping)

    def __contains__(self, name: str) -> bool:
        return name in self.frames

    def history(self, name: str) -> pl.DataFrame:
        """All versions of a table; an absent table is empty.

        Raises:
            UnknownName: when the contract has no such table.
        """
        known = table(name)
        found = self.frames.get(known.name)
        return pl.DataFrame(schema=known.schema) if found is None else found

    @property
    def came(self) -> dict[str, pl.DataFrame]:
        """All versions of every table, without the columns in which nothing came."""
        return {name: frame.drop(self._empty(name, frame)) for name, frame in self.frames.items()}

    @property
    def filled(self) -> frozenset[str]:
        """The tables that have rows."""
        return frozenset(name for name, frame in self.frames.items() if frame.height)

    def _empty(self, name: str, frame: pl.DataFrame) -> list[str]:
        # Of a required column that a part of the table lacked, there are the cells of the other parts.
        return [column for column in self.absent.get(name, ()) if _says_nothing(TABLES[name].by_name[column], frame)]

    def missing(self, needs: Iterable[str]) -> list[str]:
        """Of needs such as `"pairings"` or `"organizations.superior"`, those no source had.

        A column of an absent table is missing as its table.
        """
        out: list[str] = []
        for need in needs:
            name, _, column = need.partition(".")
            if name not in self.frames:
                out.append(name)
            elif column and column in self.absent.get(name, ()):
                out.append(need)
        return list(dict.fromkeys(out))

    def resolved(self, name: str) -> pl.DataFrame:
        """All versions of a table in the contract's columns, dangling references empty, with `_row`.

        Raises:
            UnknownName: when the contract has no table of that English name.
        """
        if name not in TABLES:
            raise UnknownName("table", name, TABLES, "表")
        found = self._resolved.get(name)
        if found is None:  # two threads may both make it; both make the same, and either may stay
            found = self._resolved[name] = self._resolve(name)
        return found

    def hashed(self, name: str, column: str) -> Hashed:
        """A column of all versions, dangling references empty, in which a few values are found quickly; kept."""
        found = self._hashed.get((name, column))
        if found is None:
            found = self._hashed[name, column] = Hashed.of(self.resolved(name)[column])
        return found

    def bounded(self, name: str) -> NDArray[np.bool_]:
        """Which versions of a table begin or end; kept."""
        found = self._bounded.get(name)
        if found is None:
            bounds = self.resolved(name).select("start", "end")
            either = bounds.select(pl.any_horizontal(pl.all().is_not_null())).to_series()
            found = self._bounded[name] = either.to_numpy()
        return found

    def inherit(self, earlier: Tables, moved: Collection[str]) -> None:
        """Take over from the tables of an earlier state what was made of those that are the same still."""
        for name, frame in dict(earlier._resolved).items():
            if name not in moved:
                self._resolved.setdefault(name, frame)
        for name, bounded in dict(earlier._bounded).items():
            if name not in moved:
                self._bounded.setdefault(name, bounded)
        for (name, column), hashed in dict(earlier._hashed).items():
            if name not in moved:
                self._hashed.setdefault((name, column), hashed)

    def _resolve(self, name: str) -> pl.DataFrame:
        known, frame = TABLES[name].by_name, self.history(name)
        rows = _counted(frame.height)
        frame = pl.DataFrame([rows, *(frame[column] for column in known)])
        bad = [(known[column], values) for (of, column), values in self.dangling.items() if of == name]
        return frame.with_columns(_without(column, values) for column, values in bad) if bad else frame


_longest = [pl.Series(ROW, [], pl.Int64)]
"""The numbers from 0 on, as far as they were needed: the tables of all states share them."""


def _counted(height: int) -> pl.Series:
    """The positions of so many rows."""
    longest = _longest[0]
    if len(longest) < height:  # two threads may both make it, and either may stay
        longest = _longest[0] = pl.Series(ROW, np.arange(height * 9 // 8, dtype=np.int64))
    return longest.head(height)


def _without(column: Column, values: pl.Series) -> pl.Expr:
    """A column of references without those that lead nowhere; a list of which nothing is left is empty."""
    cell = pl.col(column.name)
    if not column.kind.is_list:
        return pl.when(~cell.is_in(values.implode())).then(cell).alias(column.name)
    left = cell.list.eval(pl.element().filter(~pl.element().is_in(values.implode())))
    return pl.when(left.list.len() > 0).then(left).alias(column.name)
