"""What runs frames: polars, which is built in, and other engines that run the very same plans.

Each engine is a module with one verb, `collect(plans, frames)`: how each plan is built by a key that stands for it
for ever, and the frames its sources are; it gives the results in the order of the plans, as polars frames.

* `builtin`: polars in memory, plans prepared once;
* `lazy`: polars over scans, such as those of Parquet files;
* `duck`: DuckDB, in a database of its own in memory;
* `spark`: PySpark, in the session that is there, or else on this machine.

>>> import narwhals as nw, polars as pl
>>> plans = {"big": lambda sources: nw.from_native(sources["n"]).filter(nw.col("x") > 1).to_native()}
>>> frames = {"n": pl.DataFrame({"x": [1, 2, 3]})}
>>> [engine(name)(plans, frames)[0]["x"].to_list() for name in ("polars", "duckdb")]
[[2, 3], [2, 3]]
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from regionpb.errors import RegionError, UnknownName

if TYPE_CHECKING:
    import polars as pl

__all__ = ["ENGINES", "Build", "Collect", "engine"]

ENGINES = ("polars", "duckdb", "spark")
"""The engines by the names that people give them."""

Build = Callable[[Mapping[str, Any]], Any]
"""Makes a plan over named sources; both are lazy frames of one engine."""

Collect = Callable[["Mapping[Hashable, Build]", "Mapping[str, pl.DataFrame]"], "Sequence[pl.DataFrame]"]
"""Runs plans over frames."""


def engine(name: str) -> Collect:
    """The verb of an engine; it is loaded only now.

    Args:
        name: one of `ENGINES`.

    Raises:
        UnknownName: when there is no such engine.
        RegionError: when its packages are not installed.
    """
    if name not in ENGINES:
        raise UnknownName("engine", name, ENGINES, "引擎")
    if name == "polars":
        from regionpb.engines.builtin import collect  # noqa: PLC0415

        return collect
    try:
        import_module("pyarrow")  # by way of which frames reach the others
        if name == "duckdb":
            from regionpb.engines.duck import collect  # noqa: PLC0415
        else:
            from regionpb.engines.spark import collect  # noqa: PLC0415
    except ImportError as error:
        extra = "sql" if name == "duckdb" else "spark"
        raise RegionError(
            f"the engine {name!r} needs {error.name}, which is not installed; hint: pip install 'regionpb[{extra}]'",
            f"引擎“{name}”需要 {error.name}，尚未安装；提示：pip install 'regionpb[{extra}]'",
        ) from error
    return collect
