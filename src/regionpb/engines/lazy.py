"""Polars over scans: tables on disk are read in one pass, and only as far as the plans need them."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

import polars as pl

from regionpb.engines import Build

__all__ = ["collect"]


def collect(
    plans: Mapping[Hashable, Build], frames: Mapping[str, pl.DataFrame | pl.LazyFrame]
) -> Sequence[pl.DataFrame]:
    """Run plans over lazy frames, all in one go.

    >>> import tempfile, pathlib
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "n.parquet")
    ...     pl.DataFrame({"x": [1, 2, 3]}).write_parquet(path)
    ...     plans = {"big": lambda sources: sources["n"].filter(pl.col("x") > 1)}
    ...     collect(plans, {"n": pl.scan_parquet(path)})[0]["x"].to_list()
    [2, 3]
    """
    sources = {name: frame.lazy() for name, frame in frames.items()}
    return pl.collect_all([build(sources) for build in plans.values()], engine="streaming")
