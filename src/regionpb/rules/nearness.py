"""What is near a row, for a rule: the rows it could hear of in judging that row, along the references it reads.

The tables that a rule reads hang together by references. Seen from the table whose rows it judges they are a tree: a
seat is near the organization it is in, its holder near the seat. A rule whose verdict on a row depends on what is near
it and on nothing else (`LOCAL`) need only be asked of what is near a change, with what is near that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, TypeAlias

import numpy as np
import polars as pl
from attrs import field, frozen
from numpy.typing import NDArray

from regionpb.contract import TABLES
from regionpb.graph.ending import find_former
from regionpb.graph.lineage import Moved
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
from regionpb.graph.tables import Tables
from regionpb.rules.base import Rule

__all__ = [
    "ALIKE",
    "LOCAL",
    "NOWHERE",
    "Keys",
    "Positions",
    "Side",
    "TooFar",
    "frames",
    "judged",
    "near",
    "tables_of",
    "together",
]

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

ALIKE = MappingProxyType({"T002": ("member",), "U002": ("hub",)})
"""Columns of the table that a rule judges: rows in which they say the same are compared with each other."""

Positions: TypeAlias = NDArray[np.int64]
"""Positions of rows in the history of a table, in order, each once."""

Keys: TypeAlias = set[tuple[Any, ...]]
"""The keys of rows, part by part."""

NOWHERE: Positions = np.empty(0, np.int64)

_FEW = 8
"""So many cells are fetched sooner one by one."""

_MOST = 2_000
"""Rows; where more are near a change, a rule is asked of all."""


class TooFar(Exception):  # noqa: N818 - no error, but a way out
    """So much is near that a rule may as well be asked of everything."""


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
        alike: columns of the table that it judges: rows in which they say the same are compared.
    """

    on: str
    tables: tuple[str, ...]
    levels: tuple[tuple[str, ...], ...]
    steps: tuple[_Step, ...]
    across: tuple[_Step, ...]
    alike: tuple[str, ...]

    @property
    def reached(self) -> frozenset[str]:
        """The tables that hang together with the one it judges, and that."""
        return frozenset(table for level in self.levels for table in level)


