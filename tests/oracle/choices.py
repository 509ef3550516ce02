"""Tables, days and cells at random, sensible or not."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from regionpb.contract import TABLES
from regionpb.contract.columns import Column, Kind

from .near import some_threshold
from .rows import Source, years_on

# The tables that are damaged, as often as they are named.
SOME = (
    "divisions", "organizations", "organizations", "organizations", "members", "members", "units", "regional_units",
    "seats", "transfers", "pairings", "liaisons", "bodies", "meetings", "attendances", "matters", "service_points",
    "requests", "volunteer_teams", "volunteers", "projects", "budgets", "workers", "wages", "grants",
)  # fmt: skip


def some_table(source: Source, rng: Random) -> str:
    filled = [name for name in SOME if source.rows.get(name)]
    return rng.choice(filled)


def give_dates(source: Source, name: str) -> None:
    """Make sure that a table has the columns of its versions."""
    if TABLES[name].dated:
        source.columns[name] += [column for column in ("start", "end") if column not in source.columns[name]]


def some_day(rng: Random, day: date) -> date | None:
    near = [0, 0, 1, -1, -2, 2, -30, 30, -365, -366, -400, 400]
    years = [years_on(day, -n) + timedelta(days=rng.choice([-1, 0, 1])) for n in (1, 2, 3, 4, 5, 6, 8)]
    return rng.choice(
        [None, *years, *(day + timedelta(days=n) for n in near), *(some_threshold(rng, day) for _ in "1234")]
    )


def some_value(source: Source, column: Column, table: str, rng: Random, day: date) -> Any:
    """Some value that a column may have, sensible or not."""
    there = [row.get(column.name) for row in source.rows[table]]
    if column.kind.is_list:
        return rng.choice(there)
    if column.references is not None:
        return rng.choice([None, *some_references(source, column.references, rng)])
    if column.vocabulary is not None:
        return rng.choice([term.value for term in column.vocabulary])
    usual = {
        Kind.DATE: [some_day(rng, day)],
        Kind.YES_NO: [None, True, False],
        Kind.INTEGER: [None, 0, 1, 2, 3, 4, 5, *([50, 100] if column.maximum is None else [])],
    }
    names = ["甲村", "乙社区", "丙村委会", "丁居委会", "某某社区居委会"] if column.name == "name" else []
    return rng.choice(usual.get(column.kind, [*there, *names, None]))


def some_references(source: Source, table: str, rng: Random) -> list[str | None]:
    """Ids of a table, or something instead of them: a name, nothing that is known, a padded code."""
    rows = source.rows.get(table, [])
    chosen = [row.get(TABLES[table].key[0]) for row in rng.sample(rows, min(6, len(rows)))]
    instead = rng.random()
    if instead < 0.2:
        return ["X-404"]
    if instead < 0.4:
        return [row.get("name") for row in rng.sample(rows, min(3, len(rows)))]
    if instead < 0.5 and table == "divisions":
        return [code.ljust(12, "0") for code in chosen if code and code.isdigit()]
    return chosen
