"""PySpark: plans run in the Spark session that is there, or else in one on this machine.

Whoever has a cluster makes a session with it first; without one Spark starts here, which takes some ten seconds.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from typing import Any

import polars as pl

from regionpb.engines.plans import Build
from regionpb.errors import RegionError

__all__ = ["collect"]

# By name, for types are checked where there is no Spark, too.
_sql: Any = import_module("pyspark.sql")
_errors: Any = import_module("pyspark.errors")

_AT_ONCE = 4


def collect(plans: Mapping[Hashable, Build], frames: Mapping[str, pl.DataFrame]) -> Sequence[pl.DataFrame]:
    """Run plans over frames, some at once: a driver plans one at a time, which takes as long as the rest.

    Raises:
        RegionError: when Spark does not start.
    """
    session = _session()
    sources = {name: session.createDataFrame(frame.to_arrow()) for name, frame in frames.items()}

    def run(build: Build) -> pl.DataFrame:
        return pl.DataFrame(build(sources).toArrow())

    with ThreadPoolExecutor(_AT_ONCE) as threads:
        return [*threads.map(run, plans.values())]


def _session() -> Any:  # noqa: ANN401 - a SparkSession, of here or of a server
    there = _sql.SparkSession.getActiveSession()
    if there is not None:
        return there
    try:
        # Its bars would be drawn over ours.
        return _sql.SparkSession.builder.config("spark.ui.showConsoleProgress", "false").getOrCreate()
    except _errors.PySparkRuntimeError as error:
        raise RegionError(
            f"Spark does not start: {error}; hint: it needs Java 17 or newer, found by JAVA_HOME or on the PATH",
            f"Spark 无法启动：{error}；提示：它需要 Java 17 或更新的版本，由 JAVA_HOME 或 PATH 找到",
        ) from error
