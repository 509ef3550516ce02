"""V001 to V006 in networkx."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from benchmarks.peers.in_networkx.periods import existed, idle
from benchmarks.peers.in_networkx.register import Register, Rule

__all__ = ["RULES"]

SATURDAY = 5


def v001(r: Register) -> Iterator[str]:
    yield from (key for key, row in r.current["volunteer_teams"].items() if not r.get("bodies", row["body"]))


def v002(r: Register) -> Iterator[str]:
    yield from r.current["volunteer_teams"].keys() - {row["team"] for row in r.current["projects"].values()}


def _unserved(r: Register, first: date, last: date, served: set[date]) -> Iterator[str]:
    """The teams that existed from the first day to the last and had no service day on any of some days."""
    for key in r.current["volunteer_teams"]:
        missed = served.isdisjoint(r.meetings.get(("service_day", "volunteer_teams", key), ()))
        if missed and existed(r.versions["volunteer_teams"][key], first, last):
            yield key


def v003(r: Register) -> Iterator[str]:
    last = r.day.replace(day=1) - timedelta(days=1)
    first = last.replace(day=1)
    saturday = first + timedelta(days=(SATURDAY - first.weekday()) % 7)
    yield from _unserved(r, first, last, {saturday})


def v004(r: Register) -> Iterator[str]:
    year = r.day.year if r.day.month > 3 else r.day.year - 1
    march = [date(year, 3, day) for day in range(1, 32)]
    yield from _unserved(r, march[0], march[-1], {*march})


def v005(r: Register) -> Iterator[str]:
    for key, row in r.current["volunteers"].items():
        if r.ended("members", row["member"]) or r.ended("volunteer_teams", row["team"]):
            yield key


def v006(r: Register) -> Iterator[str]:
    for key in r.current["volunteer_teams"]:
        if idle(r, "volunteer_teams", key, "training", r.values["volunteer_training_days"]):
            yield key


RULES: Mapping[str, Rule] = {"V001": v001, "V002": v002, "V003": v003, "V004": v004, "V005": v005, "V006": v006}
