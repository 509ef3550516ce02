"""R001 to R008 in networkx."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from benchmarks.peers.in_networkx.register import Register, Row, Rule

__all__ = ["RULES"]


def r001(r: Register) -> Iterator[str]:
    yield from (key for key, row in r.current["members"].items() if r.ended("organizations", row["organization"]))


def r002(r: Register) -> Iterator[str]:
    for key in r.versions["members"]:
        last = r.latest("members", key)
        if last and last["end"] and last["end"] <= r.day and last["exit"] is None:
            yield key


def _went_on(r: Register) -> Iterator[tuple[str, str, Row, date]]:
    """A member, the current organization they go on in, the one they were in when it was dissolved, and the day."""
    been_in: dict[str, set[str]] = defaultdict(set)
    for row in r.all["members"]:
        been_in[row["organization"]].add(row["id"])
    for gone in r.all["organizations"]:
        day = gone["end"]
        if day and day <= r.day and gone["end_reason"] == "dissolved":
            for key in been_in[gone["id"]]:
                before = r.on(day - timedelta(days=1), "members", key)
                after = r.on(day, "members", key)
                if before and after and before["organization"] == gone["id"] != after["organization"]:
                    home = after["organization"]
                    if r.on(day, "organizations", home):
                        yield key, home, gone, day


def r003(r: Register) -> Iterator[str]:
    let_go = {(row["member"], row["source"]) for row in r.all["transfers"] if row["issued"] <= r.day}
    for key, home, gone, day in _went_on(r):
        unit = r.on(day, "regional_units", gone["regional_unit"])
        led = unit and r.on(day, "organizations", unit["hub"])
        if unit and led and home not in {unit["hub"], unit["reservoir"]} and (key, gone["id"]) not in let_go:
            yield key


def _full_workers(r: Register, key: str) -> list[Row]:
    return [row for row in r.naming("members.unit", "units", key) if row["status"] == "full"]


def _uncovered(r: Register) -> Iterator[tuple[str, int]]:
    """The units without a current organization, and how many full members work in each."""
    for key, row in r.current["units"].items():
        if not r.get("organizations", row["organization"]):
            yield key, len(_full_workers(r, key))


def r004(r: Register) -> Iterator[str]:
    yield from (key for key, workers in _uncovered(r) if workers >= r.values["minimum_full_members"])


def r005(r: Register) -> Iterator[str]:
    stars: dict[str | None, list[set[str | None]]] = defaultdict(list)
    for unit in r.current["regional_units"].values():
        for store in {unit["hub"], unit["reservoir"]}:
            stars[store].append({unit["hub"], unit["reservoir"]})
    for store, theirs in stars.items():
        for member in r.naming("members.organization", "organizations", store or ""):
            employer = r.get("units", member["unit"])
            covering = employer["organization"] if employer else None
            covering = covering if r.get("organizations", covering) else None
            if covering and any(covering not in star for star in theirs):
                yield member["id"]


def r006(r: Register) -> Iterator[str]:
    for key, row in r.current["units"].items():
        covering = r.get("organizations", row["organization"])
        if covering and covering["form"] == "joint_branch":
            workers = [member for member in _full_workers(r, key) if member["organization"] == row["organization"]]
            if len(workers) >= r.values["minimum_full_members"]:
                yield key


def r007(r: Register) -> Iterator[str]:
    yield from (key for key, workers in _uncovered(r) if 1 <= workers <= r.values["joint_candidate_up_to"])


def r008(r: Register) -> Iterator[str]:
    received = {
        (row["member"], row["source"])
        for row in r.all["transfers"]
        if row["issued"] <= r.day and row["received"] and row["received"] <= r.day
    }
    yield from (key for key, _, gone, _ in _went_on(r) if (key, gone["id"]) not in received)


RULES: Mapping[str, Rule] = {
    "R001": r001, "R002": r002, "R003": r003, "R004": r004, "R005": r005, "R006": r006, "R007": r007, "R008": r008,
}  # fmt: skip
