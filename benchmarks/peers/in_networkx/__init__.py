"""The rules over rows of plain Python and graphs of networkx."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq

from benchmarks.peers import Norms
from benchmarks.peers.in_networkx import divisions, organizations, reservoir, units
from benchmarks.peers.in_networkx.register import COLUMNS, Register, Row

__all__ = ["check", "read", "total"]

RULES = {**divisions.RULES, **organizations.RULES, **units.RULES, **reservoir.RULES}


def total(folder: Path, norms: Norms) -> set[tuple[str, str]]:
    """Every finding as code and id, straight from the files."""
    return check(read(folder), norms)


def read(folder: Path) -> dict[str, list[Row]]:
    """All versions of the tables as rows."""
    return {
        name: pq.read_table(Path(folder, f"{name}.parquet"), columns=[*columns]).to_pylist()
        for name, columns in COLUMNS.items()
    }


def check(tables: dict[str, list[Row]], norms: Norms) -> set[tuple[str, str]]:
    """Every finding as code and id."""
    return set(_found(Register(tables, norms), norms))


def _found(register: Register, norms: Norms) -> Iterator[tuple[str, str]]:
    for code in sorted(norms.on):
        yield from ((code, key) for key in RULES[code](register))
