"""What is near a row, for a rule: the rows it could hear of in judging that row, along the references it reads.

The tables that a rule reads hang together by references. Seen from the table whose rows it judges they are a tree: a
seat is near the organization it is in, its holder near the seat. A rule whose verdict on a row depends on what is near
it and on nothing else (`LOCAL`) need only be asked of what is near a change, with what is near that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

import numpy as np
import polars as pl
from attrs import field, frozen

from regionpb.contract import TABLES
from regionpb.graph.snapshot import DERIVED, HISTORY, Snapshot, current
from regionpb.graph.tables import Tables
from regionpb.rules.base import Rule

__all__ = ["LOCAL", "Side", "TooFar", "frames", "judged", "near", "together"]

LOCAL = frozenset(
    {
        *("O006", "O007", "O008", "O009", "O010", "O011", "O012", "O014", "O018"),
        *("R001", "R002", "R003", "R004", "R005", "R006", "R007", "R008"),
        *("M001", "M002", "M003", "M004", "M005", "M006", "M007"),
        *("T001", "T003", "T004", "T005", "T006", "T007", "T008"),
        *("L004", "L005", "L006", "L007", "L014", "P006", "V005", "F001", "F002", "F007", "H001"),
        *("A001", "A002", "A003", "A004", "A005", "A006", "A007", "A008", "A009"),
    }
)
"""The rules whose verdict on a row depends on what is near it only: of those that read large tables nearly all.

Not T002, for one, which counts the transfers of a member: they are near the member, and not near each other.
"""

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


@frozen
class _Route:
    """How the tables that a rule reads hang together, seen from the table whose rows it judges.

    Attributes:
        levels: the tables, in as many levels as there are steps to them.
        steps: the references from each level to the next.
        across: those between tables of one level, in both directions.
        loops: by table, the columns that refer to rows of the same table.
    """

    levels: tuple[tuple[str, ...], ...]
    steps: tuple[_Step, ...]
    across: tuple[_Step, ...]
    loops: Mapping[str, tuple[str, ...]]


@frozen(eq=False)
class Side:
    """The rows of one state, found by what is in a column; what was looked for once is kept."""

    tables: Tables
    _found: dict[tuple[str, str, tuple[str, ...]], pl.Series] = field(
        factory=dict[tuple[str, str, tuple[str, ...]], pl.Series], init=False
    )

    def having(self, table: str, column: str, values: pl.Series) -> pl.Series:
        """Positions of the rows with one of some values in a column, in order."""
        key = (table, column, tuple(values.sort()))
        found = self._found.get(key)
        if found is None:
            there = self.tables.resolved(table)[column]
            found = self._found[key] = there.is_in(values.implode()).arg_true() if len(values) else together([])
        if found.len() > _MOST:
            raise TooFar
        return found

    def values(self, table: str, column: str, rows: pl.Series) -> pl.Series:
        """What is in a column of some rows, each once."""
        return self.tables.resolved(table)[column].gather(rows).drop_nulls().unique()

    def versions(self, table: str, rows: pl.Series) -> pl.Series:
        """Positions of all versions of what some rows are versions of, themselves included."""
        return together([self.called(table, self.keys(table, rows)), rows])

    def keys(self, table: str, rows: pl.Series) -> pl.DataFrame:
        """The keys of some rows, each once."""
        return self.tables.resolved(table).select(pl.col(*TABLES[table].key).gather(rows)).unique()

    def called(self, table: str, keys: pl.DataFrame) -> pl.Series:
        """Positions of the rows with one of some keys; a key that has an empty part is nobody's."""
        like = self.having(table, keys.columns[0], keys.to_series().drop_nulls().unique())
        if keys.width > 1:
            there = self.tables.resolved(table).select(pl.col(*keys.columns).gather(like))
            like = there.with_columns(_at=like).join(keys, on=keys.columns, how="semi")["_at"]
        return like


