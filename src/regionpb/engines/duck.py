"""DuckDB: plans run as SQL, in a database in memory that is there for one run."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import duckdb
import polars as pl

from regionpb.engines.plans import Build

__all__ = ["collect"]


def collect(plans: Mapping[Hashable, Build], frames: Mapping[str, pl.DataFrame]) -> Sequence[pl.DataFrame]:
    """Run plans over frames, one after another; what polars holds is read where it lies.

    >>> plans = {"big": lambda sources: sources["n"].filter("x > 1")}
    >>> collect(plans, {"n": pl.DataFrame({"x": [1, 2, 3]})})[0]["x"].to_list()
    [2, 3]
    """
    # A connection of its own for each run: one must not be used by two threads at a time.
    with duckdb.connect() as connection:
        tables: Mapping[str, Any] = {name: frame.to_arrow() for name, frame in frames.items()}  # pyarrow has no types
        sources = {name: connection.from_arrow(table) for name, table in tables.items()}
        return [build(sources).pl() for build in plans.values()]
