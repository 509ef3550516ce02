"""M001 to M007 in networkx."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from benchmarks.peers.in_networkx.organizations import BRANCH_TYPE
from benchmarks.peers.in_networkx.periods import months_on
from benchmarks.peers.in_networkx.register import Register, Rule

__all__ = ["RULES"]


def m001(r: Register) -> Iterator[str]:
    for key, row in r.current["members"].items():
        if row["status"] == "probationary":
            until = row["probation_until"]
            if until is None and row["joined"]:
                until = months_on(row["joined"], r.values["probation_months"])
            if until and until < r.day:
                yield key


def m002(r: Register) -> Iterator[str]:
    for key, row in r.current["members"].items():
        if row["confirmed"] and row["joined"] and row["confirmed"] < row["joined"]:
            yield key


def m003(r: Register) -> Iterator[str]:
    for key, row in r.current["members"].items():
        joined, born = row["joined"], row["birth_year"]
        if joined and born is not None and joined.year < born + r.values["joining_age"]:
            yield key


def m004(r: Register) -> Iterator[str]:
    for key, row in r.current["members"].items():
        if row["status"] == "probationary" and row["confirmed"] and row["confirmed"] <= r.day:
            yield key


def m005(r: Register) -> Iterator[str]:
    for key, row in r.current["members"].items():
        if row["lost_since"] and months_on(row["lost_since"], r.values["lost_contact_months"]) <= r.day:
            yield key


def m006(r: Register) -> Iterator[str]:
    yield from (key for key, row in r.current["members"].items() if r.ended("units", row["unit"]))


def m007(r: Register) -> Iterator[str]:
    stores = {unit[column] for unit in r.current["regional_units"].values() for column in ("hub", "reservoir")}
    for key, row in r.current["members"].items():
        home = r.get("organizations", row["organization"])
        if home and home["form"] not in BRANCH_TYPE and row["organization"] not in stores:
            yield key


RULES: Mapping[str, Rule] = {
    "M001": m001, "M002": m002, "M003": m003, "M004": m004, "M005": m005, "M006": m006, "M007": m007,
}  # fmt: skip
