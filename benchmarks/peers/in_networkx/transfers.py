"""T001 to T008 in networkx."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from benchmarks.peers.in_networkx.periods import months_on
from benchmarks.peers.in_networkx.register import Register, Row, Rule

__all__ = ["RULES"]

LINKED = {"linked", "managed", "engaged"}


def _on_the_way(r: Register) -> dict[str, Row]:
    rows = r.current["transfers"].items()
    return {key: row for key, row in rows if not (row["received"] and row["received"] <= r.day)}


def _home(r: Register, member: str, day: date) -> str | None:
    """The organization that a member was in on a day, if there was one on that day."""
    version = r.on(day, "members", member)
    home = version["organization"] if version else None
    return home if r.on(day, "organizations", home) else None


def t001(r: Register) -> Iterator[str]:
    latest = r.day - timedelta(days=r.values["transfer_days"])
    yield from (key for key, row in _on_the_way(r).items() if row["issued"] <= latest)


def t002(r: Register) -> Iterator[str]:
    on_the_way = _on_the_way(r)
    times = Counter(row["member"] for row in on_the_way.values())
    for key, row in on_the_way.items():
        if times[row["member"]] > 1 and r.get("members", row["member"]):
            yield key


def t003(r: Register) -> Iterator[str]:
    for key, row in r.current["transfers"].items():
        home = _home(r, row["member"], row["issued"] - timedelta(days=1))
        if home and row["source"] in r.versions["organizations"] and row["source"] != home:
            yield key


def t004(r: Register) -> Iterator[str]:
    yield from (key for key, row in _on_the_way(r).items() if r.ended("organizations", row["target"]))


def t005(r: Register) -> Iterator[str]:
    for key, row in r.current["transfers"].items():
        if row["received"] and row["received"] < row["issued"]:
            yield key


def t006(r: Register) -> Iterator[str]:
    for key, row in r.current["transfers"].items():
        received, member = row["received"], row["member"]
        if received and received <= r.day and member in r.versions["members"]:
            home = _home(r, member, received)
            elsewhere = home and row["target"] in r.versions["organizations"] and row["target"] != home
            if elsewhere or not r.on(received, "members", member):
                yield key


def _floating(r: Register) -> Iterator[tuple[str, Row]]:
    yield from ((key, row) for key, row in r.current["members"].items() if row["floating"])


def t007(r: Register) -> Iterator[str]:
    for key, row in _floating(r):
        since = row["floating_since"]
        if since and months_on(since, r.values["floating_months"]) <= r.day:
            hosted = r.get("organizations", row["host_organization"])
            if not (hosted and row["floating_stage"] in LINKED):
                yield key


def t008(r: Register) -> Iterator[str]:
    yield from (key for key, row in _floating(r) if row["floating_since"] is None)


RULES: Mapping[str, Rule] = {
    "T001": t001, "T002": t002, "T003": t003, "T004": t004, "T005": t005, "T006": t006, "T007": t007, "T008": t008,
}  # fmt: skip
