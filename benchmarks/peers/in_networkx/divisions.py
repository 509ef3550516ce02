"""D001 to D008 in networkx."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

import networkx as nx

from benchmarks.peers.in_networkx.register import LEVELS, Register, Row, Rule

__all__ = ["RULES", "rank"]


def rank(row: Row) -> int:
    """How far down the level of a division is."""
    return LEVELS.index(row["level"])


def d001(r: Register) -> Iterator[str]:
    highest = min(map(rank, r.current["divisions"].values()), default=0)
    for code, row in r.current["divisions"].items():
        if row["parent"] is None and rank(row) > highest:
            yield code


def d002(r: Register) -> Iterator[str]:
    yield from r.territory.on_cycle


def d003(r: Register) -> Iterator[str]:
    for code, row in r.current["divisions"].items():
        parent = r.get("divisions", row["parent"])
        if parent and rank(parent) + 1 != rank(row):
            yield code


def d004(r: Register) -> Iterator[str]:
    for code, row in r.current["divisions"].items():
        if row["parent"] in r.versions["divisions"] and not code.startswith(row["parent"]):
            yield code


def d005(r: Register) -> Iterator[str]:
    yield from (code for code, row in r.current["divisions"].items() if r.ended("divisions", row["parent"]))


def d006(r: Register) -> Iterator[str]:
    for parent in r.territory.graph:
        children = [*r.territory.graph.successors(parent)]
        names = Counter(r.current["divisions"][code]["name"] for code in children)
        yield from (code for code in children if names[r.current["divisions"][code]["name"]] > 1)


def d007(r: Register) -> Iterator[str]:
    for code, row in r.current["divisions"].items():
        if len(code) == 12:
            village = row["name"].endswith(("村", "村委会")) and "001" <= code[9:] <= "199"
            community = row["name"].endswith(("社区", "居委会")) and "200" <= code[9:] <= "399"
            if village or community:
                yield code


def d008(r: Register) -> Iterator[str]:
    rows = r.current["divisions"]
    if any(row["level"] == "village" for row in r.all["divisions"]):
        for code, row in rows.items():
            below = nx.descendants(r.territory.graph, code) if row["level"] == "township" else ()
            if row["level"] == "township" and not any(rows[low]["level"] == "village" for low in below):
                yield code


RULES: Mapping[str, Rule] = {
    "D001": d001, "D002": d002, "D003": d003, "D004": d004, "D005": d005, "D006": d006, "D007": d007, "D008": d008,
}  # fmt: skip
