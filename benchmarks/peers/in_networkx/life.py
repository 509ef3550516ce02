"""A001 to A009 in networkx."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from benchmarks.peers.in_networkx.organizations import BRANCH_TYPE
from benchmarks.peers.in_networkx.periods import idle
from benchmarks.peers.in_networkx.register import Register, Rule

__all__ = ["RULES"]


def _overdue(kind: str) -> Rule:
    def overdue(r: Register) -> Iterator[str]:
        for key, row in r.asked.items():
            if row["form"] in BRANCH_TYPE and idle(r, "organizations", key, kind, r.values[f"{kind}_days"]):
                yield key

    return overdue


def a002(r: Register) -> Iterator[str]:
    for key in _overdue("committee_meeting")(r):
        if r.members_in[key] >= r.values["branch_committee_from"]:
            yield key


def a007(r: Register) -> Iterator[str]:
    for key, row in r.current["meetings"].items():
        if row["attended"] is not None and row["expected"] is not None and row["attended"] > row["expected"]:
            yield key


def a008(r: Register) -> Iterator[str]:
    for key, row in r.current["meetings"].items():
        if row["attended"] is not None and row["expected"] is not None and 2 * row["attended"] < row["expected"]:
            yield key


def a009(r: Register) -> Iterator[str]:
    came = Counter(row["meeting"] for row in r.current["attendances"].values())
    for key, row in r.current["meetings"].items():
        if row["attended"] is not None and came[key] not in {0, row["attended"]}:
            yield key


RULES: Mapping[str, Rule] = {
    "A001": _overdue("general_meeting"), "A002": a002, "A003": _overdue("lecture"), "A004": _overdue("theme_day"),
    "A005": _overdue("life_meeting"), "A006": _overdue("appraisal"), "A007": a007, "A008": a008, "A009": a009,
}  # fmt: skip
