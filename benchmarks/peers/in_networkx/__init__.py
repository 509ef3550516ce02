"""The rules over rows of plain Python and graphs of networkx."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.peers import Norms
from benchmarks.peers.in_networkx import (
    consultation,
    divisions,
    funding,
    history,
    leadership,
    life,
    members,
    organizations,
    pairing,
    reservoir,
    service,
    transfers,
    units,
    volunteers,
)
from benchmarks.peers.in_networkx.intake import read
from benchmarks.peers.in_networkx.register import Register, Row

__all__ = ["check", "read", "total"]

RULES = {
    **divisions.RULES,
    **organizations.RULES,
    **units.RULES,
    **reservoir.RULES,
    **members.RULES,
    **transfers.RULES,
    **pairing.RULES,
    **leadership.RULES,
    **consultation.RULES,
    **life.RULES,
    **service.RULES,
    **volunteers.RULES,
    **funding.RULES,
    **history.RULES,
}


def total(folder: Path, norms: Norms) -> set[tuple[str, str | None]]:
    """Every finding as code and id, straight from the files."""
    tables, found = read(folder)
    return found | check(tables, norms)


def check(tables: dict[str, list[Row]], norms: Norms) -> set[tuple[str, str]]:
    """Every finding as code and id."""
    return set(_found(Register(tables, norms), norms))


def _found(register: Register, norms: Norms) -> Iterator[tuple[str, str]]:
    for code in sorted(norms.on):
        yield from ((code, key) for key in RULES[code](register))
