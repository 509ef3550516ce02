"""The rows behind a finding: its own, and those that the columns its rule reads join it with.

A rule declares the columns it reads. Of those, references lead from the row to others and from others to it; what a
finding shows may be the id of a row as well. So the rows are found the same way for every rule.

>>> import random, regionpb
>>> from regionpb.rules import RULES
>>> region = regionpb.testing.minimal().plant([RULES["U004"]], random.Random(0))
>>> finding = region.check(select=["U004"]).findings[0]
>>> position = region.history("organizations")["id"].index_of(finding.id)
>>> for piece in evidence(RULES["U004"], region.snapshot, position, finding.values):
...     print(piece.table, piece.how.en, piece.rows["id"].to_list())
organizations the row itself ['O-N15']
organizations superior ['O-1']
regional_units regional_unit ['R-N2']
organizations hub ['O-N1']
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

import polars as pl
from attrs import frozen

from regionpb.contract import TABLES
from regionpb.contract.columns import Column
from regionpb.contract.keys import key_expr
from regionpb.errors import Both
from regionpb.graph.snapshot import FORMER, HISTORY, Snapshot
from regionpb.graph.tables import ROW
from regionpb.rules.base import Rule

__all__ = ["Piece", "evidence"]

_MARKS = "?!"


@frozen(eq=False)
class Piece:
    """Some rows of a table, and how they belong to the finding.

    Attributes:
        table: the table.
        how: the column that leads to them, or from them to the row; names of columns, or their labels.
        rows: their keys and what the rule reads of them, without names of people.
        positions: where they stand in the history of the table.
    """

    table: str
    how: Both
    rows: pl.DataFrame
    positions: pl.Series


def evidence(rule: Rule, snapshot: Snapshot, position: int, values: Mapping[str, Any]) -> Iterator[Piece]:
    """The rows behind a finding, its own first; no row twice.

    Args:
        rule: the rule.
        snapshot: the graph as of the day.
        position: where the row stands in the history of the rule's table.
        values: what the finding shows.
    """
    seen: set[tuple[str, int]] = set()
    looking = _Looking(rule, snapshot)
    for table, how, found in looking.pieces(position, values):
        fresh = found.filter(~found[ROW].is_in([row for name, row in seen if name == table]))
        if fresh.height:
            seen |= {(table, row) for row in fresh[ROW]}
            yield Piece(table, how, looking.shown(table, fresh), fresh[ROW])


@frozen
class _Looking:
    """The frames in which the rows behind a rule's findings are looked for."""

    rule: Rule
    snapshot: Snapshot

    @property
    def reads(self) -> list[tuple[str, Column]]:
        """The columns the rule reads."""
        named = (read.rstrip(_MARKS).partition(".") for read in self.rule.reads)
        return [(table, TABLES[table].by_name[column]) for table, _, column in named if column]

    def frame(self, table: str) -> pl.DataFrame:
        """The rows of a table as the rule sees them: all versions where it reads history."""
        return self.snapshot.frame(f"{table}{HISTORY}" if self.looks_back(table) else table)

    def looks_back(self, table: str) -> bool:
        """Whether the rule reads versions of a table that do not hold on the day."""
        return not {f"{table}{HISTORY}", f"{table}{FORMER}"}.isdisjoint(self.rule.inputs)

    def pieces(self, position: int, values: Mapping[str, Any]) -> Iterator[tuple[str, Both, pl.DataFrame]]:
        table = TABLES[self.rule.on]
        versions = self.snapshot.frame(f"{table.name}{HISTORY}")
        itself = versions.filter(pl.col(ROW) == position)
        key = itself.select(key_expr(table)).item()
        yield table.name, Both("the row itself", "该行"), itself
        if self.looks_back(table.name):
            yield table.name, Both("its other versions", "其他版本"), versions.filter(key_expr(table) == key)
        row = itself.row(0, named=True)
        for name, column in self.reads:
            if name == table.name and column.references is not None and row[column.name] is not None:
                yield from self._named(column, row[column.name])
        for name, value in values.items():
            named = self._column(name)
            if named is not None and value is not None:
                yield from self._named(named, value)
        for name, column in self.reads:
            if column.references == table.name and name != table.name:
                yield name, _through(name, column), self._referring(name, column, key)
        for name, column in self.reads:
            if column.references == table.name == name:
                yield name, _through(name, column), self._referring(name, column, key)

    def _named(self, column: Column, value: object) -> Iterator[tuple[str, Both, pl.DataFrame]]:
        """The row of the id in a column; of lists, each; where it does not hold on the day, its versions."""
        target = TABLES[str(column.references)]
        ids = [*map(str, cast("list[object]", value))] if isinstance(value, list) else [str(value)]
        found = self.frame(target.name).filter(key_expr(target).is_in(ids))
        if found.is_empty():
            found = self.snapshot.frame(f"{target.name}{HISTORY}").filter(key_expr(target).is_in(ids))
        yield target.name, Both(column.name, column.label), found

    def _referring(self, name: str, column: Column, key: str) -> pl.DataFrame:
        cell = pl.col(column.name)
        return self.frame(name).filter(cell.list.contains(key) if column.kind.is_list else cell == key)

    def _column(self, name: str) -> Column | None:
        """The column of references that a value of that name is of: the rule's own table's, else one that it reads."""
        tables = dict.fromkeys([self.rule.on, *(read.rstrip(_MARKS).partition(".")[0] for read in self.rule.reads)])
        known = (TABLES[table].by_name.get(name) for table in tables)
        return next((column for column in known if column is not None and column.references is not None), None)

    def shown(self, table: str, rows: pl.DataFrame) -> pl.DataFrame:
        """What the rule reads of some rows, and by what they are known; names of people never."""
        known = TABLES[table]
        read = {column.name for name, column in self.reads if name == table}
        named = {"name"} & {*known.by_name}
        columns = [*known.key, *(c for c in known.by_name if c in read | named | {"start", "end"})]
        return known.public(rows.select(*dict.fromkeys(columns)))


def _through(table: str, column: Column) -> Both:
    return Both(f"{table}.{column.name}", f"{TABLES[table].label}的{column.label}")
