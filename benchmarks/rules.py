"""The rules of E, D, O, U and R over the city, beside the same rules written in networkx, pandas and DuckDB SQL."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from datetime import date
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

import regionpb as rpb
from benchmarks.measure import Figure, compared, peak_memory
from benchmarks.peers import PEERS, Norms
from regionpb.policies import read_policy

__all__ = ["TABLES", "asked", "figures", "write"]

TABLES = ("divisions", "organizations", "units", "regional_units", "members", "seats", "transfers")
"""The tables that the rules read."""

_FAMILIES = ("D", "O", "U", "R")
_WANTED = {"networkx": 50, "pandas": 5, "DuckDB SQL": 1}
_RUNS = {"networkx": 1}
"""How often a peer is run that takes a minute; the others as often as the library."""


def asked(day: date, policy: str = "ningbo") -> Norms:
    """What a policy asks on a day, of the rules that the peers have."""
    in_force = read_policy(policy).at(day)
    on = frozenset(code for code in rpb.rules if code[0] in _FAMILIES and in_force.is_on(code))
    return Norms(day, on, in_force.parameters)


def write(region: rpb.Region, folder: Path) -> int:
    """Write all versions of the tables that the rules read as Parquet, with every column; the number of rows."""
    frames = {name: region.history(name) for name in TABLES}
    for name, frame in frames.items():
        frame.write_parquet(folder / f"{name}.parquet")
    return sum(frame.height for frame in frames.values())


def figures(size: float = 1.0) -> Iterator[Figure]:
    """Every peer, from Parquet to findings and with the tables in memory."""
    city = rpb.datasets.ningbo(size=size)
    norms = asked(city.day)
    with TemporaryDirectory() as place:
        folder = Path(place, "city")
        folder.mkdir()
        rows = write(city, folder)
        norms.save(Path(place, "norms.json"))
        memory = {name: _memory(name, Path(place)) for name in ("regionpb", *PEERS.values())}
        for peer, name in PEERS.items():
            yield from _beside(peer, name, folder, norms, rows, memory)


def _beside(peer: str, name: str, folder: Path, norms: Norms, rows: int, memory: Mapping[str, int]) -> Iterator[Figure]:
    module = import_module(f"benchmarks.peers.{name}")
    codes = sorted(norms.on)
    yield compared(
        f"city: {len(codes)} rules and every cell, from Parquet to findings",
        lambda: rpb.read(folder, at=norms.day).check(select=[*codes, "E"]),
        peer,
        lambda: module.total(folder, norms),
        wanted=_WANTED[peer],
        peer_runs=_RUNS.get(peer),
        rows=rows,
        memory=memory["regionpb"],
        peer_memory=memory[name],
    )
    region, (data, _) = rpb.read(folder, at=norms.day), module.read(folder)
    yield compared(
        f"city: {len(codes)} rules, tables in memory",
        lambda: region.at(norms.day).check(select=codes),
        peer,
        lambda: module.check(data, norms),
        wanted=_WANTED[peer],
        peer_runs=_RUNS.get(peer),
        rows=rows,
    )


def _memory(name: str, place: Path) -> int:
    arguments = ["-m", "benchmarks.peers", name, str(place / "city"), str(place / "norms.json")]
    return peak_memory([sys.executable, *arguments])
