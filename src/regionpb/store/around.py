"""What is around a thing in a store: each edge is read when it is asked for, and the region is not loaded."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

from attrs import frozen

from regionpb.changes.ledger import Ledger
from regionpb.changes.sheet import Sheet, holds
from regionpb.contract import TABLES
from regionpb.graph.around import ABOVE, absent

__all__ = ["InStore"]


@frozen
class InStore:
    """The current rows of a store on a day. What others write meanwhile is seen by what is asked afterwards.

    Attributes:
        day: the day.
        reading: gives the tables as one moment has them.
    """

    day: date
    reading: Callable[[], AbstractContextManager[Ledger]]

    def expect(self, table: str, key: str) -> None:
        """Make sure that something is there.

        Raises:
            UnknownName: when it is not: it tells when it is, or suggests an id that is like it.
        """
        with self.reading() as ledger:
            versions = ledger.sheet(table).versions(key) if ledger.has(table) else []
            if not versions:
                raise ledger.unknown(table, key)
            if ledger.sheet(table).holding(key, self.day) is None:
                raise absent(table, key, self.day, ((row["start"], row["end"]) for row in versions))

    def row(self, table: str, key: str) -> Mapping[str, Any] | None:
        """The row of an id, with every column that came; None where it is not there."""
        with self.reading() as ledger:
            at = ledger.sheet(table).holding(key, self.day) if ledger.has(table) else None
            return None if at is None else ledger.sheet(table).row(at)

    def has(self, table: str, key: str) -> bool:
        """Whether something is there."""
        return self.row(table, key) is not None

    def referring(self, table: str, column: str, key: str) -> Sequence[str]:
        """The keys of the rows that refer to something."""
        return self.values(table, TABLES[table].key[0], column, key)

    def values(self, table: str, column: str, referring: str, key: str) -> Sequence[Any]:
        """What stands in a column of the rows that refer to something in another."""
        with self.reading() as ledger:
            if not ledger.has(table):
                return []
            sheet = ledger.sheet(table)
            return [sheet.row(at)[column] for at in sheet.find(referring, key) if self._counts(sheet, at)]

    def _counts(self, sheet: Sheet, at: int) -> bool:
        """Whether a row is the one of its key that holds on the day."""
        row = sheet.row(at)
        alone = len(TABLES[sheet.name].key) == 1
        return holds(row, self.day) and (not alone or sheet.holding(row[sheet.key], self.day) == at)

    def above(self, table: str, key: str) -> str | None:
        """What is above in a tree."""
        row = self.row(table, key)
        over = None if row is None else row[ABOVE[table]]
        return over if over is not None and self.has(table, over) else None

    def below(self, table: str, key: str) -> Sequence[str]:
        """What is right below in a tree."""
        return self.referring(table, ABOVE[table], key)
