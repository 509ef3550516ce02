"""The demo: make the city with a fixed handful of planted faults, check it, show and write the report.

It succeeds when the report is exactly what was planted, and what that brings along by definition. Every step is the
command line a newcomer would type.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import regionpb as rpb

FAULTS = {"D006": 1, "E005": 1, "O003": 1, "O006": 2, "R001": 3, "U001": 1, "U004": 2}
"""What is planted: codes and how often."""


def regionpb(*arguments: str, show: bool = True) -> subprocess.CompletedProcess[str]:
    """Run the command line, saying what is run."""
    print("\n$ regionpb", *arguments, flush=True)
    return subprocess.run(
        [sys.executable, "-m", "regionpb", *arguments], check=False, text=True, stdout=None if show else subprocess.PIPE
    )


def main(folder: Path) -> int:
    """Make, check, report, compare."""
    city, page, findings = folder / "city", folder / "report.html", folder / "report.json"
    faults = ",".join(f"{code}={times}" for code, times in FAULTS.items())
    made = regionpb("make", "ningbo", str(city), "--size", "0.05", "--faults", faults)
    if made.returncode:
        return made.returncode
    regionpb("check", str(city))
    regionpb("check", str(city), "--output-format", "html", "--output", str(page))
    regionpb("check", str(city), "--output-format", "json", "--output", str(findings))

    planted = Counter(_rows(city / "planted.csv"))
    found = Counter((f["code"], f["table"], f["id"] or "") for f in json.loads(findings.read_text("utf-8"))["findings"])
    print(
        f"\nplanted {sum(FAULTS.values())} faults on {planted.total()} rows, found {found.total()}; the page is {page}"
    )
    companions = {companion for code in FAULTS for companion in rpb.rules[code].companions}
    more, missed = found - planted, planted - found
    strange = [finding for finding in more if finding[0] not in companions]
    if brought := sorted(set(more) - {*strange}):
        print("brought along by definition:", *brought)
    if strange:
        print("found without being planted:", *sorted(strange))
    if missed:
        print("planted and not found:", *sorted(missed))
    return 1 if strange or missed else 0


def _rows(path: Path) -> list[tuple[str, str, str]]:
    lines = path.read_text("utf-8-sig").splitlines()[1:]
    return [(code, table, key) for code, table, key in (line.split(",") for line in lines)]


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "demo")))
