"""What the oracle reads: plain rows, and a register of them that answers as of a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from attrs import field, frozen

from regionpb.contract import TABLES

Row = dict[str, Any]


@frozen
class Source:
    """Tables as they come: the columns that each has, and its rows."""

    columns: Mapping[str, list[str]]
    rows: Mapping[str, list[Row]]


def key_of(table: str, row: Row) -> str | None:
    """The key of a row as read; None where a part of it is empty."""
    cells = [row.get(column) for column in TABLES[table].key]
    return None if None in cells else "/".join(map(str, cells))


def told(table: str, key: str | None, members: Collection[str]) -> str | None:
    """A key as findings show it: what should be the id of a member, is none and has no digit is a name, left out."""
    if table not in {"attendances", "volunteers"} or key is None or "/" not in key:
        return key
    of, _, member = key.partition("/")
    return key if member in members or any(digit in member for digit in "0123456789") else f"{of}/***"


def holds(row: Row, day: date) -> bool:
    """Whether a version holds on a day."""
    return (row.get("start") or date.min) <= day and (row.get("end") is None or day < row["end"])


def begins(row: Row) -> date:
    return row.get("start") or date.min


@frozen
class Register:
    """All versions that were taken, their references resolved (a dangling one is empty), asked about one day."""

    day: date
    tables: Mapping[str, list[Row]]
    _versions: dict[str, dict[str, list[Row]]] = field(init=False, factory=dict)
    _current: dict[str, dict[str, Row]] = field(init=False, factory=dict)

    def versions(self, table: str) -> Mapping[str, list[Row]]:
        """All versions of each thing of a table, in the order of their rows."""
        if table not in self._versions:
            found: dict[str, list[Row]] = defaultdict(list)
            for row in self.tables.get(table, ()):
                found[row.get("key") or key_of(table, row) or ""].append(row)
            self._versions[table] = dict(found)
        return self._versions[table]

    def on(self, day: date, table: str, key: str | None) -> Row | None:
        """The version of a thing that holds on a day: of several the one that starts last, of those the last row."""
        there = [row for row in self.versions(table).get(key or "", ()) if holds(row, day)]
        return max(enumerate(there), key=lambda item: (begins(item[1]), item[0]))[1] if there else None

    def current(self, table: str) -> Mapping[str, Row]:
        """Everything in a table that holds on the day, by key."""
        if table not in self._current:
            every = ((key, self.on(self.day, table, key)) for key in self.versions(table))
            self._current[table] = {key: row for key, row in every if row is not None}
        return self._current[table]

    def get(self, table: str, key: str | None) -> Row | None:
        """What holds on the day under a key; None where the key is empty or nothing holds."""
        return None if key is None else self.current(table).get(key)

    def ended(self, table: str, key: str | None) -> bool:
        """Whether a thing exists but not on the day."""
        return key in self.versions(table) and self.get(table, key) is None


# ---- trees: as dicts from a node to the node above it --------------------------------------------


def parents(register: Register, table: str, column: str) -> dict[str, str]:
    """From each current row to the current row that it names in a column, cycles and all."""
    rows = register.current(table)
    return {key: row[column] for key, row in rows.items() if row.get(column) in rows}


def on_cycle(edges: Mapping[str, str], node: str) -> bool:
    """Whether one comes back to a node by going up from it."""
    seen: set[str] = set()
    above = edges.get(node)
    while above is not None and above not in seen:
        if above == node:
            return True
        seen.add(above)
        above = edges.get(above)
    return False


@frozen
class Forest:
    """The edges that remain when those of what lies on a cycle are taken away."""

    edges: Mapping[str, str]

    @staticmethod
    def of(edges: Mapping[str, str]) -> Forest:
        return Forest({node: above for node, above in edges.items() if not on_cycle(edges, node)})

    def above(self, node: str) -> list[str]:
        """A node and everything above it."""
        path = [node]
        while path[-1] in self.edges:
            path.append(self.edges[path[-1]])
        return path

    def is_under(self, node: str, other: str) -> bool:
        return other in self.above(node)

    def under(self, nodes: Iterable[str], top: str) -> set[str]:
        """Those of some nodes that are a node or under it."""
        return {node for node in nodes if self.is_under(node, top)}


def territory(register: Register) -> Forest:
    return Forest.of(parents(register, "divisions", "parent"))


def subordination(register: Register) -> Forest:
    return Forest.of(parents(register, "organizations", "superior"))


def years_on(day: date, years: int) -> date:
    """The same day of a later year; in a shorter month its last day."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def day_before(day: date) -> date:
    return day - timedelta(days=1)
