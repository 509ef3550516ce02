"""P001 to P008 in networkx."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from benchmarks.peers.in_networkx.organizations import in_villages
from benchmarks.peers.in_networkx.register import Register, Rule

__all__ = ["RULES"]


def _partners(r: Register) -> dict[str, tuple[str, str]]:
    """The pairings of two current organizations, be they one."""
    return {
        key: (row["left"], row["right"])
        for key, row in r.current["pairings"].items()
        if r.get("organizations", row["left"]) and r.get("organizations", row["right"])
    }


def p001(r: Register) -> Iterator[str]:
    yield from (key for key, (left, right) in _partners(r).items() if left == right)


def p002(r: Register) -> Iterator[str]:
    for key, row in r.current["pairings"].items():
        if r.ended("organizations", row["left"]) or r.ended("organizations", row["right"]):
            yield key


def p003(r: Register) -> Iterator[str]:
    pairs = {key: frozenset(pair) for key, pair in _partners(r).items()}
    times = Counter(pairs.values())
    yield from (key for key, pair in pairs.items() if times[pair] > 1 and len(pair) > 1)


def p004(r: Register) -> Iterator[str]:
    yield from (key for key, row in r.current["pairings"].items() if not row["tasks"])


def p005(r: Register) -> Iterator[str]:
    paired = {row[end] for row in r.current["pairings"].values() for end in ("left", "right")}
    yield from (key for key in r.current["organizations"] if in_villages(r, key) and key not in paired)


def p006(r: Register) -> Iterator[str]:
    linked = {row["leader"] for row in r.current["liaisons"].values()}
    for key, seat in r.current["seats"].items():
        if seat["role"] == "leading_cadre" and r.get("members", seat["holder"]) and seat["holder"] not in linked:
            led = r.get("organizations", seat["organization"])
            division = r.get("divisions", led["division"]) if led and led["function"] == "local_committee" else None
            if division and division["level"] in {"county", "prefecture"}:
                yield key


def p007(r: Register) -> Iterator[str]:
    for key, row in r.current["liaisons"].items():
        ends = {level: r.get("divisions", row[level]) for level in ("township", "village")}
        if any(division and division["level"] != level for level, division in ends.items()):
            yield key


def p008(r: Register) -> Iterator[str]:
    for key, row in r.current["liaisons"].items():
        if r.territory.outside(row["village"], row["township"]):
            yield key


RULES: Mapping[str, Rule] = {
    "P001": p001, "P002": p002, "P003": p003, "P004": p004, "P005": p005, "P006": p006, "P007": p007, "P008": p008,
}  # fmt: skip
