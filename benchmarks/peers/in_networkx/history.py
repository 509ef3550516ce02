"""H001 to H003 in networkx."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from benchmarks.peers.in_networkx.register import Register, Row, Rule, began, holds

__all__ = ["RULES"]


def h001(r: Register) -> Iterator[str]:
    for key, versions in r.versions["members"].items():
        if len(versions) > 1:
            last = max((began(row) for row in versions if began(row) <= r.day), default=date.min)
            explained = {row["end"] for row in versions if row["exit"] is not None}
            ends = {row["end"] for row in versions if row["end"] and row["end"] < last} - explained
            if any(r.on(end, "members", key) is None for end in ends):
                yield key


def h002(r: Register) -> Iterator[str]:
    for key, versions in r.versions["organizations"].items():
        if any(row["superior"] in r.versions["organizations"] and _outlives(r, key, row) for row in versions):
            yield key


def _outlives(r: Register, key: str, row: Row) -> bool:
    """Whether a version counts on a day on which its superior does not exist.

    The first such day is its own first, or one on which its superior or another version of it ends.
    """
    others = [*r.versions["organizations"][key], *r.versions["organizations"][row["superior"]]]
    turns = {began(row)} | {other["end"] for other in others if other["end"] and holds(row, other["end"])}
    return any(
        r.on(day, "organizations", row["superior"]) is None and r.on(day, "organizations", key) is row for day in turns
    )


def h003(r: Register) -> Iterator[str]:
    for key in r.versions["organizations"]:
        last = r.latest("organizations", key)
        if last and last["end"] and last["end"] <= r.day and last["end_reason"] is None:
            yield key


RULES: Mapping[str, Rule] = {"H001": h001, "H002": h002, "H003": h003}
