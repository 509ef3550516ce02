"""One table while it is being changed: rows looked up by what stands in them, put down, taken back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, TypeAlias

import numpy as np
import polars as pl
from attrs import define, field, frozen

from regionpb.contract import TABLES
from regionpb.errors import Refused, UnknownName
from regionpb.graph.lineage import Moved
from regionpb.graph.tables import Tables

__all__ = ["Finished", "Row", "Sheet", "holds"]

Row: TypeAlias = dict[str, Any]
"""The cells of a row by column."""

_OF_ITS_END: Mapping[str, str] = MappingProxyType({"members": "exit", "organizations": "end_reason"})
"""What says why a version ended, and goes with its end."""
_OF_ITS_START: Mapping[str, str] = MappingProxyType({"members": "entry"})
"""What says why a version began, and stays with its start."""

_PIECES = 8
"""Of so many pieces a column may be before it is put into one again."""


@frozen(eq=False)
class Finished:
    """A table as it is after changes.

    Attributes:
        frame: all its rows; new ones at the end.
        before: the rows that are not as they were, as they were.
        after: the same rows as they are, then the new ones.
        moved: what became of each row.
    """

    frame: pl.DataFrame
    before: pl.DataFrame
    after: pl.DataFrame
    moved: Moved


@define(eq=False)
class Sheet:
    """One table while it is being changed. Rows are known by their positions; new ones come after all others."""

    name: str
    _tables: Tables
    _base: pl.DataFrame
    _touched: dict[int, Row] = field(factory=dict[int, Row], init=False)
    _log: list[tuple[int, Row | None]] = field(factory=list[tuple[int, Row | None]], init=False, repr=False)
    """Each row that was put down, as it was before."""
    _height: int = field(init=False)
    _places: dict[tuple[str, Any], dict[int, None]] = field(init=False, repr=False)
    """Of touched rows, where each key and reference stands."""

    def __attrs_post_init__(self) -> None:
        self._height = self._base.height
        self._places = defaultdict(dict)

    # ---- looking up ----------------------------------------------------------------------------

    @property
    def key(self) -> str:
        """The column by which its things are known."""
        return TABLES[self.name].key[0]

    def row(self, position: int) -> Row:
        """A row as it is now; not to be written to."""
        touched = self._touched.get(position)
        return self._base.row(position, named=True) if touched is None else touched

    def find(self, column: str, value: object) -> list[int]:
        """The positions of the rows in whose key or reference some value stands, in their order."""
        hashes = pl.Series([value], dtype=pl.String).hash(0).to_numpy()
        cells = self._base[column]
        found = [
            at
            for at in self._tables.hashed(self.name, column).find(hashes).tolist()
            if at not in self._touched and cells[at] == value
        ]
        return sorted([*found, *self._places.get((column, value), ())])

    def versions(self, key: str) -> list[Row]:
        """All versions of a thing, in the order of the table."""
        return [self.row(at) for at in self.find(self.key, key)]

    def held(self, key: str, on: date) -> int:
        """Where the version of a thing stands that holds on a day: of several the one that starts last.

        Raises:
            UnknownName: when there is no such thing.
            Refused: when it has no version that holds on the day.
        """
        at = self.holding(key, on)
        if at is None:
            raise self._lost(key, on)
        return at

    def holding(self, key: str, on: date) -> int | None:
        """The same, and None where there is none."""
        there = [at for at in self.find(self.key, key) if holds(self.row(at), on)]
        return max(there, key=lambda at: (self.row(at)["start"] or date.min, at), default=None)

    def lasting(self, column: str, value: object, since: date) -> Iterator[int]:
        """The rows in which something is referred to, and which hold on some day from one on."""
        for at in self.find(column, value):
            end = self.row(at)["end"]
            if end is None or end > since:
                yield at

    def _lost(self, key: str, on: date) -> Exception:
        table, known = TABLES[self.name], self._base[self.key].drop_nulls().unique()
        name = table.singular.replace("_", " ")
        if not self.find(self.key, key):
            return UnknownName(name, key, known.to_list(), table.label)
        return Refused(
            f"{name} {key!r} is not there on {on}; choose a day on which it is",
            f"{table.label}“{key}”在 {on} 并不存在；请另选日期",
        )

    # ---- putting down --------------------------------------------------------------------------

    def put(self, position: int, **cells: object) -> None:
        """Overwrite cells of a row."""
        self._log.append((position, self._touched.get(position)))
        self._lay(position, {**self.row(position), **cells})

    def _lay(self, position: int, row: Row | None) -> None:
        """Let a row be this one, or the one it was at first."""
        old = self._touched.pop(position, None)
        if old is not None:
            for column in self._indexed:
                self._places[column, old[column]].pop(position, None)
        if row is not None:
            self._touched[position] = row
            for column in self._indexed:
                self._places[column, row[column]][position] = None

    def add(self, row: Mapping[str, object]) -> int:
        """Add a row; what it does not say is empty, or what an empty cell means.

        Returns:
            Its position.
        """
        position = self._height
        self._height += 1
        self._log.append((position, None))
        self._lay(position, {**dict.fromkeys(self._base.columns), **row, **self._meant(row)})
        return position

    def _meant(self, row: Mapping[str, object]) -> Row:
        """What empty cells of a row mean."""
        return {column: meant for column, meant in _DEFAULTS[self.name].items() if row.get(column) is None}

    def mark(self) -> int:
        """How far it has come."""
        return len(self._log)

    def back_to(self, mark: int) -> None:
        """Take back what was put down since."""
        while len(self._log) > mark:
            position, row = self._log.pop()
            self._lay(position, row)
            if row is None and position >= self._base.height:
                self._height = position

    def change(self, position: int, on: date, **cells: object) -> int:
        """Let a thing be otherwise from a day on: its version is closed, another opened.

        A version that starts on that day has no past: it is changed itself.

        Returns:
            Where the version stands that holds from that day on.
        """
        row = self.row(position)
        if row["start"] == on:
            self.put(position, **cells)
            return position
        opened = {**row, **cells, "start": on}
        if self.name in _OF_ITS_START:
            opened[_OF_ITS_START[self.name]] = cells.get(_OF_ITS_START[self.name])
        closed = dict.fromkeys([_OF_ITS_END[self.name]] if self.name in _OF_ITS_END else [])
        self.end(position, on, **closed)
        return self.add(opened)

    def end(self, position: int, on: date, **why: object) -> None:
        """Let a version end on a day.

        Raises:
            Refused: when it begins on that day or later: nothing is ever deleted.
        """
        row = self.row(position)
        if row["start"] is not None and row["start"] >= on:
            table = TABLES[self.name]
            key = "/".join(str(row[column]) for column in table.key)
            raise Refused(
                f"{table.singular.replace('_', ' ')} {key!r} begins only on {row['start']}; choose a later day",
                f"{table.label}“{key}”自 {row['start']} 起才有；请另选以后的日期",
            )
        self.put(position, end=on, **why)

    @property
    def _indexed(self) -> tuple[str, ...]:
        return _INDEXED[self.name]

    # ---- the end -------------------------------------------------------------------------------

    def finished(self) -> Finished | None:
        """The table as it is now; None where nothing is other than it was."""
        before = self._base.height
        rows = {
            at: row
            for at, row in sorted(self._touched.items())
            if at >= before or row != self._base.row(at, named=True)
        }
        if not rows:
            return None
        old = [at for at in rows if at < before]
        after = pl.DataFrame([*rows.values()], schema=self._base.schema, orient="row")
        frame = self._base
        if old:
            frame = _overlaid(frame, old, after.head(len(old)))
        if len(old) < len(rows):
            frame = pl.concat([frame, after.tail(len(rows) - len(old))], rechunk=False)
        if frame.n_chunks() > _PIECES:
            frame = frame.rechunk()
        changed = np.zeros(frame.height, dtype=np.bool_)
        changed[[*rows]] = True
        origin = np.arange(frame.height)
        origin[before:] = -1
        return Finished(frame, self._base[old], after, Moved.of(pl.Series(origin), pl.Series(changed), before))


def holds(row: Row, on: date) -> bool:
    """Whether a version holds on a day."""
    start, end = row.get("start"), row.get("end")
    return (start is None or start <= on) and (end is None or end > on)


def _overlaid(frame: pl.DataFrame, at: list[int], rows: pl.DataFrame) -> pl.DataFrame:
    """A frame in which some rows are others; columns that say the same stay the same."""
    was = frame[at]
    unlike = [name for name in frame.columns if not was[name].equals(rows[name], null_equal=True)]
    return frame.with_columns(_scattered(frame[name], at, rows[name]) for name in unlike)


def _scattered(cells: pl.Series, at: list[int], others: pl.Series) -> pl.Series:
    if cells.dtype.is_nested():
        filled = cells.to_frame().with_row_index("at").with_columns(pl.col("at").cast(pl.Int64))
        new = pl.DataFrame({"at": pl.Series(at, dtype=pl.Int64), "other": others})
        both = filled.join(new, on="at", how="left", maintain_order="left")
        return both.select(
            pl.when(pl.col("at").is_in(at)).then("other").otherwise(cells.name).alias(cells.name)
        ).to_series()
    return cells.clone().scatter(at, others)


_INDEXED: Mapping[str, tuple[str, ...]] = {
    name: tuple(
        column.name
        for column in table.columns
        if not column.kind.is_list and (column.references is not None or column.name in table.key)
    )
    for name, table in TABLES.items()
}
"""By table, the columns in which things are looked for."""


_DEFAULTS: Mapping[str, Mapping[str, str]] = {
    name: {column.name: column.default for column in table.columns if column.default is not None}
    for name, table in TABLES.items()
}
"""By table, what an empty cell means."""
