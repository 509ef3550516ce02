"""What the rules in networkx share: rows by id, what holds on the day, and the graphs made of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any

import networkx as nx

from benchmarks.peers import Norms
from benchmarks.peers.dictionary import TABLES
from benchmarks.peers.in_networkx.forest import Forest

__all__ = ["LEVELS", "Register", "Row", "Rule", "began", "holds"]

Row = dict[str, Any]

LEVELS = ["province", "prefecture", "county", "township", "village"]
_EDGES = {
    "units": {"organization": "organizations", "regional_unit": "regional_units"},
    "regional_units": {"hub": "organizations"},
    "organizations": {"regional_unit": "regional_units"},
    "members": {"organization": "organizations", "unit": "units"},
    "seats": {"organization": "organizations", "body": "bodies", "holder": "members"},
}
_SINCE = {
    "transfers": "issued",
    "meetings": "held_on",
    "matters": "raised_on",
    "requests": "opened_on",
    "grants": "granted_on",
}
"""From which of its days on a record exists; of other tables without dates, ever."""


def began(row: Row) -> date:
    """When a version started; long ago where that is empty."""
    return row["start"] or date.min


def holds(row: Row, day: date) -> bool:
    """Whether a version holds on a day."""
    return began(row) <= day and (row["end"] is None or day < row["end"])


def _last(versions: Iterable[Row]) -> Row | None:
    """The version that starts last; of those that start together, the last row."""
    found = None
    for row in versions:
        if found is None or began(row) >= began(found):
            found = row
    return found


class Register:
    """The tables as of the day, as rows and as graphs.

    Attributes:
        all: every row of each table.
        versions: the rows of each id, in their order, of tables with dates.
        current: the row of each id that counts on the day; a record counts from its first day on.
        graph: what is current, with an edge to each row that another names.
    """

    def __init__(self, tables: dict[str, list[Row]], norms: Norms) -> None:
        self.all = tables
        self.day = norms.day
        self.values = norms.values
        self.versions = {name: self._by_id(name) for name in tables if TABLES[name].dated}
        self.current = {
            name: {key: row for key in self.versions[name] if (row := self.on(norms.day, name, key))}
            if TABLES[name].dated
            else self._recorded(name)
            for name in tables
        }
        self.territory = Forest({code: row["parent"] for code, row in self.current["divisions"].items()})
        self.subordination = Forest({key: row["superior"] for key, row in self.current["organizations"].items()})
        self.graph: nx.MultiDiGraph[tuple[str, str]] = nx.MultiDiGraph()
        for name, columns in _EDGES.items():
            self.graph.add_nodes_from(((name, key), row) for key, row in self.current[name].items())
            for column, target in columns.items():
                there = self.current.get(target, {})
                for key, row in self.current[name].items():
                    if row[column] in there:
                        self.graph.add_edge((name, key), (target, row[column]), key=f"{name}.{column}")

    def _by_id(self, name: str) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = defaultdict(list)
        key = "code" if name == "divisions" else "id"
        for row in self.all[name]:
            found[row[key]].append(row)
        return dict(found)

    def _recorded(self, name: str) -> dict[str, Row]:
        """The records that exist by the day: of several of an id the one with the latest day, of those the last row."""
        since, found = _SINCE.get(name), dict[str, Row]()
        for row in self.all[name]:
            if since is not None:
                before = found.get(row["id"], row)
                if row[since] > self.day or row[since] < before[since]:
                    continue
            found[row["id"]] = row
        return found

    def on(self, day: date, name: str, key: str | None) -> Row | None:
        """The version that holds on a day: of several the one that starts last, of those the last row."""
        return _last(row for row in self.versions[name].get(key or "", ()) if holds(row, day))

    def latest(self, name: str, key: str) -> Row | None:
        """The latest version that has started by the day, whether it still holds or not."""
        return _last(row for row in self.versions[name][key] if began(row) <= self.day)

    def get(self, name: str, key: str | None) -> Row | None:
        """The current row of an id."""
        return self.current[name].get(key or "")

    def ended(self, name: str, key: str | None) -> bool:
        """Whether an id exists, but not on the day."""
        return key in self.versions[name] and key not in self.current[name]

    def nearest(self, division: str | None, level: str) -> str | None:
        """The division of a level that a current division is or lies in."""
        rows = self.current["divisions"]
        return next((code for code in self.territory.path(division) if rows[code]["level"] == level), None)

    def naming(self, relation: str, target: str, key: str) -> Iterator[Row]:
        """The current rows of a table that name a row in a column, such as `members.organization`."""
        if (target, key) in self.graph:
            for node, _, edge in self.graph.in_edges((target, key), keys=True):
                if edge == relation:
                    yield self.graph.nodes[node]

    @cached_property
    def asked(self) -> dict[str, Row]:
        """The organizations that are asked."""
        return {key: row for key, row in self.current["organizations"].items() if not row["external"]}

    @cached_property
    def members_in(self) -> dict[str, int]:
        """How many members are in each organization."""
        every = self.current["organizations"]
        return {key: sum(1 for _ in self.naming("members.organization", "organizations", key)) for key in every}

    @cached_property
    def members_under(self) -> dict[str, float]:
        """How many members are in each organization and below it."""
        return self.subordination.summed(self.members_in)

    @cached_property
    def units_of(self) -> dict[str, list[Row]]:
        """The units that each organization covers."""
        every = self.current["organizations"]
        return {key: [*self.naming("units.organization", "organizations", key)] for key in every}

    @cached_property
    def secretaries(self) -> dict[str, list[Row]]:
        """The members who hold a seat of a secretary of each organization, one for each seat."""
        return {
            key: [
                holder
                for seat in self.naming("seats.organization", "organizations", key)
                if seat["role"] == "secretary" and (holder := self.get("members", seat["holder"]))
            ]
            for key in self.current["organizations"]
        }

    @cached_property
    def meetings(self) -> Mapping[tuple[str, str, str], list[date]]:
        """The days of the meetings of each kind, of each organization, body or team: by kind, table and id."""
        found: dict[tuple[str, str, str], list[date]] = defaultdict(list)
        tables = {"organization": "organizations", "body": "bodies", "team": "volunteer_teams"}
        for row in self.current["meetings"].values():
            for column, table in tables.items():
                if row[column]:
                    found[row["kind"], table, row[column]].append(row["held_on"])
        return dict(found)


Rule = Callable[[Register], Iterator[str]]
