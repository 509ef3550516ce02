"""What is around a thing: what handles ask, whether the tables lie in memory or in a database.

>>> import regionpb
>>> around = InMemory(regionpb.testing.minimal().snapshot)
>>> around.above("organizations", "O-2"), around.referring("members", "organization", "O-2")
('O-1', ['M-1', 'M-2', 'M-3'])
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, Protocol

import polars as pl
from attrs import frozen

from regionpb.contract import TABLES
from regionpb.errors import Both, UnknownName, not_on
from regionpb.graph.forest import Forest
from regionpb.graph.snapshot import Snapshot

__all__ = ["ABOVE", "Around", "InMemory", "absent"]

ABOVE: Mapping[str, str] = MappingProxyType({"divisions": "parent", "organizations": "superior"})
"""Of the tables that are trees, the column that says what is above."""


class Around(Protocol):
    """The current rows of all tables on a day, and how they refer to one another."""

    @property
    def day(self) -> date:
        """The day."""
        ...

    def expect(self, table: str, key: str) -> None:
        """Make sure that something is there.

        Raises:
            UnknownName: when it is not.
        """
        ...

    def row(self, table: str, key: str) -> Mapping[str, Any] | None:
        """The row of an id, with every column that came; None where it is not there."""
        ...

    def has(self, table: str, key: str) -> bool:
        """Whether something is there."""
        ...

    def referring(self, table: str, column: str, key: str) -> Sequence[str]:
        """The keys of the rows that refer to something; of a key of several parts the first is told."""
        ...

    def values(self, table: str, column: str, referring: str, key: str) -> Sequence[Any]:
        """What stands in a column of the rows that refer to something in another."""
        ...

    def above(self, table: str, key: str) -> str | None:
        """What is above in a tree."""
        ...

    def below(self, table: str, key: str) -> Sequence[str]:
        """What is right below in a tree."""
        ...


def absent(table: str, key: str, day: date, versions: Iterable[tuple[date | None, date | None]]) -> UnknownName:
    """What to raise of something that has versions, none of which holds on a day.

    Args:
        table: the table.
        key: its id.
        day: the day.
        versions: when each of them starts and ends.
    """
    spans: list[tuple[date, date]] = []
    for start, end in sorted((start or date.min, end or date.max) for start, end in versions):
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        elif start < end:
            spans.append((start, end))
    called = TABLES[table]
    return not_on(day, Both(called.singular.replace("_", " "), called.label), key, spans)


@frozen
class InMemory:
    """The same of a snapshot."""

    snapshot: Snapshot

    @property
    def day(self) -> date:
        """The day."""
        return self.snapshot.day

    def expect(self, table: str, key: str) -> None:
        """Make sure that something is there.

        Raises:
            UnknownName: when it is not: it tells when it is, or suggests the nearest id.
        """
        if self.has(table, key):
            return
        versions = self.snapshot.tables.history(table).filter(pl.col(TABLES[table].key[0]) == key)
        if versions.height:
            raise absent(table, key, self.day, versions.select("start", "end").iter_rows())
        self.snapshot.ids(table).position(key)

    def row(self, table: str, key: str) -> Mapping[str, Any] | None:
        """The row of an id, with every column that came; None where it is not there."""
        if not self.has(table, key):
            return None
        return self.snapshot.tables.history(table).row(self.snapshot.position(table, key), named=True)

    def has(self, table: str, key: str) -> bool:
        """Whether something is there."""
        return self.snapshot.ids(table).find(key) is not None

    def referring(self, table: str, column: str, key: str) -> Sequence[str]:
        """The keys of the rows that refer to something."""
        return self.values(table, TABLES[table].key[0], column, key)

    def values(self, table: str, column: str, referring: str, key: str) -> Sequence[Any]:
        """What stands in a column of the rows that refer to something in another."""
        return self.snapshot.frame(table).filter(pl.col(referring) == key)[column].to_list()

    def above(self, table: str, key: str) -> str | None:
        """What is above in a tree."""
        return self._forest(table).parent(key)

    def below(self, table: str, key: str) -> Sequence[str]:
        """What is right below in a tree."""
        return [*self._forest(table).children(key)]

    def _forest(self, table: str) -> Forest:
        return self.snapshot.territory if table == "divisions" else self.snapshot.subordination
