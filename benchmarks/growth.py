"""How the cost of reading and checking grows from a thousand members to ten million.

python -m benchmarks.growth [FILE]         all sizes, stored as JSON for the docs
python -m benchmarks.growth make SIZE COPIES FOLDER
python -m benchmarks.growth measure FOLDER

Up to a city the made-up city is made smaller. Beyond that it is repeated: each copy has divisions of its own, in a
province of its own, and its ids have two more digits. Every size is measured in a process of its own that holds the
frames, reads them and checks the region, and tells the most bytes it held.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl

import regionpb as rpb
from benchmarks.measure import Figure
from benchmarks.memory import most_held
from regionpb.contract import TABLES
from regionpb.contract.columns import Column, Kind

__all__ = ["figures", "measure_all"]

SIZES = ((0.0024, 1), (0.0235, 1), (0.235, 1), (1.0, 1), (1.0, 2), (1.0, 10), (1.0, 24))
"""How large a city and how often: about 2e3, 1e4, 1e5, 4e5, 9e5, 4e6 and 1e7 members."""

DEFAULT = 5
"""So many of the sizes are measured unless all are asked for."""

ALL = "REGIONPB_BENCH_ALL"
"""The environment variable that asks for all of them."""

FIRST_PROVINCE = 33
LONG = 10.0
"""After so many seconds a size is not measured again, once it has been twice."""

STEADY = 100_000
"""From so many members on the cost of one more is what counts; below it most is the cost of beginning."""


def figures(target: Path = Path("docs/growth.json")) -> Iterator[Figure]:
    """One figure a size; the points are stored for the docs, where sizes not measured now stay as they were."""
    points = measure_all(len(SIZES) if os.environ.get(ALL) else DEFAULT)
    before = json.loads(target.read_text("utf-8"))["points"] if target.is_file() else []
    larger = [point for point in before if point["members"] > points[-1]["members"]]
    target.write_text(json.dumps({"points": points + larger}, indent=2) + "\n", "utf-8")
    steady = next(p for p in points if p["members"] >= STEADY)
    for point in points:
        grown = point["members"] / steady["members"]
        yield Figure(
            f"growth: read frames and check, {point['members']:,} members",
            point["seconds"],
            point["fastest"],
            point["slowest"],
            point["runs"],
            # Linear in members, with half as much again for what the machine does besides; less than that below.
            limit=round(1.5 * max(grown, 1) * steady["seconds"], 2),
            rows=point["rows"],
            memory=point["memory"],
        )


def measure_all(sizes: int) -> list[dict[str, Any]]:
    """The points of so many sizes."""
    points: list[dict[str, Any]] = []
    for size, copies in SIZES[:sizes]:
        with TemporaryDirectory() as folder:
            _child("make", str(size), str(copies), folder)
            points.append(json.loads(_child("measure", folder)))
    return points


def _child(*arguments: str) -> str:
    work = [sys.executable, "-m", "benchmarks.growth", *arguments]
    return subprocess.run(work, check=True, stdout=subprocess.PIPE, text=True).stdout


def make(size: float, copies: int, folder: Path) -> None:
    """Write the tables of a city, repeated, as Parquet."""
    city = rpb.datasets.ningbo(size=size)
    (folder / "day").write_text(city.day.isoformat(), "utf-8")
    for name in city.tables.frames:
        frame = city.history(name).lazy()
        if copies > 1:
            frame = pl.concat([_copy(name, frame, number) for number in range(copies)])
        frame.sink_parquet(folder / f"{name}.parquet")


def _copy(name: str, frame: pl.LazyFrame, number: int) -> pl.LazyFrame:
    """A table of the city once more, under divisions and ids of its own."""
    renamed = (_renamed(column, number) for column in TABLES[name].columns)
    return frame.with_columns(expression for expression in renamed if expression is not None)


def _renamed(column: Column, number: int) -> pl.Expr | None:
    cell = pl.col(column.name)
    if column.kind is Kind.DIVISION_CODE or column.references == "divisions":
        return (pl.lit(str(FIRST_PROVINCE + number)) + cell.str.slice(2)).alias(column.name)
    if column.kind is Kind.KEY or column.kind is Kind.REFERENCE:
        return cell.str.replace("-", f"-{number:02}", literal=True)
    if column.kind is Kind.REFERENCES:
        return cell.list.eval(pl.element().str.replace("-", f"-{number:02}", literal=True))
    return None


def measure(folder: Path) -> dict[str, Any]:
    """Read and check what is there, a few times unless it is long."""
    frames = {file.stem: pl.read_parquet(file) for file in sorted(folder.glob("*.parquet"))}
    day = (folder / "day").read_text("utf-8")
    seconds: list[float] = []
    report, members = None, 0
    while len(seconds) < 2 or (sum(seconds) < LONG and len(seconds) < 6):
        report = None  # the region before is let go
        begun = time.perf_counter()
        region = rpb.read(frames, at=day)
        report = region.check()
        seconds.append(time.perf_counter() - begun)
        members = region.table("members").height
        del region
    measured = seconds[1:]  # the first is to warm up
    peak = most_held()
    assert report is not None
    return {
        "members": members,
        "rows": sum(frame.height for frame in frames.values()),
        "seconds": statistics.median(measured),
        "fastest": min(measured),
        "slowest": max(measured),
        "runs": len(measured),
        "memory": peak,
        "memory_per_member": round(peak / members),
        "findings": report.counts(),
    }


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["make", size, copies, folder]:
            make(float(size), int(copies), Path(folder))
        case ["measure", folder]:
            print(json.dumps(measure(Path(folder))))
        case [*target]:
            os.environ[ALL] = "1"
            for figure in figures(*map(Path, target)):
                print(f"{figure.name}: {figure.seconds:.3f} s, {(figure.memory or 0) / 1e6:,.0f} MB")
