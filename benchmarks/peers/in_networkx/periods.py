"""Days some months away, and what existed on every day of a period."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta

from benchmarks.peers.in_networkx.register import Register, Row, began

__all__ = ["existed", "idle", "months_on"]


def months_on(day: date, months: float) -> date:
    """The same day of a later month; where that is too short, its last day."""
    years, month = divmod(day.month - 1 + int(months), 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1])) if year <= date.max.year else date.max


def existed(versions: Iterable[Row], first: date, last: date) -> bool:
    """Whether one of the versions holds on every day from the first to the last."""
    until = first
    for row in sorted(versions, key=began):
        if began(row) <= until:
            until = max(until, row["end"] or date.max)
    return until > last


def idle(r: Register, table: str, key: str, kind: str, days: float) -> bool:
    """Whether something held no meeting of a kind in the last days, though it existed on each of them."""
    first = r.day - timedelta(days=days)
    held_on = r.meetings.get((kind, table, key), ())
    return max(held_on, default=date.min) < first and existed(r.versions[table][key], first, r.day)
