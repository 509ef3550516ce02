"""M001 to M007."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .norms import Norms
from .organizations import BRANCHES
from .records import months_on
from .rows import Register, Row


def _members(register: Register) -> Mapping[str, Row]:
    return register.current("members")


def m001(register: Register, norms: Norms) -> Iterator[str]:
    for key, row in _members(register).items():
        if row["status"] == "probationary":
            last = row["probation_until"]
            if last is None and row["joined"]:
                last = months_on(row["joined"], norms.probation_months)
            if last and last < register.day:
                yield key


def m002(register: Register, _: Norms) -> Iterator[str]:
    for key, row in _members(register).items():
        if row["confirmed"] and row["joined"] and row["confirmed"] < row["joined"]:
            yield key


def m003(register: Register, norms: Norms) -> Iterator[str]:
    for key, row in _members(register).items():
        known = row["joined"] is not None and row["birth_year"] is not None
        if known and row["joined"].year < row["birth_year"] + norms.joining_age:
            yield key


def m004(register: Register, _: Norms) -> Iterator[str]:
    for key, row in _members(register).items():
        if row["status"] == "probationary" and row["confirmed"] and row["confirmed"] <= register.day:
            yield key


def m005(register: Register, norms: Norms) -> Iterator[str]:
    for key, row in _members(register).items():
        if row["lost_since"] and months_on(row["lost_since"], norms.lost_months) <= register.day:
            yield key


def m006(register: Register, _: Norms) -> Iterator[str]:
    yield from (key for key, row in _members(register).items() if register.ended("units", row["unit"]))


def m007(register: Register, _: Norms) -> Iterator[str]:
    units = register.current("regional_units").values()
    homes = {unit[column] for unit in units for column in ("hub", "reservoir")}
    for key, row in _members(register).items():
        home = register.get("organizations", row["organization"])
        if home and home["form"] not in BRANCHES and row["organization"] not in homes:
            yield key


RULES = {"M001": m001, "M002": m002, "M003": m003, "M004": m004, "M005": m005, "M006": m006, "M007": m007}
