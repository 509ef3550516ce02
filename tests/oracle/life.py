"""A001 to A009."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from regionpb.contract import TABLES

from .norms import Norms
from .organizations import BRANCHES, asked, inside
from .rows import Register, Row


def happened(register: Register, table: str) -> Mapping[str, Row]:
    """The rows of a table without versions that exist by the day: from their first date on, the last one of an id."""
    first = TABLES[table].since or ""
    found: dict[str, Row] = {}
    for key, rows in register.versions(table).items():
        there = [row for row in rows if row[first] and row[first] <= register.day]
        if there:
            found[key] = max(enumerate(there), key=lambda item: (item[1][first], item[0]))[1]
    return found


def held(register: Register, kind: str, of: str) -> Mapping[str, list[date]]:
    """When the meetings of a kind took place, by the organization, body or team that held them."""
    found: dict[str, list[date]] = defaultdict(list)
    for row in happened(register, "meetings").values():
        if row["kind"] == kind and row[of]:
            found[row[of]].append(row["held_on"])
    return found


def existed(register: Register, table: str, key: str, first: date, last: date) -> bool:
    """Whether something existed on every day from one to another, both included."""
    every = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return all(register.on(day, table, key) for day in every)


def not_for(register: Register, days: int, table: str, key: str, held_on: list[date]) -> bool:
    """Whether something that is old enough had no meeting in the last so many days."""
    since = register.day - timedelta(days=days)
    return max(held_on, default=date.min) < since and existed(register, table, key, since, register.day)


def _overdue(register: Register, kind: str, days: int) -> Iterator[str]:
    meetings = held(register, kind, "organization")
    for key, row in asked(register).items():
        if row["form"] in BRANCHES and not_for(register, days, "organizations", key, meetings[key]):
            yield key


def a001(register: Register, norms: Norms) -> Iterator[str]:
    yield from _overdue(register, "general_meeting", norms.general_meeting_days)


def a002(register: Register, norms: Norms) -> Iterator[str]:
    members = inside(register)
    for key in _overdue(register, "committee_meeting", norms.committee_meeting_days):
        if len(members[key]) >= norms.branch_committee_from:
            yield key


def a003(register: Register, norms: Norms) -> Iterator[str]:
    yield from _overdue(register, "lecture", norms.lecture_days)


def a004(register: Register, norms: Norms) -> Iterator[str]:
    yield from _overdue(register, "theme_day", norms.theme_day_days)


def a005(register: Register, norms: Norms) -> Iterator[str]:
    yield from _overdue(register, "life_meeting", norms.life_meeting_days)


def a006(register: Register, norms: Norms) -> Iterator[str]:
    yield from _overdue(register, "appraisal", norms.appraisal_days)


def _counted(register: Register) -> Iterator[tuple[str, int, int]]:
    """The meetings that say how many were expected and how many came."""
    for key, row in happened(register, "meetings").items():
        if row["expected"] is not None and row["attended"] is not None:
            yield key, row["expected"], row["attended"]


def a007(register: Register, _: Norms) -> Iterator[str]:
    yield from (key for key, expected, attended in _counted(register) if attended > expected)


def a008(register: Register, _: Norms) -> Iterator[str]:
    yield from (key for key, expected, attended in _counted(register) if 2 * attended < expected)


def a009(register: Register, _: Norms) -> Iterator[str]:
    # Who is recorded twice at one meeting is one; of somebody unknown (E005) it is recorded all the same.
    recorded = Counter(row["meeting"] for row in register.current("attendances").values())
    for key, row in happened(register, "meetings").items():
        if row["attended"] is not None and recorded[key] and recorded[key] != row["attended"]:
            yield key


RULES = {
    "A001": a001, "A002": a002, "A003": a003, "A004": a004, "A005": a005, "A006": a006, "A007": a007, "A008": a008,
    "A009": a009,
}  # fmt: skip
