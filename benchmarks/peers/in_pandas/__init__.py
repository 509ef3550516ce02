"""The rules in plain pandas, vectorised."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from benchmarks.peers import Norms
from benchmarks.peers.in_pandas import divisions, organizations, reservoir, units
from benchmarks.peers.in_pandas.intake import read
from benchmarks.peers.in_pandas.register import Register

__all__ = ["check", "read", "total"]

RULES = {**divisions.RULES, **organizations.RULES, **units.RULES, **reservoir.RULES}


def total(folder: Path, norms: Norms) -> set[tuple[str, str | None]]:
    """Every finding as code and id, straight from the files."""
    tables, found = read(folder)
    return found | check(tables, norms)


def check(tables: dict[str, pd.DataFrame], norms: Norms) -> set[tuple[str, str]]:
    """Every finding as code and id."""
    register = Register(tables, norms)
    return {(code, key) for code in sorted(norms.on) for key in RULES[code](register)}
