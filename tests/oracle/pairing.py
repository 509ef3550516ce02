"""P001 to P008."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from .norms import Norms
from .organizations import covered
from .rows import Register, Row, territory


def _pairings(register: Register) -> Mapping[str, Row]:
    return register.current("pairings")


def _partners(register: Register) -> Iterator[tuple[str, str, str]]:
    """The pairings both of whose ends are current, and the ends."""
    # Where no organizations came, none is known to have ended: that would only exempt.
    unasked = "organizations" not in register.tables
    for key, row in _pairings(register).items():
        ends = row["left"], row["right"]
        if all(end and (unasked or register.get("organizations", end)) for end in ends):
            yield key, *ends


def p001(register: Register, _: Norms) -> Iterator[str]:
    yield from (key for key, left, right in _partners(register) if left == right)


def p002(register: Register, _: Norms) -> Iterator[str]:
    for key, row in _pairings(register).items():
        if any(register.ended("organizations", row[end]) for end in ("left", "right")):
            yield key


def p003(register: Register, _: Norms) -> Iterator[str]:
    # Two organizations: one that is paired with itself is P001's alone.
    pairs = {key: frozenset({left, right}) for key, left, right in _partners(register) if left != right}
    times = Counter(pairs.values())
    yield from (key for key, pair in pairs.items() if times[pair] > 1)


def p004(register: Register, _: Norms) -> Iterator[str]:
    yield from (key for key, row in _pairings(register).items() if not row["tasks"])


def p005(register: Register, _: Norms) -> Iterator[str]:
    units = covered(register)
    paired = {row[end] for row in _pairings(register).values() for end in ("left", "right")}
    for key in register.current("organizations"):
        settlement = any(unit["kind"] in {"village", "community"} for unit in units[key])
        if settlement and key not in paired:
            yield key


def p006(register: Register, _: Norms) -> Iterator[str]:
    linked = {row["leader"] for row in register.current("liaisons").values()}
    unasked = "members" not in register.tables  # who has ended is only exempt
    for key, row in register.current("seats").items():
        leading = row["role"] == "leading_cadre" and _leads_county(register, row["organization"])
        holder = row["holder"] if unasked or register.get("members", row["holder"]) else None
        if leading and holder and holder not in linked:
            yield key


def _leads_county(register: Register, organization: str | None) -> bool:
    """Whether it is the committee of a county or a city."""
    row = register.get("organizations", organization) or {}
    division = register.get("divisions", row.get("division")) or {}
    return row.get("function") == "local_committee" and division.get("level") in {"county", "prefecture"}


def p007(register: Register, _: Norms) -> Iterator[str]:
    for key, row in register.current("liaisons").items():
        ends = {level: register.get("divisions", row[level]) for level in ("township", "village")}
        if any(division and division["level"] != level for level, division in ends.items()):
            yield key


def p008(register: Register, _: Norms) -> Iterator[str]:
    forest = territory(register)
    for key, row in register.current("liaisons").items():
        both = register.get("divisions", row["township"]) and register.get("divisions", row["village"])
        if both and not forest.is_under(row["village"], row["township"]):
            yield key


RULES = {
    "P001": p001, "P002": p002, "P003": p003, "P004": p004, "P005": p005, "P006": p006, "P007": p007, "P008": p008,
}  # fmt: skip
