"""Where a scene is set: the rows of a region, to which it adds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from random import Random
from typing import Any, TypeVar

from attrs import frozen

from regionpb.contract import TABLES
from regionpb.contract.columns import Kind

from .rows import Row, Source, key_of
from .values import value

T = TypeVar("T")


@frozen
class Stage:
    """Rows to add to, what chooses, and the day about which everything happens."""

    source: Source
    rng: Random
    day: date

    def rows(self, table: str, **cells: Any) -> list[Row]:
        """The rows of a table that have some values."""
        return [r for r in self.source.rows.get(table, ()) if all(r.get(c) == v for c, v in cells.items())]

    def one(self, table: str, **cells: Any) -> Row:
        """Some row of a table that has some values, else some row of it, else an empty one that is nowhere."""
        found = self.rows(table, **cells) or self.rows(table)
        return self.rng.choice(found) if found else {}

    def some(self, table: str, most: int, **cells: Any) -> list[Row]:
        """A few rows of a table that have some values."""
        found = self.rows(table, **cells)
        return self.rng.sample(found, min(len(found), self.rng.randint(1, most)))

    def id(self, table: str, **cells: Any) -> str | None:
        """The key of some row of a table, as `one` chooses it."""
        row = self.one(table, **cells)
        return key_of(table, row) if row else None

    def pick(self, *choices: T) -> T:
        return self.rng.choice(choices)

    def chance(self, probability: float) -> bool:
        return self.rng.random() < probability

    def put(self, table: str, row: Row, **cells: Any) -> bool:
        """Fill cells of a row that is there, unless its versions would then be at odds: damage is done elsewhere."""
        dates = row | cells
        backward = dates.get("start") and dates.get("end") and dates["end"] <= dates["start"]
        several = len([other for other in self.source.rows[table] if key_of(table, other) == key_of(table, row)]) > 1
        if cells.keys() & {"start", "end"} and (backward or several):
            return False
        self.open(table, cells.keys())
        row.update(cells)
        return True

    def add(self, table: str, **cells: Any) -> Row:
        """Add a row; what it must have and is not said is filled with anything.

        Where that cannot be it is not added, and has no id that others could refer to.
        """
        self.open(table, cells.keys())
        declared = TABLES[table]
        row = dict.fromkeys(declared.by_name) | cells
        for column in declared.columns:
            if column.kind is Kind.KEY and column.name not in cells:
                row[column.name] = f"{declared.singular}-{self.rng.randrange(10**6)}"
            elif column.required and column.name not in cells:
                row[column.name] = value(self.source, column, self.rng, self.day)
        known = {key_of(table, other) for other in self.source.rows[table]}
        whole = all(row[column.name] is not None for column in declared.columns if column.required)
        one = not declared.exactly_one or sum(row[name] is not None for name in declared.exactly_one) == 1
        if whole and one and key_of(table, row) not in known:
            self.source.rows[table].append(row)
            return row
        return row | dict.fromkeys(declared.key)

    def open(self, table: str, columns: Iterable[str] = ()) -> None:
        """Make sure that a table is there and has some columns."""
        declared = TABLES[table]
        if table not in self.source.columns:
            # Most of what a scene begins has every column, so that hardly a rule is not checked.
            left = self.rng.random() < 0.15
            kept = [c.name for c in declared.columns if c.required or not left or self.rng.random() < 0.6]
            self.source.columns[table] = [*dict.fromkeys([*declared.key, *declared.exactly_one, *kept])]  # type: ignore[index]
            self.source.rows[table] = []  # type: ignore[index]
        there = self.source.columns[table]
        there += [name for name in columns if name not in there]
