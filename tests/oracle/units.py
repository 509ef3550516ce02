"""U001 to U012."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from .norms import Norms
from .organizations import TERRITORIAL, asked
from .rows import Register, Row, subordination, territory


def _units(register: Register) -> Mapping[str, Row]:
    return register.current("regional_units")


def _belonging(register: Register) -> Iterator[tuple[str, Row, str, Row]]:
    """Each organization that belongs to a current 1+N unit, and the unit."""
    for key, row in asked(register).items():
        unit = register.get("regional_units", row["regional_unit"])
        if unit:
            yield key, row, row["regional_unit"], unit


def u001(register: Register, _: Norms) -> Iterator[str]:
    yield from (key for key, row in _units(register).items() if not register.get("organizations", row["hub"]))


def u002(register: Register, _: Norms) -> Iterator[str]:
    led = {key: row["hub"] for key, row in _units(register).items() if register.get("organizations", row["hub"])}
    times = Counter(led.values())
    yield from (key for key, hub in led.items() if times[hub] > 1)


def u003(register: Register, _: Norms) -> Iterator[str]:
    forest = territory(register)
    for key, row in _units(register).items():
        hub = register.get("organizations", row["hub"])
        if hub and _outside(register, forest, hub, row):
            yield key


def _outside(register: Register, forest, row: Row, unit: Row) -> bool:
    both = register.get("divisions", row["division"]) and register.get("divisions", unit["division"])
    return bool(both) and not forest.is_under(row["division"], unit["division"])


def u004(register: Register, _: Norms) -> Iterator[str]:
    forest = subordination(register)
    for key, _row, _id, unit in _belonging(register):
        if register.get("organizations", unit["hub"]) and not forest.is_under(key, unit["hub"]):
            yield key


def u005(register: Register, _: Norms) -> Iterator[str]:
    forest = territory(register)
    for key, row, _id, unit in _belonging(register):
        if unit["mode"] in TERRITORIAL and key != unit["hub"] and _outside(register, forest, row, unit):
            yield key


def u006(register: Register, _: Norms) -> Iterator[str]:
    organizations = register.current("organizations")
    for key, unit in _units(register).items():
        others = [one for one, row in organizations.items() if row["regional_unit"] == key and one != unit["hub"]]
        if not others:
            yield key


def u007(register: Register, _: Norms) -> Iterator[str]:
    for key, _row, own, _unit in _belonging(register):
        if any(unit["hub"] == key and other != own for other, unit in _units(register).items()):
            yield key


def u008(register: Register, _: Norms) -> Iterator[str]:
    for key, unit in _units(register).items():
        members = [row for row in register.current("units").values() if row["regional_unit"] == key]
        kinds = {row["kind"] for row in members}
        trades = {row["trade"] for row in members} - {None}
        enterprises = {"public_enterprise", "non_public_enterprise"}
        if (
            (unit["mode"] == "village_enterprise" and not ("village" in kinds and kinds & enterprises))
            or (unit["mode"] == "village_neighbourhood" and not {"village", "community"} <= kinds)
            or (unit["mode"] == "trade" and len(trades) > 1)
        ):
            yield key


def u009(register: Register, _: Norms) -> Iterator[str]:
    for key, row in register.current("units").items():
        covered = register.get("organizations", row["organization"])
        inside = register.get("regional_units", row["regional_unit"])
        if not covered and not inside and row["kind"] not in {"village", "community"}:
            yield key


def u010(register: Register, _: Norms) -> Iterator[str]:
    for key, row in register.current("units").items():
        organization = register.get("organizations", row["organization"]) or {}
        mine, theirs = row["regional_unit"], organization.get("regional_unit")
        both = register.get("regional_units", mine) and register.get("regional_units", theirs)
        if both and mine != theirs:
            yield key


def u011(register: Register, _: Norms) -> Iterator[str]:
    yield from (key for key, row in register.current("units").items() if register.ended("divisions", row["division"]))


def u012(register: Register, _: Norms) -> Iterator[str]:
    forest = subordination(register)
    for key, unit in _units(register).items():
        both = register.get("organizations", unit["hub"]) and register.get("organizations", unit["reservoir"])
        if both and not forest.is_under(unit["reservoir"], unit["hub"]):
            yield key


RULES = {
    "U001": u001, "U002": u002, "U003": u003, "U004": u004, "U005": u005, "U006": u006, "U007": u007, "U008": u008,
    "U009": u009, "U010": u010, "U011": u011, "U012": u012,
}  # fmt: skip
