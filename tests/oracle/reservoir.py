"""R001 to R008."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from .norms import Norms
from .rows import Register, Row, begins, day_before


def r001(register: Register, _: Norms) -> Iterator[str]:
    for key, row in register.current("members").items():
        if register.ended("organizations", row["organization"]):
            yield key


def r002(register: Register, _: Norms) -> Iterator[str]:
    for key, versions in register.versions("members").items():
        begun = [row for row in versions if begins(row) <= register.day]
        if begun:
            last = max(enumerate(begun), key=lambda item: (begins(item[1]), item[0]))[1]
            if last["end"] and last["end"] <= register.day and last["exit"] is None:
                yield key


def _dissolved(register: Register) -> Iterator[tuple[Row, date]]:
    """Every organization that ended as dissolved by the day, and on which day."""
    last: dict[tuple[str, date], Row] = {}
    for row in register.tables["organizations"]:
        if row["end"] and row["end"] <= register.day:
            # Of versions that end together the one counts that starts last, of equal starts the last row.
            other = last.get((row["id"], row["end"]))
            last[row["id"], row["end"]] = row if other is None or begins(row) >= begins(other) else other
    yield from ((row, end) for (_, end), row in last.items() if row["end_reason"] == "dissolved")


def _reservoir(register: Register, row: Row, day: date) -> set[str]:
    """The hub and the reservoir on a day of the 1+N unit of an organization; empty where there is no hub."""
    unit = register.on(day, "regional_units", row["regional_unit"]) or {}
    if not register.on(day, "organizations", unit.get("hub")):
        return set()
    return {one for one in (unit["hub"], unit.get("reservoir")) if register.on(day, "organizations", one)}


def _moved(register: Register, organization: str, day: date) -> Iterator[tuple[str, str]]:
    """The members who were in an organization before a day, and the current organization they were in on it."""
    for key in register.versions("members"):
        before = register.on(day_before(day), "members", key) or {}
        home = (register.on(day, "members", key) or {}).get("organization")
        if before.get("organization") == organization and register.on(day, "organizations", home):
            yield key, home


def _transfers(register: Register, member: str, source: str) -> list[Row]:
    rows = register.tables.get("transfers", ())
    issued = [r for r in rows if r["issued"] and r["issued"] <= register.day]
    return [r for r in issued if r["member"] == member and r["source"] == source]


def r003(register: Register, _: Norms) -> Iterator[str]:
    found: set[str] = set()
    for row, day in _dissolved(register):
        reservoir = _reservoir(register, row, day)
        for member, home in _moved(register, row["id"], day):
            if reservoir and home not in reservoir | {row["id"]} and not _transfers(register, member, row["id"]):
                found.add(member)
    yield from found


def r004(register: Register, norms: Norms) -> Iterator[str]:
    for key, workers in _uncovered(register):
        if len(workers) >= norms.fewest_full:
            yield key


def _uncovered(register: Register) -> Iterator[tuple[str, list[Row]]]:
    """The current units without a current organization, and the full members who work in each."""
    for key, row in register.current("units").items():
        if not register.get("organizations", row["organization"]):
            yield key, _full_workers(register, key)


def _full_workers(register: Register, unit: str) -> list[Row]:
    return [m for m in register.current("members").values() if m["unit"] == unit and m["status"] == "full"]


def r005(register: Register, _: Norms) -> Iterator[str]:
    stars = [{unit["hub"], unit["reservoir"]} for unit in register.current("regional_units").values()]
    for key, row in register.current("members").items():
        home, covering = row["organization"], (register.get("units", row["unit"]) or {}).get("organization")
        both = register.get("organizations", home) and register.get("organizations", covering)
        if both and any(home in star and covering not in star for star in stars):
            yield key


def r006(register: Register, norms: Norms) -> Iterator[str]:
    for key, row in register.current("units").items():
        covering = register.get("organizations", row["organization"])
        if covering and covering["form"] == "joint_branch":
            workers = [m for m in _full_workers(register, key) if m["organization"] == row["organization"]]
            if len(workers) >= norms.fewest_full:
                yield key


def r007(register: Register, norms: Norms) -> Iterator[str]:
    for key, workers in _uncovered(register):
        if 1 <= len(workers) <= norms.joint_candidates:
            yield key


def r008(register: Register, _: Norms) -> Iterator[str]:
    # Absorbed is whoever was moved by the dissolution: into the reservoir, to a named target or to a superior.
    found: set[str] = set()
    for row, day in _dissolved(register):
        for member, home in _moved(register, row["id"], day):
            received = [t["received"] for t in _transfers(register, member, row["id"]) if t["received"]]
            if home != row["id"] and not any(came <= register.day for came in received):
                found.add(member)
    yield from found


RULES = {"R001": r001, "R002": r002, "R003": r003, "R004": r004, "R005": r005, "R006": r006, "R007": r007, "R008": r008}
