"""Some value that a column may have, about the thresholds of the policies where there is one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

from regionpb.contract.columns import Column, Kind

from .near import place, some_threshold, some_year
from .rows import Source, key_of
from .text import check_digit

_SMALL = {"expected", "attended", "term_years", "member_count"}
_AMOUNTS = (0, 1, 20, 80, 100, 200, 300, 400, 1000, 1500, 10000)
_BIRTHS = (17, 18, 19, 40)


def value(source: Source, column: Column, rng: Random, day: date) -> Any:
    """A value of a column; None for a reference to a table without rows."""
    if column.kind.is_list:
        return _list(source, column, rng)
    if column.references is not None:
        return next(iter(some_ids(source, column.references, rng)), None)
    if column.vocabulary is not None:
        return rng.choice([term.value for term in column.vocabulary])
    made: dict[Kind, Callable[[], Any]] = {
        Kind.DATE: lambda: some_threshold(rng, day),
        Kind.YES_NO: lambda: rng.random() < 0.5,
        Kind.INTEGER: lambda: _integer(column, rng, day),
        Kind.NUMBER: lambda: _number(column, rng),
        Kind.CREDIT_CODE: lambda: _credit_code(rng),
    }
    return made.get(column.kind, lambda: f"{column.label}{rng.randrange(1000)}")()


def _integer(column: Column, rng: Random, day: date) -> int:
    if column.name == "year":
        return some_year(rng, day)
    if column.name == "birth_year":
        return day.year - rng.choice(_BIRTHS)
    low, high = int(column.minimum or 0), int(column.maximum or 2500)
    return rng.randint(low, 9 if column.name in _SMALL else high)


def _number(column: Column, rng: Random) -> float:
    if column.name in {"latitude", "longitude"} and rng.random() < 0.8:
        return place(rng)[column.name == "longitude"]
    if column.name in {"amount", "annual_pay"} and rng.random() < 0.8:
        return float(rng.choice(_AMOUNTS))
    low, high = column.minimum or 0, column.maximum or 2500
    return float(rng.choice([low, high, round(rng.uniform(low, high), 3), rng.randint(int(low), int(high))]))


def _list(source: Source, column: Column, rng: Random) -> list[str]:
    if column.references is not None:
        return some_ids(source, column.references, rng)
    words = [term.value for term in column.vocabulary] if column.vocabulary is not None else ["医疗", "法律", "电工"]
    return rng.sample(words, rng.choice([len(words), rng.randint(0, len(words))]))


def some_ids(source: Source, table: str, rng: Random) -> list[str]:
    ids = sorted({key for row in source.rows.get(table, ()) if (key := key_of(table, row))})
    return rng.sample(ids, min(len(ids), rng.choice([1, 1, 2])))


def _credit_code(rng: Random) -> str:
    first = "9133" + "".join(rng.choice("0123456789ABCDEFGHJKLMNPQRTUWXY") for _ in range(13))
    return first + check_digit(first)