@frozen(eq=False)
class Side:
    """The rows of one state, found by what is in a column; what was looked for once, for whichever rule, is kept.

    Attributes:
        tables: the tables.
        other: another state, which is searched instead: it is so for every change that is made of it.
        moved: the tables that are not the same there, and what became of their rows, where that is known.
        judged: of what rules of each route may say something else, for what changed.
        near: what is near some rows, for rules of each route.
    """

    tables: Tables
    other: Side | None = None
    moved: Mapping[str, Moved | None] = MappingProxyType({})
    _having: dict[tuple[str, str], dict[str, Positions]] = field(
        factory=dict[tuple[str, str], dict[str, Positions]], init=False
    )
    _known: dict[str, int] = field(factory=dict[str, int], init=False)
    _values: dict[tuple[str, str, bytes], tuple[str, ...]] = field(
        factory=dict[tuple[str, str, bytes], tuple[str, ...]], init=False
    )
    judged: dict[tuple[Any, ...], Positions] = field(factory=dict[tuple[Any, ...], Positions], init=False)
    near: dict[tuple[Any, ...], dict[str, Positions]] = field(
        factory=dict[tuple[Any, ...], dict[str, Positions]], init=False
    )
    _cut: dict[tuple[str, bytes], pl.DataFrame] = field(factory=dict[tuple[str, bytes], pl.DataFrame], init=False)
    _versions: dict[tuple[str, bytes], Positions] = field(factory=dict[tuple[str, bytes], Positions], init=False)

    def having(self, table: str, column: str, values: tuple[str, ...]) -> Positions:
        """Positions of the rows with one of some values in a column, in order."""
        if not values:
            return NOWHERE
        if self.other is not None:
            moved = self.moved.get(table)
            if moved is not None:
                return self._carried(moved, table, column, values)
            if table not in self.moved:
                return self.other.having(table, column, values)
        known = self._having.setdefault((table, column), {})
        new = [value for value in values if value not in known]
        if new:
            self._look(table, column, new, known)
        found = known[values[0]] if len(values) == 1 else together(*(known[value] for value in values))
        if len(found) > _MOST:
            raise TooFar
        return found

    def _carried(self, moved: Moved, table: str, column: str, values: tuple[str, ...]) -> Positions:
        """Those that had one in the other state and are as they were, and those that are not."""
        assert self.other is not None  # noqa: S101 - told to the type checker; having() asks no others
        kept = moved.now_at[self.other.having(table, column, values)]
        texts = self.tables.resolved(table)[column][moved.came].to_list()
        came = moved.came[np.fromiter((text in values for text in texts), np.bool_, len(texts))]
        return together(kept[kept >= 0], came)

    def _look(self, table: str, column: str, values: list[str], known: dict[str, Positions]) -> None:
        """Find the rows that have some values, for each of them."""
        cells = self.tables.resolved(table)[column]
        like = self.tables.hashed(table, column).find(self._hashes(values))
        rows: dict[str, list[int]] = {value: [] for value in values}
        for row, text in zip(like.tolist(), cells[like].to_list(), strict=True):
            if text in rows:  # what has the same hash may still be something else
                rows[text].append(row)
        known.update((value, np.array(here, np.int64)) for value, here in rows.items())

    def _hashes(self, values: list[str]) -> NDArray[np.uint64]:
        known = self._known
        new = [value for value in values if value not in known]
        known.update(zip(new, pl.Series(new, dtype=pl.String).hash(0).to_list(), strict=True) if new else ())
        return np.fromiter((known[value] for value in values), np.uint64, len(values))

    def values(self, table: str, column: str, rows: Positions) -> tuple[str, ...]:
        """What is in a column of some rows, each once, in order."""
        if not len(rows):
            return ()
        if self.other is not None and table not in self.moved:
            return self.other.values(table, column, rows)
        key = (table, column, rows.tobytes())
        found = self._values.get(key)
        if found is None:
            cells = self.tables.resolved(table)[column]
            texts = [cells[row] for row in rows.tolist()] if len(rows) <= _FEW else cells[rows].to_list()
            found = self._values[key] = tuple(sorted({text for text in texts if text is not None}))
        return found

    def versions(self, table: str, rows: Positions) -> Positions:
        """Positions of all versions of what some rows are versions of, themselves included."""
        if not len(rows):
            return NOWHERE
        if self.other is not None and table not in self.moved:
            return self.other.versions(table, rows)
        key = (table, rows.tobytes())
        found = self._versions.get(key)
        if found is None:
            found = self._versions[key] = together(self._others(table, rows), rows)
        return found

    def _others(self, table: str, rows: Positions) -> Positions:
        """All versions of what some rows may be one of several versions of."""
        if table not in self.tables.overlapping:
            if not TABLES[table].dated:
                return NOWHERE
            # What holds without beginning or end would overlap any other version.
            rows = rows[self._bounded(table, rows)]
        return self.called(table, self.keys(table, rows))

    def _bounded(self, table: str, rows: Positions) -> NDArray[np.bool_]:
        """Which of some rows begin or end; those that are not as they were are taken to."""
        moved = self.moved.get(table)
        if self.other is None or moved is None:
            return self.tables.bounded(table)[rows]
        then = moved.then_at[rows]
        return (then < 0) | self.other.tables.bounded(table)[then]

    def keys(self, table: str, rows: Positions) -> Keys:
        """The keys of some rows; those with an empty part are nobody's and left out."""
        parts = TABLES[table].key
        if len(parts) == 1:
            return {(value,) for value in self.values(table, parts[0], rows)}
        few = self.tables.resolved(table).select(*parts)[rows]
        return {row for row in few.iter_rows() if None not in row}

    def called(self, table: str, keys: Keys) -> Positions:
        """Positions of the rows with one of some keys."""
        parts = TABLES[table].key
        like = self.having(table, parts[0], tuple(sorted({key[0] for key in keys})))
        if len(parts) > 1 and len(like):
            few = self.tables.resolved(table).select(*parts)[like]
            like = like[np.fromiter((row in keys for row in few.iter_rows()), np.bool_, len(like))]
        return like

    def cut(self, table: str, rows: Positions) -> pl.DataFrame:
        """Some rows of a table, with their positions."""
        key = (table, rows.tobytes())
        found = self._cut.get(key)
        if found is None:
            found = self._cut[key] = self.tables.resolved(table)[rows]
        return found


def together(*parts: Positions) -> Positions:
    """Positions in order, each once."""
    full = [part for part in parts if len(part)]
    return np.unique(np.concatenate(full)) if full else NOWHERE


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
        ALIKE.get(rule.code, ()),
    )


def _spread(side: Side, route: _Route, level: Iterable[str], found: dict[str, Positions]) -> None:
    """Add to the rows found of the tables of a level what is near them in it, and all versions of them."""
    parts = {table: [found[table]] for table in level if table in found}
    for table, (rows,) in [*parts.items()]:
        for column in route.alike if table == route.on else ():
            parts[table].append(side.having(table, column, side.values(table, column, rows)))
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
    if any(len(rows) > _MOST for rows in changed.values()):
        raise TooFar
    route = _route(rule)
    key = (route, *(tuple((name, rows.tobytes()) for name, rows in each.items()) for each in (changed, counted)))
    found = side.judged.get(key)
    if found is None:
        found = side.judged[key] = _judged(route, side, changed, counted)
    return found


def _judged(route: _Route, side: Side, changed: Mapping[str, Positions], counted: Mapping[str, Positions]) -> Positions:
    found = {name: side.versions(name, changed[name]) for name in route.tables if len(changed.get(name, ()))}
    found |= {name: together(found.get(name, NOWHERE), rows) for name, rows in counted.items() if name != route.on}
    if not found.keys() <= route.reached:
        raise TooFar
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
