"""The rows of tables that are not what a journal gives.

>>> import polars as pl
>>> import regionpb as rpb
>>> from attrs import evolve
>>> region = rpb.testing.minimal().apply(rpb.changes.transfer("M-2", to="O-1", on="2012-01-01"))
>>> edited = region.history("members").with_columns(status=pl.lit("probationary"))
>>> frames = {**region.tables.frames, "members": edited}
>>> for row in unlike(evolve(region.tables, frames=frames), region.tables).rows():
...     print(*row)
members M-1 0 status full probationary
members M-2 1 status full probationary
members M-3 2 status full probationary
members M-2 3 status full probationary
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import polars as pl

from regionpb.changes.journal.apart import apart
from regionpb.contract import TABLES, Table
from regionpb.contract.keys import WITHHELD, key_of
from regionpb.graph.tables import Tables

__all__ = ["unlike"]

_FOUND = {
    "table": pl.String(),
    "id": pl.String(),
    "position": pl.Int64(),
    "column": pl.String(),
    "recorded": pl.String(),
    "found": pl.String(),
}
_Row = dict[str, Any]


def unlike(tables: Tables, given: Tables) -> pl.DataFrame:
    """The rows that are not what they should be; in which order they stand does not matter.

    Args:
        tables: as they are.
        given: as the journal gives them.

    Returns:
        For each such row `table`, `id`, its `position` (null where it is missing), the first `column` in which it
        differs, and what stands there as text: `recorded` by the journal, and `found`. Of a row too many, or too few,
        the column is that of the key. Names of people are withheld.
    """
    found = [row for name in TABLES if name in tables and name in given for row in _unlike(name, tables, given)]
    return pl.DataFrame(found, schema=_FOUND, orient="row")


def _unlike(name: str, tables: Tables, given: Tables) -> Iterator[tuple[Any, ...]]:
    table, (is_now, should) = TABLES[name], (_plain(TABLES[name], each.frames[name]) for each in (tables, given))
    columns = [column for column in is_now.columns if column in should.columns]
    is_now, should = is_now.select(columns), should.select(columns)
    if is_now.equals(should):
        return
    odd, lacking = apart(is_now, should), apart(should, is_now)
    waiting: dict[str, list[_Row]] = defaultdict(list)
    for row in should[lacking].rows(named=True):
        waiting[key_of(table, row)].append(row)
    for at, row in zip(odd, is_now[odd].rows(named=True), strict=True):
        key = key_of(table, row)
        if waiting[key]:
            likest = _likest(row, waiting[key])
            waiting[key].remove(likest)
            column = next(c for c, cell in row.items() if cell != likest[c])
            yield name, key, at, column, _shown(table, column, likest[column]), _shown(table, column, row[column])
        else:
            yield name, key, at, table.key[0], None, key
    for key, rows in waiting.items():
        for _ in rows:
            yield name, key, None, table.key[0], key, None


def _likest(row: _Row, others: list[_Row]) -> _Row:
    return max(others, key=lambda other: sum(cell == other[column] for column, cell in row.items()))


def _plain(table: Table, frame: pl.DataFrame) -> pl.DataFrame:
    """Rows as they can be compared: empty cells say what they mean, lists and unknown columns are text."""
    known = table.by_name
    cells: list[pl.Expr] = []
    for column, kind in frame.schema.items():
        cell = pl.col(column)
        if column in known and known[column].default is not None:
            cells.append(cell.fill_null(known[column].default))
        elif isinstance(kind, pl.List):
            cells.append(cell.cast(pl.List(pl.String)).list.join(";"))
        elif column not in known:
            cells.append(cell.cast(pl.String))
    return frame.with_columns(cells)


def _shown(table: Table, column: str, cell: object) -> str | None:
    if cell is None:
        return None
    return WITHHELD if column in table.personal else str(cell)
