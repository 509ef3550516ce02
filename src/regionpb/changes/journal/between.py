"""The patch that makes the tables of one region those of another.

>>> import regionpb as rpb
>>> region = rpb.testing.minimal()
>>> later = region.apply(rpb.changes.transfer("M-2", to="O-1", on="2012-01-01"))
>>> patch = between(region.tables, later.tables)
>>> patch.tables["members"].rewritten[0].now, len(patch.tables["members"].added)
({'end': datetime.date(2012, 1, 1)}, 1)
>>> between(region.tables, region.tables).tables
{}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl
from attrs import evolve

from regionpb.changes.journal.apart import apart
from regionpb.changes.journal.patch import Lying, Patch, Rewritten, TablePatch
from regionpb.changes.ledger import Ledger, Row
from regionpb.changes.shelf import Written
from regionpb.contract import TABLES
from regionpb.graph.tables import Tables

__all__ = ["between", "patched"]


def between(before: Tables, after: Tables) -> Patch:
    """What would have to be done to some tables to make others of them; in which order rows stand does not matter.

    Args:
        before: the tables to which it can be done.
        after: what they would be.
    """
    names = (name for name in TABLES if name in before or name in after)
    patches = {name: _between(name, before.history(name), after.history(name)) for name in names}
    return Patch({name: each for name, each in patches.items() if each is not None})


def _between(name: str, before: pl.DataFrame, after: pl.DataFrame) -> TablePatch | None:
    # pl.concat makes columns of both, and of one type.
    both = pl.concat([before, after], how="diagonal_relaxed")
    one, other = both.head(before.height), both.tail(after.height)
    gone, came = one[apart(one, other)], other[apart(other, one)]
    if gone.is_empty() and came.is_empty():
        return None
    key = [*TABLES[name].key, *(["start"] if TABLES[name].dated else [])]
    waiting = _once(gone.rows(named=True), key)
    rewritten: list[Rewritten] = []
    added: list[Lying] = []
    for row, alone in zip(came.rows(named=True), _alone(came, key), strict=True):
        was = waiting.pop(_parts(row, key), None) if alone else None
        if was is None:
            added.append(Lying(None, _filled(row)))
        else:
            unlike = [column for column, cell in row.items() if cell != was[column]]
            known = {column: row[column] for column in key}
            rewritten.append(Rewritten(None, known, {c: was[c] for c in unlike}, {c: row[c] for c in unlike}))
    gone_for_good = _without(gone.rows(named=True), rewritten, key)
    return TablePatch((*rewritten,), (*added,), tuple(Lying(None, _filled(row)) for row in gone_for_good))


def _parts(row: Row, key: list[str]) -> tuple[Any, ...]:
    return tuple(row[part] for part in key)


def _once(rows: list[Row], key: list[str]) -> dict[tuple[Any, ...], Row]:
    """Rows by their key, those whose key is there once."""
    found: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        found.setdefault(_parts(row, key), []).append(row)
    return {parts: several[0] for parts, several in found.items() if len(several) == 1}


def _alone(frame: pl.DataFrame, key: list[str]) -> list[bool]:
    return frame.select(pl.struct(key).is_unique()).to_series().to_list() if frame.height else []


def _without(rows: list[Row], rewritten: list[Rewritten], key: list[str]) -> Iterator[Row]:
    taken = {_parts(each.known, key) for each in rewritten}
    return (row for row in rows if _parts(row, key) not in taken)


def _filled(row: Row) -> Row:
    return {column: cell for column, cell in row.items() if cell is not None}


def patched(tables: Tables, patch: Patch) -> tuple[Tables, Mapping[str, Written]]:
    """Tables with room for what a patch writes, and what it writes to them.

    Args:
        tables: the tables to which it is done.
        patch: what is done.

    Raises:
        Conflict: when a row is not as the patch says that it was.
    """
    roomy = _with_room(tables, patch)
    ledger = Ledger.of(roomy)
    patch.lay(ledger)
    return roomy, ledger.written()


def _with_room(tables: Tables, patch: Patch) -> Tables:
    """Tables with those that a patch writes to, and the columns."""
    frames, absent = dict(tables.frames), dict(tables.absent)
    for name, each in patch.tables.items():
        if name not in frames:
            frames[name], absent[name] = pl.DataFrame(schema=TABLES[name].schema), frozenset(TABLES[name].by_name)
        told = pl.DataFrame([*each.rows()], infer_schema_length=None)
        new = {column: kind for column, kind in told.schema.items() if column not in frames[name].columns}
        frames[name] = frames[name].with_columns(pl.lit(None, kind).alias(column) for column, kind in new.items())
    return evolve(tables, frames=frames, absent=absent)
