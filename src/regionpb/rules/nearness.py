"""What is near a row, for a rule: the rows it could hear of in judging that row, along the references it reads.

The tables that a rule reads hang together by references. Seen from the table whose rows it judges they are a tree: a
seat is near the organization it is in, its holder near the seat. A rule whose verdict on a row depends on what is near
it and on nothing else (`LOCAL`) need only be asked of what is near a change, with what is near that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

import polars as pl
from attrs import frozen

from regionpb.contract import TABLES
from regionpb.graph.ending import find_former
from regionpb.graph.snapshot import (
    BEHIND,
    DERIVED,
    FORMER,
    HISTORY,
    PIECED,
    Snapshot,
    current,
    table_of,
)
from regionpb.rules.base import Rule
from regionpb.rules.searching import MOST, NOWHERE, Positions, Side, TooFar, together

__all__ = ["ALIKE", "FAR", "LOCAL", "frames", "judged", "near", "tables_of"]

LOCAL = frozenset(
    {
        *("O006", "O007", "O008", "O009", "O010", "O011", "O012", "O014", "O018"),
        *("R001", "R002", "R003", "R004", "R005", "R006", "R007", "R008"),
        *("M001", "M002", "M003", "M004", "M005", "M006", "M007"),
        *("T001", "T003", "T004", "T005", "T006", "T007", "T008"),
        *("L004", "L005", "L006", "L007", "L014", "P006", "V005", "F001", "F002", "F007", "H001"),
        *("A001", "A002", "A003", "A004", "A005", "A006", "A007", "A008", "A009"),
        *("T002", "U002"),
    }
)
"""The rules whose verdict on a row depends on what is near it only: of those that read large tables nearly all."""

FAR = MappingProxyType({"L014": frozenset({"organizations", "seats"})})
"""Rules whose verdict depends on what is far away as well (the committee of the street in which a unit lies), and where
that stands: they need not be asked where nothing changed there and nothing is near what did."""

ALIKE = MappingProxyType(
    {
        "T002": (("member", "member"),),
        "U002": (("hub", "hub"),),
        "L004": (("represents_organization", "organization"), ("organization", "represents_organization")),
    }
)
"""Columns of the table that a rule judges: its rows are compared where one says in the first what another does in the
second."""


@frozen
class _Step:
    """A reference between two tables: rows are near each other where one's `column` holds the other's `key`."""

    nearer: str
    column: str
    farther: str
    key: str


@frozen(cache_hash=True)
class _Route:
    """How the tables that a rule reads hang together, seen from the table whose rows it judges.

    Attributes:
        on: that table.
        tables: all of them, those too that hang together with no other.
        levels: the tables, in as many levels as there are steps to them.
        steps: the references from each level to the next.
        across: those between tables of one level, in both directions.
        back: those by which a row says of what is nearer, beside the steps to it: the hub of the 1+N unit that the
            organization of a member belongs to is another organization.
        alike: pairs of columns of the table that it judges, by which its rows are compared.
    """

    on: str
    tables: tuple[str, ...]
    levels: tuple[tuple[str, ...], ...]
    steps: tuple[_Step, ...]
    across: tuple[_Step, ...]
    back: tuple[_Step, ...]
    alike: tuple[tuple[str, str], ...]

    @property
    def reached(self) -> frozenset[str]:
        """The tables that hang together with the one it judges, and that."""
        return frozenset(table for level in self.levels for table in level)


def tables_of(rule: Rule) -> tuple[str, ...]:
    """The tables whose rows a rule is given."""
    inputs = map(table_of, rule.inputs)
    names = (table for name in inputs for table in (BEHIND[name] if name in PIECED else (name,)))
    return tuple(dict.fromkeys(name for name in names if name in TABLES))


@cache
def _route(rule: Rule) -> _Route:
    tables = tables_of(rule)
    columns = [(t, c) for t, _, c in (r.rstrip("?!").partition(".") for r in rule.reads) if c and t in tables]
    columns += [(t, part) for t in tables for part in TABLES[t].key]
    known = [
        (t, c, to)
        for t, c in dict.fromkeys(columns)
        for to in [TABLES[t].by_name[c].references]
        if to in tables and not TABLES[t].by_name[c].kind.is_list
    ]
    levels: list[tuple[str, ...]] = [(rule.on,)]
    reached = {rule.on: 0}
    while levels[-1]:
        ends = [end for table, _, to in known for end in ((table, to), (to, table))]
        beyond = dict.fromkeys(far for near_, far in ends if near_ in levels[-1] and far not in reached)
        reached |= dict.fromkeys(beyond, len(levels))
        levels.append(tuple(beyond))
    both = [
        step
        for table, column, to in known
        if table != to and table in reached
        for key in [TABLES[to].key[0]]
        for step in (_Step(table, column, to, key), _Step(to, key, table, column))
    ]
    return _Route(
        rule.on,
        tables,
        tuple(levels[:-1]),
        tuple(step for step in both if reached[step.nearer] < reached[step.farther]),
        tuple(step for step in both if reached[step.nearer] == reached[step.farther]),
        tuple(
            _Step(to, TABLES[to].key[0], table, column)
            for table, column, to in known
            if table in reached and reached[table] > reached[to] > 0
        ),
        ALIKE.get(rule.code, ()),
    )


def _spread(side: Side, route: _Route, level: Iterable[str], found: dict[str, Positions]) -> None:
    """Add to the rows found of the tables of a level what is near them in it, and all versions of them."""
    parts = {table: [found[table]] for table in level if table in found}
    for table, (rows,) in [*parts.items()]:
        for here, there in route.alike if table == route.on else ():
            parts[table].append(side.having(table, there, side.values(table, here, rows)))
    for step in route.across:
        if step.nearer in level and step.nearer in found:
            other = side.having(step.farther, step.key, side.values(step.nearer, step.column, found[step.nearer]))
            parts.setdefault(step.farther, []).append(other)
    for table, several in parts.items():
        found[table] = side.versions(table, together(*several))


def judged(rule: Rule, side: Side, changed: Mapping[str, Positions], counted: Mapping[str, Positions]) -> Positions:
    """Positions of the rows of its table of which a rule may say something else.

    Args:
        rule: the rule.
        side: the state.
        changed: by table, positions of the rows that are not the same.
        counted: likewise of those of which only what is counted of them is not.

    Raises:
        TooFar: where there are very many, or a table changed that hangs together with no other.
    """
    if any(len(rows) > MOST for rows in changed.values()):
        raise TooFar
    if any(len(changed.get(table, ())) for table in FAR.get(rule.code, ())):
        raise TooFar
    route = _route(rule)
    key = (route, *(tuple((name, rows.tobytes()) for name, rows in each.items()) for each in (changed, counted)))
    found = side.judged.get(key)
    if found is None:
        found = side.judged[key] = _judged(route, side, changed, counted)
    if rule.code in FAR and len(found):
        if not _is_of_no_committee(side, changed):
            raise TooFar
        return NOWHERE
    return found


def _is_of_no_committee(side: Side, changed: Mapping[str, Positions]) -> bool:
    """Whether nothing changed but members without part-time seats: on no committee anybody comes or goes."""
    if {name for name, rows in changed.items() if len(rows)} != {"members"}:
        return False
    seats = side.having("seats", "holder", side.values("members", "id", changed["members"]))
    return not side.cut("seats", seats)["part_time"].any()


def _judged(route: _Route, side: Side, changed: Mapping[str, Positions], counted: Mapping[str, Positions]) -> Positions:
    found = {name: side.versions(name, changed[name]) for name in route.tables if len(changed.get(name, ()))}
    found |= {name: together(found.get(name, NOWHERE), rows) for name, rows in counted.items() if name != route.on}
    if not found.keys() <= route.reached:
        raise TooFar
    for step in route.back:
        if step.nearer in found:
            saying = side.having(step.farther, step.key, side.values(step.nearer, step.column, found[step.nearer]))
            found[step.farther] = together(found.get(step.farther, NOWHERE), saying)
    for level in reversed(route.levels):
        _spread(side, route, level, found)
        for step in route.steps:
            if step.farther in level and step.farther in found:
                rows = side.having(step.nearer, step.column, side.values(step.farther, step.key, found[step.farther]))
                found[step.nearer] = together(found.get(step.nearer, NOWHERE), rows)
    return side.versions(route.on, together(found.get(route.on, NOWHERE), counted.get(route.on, NOWHERE)))


def near(rule: Rule, side: Side, rows: Positions) -> Mapping[str, Positions]:
    """By table, positions of what is near some rows of the table that a rule judges, and of these rows.

    Raises:
        TooFar: where there is very much.
    """
    route = _route(rule)
    key = (route, rows.tobytes())
    found = side.near.get(key)
    if found is None:
        found = side.near[key] = _near(route, side, rows)
    return found


def _near(route: _Route, side: Side, rows: Positions) -> dict[str, Positions]:
    found = dict.fromkeys(route.reached, NOWHERE) | {route.on: rows}
    for level in route.levels:
        _spread(side, route, level, found)
        for step in route.steps:
            if step.nearer in level:
                beyond = side.having(step.farther, step.key, side.values(step.nearer, step.column, found[step.nearer]))
                found[step.farther] = together(found[step.farther], beyond)
    for step in route.back:
        said = side.having(step.nearer, step.column, side.values(step.farther, step.key, found[step.farther]))
        found[step.nearer] = together(found[step.nearer], side.versions(step.nearer, said))
    return found


def frames(
    names: Iterable[str], side: Side, snapshot: Snapshot, rows: Mapping[str, Positions]
) -> dict[str, pl.DataFrame]:
    """Frames that rules are given, cut to some rows of the tables they are of; other frames are whole."""
    return {name: _frame(name, side, snapshot, rows) for name in names if name != "policy"}


def _frame(name: str, side: Side, snapshot: Snapshot, rows: Mapping[str, Positions]) -> pl.DataFrame:
    if name in PIECED:
        return PIECED[name](lambda table: _frame(table, side, snapshot, rows), snapshot.tables)
    table = table_of(name)
    if name in DERIVED or table not in rows:
        return snapshot.frame(name)
    few = side.cut(table, rows[table])
    if name.endswith(HISTORY):
        return few
    holding = current(few, TABLES[table], snapshot.day, overlapping=table in snapshot.tables.overlapping)
    return find_former(few, holding, TABLES[table]) if name.endswith(FORMER) else holding
