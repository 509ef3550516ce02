"""V001 to V006."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from .life import existed, held, not_for
from .norms import Norms
from .rows import Register, Row, day_before

_SATURDAY = 5


def _teams(register: Register) -> Mapping[str, Row]:
    return register.current("volunteer_teams")


def v001(register: Register, _: Norms) -> Iterator[str]:
    yield from (key for key, row in _teams(register).items() if not register.get("bodies", row["body"]))


def v002(register: Register, _: Norms) -> Iterator[str]:
    busy = {row["team"] for row in register.current("projects").values()}
    yield from (key for key in _teams(register) if key not in busy)


def first_saturday(month: date) -> date:
    """The first Saturday of the month that begins on a day."""
    return next(day for n in range(7) if (day := month + timedelta(days=n)).weekday() == _SATURDAY)


def v003(register: Register, _: Norms) -> Iterator[str]:
    last = day_before(register.day.replace(day=1))
    first = last.replace(day=1)
    days = held(register, "service_day", "team")
    for key in _teams(register):
        if first_saturday(first) not in days[key] and existed(register, "volunteer_teams", key, first, last):
            yield key


def v004(register: Register, _: Norms) -> Iterator[str]:
    # A March that is still going on is not past.
    year = register.day.year if register.day > date(register.day.year, 3, 31) else register.day.year - 1
    first, last = date(year, 3, 1), date(year, 3, 31)
    days = held(register, "service_day", "team")
    for key in _teams(register):
        served = any(first <= day <= last for day in days[key])
        if not served and existed(register, "volunteer_teams", key, first, last):
            yield key


def v005(register: Register, _: Norms) -> Iterator[str]:
    for key, row in register.current("volunteers").items():
        if register.ended("members", row["member"]) or register.ended("volunteer_teams", row["team"]):
            yield key


def v006(register: Register, norms: Norms) -> Iterator[str]:
    days = held(register, "training", "team")
    for key in _teams(register):
        if not_for(register, norms.volunteer_training_days, "volunteer_teams", key, days[key]):
            yield key


RULES = {"V001": v001, "V002": v002, "V003": v003, "V004": v004, "V005": v005, "V006": v006}
