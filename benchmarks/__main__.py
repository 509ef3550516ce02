"""Measure every figure, print them, and store them as JSON for the docs.

python -m benchmarks [FILE]
"""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks import changes, growth, reading, rules, shacl, small, spine, store, trees
from benchmarks.measure import Figure

_WIDE = 200
"""Columns of what is no terminal, such as a log."""


def figures() -> Iterator[Figure]:
    """Every figure, one after another."""
    return chain(
        spine.figures(),
        small.figures(),
        rules.figures(),
        changes.figures(),
        store.figures(),
        shacl.figures(),
        reading.figures(),
        trees.figures(),
        growth.figures(),
    )


def alone(measured: Iterable[Figure]) -> Table:
    """The figures that have no peer."""
    table = Table("what", "median", "fastest", "slowest", "limit", "rows", title="regionpb, measured")
    for figure in measured:
        limit = "" if figure.limit is None else f"{figure.limit:g} s"
        table.add_row(
            figure.name,
            f"{figure.seconds:.3f} s{_mark(figure)}",
            f"{figure.fastest:.3f} s",
            f"{figure.slowest:.3f} s",
            limit,
            f"{figure.rows:,}" if figure.rows else "",
        )
    return table


def beside(measured: Iterable[Figure]) -> Table:
    """The figures that have one."""
    table = Table("what", "regionpb", "peer", "its time", "ratio", "wanted", "rows", "memory", "its memory")
    for figure in measured:
        table.add_row(
            figure.name + (f" ({figure.note})" if figure.note else ""),
            f"{figure.seconds:.4g} s",
            figure.peer,
            f"{figure.peer_seconds:.4g} s",
            f"{figure.ratio:.3g}{_mark(figure)}",
            "" if figure.wanted is None else f"{figure.wanted:g}",
            f"{figure.rows:,}" if figure.rows else "",
            *("" if held is None else f"{held / 1e6:,.0f} MB" for held in (figure.memory, figure.peer_memory)),
        )
    return table


def _mark(figure: Figure) -> str:
    return "" if figure.kept else "  [bold red]missed[/]"


def main(target: Path) -> int:
    """Measure, print, store; 1 where a limit or a ratio was not kept."""
    measured = [*figures()]
    console = Console(width=None if sys.stdout.isatty() else _WIDE)
    console.print(alone(f for f in measured if f.peer is None))
    console.print(beside(f for f in measured if f.peer is not None))
    machine = {"cores": os.cpu_count(), "machine": platform.machine(), "python": platform.python_version()}
    target.write_text(json.dumps({"on": machine, "figures": [f.to_dict() for f in measured]}, indent=2) + "\n", "utf-8")
    return 0 if all(f.kept for f in measured) else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/bench.json")))
