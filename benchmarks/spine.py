"""The figures of the spine: the city in memory and from files, the country's divisions, imports and help."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

import regionpb as rpb
from benchmarks.country import country
from benchmarks.measure import Figure, command, timed

_TRANSFERS = 12
"""So many states after a transfer are checked, each of which nothing was asked of before; the first to warm up."""


def figures() -> Iterator[Figure]:
    """Every figure, one after another."""
    python = sys.executable
    yield command("import regionpb", [python, "-c", "import regionpb"], limit=0.15)
    yield command("regionpb --help", [python, "-m", "regionpb", "--help"], limit=0.3)
    yield from _city()
    yield from _country()


def _city() -> Iterator[Figure]:
    city = rpb.datasets.ningbo(size=1.0)
    frames = {name: city.history(name) for name in city.tables.frames}
    rows = sum(frame.height for frame in frames.values())
    yield timed("city: check, from a region in memory", lambda: city.at(city.day).check(), limit=2, rows=rows)
    # Nothing of a state after a transfer is known yet when it is checked.
    report, after = city.check(), cycle([_after_a_transfer(city, nth) for nth in range(_TRANSFERS)])
    yield timed(
        "city: check again after a transfer, given the report before it",
        lambda: next(after).check(since=report),
        limit=0.05,
        runs=_TRANSFERS - 1,
        rows=rows,
    )
    yield timed("city: read frames and check", lambda: rpb.read(frames, at=city.day).check(), limit=2, rows=rows)
    with TemporaryDirectory() as folder:
        city.write(folder)
        page = Path(folder, "report.html")
        yield timed(
            "city: read CSV, check, write the HTML report",
            lambda: rpb.read(folder).check().save(page),
            limit=6,
            rows=rows,
        )
        check = [sys.executable, "-m", "regionpb", "check", folder, "--output-format", "html", "--output", str(page)]
        yield command("city: the same as a command", check, limit=6, runs=3, rows=rows)


def _after_a_transfer(city: rpb.Region, nth: int) -> rpb.Region:
    """The city after a member went from one branch to another."""
    branches = city.table("organizations").filter(form="branch")["id"]
    members = city.table("members")
    mover = members["id"][members["organization"].index_of(branches[nth])]
    return city.apply(rpb.changes.transfer(mover, to=branches[-1], on=city.day))


def _country() -> Iterator[Figure]:
    divisions = country()
    organizations = pl.DataFrame(
        {"id": ["O-1"], "name": ["某省委"], "form": ["committee"], "division": divisions["code"].head(1)}
    )
    with TemporaryDirectory() as folder:
        divisions.write_parquet(Path(folder, "divisions.parquet"))
        organizations.write_csv(Path(folder, "organizations.csv"))

        def work() -> None:
            region = rpb.read(folder)
            assert len(region.territory) == divisions.height
            region.check(select=["D"])

        yield timed("country: read Parquet, index and D-check", work, limit=3, rows=divisions.height)
