"""The rows of a table in a database, as acts read and write them: what they ask for is fetched, and nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa
from attrs import define, field
from sqlalchemy import Connection

from regionpb.changes.journal.jsoncells import cells_of, cells_to
from regionpb.changes.shelf import Row, Written
from regionpb.contract import TABLES
from regionpb.store.faults import legible
from regionpb.store.schema import MORE, POSITION, ROWS
from regionpb.store.shape import Shape

__all__ = ["DatabaseShelf", "shelves", "write"]

_NEAR = 2_000
"""Among so many keys the nearest is looked for."""


@define(eq=False)
class DatabaseShelf:
    """The rows of a table in a database. What was fetched once is not fetched again: it lasts for one transaction."""

    name: str
    columns: Sequence[str]
    _absent: frozenset[str]
    _connection: Connection = field(repr=False)
    _rows: dict[int, Row] = field(factory=dict[int, Row], init=False, repr=False)
    _found: dict[tuple[str, object], list[int]] = field(
        factory=dict[tuple[str, object], list[int]], init=False, repr=False
    )

    @property
    def height(self) -> int:
        """The position of the next row there will be."""
        last = self._connection.execute(_last(self.name)).scalar()
        return 0 if last is None else last + 1

    def row(self, position: int) -> Row:
        """A row.

        Raises:
            IndexError: when there is none.
        """
        found = self._rows.get(position)
        if found is None:
            (at,) = self._fetched(_where(self.name, POSITION), position) or (None,)
            if at is None:
                raise IndexError(f"{self.name} has no row {position}")
            found = self._rows[position]
        return found

    def find(self, column: str, value: object) -> list[int]:
        """The positions of the rows in whose key or reference some value stands, in order."""
        if value is None:
            return []
        found = self._found.get((column, value))
        if found is None:
            found = self._found[column, value] = self._fetched(_where(self.name, column), value)
        return found

    def says(self, column: str, value: object = None) -> bool:
        """Whether some row says this in a column; where None, anything at all."""
        if value is None and column in self._absent:
            return False
        if value is None:
            return self._connection.execute(_said(self.name, column)).first() is not None
        return self._connection.execute(_saying(self.name, column), {"value": value}).first() is not None

    def near(self, key: str) -> Iterable[str]:
        """Keys that begin alike; where there are none, some."""
        cell = ROWS[self.name].c[TABLES[self.name].key[0]]
        keys = sa.select(cell).distinct().order_by(cell).limit(_NEAR)
        for beginning in (key[: len(key) * 2 // 3], key[:2]):
            found = self._connection.scalars(keys.where(cell.startswith(beginning, autoescape=True))).all()
            if found:
                return found
        return self._connection.scalars(keys).all()

    @legible()
    def _fetched(self, statement: sa.Select[Any], value: object) -> list[int]:
        found: list[int] = []
        for row in self._connection.execute(statement, {"value": value}):
            at = int(row[0])
            if at not in self._rows:
                self._rows[at] = self._row(row)
            found.append(at)
        return found

    def _row(self, came: sa.Row[Any]) -> Row:
        row: Row = dict.fromkeys(self.columns)
        row.update(zip(TABLES[self.name].by_name, came[1:-1], strict=True))
        if came[-1]:
            row.update(cells_of(self.name, came[-1]))
        return row


@cache
def _where(table: str, column: str) -> sa.Select[Any]:
    rows = ROWS[table]
    return sa.select(rows).where(rows.c[column] == sa.bindparam("value")).order_by(rows.c[POSITION])


@cache
def _said(table: str, column: str) -> sa.Select[Any]:
    return sa.select(sa.literal(1)).where(ROWS[table].c[column].is_not(None)).limit(1)


@cache
def _saying(table: str, column: str) -> sa.Select[Any]:
    return sa.select(sa.literal(1)).where(ROWS[table].c[column] == sa.bindparam("value")).limit(1)


@cache
def _last(table: str) -> sa.Select[Any]:
    return sa.select(sa.func.max(ROWS[table].c[POSITION]))


def shelves(connection: Connection, shape: Shape) -> dict[str, DatabaseShelf]:
    """The tables of a register, as acts read them in one transaction."""
    return {name: DatabaseShelf(name, shape.columns(name), absent, connection) for name, absent in shape.absent.items()}


def write(connection: Connection, written: Mapping[str, Written]) -> None:
    """Write to a database what was written to tables."""
    for name, each in written.items():
        if each.removed:
            connection.execute(_delete(name), [{"at": at} for at, _ in each.removed])
        for columns, changes in _alike(name, each).items():
            connection.execute(_update(name, columns), changes)
        if each.added:
            connection.execute(_insert(name), [{POSITION: at, **cells(name, row)} for at, row in each.added])


@cache
def _delete(table: str) -> sa.Delete:
    rows = ROWS[table]
    return sa.delete(rows).where(rows.c[POSITION] == sa.bindparam("at"))


@cache
def _insert(table: str) -> sa.Insert:
    return sa.insert(ROWS[table])


@cache
def _update(table: str, columns: tuple[str, ...]) -> sa.Update:
    rows = ROWS[table]
    new: dict[str, Any] = {column: sa.bindparam(f"new_{column}") for column in columns}
    return sa.update(rows).where(rows.c[POSITION] == sa.bindparam("at")).values(new)


def _alike(name: str, written: Written) -> Mapping[tuple[str, ...], list[dict[str, Any]]]:
    """Rows in which the same columns change, together."""
    together: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for at, before, after in written.changed:
        was, now = cells(name, before), cells(name, after)
        columns = tuple(column for column, cell in now.items() if cell != was[column])
        together[columns].append({"at": at, **{f"new_{column}": now[column] for column in columns}})
    return together


def cells(name: str, row: Row) -> dict[str, Any]:
    """The cells of a row by the columns of the database."""
    known = TABLES[name].by_name
    more = {column: cell for column, cell in row.items() if column not in known and cell is not None}
    return {column: row.get(column) for column in known} | {MORE: cells_to(more) or None}
