"""Measure every figure, print them, and store them as JSON for the docs.

python -m benchmarks [FILE]
"""

from __future__ import annotations

import json
import os
import platform
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.spine import figures


def main(target: Path) -> int:
    """Measure, print, store; 1 where a limit was not kept."""
    measured = []
    table = Table("what", "median", "fastest", "slowest", "limit", "rows", title="regionpb, measured")
    for figure in figures():
        measured.append(figure)
        rows = f"{figure.rows:,}" if figure.rows else ""
        mark = "" if figure.kept else "  [bold red]over[/]"
        table.add_row(
            figure.name,
            f"{figure.seconds:.3f} s{mark}",
            f"{figure.fastest:.3f} s",
            f"{figure.slowest:.3f} s",
            f"{figure.limit:g} s",
            rows,
        )
    Console().print(table)
    machine = {"cores": os.cpu_count(), "machine": platform.machine(), "python": platform.python_version()}
    target.write_text(json.dumps({"on": machine, "figures": [f.to_dict() for f in measured]}, indent=2) + "\n", "utf-8")
    return 0 if all(f.kept for f in measured) else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/bench.json")))
