"""A table in which versions are closed and opened: the past stays as it was.

>>> row = {"id": "M-1", "organization": "O-1", "start": date(2008, 5, 1)}
>>> rows = pl.DataFrame([row], schema=TABLES["members"].schema)
>>> moved = pl.DataFrame({"id": ["M-1"], "on": [date(2011, 7, 29)], "organization": ["O-2"]})
>>> Versions.of("members", rows).changed(moved).rows.select("organization", "start", "end").rows()
[('O-1', datetime.date(2008, 5, 1), datetime.date(2011, 7, 29)), ('O-2', datetime.date(2011, 7, 29), None)]
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

import polars as pl
from attrs import evolve, frozen

from regionpb.contract import TABLES
from regionpb.errors import Refused, UnknownName

__all__ = ["Versions"]

_OF_ITS_END: Mapping[str, str] = MappingProxyType({"members": "exit", "organizations": "end_reason"})
"""What says why a version ended, and goes with its end."""
_OF_ITS_START: Mapping[str, str] = MappingProxyType({"members": "entry"})
"""What says why a version began, and stays with its start."""

_NONE = pl.Series([None], dtype=pl.Int64)


@frozen(eq=False)
class Versions:
    """The rows of a table on the way from one state to another.

    Attributes:
        name: the table.
        rows: its rows, each new version behind the one it follows.
        origin: where each row stood in the table as it was; null for a new one.
        changed_rows: which rows are new, or not as they were.
    """

    name: str
    rows: pl.DataFrame
    origin: pl.Series
    changed_rows: pl.Series

    @classmethod
    def of(cls, name: str, rows: pl.DataFrame) -> Versions:
        """A table as it is."""
        untouched = pl.Series([False]).new_from_index(0, rows.height)
        return cls(name, rows, pl.int_range(rows.height, dtype=pl.Int64, eager=True), untouched)

    def held(self, asked: pl.DataFrame) -> pl.DataFrame:
        """The versions of some ids that hold on some days.

        Args:
            asked: `id` and `on`, each pair once, and other columns, which go along.

        Returns:
            What was asked with `at`, the position of the version, in the order asked.

        Raises:
            UnknownName: when there is no such id.
            Refused: when it has no version that holds on its day.
        """
        start, end, on = pl.col("_start"), pl.col("_end"), pl.col("on")
        versions = self.rows.select("id", _start="start", _end="end").with_row_index("at")
        holding = (
            asked.with_row_index("_order")
            .join(versions, on="id", how="inner")
            .filter((start.is_null() | (start <= on)) & (end.is_null() | (end > on)))
            .sort("_order", "_start", "at", nulls_last=False)
            .unique("_order", keep="last", maintain_order=True)
        )
        if holding.height < asked.height:
            lost = asked.with_row_index("_order").join(holding, on="_order", how="anti").row(0, named=True)
            raise self._lost(str(lost["id"]), lost["on"])
        return holding.drop("_order", "_start", "_end")

    def _lost(self, key: str, on: date) -> Exception:
        table, known = TABLES[self.name], self.rows["id"].drop_nulls().unique()
        if key not in known:
            return UnknownName(table.singular.replace("_", " "), key, known.to_list(), table.label)
        name = table.singular.replace("_", " ")
        return Refused(
            f"{name} {key!r} is not there on {on}; choose a day on which it is",
            f"{table.label}“{key}”在 {on} 并不存在；请另选日期",
        )

    def changed(self, wanted: pl.DataFrame) -> Versions:
        """The table in which some ids have other values from a day on: one version is closed, another opened.

        A version that starts on that very day has no past: it is changed itself.

        Args:
            wanted: `id`, `on`, and the columns to set; each id once.

        Raises:
            UnknownName: when there is no such id.
            Refused: when it has no version that holds on its day.
        """
        held = self.held(wanted)
        sets = [name for name in wanted.columns if name not in {"id", "on"}]
        at = held["at"].cast(pl.Int64)
        # The value that is wanted, of the type that the table has.
        new = self.rows[at].with_columns(held[name].cast(self.rows.schema[name]) for name in sets)
        fresh = (new["start"] == held["on"]).fill_null(value=False)
        rows = _overlaid(self.rows, at.filter(fresh), new.filter(fresh), sets)
        gone = at.filter(~fresh)
        closed = rows[gone].with_columns(end=held["on"].filter(~fresh))
        opened = new.filter(~fresh).with_columns(start=held["on"].filter(~fresh))
        ends = ["end", *([_OF_ITS_END[self.name]] if self.name in _OF_ITS_END else [])]
        closed = closed.with_columns(pl.lit(None, rows.schema[name]).alias(name) for name in ends[1:])
        if self.name in _OF_ITS_START:
            entry = _OF_ITS_START[self.name]
            opened = opened.with_columns(pl.lit(None, rows.schema[entry]).alias(entry))
        touched = self.changed_rows.scatter(at, values=True)
        after = evolve(self, rows=_overlaid(rows, gone, closed, ends), changed_rows=touched)
        return _extended(after, opened, gone)

    def added(self, rows: Sequence[Mapping[str, Any]]) -> Versions:
        """The table with further rows, which say what they have to say."""
        new = pl.DataFrame(rows, schema={name: self.rows.schema[name] for name in rows[0]})
        new = pl.concat([self.rows.clear(), new], how="diagonal")
        return _extended(self, new, pl.Series([self.rows.height], dtype=pl.Int64).new_from_index(0, new.height))


def _extended(sheet: Versions, new: pl.DataFrame, behind: pl.Series) -> Versions:
    """The table with new rows, each behind the row at some position."""
    mine = pl.int_range(sheet.rows.height, dtype=pl.Int64, eager=True)
    order = pl.concat([mine, behind]).arg_sort()  # stable: what is added comes after what was there
    return Versions(
        sheet.name,
        pl.concat([sheet.rows, new])[order],
        pl.concat([sheet.origin, _NONE.new_from_index(0, new.height)]).gather(order),
        pl.concat([sheet.changed_rows, pl.Series([True]).new_from_index(0, new.height)]).gather(order),
    )


def _overlaid(rows: pl.DataFrame, at: pl.Series, new: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
    """The rows with some columns of some of them replaced."""
    return rows.with_columns(rows[name].scatter(at, new[name]) for name in columns) if len(at) else rows
