"""The real divisions of the whole country, 665,276 rows."""

from __future__ import annotations

from pathlib import Path

import polars as pl

__all__ = ["country"]


def country() -> pl.DataFrame:
    """Divisions of five levels: code, name, level, parent."""
    return pl.read_parquet(Path(__file__).parents[1] / "data" / "divisions-china-2023.parquet")
