"""What runs frames: polars, which is built in, and other engines that run the very same plans.

Each engine is a module with one verb, `collect(plans, frames)`: how each plan is built by a key that stands for it
for ever, and the frames its sources are; it gives the results in the order of the plans, as polars frames.

* `builtin`: polars in memory, plans prepared once;
* `duck`: DuckDB, in a database of its own in memory;
* `spark`: PySpark, in the session that is there, or else on this machine.

>>> import narwhals as nw, polars as pl
>>> plans = {"big": lambda sources: nw.from_native(sources["n"]).filter(nw.col("x") > 1).to_native()}
>>> frames = {"n": pl.DataFrame({"x": [1, 2, 3]})}
>>> [engine(name)(plans, frames)[0]["x"].to_list() for name in ("polars", "duckdb")]
[[2, 3], [2, 3]]
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType

from regionpb.engines.plans import Build, Collect
from regionpb.errors import RegionError, UnknownName

__all__ = ["ENGINES", "Build", "Collect", "engine"]

_MODULES: Mapping[str, str] = MappingProxyType({"polars": "builtin", "duckdb": "duck", "spark": "spark"})

ENGINES = tuple(_MODULES)
"""The engines by the names that people give them."""


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
    try:
        if name != ENGINES[0]:
            import_module("pyarrow")  # by way of which frames reach the others
        collect: Collect = import_module(f"{__name__}.{_MODULES[name]}").collect
    except ImportError as error:
        extra = "sql" if name == "duckdb" else "spark"
        raise RegionError(
            f"the engine {name!r} needs {error.name}, which is not installed; hint: pip install 'regionpb[{extra}]'",
            f"引擎“{name}”需要 {error.name}，尚未安装；提示：pip install 'regionpb[{extra}]'",
        ) from error
    return collect
