"""Reading the city, with everything the contract checks, beside polars reading the same files and checking nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

import regionpb as rpb
from benchmarks.measure import Figure, compared

__all__ = ["figures"]

WANTED = 1 / 4
"""At least a quarter as fast as polars."""


def figures() -> Iterator[Figure]:
    """Every figure, one after another."""
    city = rpb.datasets.ningbo(size=1.0)
    rows = sum(city.history(name).height for name in city.tables.frames)
    with TemporaryDirectory() as folder:
        csv, parquet = Path(folder, "csv"), Path(folder, "parquet")
        city.write(csv)
        city.write(parquet, format="parquet")
        yield compared(
            "city: read CSV, all cells and references checked",
            lambda: rpb.read(csv),
            "polars, all text",
            lambda: [pl.read_csv(file, infer_schema=False) for file in sorted(csv.glob("*.csv"))],
            wanted=WANTED,
            runs=9,
            rows=rows,
        )
        yield compared(
            "city: read Parquet, all cells and references checked",
            lambda: rpb.read(parquet),
            "polars",
            lambda: [pl.read_parquet(file) for file in sorted(parquet.glob("*.parquet"))],
            wanted=WANTED,
            runs=9,
            rows=rows,
        )
