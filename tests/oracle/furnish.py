"""More rows and columns for a region: what its tables may hold, though a valid small region has no need of it."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

from regionpb.contract import TABLES
from regionpb.contract.columns import Kind

from .rows import Source, key_of
from .scenes import SCENES, Stage
from .values import value


def furnish(source: Source, rng: Random, day: date) -> Source:
    """The same rows with more columns filled, some rows of tables that were empty or absent, and some scenes."""
    columns = {name: list(names) for name, names in source.columns.items()}
    rows = {name: [dict(row) for row in content] for name, content in source.rows.items()}
    full = Source(columns, rows)
    for name, table in TABLES.items():
        if not rows.get(name) and rng.random() < 0.15:
            columns[name] = [c.name for c in table.columns if c.required or c.name in table.key or rng.random() < 0.6]
            columns[name] += [c for c in table.exactly_one if c not in columns[name]]
            found = [_row(full, name, at, rng, day) for at in range(rng.choice([0, 1, 2, 3, 5]))]
            rows[name] = list({key_of(name, row): row for row in found if row is not None}.values())
        elif rows.get(name) and rng.random() < 0.5:
            _fill(full, name, rng, day)
    for scene in rng.sample(SCENES, rng.choice([0, 1, 2, 3, 4, 6, 9])):
        for _ in range(rng.choice([1, 1, 2, 3])):
            scene(Stage(full, rng, day))
    return full


def _fill(source: Source, name: str, rng: Random, day: date) -> None:
    """One more column, or one that was hardly filled."""
    new = rng.choice(TABLES[name].columns)
    if new.name in {"start", "end", *TABLES[name].key, *TABLES[name].exactly_one}:
        return
    if new.name not in source.columns[name]:
        source.columns[name].append(new.name)
        share = 0.7
    else:
        share = 0.0 if any(row.get(new.name) is not None for row in source.rows[name]) else 0.2
    for row in source.rows[name]:
        if rng.random() < share:
            row[new.name] = value(source, new, rng, day)


def _row(source: Source, name: str, at: int, rng: Random, day: date) -> dict[str, Any] | None:
    table = TABLES[name]
    row: dict[str, Any] = {}
    one = rng.choice([*table.exactly_one, None])
    for column in (table.by_name[c] for c in source.columns[name]):
        needed = column.required or column.name in {*table.key, one}
        left = column.name in {"start", "end", *table.exactly_one} and column.name != one
        row[column.name] = None if left or (rng.random() < 0.3 and not needed) else value(source, column, rng, day)
        if column.kind is Kind.KEY:
            row[column.name] = f"{table.singular}-{at}"
        if needed and row[column.name] is None:
            return None
    if table.exactly_one and sum(row[column] is not None for column in table.exactly_one) != 1:
        return None
    return row
