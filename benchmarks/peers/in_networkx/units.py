"""U001 to U012 in networkx."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from benchmarks.peers.in_networkx.organizations import WITHOUT_TERRITORY
from benchmarks.peers.in_networkx.register import Register, Row, Rule

__all__ = ["ENTERPRISES", "RULES"]

ENTERPRISES = {"public_enterprise", "non_public_enterprise"}


def _belonging(r: Register) -> Iterator[tuple[str, Row, Row]]:
    """The organizations asked that belong to a current 1+N unit, and the unit."""
    for key, row in r.asked.items():
        if unit := r.get("regional_units", row["regional_unit"]):
            yield key, row, unit


def u001(r: Register) -> Iterator[str]:
    units = r.current["regional_units"].items()
    yield from (key for key, unit in units if not r.get("organizations", unit["hub"]))


def u002(r: Register) -> Iterator[str]:
    for key, unit in r.current["regional_units"].items():
        if unit["hub"] and sum(1 for _ in r.naming("regional_units.hub", "organizations", unit["hub"])) > 1:
            yield key


def u003(r: Register) -> Iterator[str]:
    for key, unit in r.current["regional_units"].items():
        hub = r.get("organizations", unit["hub"])
        if hub and r.territory.outside(hub["division"], unit["division"]):
            yield key


def u004(r: Register) -> Iterator[str]:
    yield from (key for key, _, unit in _belonging(r) if r.subordination.outside(key, unit["hub"]))


def u005(r: Register) -> Iterator[str]:
    for key, row, unit in _belonging(r):
        territorial = unit["mode"] not in WITHOUT_TERRITORY
        if territorial and key != unit["hub"] and r.territory.outside(row["division"], unit["division"]):
            yield key


def u006(r: Register) -> Iterator[str]:
    for key, unit in r.current["regional_units"].items():
        belonging = r.naming("organizations.regional_unit", "regional_units", key)
        if not any(row["id"] != unit["hub"] for row in belonging):
            yield key


def u007(r: Register) -> Iterator[str]:
    for key, row, _ in _belonging(r):
        led = r.naming("regional_units.hub", "organizations", key)
        if any(unit["id"] != row["regional_unit"] for unit in led):
            yield key


def u008(r: Register) -> Iterator[str]:
    for key, unit in r.current["regional_units"].items():
        within = [*r.naming("units.regional_unit", "regional_units", key)]
        kinds = {row["kind"] for row in within}
        trades = {row["trade"] for row in within} - {None}
        if (
            (unit["mode"] == "village_enterprise" and not ("village" in kinds and kinds & ENTERPRISES))
            or (unit["mode"] == "village_neighbourhood" and not {"village", "community"} <= kinds)
            or (unit["mode"] == "trade" and len(trades) > 1)
        ):
            yield key


def u009(r: Register) -> Iterator[str]:
    for key, row in r.current["units"].items():
        covered = r.get("organizations", row["organization"]) or r.get("regional_units", row["regional_unit"])
        if not covered and row["kind"] not in {"village", "community"}:
            yield key


def u010(r: Register) -> Iterator[str]:
    for key, row in r.current["units"].items():
        organization = r.get("organizations", row["organization"]) or {}
        mine, theirs = row["regional_unit"], organization.get("regional_unit")
        if r.get("regional_units", mine) and r.get("regional_units", theirs) and mine != theirs:
            yield key


def u011(r: Register) -> Iterator[str]:
    yield from (key for key, row in r.current["units"].items() if r.ended("divisions", row["division"]))


def u012(r: Register) -> Iterator[str]:
    units = r.current["regional_units"].items()
    yield from (key for key, unit in units if r.subordination.outside(unit["reservoir"], unit["hub"]))


RULES: Mapping[str, Rule] = {
    "U001": u001, "U002": u002, "U003": u003, "U004": u004, "U005": u005, "U006": u006, "U007": u007, "U008": u008,
    "U009": u009, "U010": u010, "U011": u011, "U012": u012,
}  # fmt: skip
