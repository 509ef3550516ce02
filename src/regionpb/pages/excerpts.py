"""Which rows and columns of a faulty register and of its sound twin an example shows, and how many it leaves out.

Bad and Good show the same rows in the same columns, so that the fault is what differs between them.

>>> from random import Random
>>> import regionpb
>>> minimal, rule = regionpb.testing.minimal(), regionpb.rules["O007"]
>>> bad, sound = minimal.plant([rule], Random(0)), minimal.twin([rule], Random(0))
>>> shown, _ = pair(rule, minimal.tables.frames, bad.spoilt, sound.spoilt, {("organizations", "O-N1")}, {"form"})
>>> [(excerpt.table, len(excerpt.rows), excerpt.more) for excerpt in shown]
[('organizations', 1, 0), ('members', 6, 45), ('seats', 1, 0)]
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TypeAlias, cast

import polars as pl
from attrs import frozen

from regionpb.contract import TABLES
from regionpb.contract.keys import key_of
from regionpb.rules.base import Rule

__all__ = ["Excerpt", "Key", "pair"]

_COLUMNS = 7
_ALL = 12
"""So many rows of a table are all shown, so that what a message counts can be counted."""
_FEW = 6
"""So many of more."""

_Row: TypeAlias = dict[str, str]
_Rows: TypeAlias = Mapping[str, Sequence[_Row]]
_Frames: TypeAlias = Mapping[str, pl.DataFrame]

Key: TypeAlias = tuple[str, str | None]
"""A table and the id of a row of it."""


@frozen
class Excerpt:
    """Some rows of a table.

    Attributes:
        table: the table.
        columns: the columns shown; of what reading finds faulty, headers that the table does not know among them.
        rows: their cells as text, empty where there is none.
        faulty: for each row, whether it is the one that findings name; of the twin, the same one without its fault.
        more: how many rows that belong there are not shown.
    """

    table: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    faulty: tuple[bool, ...]
    more: int = 0


def pair(
    rule: Rule, before: _Frames, bad: _Frames, sound: _Frames, named: Collection[Key], blamed: Collection[object]
) -> tuple[tuple[Excerpt, ...], tuple[Excerpt, ...]]:
    """What a plant and its twin added or changed, and what the rows at fault refer to.

    Args:
        rule: whose fault it is.
        before: the tables of the region in which it is committed; a minimal one, since its rows are gone through.
        bad: the tables with the fault, as they were written.
        sound: those of the twin.
        named: the rows at fault.
        blamed: the columns that findings blame.

    Returns:
        Excerpts of the faulty register and of the twin; the table of the row at fault comes first.
    """
    was, sides = _rows(before), (_rows(bad), _rows(sound))
    added = {_key(name, row) for name in was if name not in bad for row in was[name]}
    added |= {_key(name, row) for rows in sides for name, row in _each(rows) if row not in was.get(name, ())}
    named = {*named, *_recoded(sides, named)}
    keys = added.union(*(_referred(rule, rows, named, blamed) for rows in sides))
    shown = [{name: [row for row in rows[name] if _key(name, row) in keys] for name in rows} for rows in sides]
    weights = _weights(shown, named)
    names = sorted(dict.fromkeys([*bad, *sound]), key=lambda name: all(table != name for table, _ in named))
    at = {name: {*blamed} if any(name == table for table, _ in named) else set[object]() for name in names}
    lately = max((row.get("start", "") for rows in shown for _, row in _each(rows)), default="")
    columns = {
        name: _columns(rule, name, [rows.get(name, ()) for rows in shown], at[name], added, lately) for name in names
    }
    one, other = (
        tuple(
            _excerpt(name, rows[name], [c for c in columns[name] if c in frames[name].columns], named, weights)
            for name in names
            if rows.get(name)
        )
        for rows, frames in zip(shown, (bad, sound), strict=True)
    )
    return one, other


def _rows(frames: _Frames) -> dict[str, list[_Row]]:
    """The rows of tables as text by column, without what is empty."""
    return {
        name: [{c: text for c, v in row.items() if (text := _text(v))} for row in frame.iter_rows(named=True)]
        for name, frame in frames.items()
    }


def _each(rows: _Rows) -> Iterator[tuple[str, _Row]]:
    return ((name, row) for name in rows for row in rows[name])


def _key(table: str, row: _Row) -> Key:
    return table, key_of(TABLES[table], row)


def _recoded(sides: Sequence[_Rows], named: Collection[Key]) -> Iterator[Key]:
    """The rows of the twin that stand for those at fault where the id itself was at fault."""
    bad, sound = ({_key(name, row) for name, row in _each(rows)} for rows in sides)
    lost = {table for table, key in bad - sound if (table, key) in named}
    return (key for key in sound - bad if key[0] in lost)


def _referred(rule: Rule, rows: _Rows, named: Collection[Key], blamed: Collection[object]) -> Iterator[Key]:
    """What the rows at fault refer to in the columns that the rule cannot do without or that are blamed."""
    for name, row in _each(rows):
        if _key(name, row) in named:
            for column in TABLES[name].columns:
                if column.references and (column.name in blamed or f"{name}.{column.name}" in rule.needs):
                    yield column.references, row.get(column.name)


def _weights(shown: Sequence[_Rows], named: Collection[Key]) -> Mapping[Key, int]:
    """How soon a row is shown: at fault, other in the twin, with a reference from or to one at fault, all others."""
    bad, sound = ({_key(name, row): row for name, row in _each(rows)} for rows in shown)
    ids = {key for _, key in named}
    told = {cell for rows in shown for name, row in _each(rows) if _key(name, row) in named for cell in row.values()}
    weights: dict[Key, int] = {}
    for name, row in (pair for rows in shown for pair in _each(rows)):
        key = _key(name, row)
        near = key[1] in told or not ids.isdisjoint(row.values())
        weights[key] = 0 if key in named else 1 if bad.get(key) != sound.get(key) else 2 if near else 3
    return weights


def _columns(
    rule: Rule,
    name: str,
    sides: Sequence[Sequence[_Row]],
    blamed: Collection[object],
    added: Collection[Key],
    lately: str,
) -> tuple[str, ...]:
    """The columns that matter: key, what is blamed, what differs, what the rule needs, dates, what added rows fill."""
    known, rows = TABLES[name].by_name, [row for side in sides for row in side]
    filled = {column for row in [r for r in rows if _key(name, r) in added] or rows for column in row}
    bad, sound = ({_key(name, row): row for row in side} for side in sides)
    both = [(bad[key], sound[key]) for key in bad if key in sound]
    differing = {c for one, other in both for c in (*one, *other) if one.get(c) != other.get(c)}
    order = [*known, *sorted(filled - {*known})]
    wanted = [*TABLES[name].key]
    wanted += [c for c in order if c in blamed]
    wanted += [c for c in order if c in differing]
    wanted += [c for c in known if f"{name}.{c}" in rule.needs]
    # Dates matter where something has ended, or is older: that all of it began on one day tells nothing.
    wanted += ["start", "end"] if "end" in filled else []
    wanted += ["start"] if any(row.get("start", lately) < lately for row in rows) else []
    wanted += [c for c in known if c in filled and c not in {"start", "end"}]
    chosen = [*dict.fromkeys(wanted)][:_COLUMNS]
    return tuple(c for c in order if c in chosen)


def _excerpt(
    name: str, rows: Sequence[_Row], columns: Sequence[str], named: Collection[Key], weights: Mapping[Key, int]
) -> Excerpt:
    """All rows of a table if they are not many, else those that matter most."""
    first = sorted(range(len(rows)), key=lambda i: weights[_key(name, rows[i])])
    chosen = [rows[i] for i in sorted(first if len(rows) <= _ALL else first[:_FEW])]
    return Excerpt(
        name,
        tuple(columns),
        tuple(tuple(row.get(c, "") for c in columns) for row in chosen),
        tuple(_key(name, row) in named for row in chosen),
        len(rows) - len(chosen),
    )


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ";".join(map(str, cast("list[object]", value)))
    return str(value)
