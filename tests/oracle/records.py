"""Records and periods: what has happened by a day, and days some months or years away."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date

from regionpb.contract import TABLES

from .rows import Register, Row


def recorded(register: Register, table: str) -> Mapping[str, Row]:
    """The records of a table that exist by the day: of several of one id the one that begins last, of those the last.

    A record exists from its first date on; where its table has no such date, ever.
    """
    since = TABLES[table].since
    found: dict[str, Row] = {}
    for key, rows in register.versions(table).items():
        there = [row for row in rows if since is None or happened(register, row[since])]
        if there:
            found[key] = max(there[::-1], key=lambda row: row[since] if since else 0)
    return found


def happened(register: Register, day: date | None) -> bool:
    """Whether a later date of a record has come by the day."""
    return day is not None and day <= register.day


def months_on(day: date, months: int) -> date:
    """The same day of a later month; in a shorter month its last day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_year(register: Register) -> int:
    """The last full year: the one before the day's."""
    return register.day.year - 1


def existed(register: Register, table: str, key: str, first: date, last: date) -> bool:
    """Whether some version of a thing holds on every day of a period."""
    ends = {row["end"] for row in register.versions(table)[key] if row["end"]}
    days = [first, *(end for end in ends if first <= end <= last)]
    return all(register.on(day, table, key) for day in days)
