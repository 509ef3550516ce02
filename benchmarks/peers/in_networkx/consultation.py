"""C001 to C004 in networkx, and which 1+N units and divisions have a council."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

from benchmarks.peers.in_networkx.periods import idle
from benchmarks.peers.in_networkx.register import Register, Rule
from benchmarks.peers.in_networkx.units import ENTERPRISES

__all__ = ["RULES", "bodies", "councils"]


def bodies(r: Register, kind: str) -> dict[str, str | None]:
    """The current bodies of a kind, and the division of each."""
    return {key: row["division"] for key, row in r.current["bodies"].items() if row["kind"] == kind}


def councils(r: Register, kind: str) -> tuple[set[str], set[str | None]]:
    """The current 1+N units with a council of a kind, and the current divisions with one that is of no unit."""
    units, divisions = set[str](), set[str | None]()
    for key, division in bodies(r, kind).items():
        unit = r.current["bodies"][key]["regional_unit"]
        if r.get("regional_units", unit):
            units.add(unit)
        elif r.get("divisions", division):
            divisions.add(division)
    units.update(key for key, row in r.current["regional_units"].items() if row["division"] in divisions)
    return units, divisions


def c001(r: Register) -> Iterator[str]:
    consulting, _ = councils(r, "consultative_council")
    yield from r.current["regional_units"].keys() - consulting


def c002(r: Register) -> Iterator[str]:
    for key in bodies(r, "consultative_council"):
        seats = r.naming("seats.body", "bodies", key)
        units = [r.get("units", seat["represents_unit"]) for seat in seats]
        kinds = {unit["kind"] for unit in units if unit}
        if "social_organization" not in kinds or not kinds & ENTERPRISES:
            yield key


def c003(r: Register) -> Iterator[str]:
    for key in bodies(r, "consultative_council"):
        if idle(r, "bodies", key, "consultation", r.values["council_idle_days"]):
            yield key


def c004(r: Register) -> Iterator[str]:
    latest = r.day - timedelta(days=r.values["matter_open_days"])
    for key, row in r.current["matters"].items():
        if row["raised_on"] <= latest and not (row["resolved_on"] and row["resolved_on"] <= r.day):
            yield key


RULES: Mapping[str, Rule] = {"C001": c001, "C002": c002, "C003": c003, "C004": c004}
