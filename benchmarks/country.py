"""The real divisions of the whole country, 665,276 rows."""

from __future__ import annotations

from pathlib import Path

import polars as pl

__all__ = ["FILE", "country"]

FILE = Path(__file__).parents[1] / "data" / "divisions-china-2023.parquet"


def country() -> pl.DataFrame:
    """Divisions of five levels: code, name, level, parent."""
    return pl.read_parquet(FILE)
