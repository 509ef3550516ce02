"""More rows and columns for a region: what its tables may hold, though a valid small region has no need of it."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from regionpb.contract import TABLES
from regionpb.contract.columns import Column, Kind

from .rows import Source, key_of
from .text import check_digit


def furnish(source: Source, rng: Random, day: date) -> Source:
    """The same rows with more columns filled, and some rows of tables that were empty or absent."""
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
            new = rng.choice(table.columns)
            if new.name not in columns[name] and new.name not in {"start", "end", *table.exactly_one}:
                columns[name].append(new.name)
                for row in rows[name]:
                    row[new.name] = _value(full, new, rng, day) if rng.random() < 0.7 else None
    return full


def _row(source: Source, name: str, at: int, rng: Random, day: date) -> dict[str, Any] | None:
    table = TABLES[name]
    row: dict[str, Any] = {}
    one = rng.choice([*table.exactly_one, None])
    for column in (table.by_name[c] for c in source.columns[name]):
        needed = column.required or column.name in {*table.key, one}
        left = column.name in {"start", "end", *table.exactly_one} and column.name != one
        row[column.name] = None if left or (rng.random() < 0.3 and not needed) else _value(source, column, rng, day)
        if column.kind is Kind.KEY:
            row[column.name] = f"{table.singular}-{at}"
        if needed and row[column.name] is None:
            return None
    if table.exactly_one and sum(row[column] is not None for column in table.exactly_one) != 1:
        return None
    return row


def _value(source: Source, column: Column, rng: Random, day: date) -> Any:
    if column.kind.is_list:
        return _list(source, column, rng)
    if column.references is not None:
        return next(iter(_some_ids(source, column.references, rng)), None)
    if column.vocabulary is not None:
        return rng.choice([term.value for term in column.vocabulary])
    low, high = column.minimum or 0, column.maximum or 2500
    usual = {
        Kind.DATE: day - timedelta(days=rng.choice([0, 1, 30, 400, 5000])),
        Kind.YES_NO: rng.random() < 0.5,
        Kind.INTEGER: rng.randint(int(low), int(high)),
        Kind.NUMBER: rng.choice([low, high, round(rng.uniform(low, high), 3), float(rng.randint(int(low), int(high)))]),
        Kind.CREDIT_CODE: _credit_code(rng),
    }
    if column.kind is Kind.NUMBER:
        return float(usual[Kind.NUMBER])
    return usual.get(column.kind, f"{column.label}{rng.randrange(1000)}")


def _list(source: Source, column: Column, rng: Random) -> list[str]:
    if column.references is not None:
        return _some_ids(source, column.references, rng)
    words = [term.value for term in column.vocabulary] if column.vocabulary is not None else ["医疗", "法律", "电工"]
    return rng.sample(words, rng.randint(0, len(words)))


def _some_ids(source: Source, table: str, rng: Random) -> list[str]:
    ids = sorted({key for row in source.rows.get(table, ()) if (key := key_of(table, row))})
    return rng.sample(ids, min(len(ids), rng.choice([1, 1, 2])))


def _credit_code(rng: Random) -> str:
    first = "9133" + "".join(rng.choice("0123456789ABCDEFGHJKLMNPQRTUWXY") for _ in range(13))
    return first + check_digit(first)