def together(parts: Iterable[pl.Series]) -> pl.Series:
    """Positions in order, each once."""
    arrays = [part.to_numpy().astype(np.int64) for part in parts]
    return pl.Series(np.unique(np.concatenate(arrays)) if arrays else np.empty(0, np.int64))


def _tables_of(rule: Rule) -> tuple[str, ...]:
    """The tables whose rows a rule is given."""
    names = (name.removesuffix(HISTORY) for name in rule.inputs)
    return tuple(dict.fromkeys(name for name in names if name in TABLES))


@cache
def _route(rule: Rule) -> _Route:
    tables = _tables_of(rule)
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
        tuple(levels[:-1]),
        tuple(step for step in both if reached[step.nearer] < reached[step.farther]),
        tuple(step for step in both if reached[step.nearer] == reached[step.farther]),
        {name: tuple(c for t, c, to in known if t == to == name) for name in reached},
    )


def _spread(side: Side, route: _Route, level: Iterable[str], found: dict[str, pl.Series]) -> None:
    """Add to the rows found of the tables of a level what is near them in it, and all versions of them."""
    parts = {table: [found[table]] for table in level if table in found}
    for table, (rows,) in [*parts.items()]:
        key = TABLES[table].key[0]
        for column in route.loops[table]:
            parts[table].append(side.having(table, key, side.values(table, column, rows)))
            parts[table].append(side.having(table, column, side.values(table, key, rows)))
    for step in route.across:
        if step.nearer in level and step.nearer in found:
            other = side.having(step.farther, step.key, side.values(step.nearer, step.column, found[step.nearer]))
            parts.setdefault(step.farther, []).append(other)
    for table, several in parts.items():
        found[table] = side.versions(table, together(several))


def judged(rule: Rule, side: Side, changed: Mapping[str, pl.Series]) -> pl.Series:
    """Positions of the rows of its table of which a rule may say something else.

    Args:
        rule: the rule.
        side: the state.
        changed: by table, positions of the rows that are not the same.

    Raises:
        TooFar: where there are very many, or a table changed that hangs together with no other.
    """
    route = _route(rule)
    found = {name: side.versions(name, changed[name]) for name in _tables_of(rule) if len(changed.get(name, ()))}
    if not found.keys() <= route.loops.keys():
        raise TooFar
    for level in reversed(route.levels):
        _spread(side, route, level, found)
        for step in route.steps:
            if step.farther in level and step.farther in found:
                rows = side.having(step.nearer, step.column, side.values(step.farther, step.key, found[step.farther]))
                found[step.nearer] = together([found.get(step.nearer, rows), rows])
    return found.get(rule.on, together([]))


def near(rule: Rule, side: Side, rows: pl.Series) -> dict[str, pl.Series]:
    """By table, positions of what is near some rows of the table that a rule judges, and of these rows.

    Raises:
        TooFar: where there is very much.
    """
    route = _route(rule)
    found = dict.fromkeys(route.loops, together([])) | {rule.on: rows}
    for level in route.levels:
        _spread(side, route, level, found)
        for step in route.steps:
            if step.nearer in level:
                beyond = side.having(step.farther, step.key, side.values(step.nearer, step.column, found[step.nearer]))
                found[step.farther] = together([found[step.farther], beyond])
    return found


def frames(rule: Rule, snapshot: Snapshot, rows: Mapping[str, pl.Series]) -> dict[str, pl.DataFrame]:
    """The frames that a rule is given, cut to some rows of the tables they are of; other frames are whole."""
    out: dict[str, pl.DataFrame] = {}
    for name in rule.inputs:
        table = name.removesuffix(HISTORY)
        if name == "policy" or name in DERIVED or table not in rows:
            continue
        few = snapshot.tables.resolved(table)[rows[table]]
        overlapping = table in snapshot.tables.overlapping
        out[name] = few if name != table else current(few, TABLES[table], snapshot.day, overlapping=overlapping)
    return out | {name: snapshot.frame(name) for name in rule.inputs if name != "policy" and name not in out}
