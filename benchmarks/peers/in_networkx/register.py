"""What the rules in networkx share: rows by id, what holds on the day, and the graphs made of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache, cached_property
from typing import Any

import networkx as nx

from benchmarks.peers import Norms
from benchmarks.peers.dictionary import TABLES

__all__ = ["LEVELS", "Forest", "Register", "Row", "Rule", "began", "holds"]

Row = dict[str, Any]
Node = tuple[str, str]

LEVELS = ["province", "prefecture", "county", "township", "village"]
_EDGES = {
    "units": {"organization": "organizations", "regional_unit": "regional_units"},
    "regional_units": {"hub": "organizations"},
    "organizations": {"regional_unit": "regional_units"},
    "members": {"organization": "organizations", "unit": "units"},
    "seats": {"organization": "organizations", "holder": "members"},
}


def began(row: Row) -> date:
    """When a version started; long ago where that is empty."""
    return row["start"] or date.min


def holds(row: Row, day: date) -> bool:
    """Whether a version holds on a day."""
    return began(row) <= day and (row["end"] is None or day < row["end"])


class Forest:
    """What lies above what; an edge leads down. What lies on a cycle is a root."""

    def __init__(self, parents: dict[str, str | None]) -> None:
        self.graph = nx.DiGraph()
        self.graph.add_nodes_from(parents)
        self.graph.add_edges_from((above, low) for low, above in parents.items() if above in parents)
        rings = (ring for ring in nx.strongly_connected_components(self.graph) if len(ring) > 1)
        self.on_cycle = {node for ring in rings for node in ring} | set(nx.nodes_with_selfloops(self.graph))
        self.graph.remove_edges_from([*self.graph.in_edges(self.on_cycle)])
        self.above: Callable[[str], set[str]] = cache(lambda node: {node} | nx.ancestors(self.graph, node))

    def parent(self, node: str) -> str | None:
        """The node above; None for a root."""
        return next(self.graph.predecessors(node), None)

    def outside(self, low: str | None, high: str | None) -> bool:
        """Whether both are there, and `low` is not under `high`."""
        return low in self.graph and high in self.graph and high not in self.above(low)


class Register:
    """The tables as of the day, as rows and as graphs."""

    def __init__(self, tables: dict[str, list[Row]], norms: Norms) -> None:
        self.all = tables
        self.day = norms.day
        self.values = norms.values
        self.versions = {name: self._by_id(name) for name in tables if name != "transfers"}
        self.current = {
            name: {key: row for key in versions if (row := self.on(norms.day, name, key))}
            for name, versions in self.versions.items()
        }
        self.territory = Forest({code: row["parent"] for code, row in self.current["divisions"].items()})
        self.subordination = Forest({key: row["superior"] for key, row in self.current["organizations"].items()})
        self.graph = nx.MultiDiGraph()
        for name, columns in _EDGES.items():
            self.graph.add_nodes_from(((name, key), row) for key, row in self.current[name].items())
            for column, target in columns.items():
                here, there = self.current[name], self.current[target]
                self.graph.add_edges_from(
                    ((name, key), (target, row[column]), f"{name}.{column}")
                    for key, row in here.items()
                    if row[column] in there
                )

    def _by_id(self, name: str) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = defaultdict(list)
        key = TABLES[name].id
        for row in self.all[name]:
            found[row[key]].append(row)
        return dict(found)

    def on(self, day: date, name: str, key: str | None) -> Row | None:
        """The version that holds on a day: of several the one that starts last, of those the last row."""
        found = None
        for row in self.versions[name].get(key, ()):
            if holds(row, day) and (found is None or began(row) >= began(found)):
                found = row
        return found

    def get(self, name: str, key: str | None) -> Row | None:
        """The current row of an id."""
        return self.current[name].get(key)

    def ended(self, name: str, key: str | None) -> bool:
        """Whether an id exists, but not on the day."""
        return key in self.versions[name] and key not in self.current[name]

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
    def members_under(self) -> dict[str, int]:
        """How many members are in each organization and below it."""
        under = dict(self.members_in)
        forest = self.subordination
        for key in reversed([*nx.topological_sort(forest.graph)]):
            if above := forest.parent(key):
                under[above] += under[key]
        return under

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


Rule = Callable[[Register], Iterator[str]]
