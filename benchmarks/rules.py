"""The rules over the city, beside the same rules written in networkx, pandas and DuckDB SQL.

The rules of D, O, U and R read seven tables, the spine of a register, and are asked of all three; those of all families
read all tables, and are asked of the peers that have them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from datetime import date
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import frozen

import regionpb as rpb
from benchmarks.measure import Figure, compared, peak_memory
from benchmarks.peers import PEERS, WHOLE, Norms
from benchmarks.peers.dictionary import SPINE, TABLES
from regionpb.policies import read_policy

__all__ = ["FAMILIES", "SPINE_FAMILIES", "asked", "figures", "write"]

SPINE_FAMILIES = ("D", "O", "U", "R")
"""The families whose rules read the tables of the spine alone; every peer has them."""

FAMILIES = (*SPINE_FAMILIES, "M", "T", "P", "L", "C", "A", "S", "V", "F", "H")
"""Every family that is asked of the tables as of a day; E is asked while they are read."""

_WANTED = {"networkx": 50, "pandas": 5, "DuckDB SQL": 1}
_RUNS = {"networkx": 1}
"""How often a peer is run that takes a minute; the others as often as the library."""

_OURS = 9
"""How often the library is run beside it."""


def asked(day: date, policy: str = "ningbo", families: tuple[str, ...] = SPINE_FAMILIES) -> Norms:
    """What a policy asks of tables on a day, of the rules of some families; a journal is asked nothing (H004)."""
    in_force = read_policy(policy).at(day)
    there = (code for code, rule in rpb.rules.items() if code[0] in families and rule.function is not None)
    on = frozenset(code for code in there if in_force.is_on(code))
    return Norms(day, on, in_force.parameters)


def write(region: rpb.Region, folder: Path, tables: tuple[str, ...] = SPINE) -> int:
    """Write all versions of some tables as Parquet, with every column; the number of rows."""
    frames = {name: region.history(name) for name in tables}
    for name, frame in frames.items():
        frame.write_parquet(folder / f"{name}.parquet")
    return sum(frame.height for frame in frames.values())


def figures(size: float = 1.0) -> Iterator[Figure]:
    """Every peer, from Parquet to findings and with the tables in memory."""
    city = rpb.datasets.ningbo(size=size)
    yield from _of(city, _Extent("", asked(city.day), SPINE, tuple(PEERS)))
    yield from _of(city, _Extent(" (all families)", asked(city.day, families=FAMILIES), tuple(TABLES), WHOLE))


@frozen
class _Extent:
    """How much is asked.

    Attributes:
        told: what is said of it.
        norms: the rules.
        tables: the tables that they read.
        peers: those that have the rules.
    """

    told: str
    norms: Norms
    tables: tuple[str, ...]
    peers: tuple[str, ...]


def _of(city: rpb.Region, extent: _Extent) -> Iterator[Figure]:
    with TemporaryDirectory() as place:
        folder = Path(place, "city")
        folder.mkdir()
        rows = write(city, folder, extent.tables)
        extent.norms.save(Path(place, "norms.json"))
        memory = {name: _memory(name, Path(place)) for name in ("regionpb", *(PEERS[peer] for peer in extent.peers))}
        for peer in extent.peers:
            yield from _beside(peer, extent, folder, rows, memory)


def _beside(peer: str, extent: _Extent, folder: Path, rows: int, memory: Mapping[str, int]) -> Iterator[Figure]:
    norms, name = extent.norms, PEERS[peer]
    module = import_module(f"benchmarks.peers.{name}")
    codes = sorted(norms.on)
    yield compared(
        f"city: {len(codes)} rules{extent.told} and every cell, from Parquet to findings",
        lambda: rpb.read(folder, at=norms.day).check(select=[*codes, "E"]),
        peer,
        lambda: module.total(folder, norms),
        wanted=_WANTED[peer],
        runs=_OURS,
        peer_runs=_RUNS.get(peer),
        rows=rows,
        memory=memory["regionpb"],
        peer_memory=memory[name],
    )
    region, (data, _) = rpb.read(folder, at=norms.day), module.read(folder)
    yield compared(
        f"city: {len(codes)} rules{extent.told}, tables in memory",
        lambda: region.at(norms.day).check(select=codes),
        peer,
        lambda: module.check(data, norms),
        wanted=_WANTED[peer],
        runs=_OURS,
        peer_runs=_RUNS.get(peer),
        rows=rows,
    )


def _memory(name: str, place: Path) -> int:
    arguments = ["-m", "benchmarks.peers", name, str(place / "city"), str(place / "norms.json")]
    return peak_memory([sys.executable, *arguments])
