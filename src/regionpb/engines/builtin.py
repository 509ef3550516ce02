"""The built-in engine: plans prepared once, fed with frames at each run.

Building some fifty lazy plans costs more than running them on a small region, so a plan is built
once over deferred sources and run again over whatever frames the next region has. Plans that share
a source are not safe to run from two threads at a time, so each thread has its own set.
"""

from __future__ import annotations

import threading
from collections.abc import Hashable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import polars as pl
from attrs import define, field

from regionpb.engines.plans import Build

__all__ = ["Prepared", "collect"]

_MANY = 24
"""So many plans are run by two threads."""


@define
class _Source:
    """A place in prepared plans into which a frame is put for a run."""

    schema: pl.Schema
    names: list[str] = field(init=False)
    types: list[pl.DataType] = field(init=False)
    frame: pl.DataFrame | None = None
    plan: pl.LazyFrame = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.names, self.types = self.schema.names(), self.schema.dtypes()  # lists compare sooner than schemas
        # Taken once in a run, however many plans read it: on a small region taking it is what costs.
        self.plan = pl.defer(self._take, schema=self.schema, validate_schema=False).cache()

    def _take(self) -> pl.DataFrame:
        if self.frame is None:
            raise RuntimeError("a prepared plan was run without its frames")
        return self.frame


class Prepared(threading.local):
    """Prepared plans by key, over sources by name; one set for each thread.

    >>> prepared = Prepared()
    >>> plans = {"big": lambda sources: sources["n"].filter(pl.col("x") > 1)}
    >>> for n in ([1, 2], [3, 4]):
    ...     prepared.collect(plans, {"n": pl.DataFrame({"x": n})})[0]["x"].to_list()
    [2]
    [3, 4]
    """

    def __init__(self) -> None:
        super().__init__()
        self._sources: dict[str, _Source] = {}
        self._plans: dict[Hashable, pl.LazyFrame] = {}

    def collect(self, plans: Mapping[Hashable, Build], frames: Mapping[str, pl.DataFrame]) -> Sequence[pl.DataFrame]:
        """Run plans over frames, all in one go.

        Args:
            plans: how each plan is built, by a key that stands for it for ever.
            frames: what the sources hold in this run.

        Returns:
            The results in the order of the plans.
        """
        for name, frame in frames.items():
            source = self._sources.get(name)
            if source is None or (source.names, source.types) != (frame.columns, frame.dtypes):
                # Another schema (a policy with parameters of its own): the plans over it are built anew.
                source = self._sources[name] = _Source(frame.schema)
                self._plans.clear()
            source.frame = frame
        try:
            return pl.collect_all(
                [self._plan(key, build) for key, build in plans.items()],
                engine="in-memory",
                optimizations=pl.QueryOptFlags.none(fast_projection=True),
            )
        finally:
            for source in self._sources.values():
                source.frame = None

    def _plan(self, key: Hashable, build: Build) -> pl.LazyFrame:
        plan = self._plans.get(key)
        if plan is None:
            plan = self._plans[key] = build({name: source.plan for name, source in self._sources.items()})
        return plan


@cache
def _prepared() -> Prepared:
    """The prepared plans of this process (a set for each thread)."""
    return Prepared()


@cache
def _second() -> ThreadPoolExecutor:
    """A thread that runs every second plan."""
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="regionpb")


@cache
def _turns() -> dict[Hashable, int]:
    """Which thread has which plan, by its key: a plan that changed threads would be built anew."""
    return {}


def collect(plans: Mapping[Hashable, Build], frames: Mapping[str, pl.DataFrame]) -> Sequence[pl.DataFrame]:
    """Run plans over frames, all in one go; plans of keys seen before are not built again.

    Many plans are run by two threads: what a plan costs beside its data is not spread over cores by itself.

    >>> plans = {"big": lambda sources: sources["n"].filter(pl.col("x") > 1)}
    >>> collect(plans, {"n": pl.DataFrame({"x": [1, 2, 3]})})[0]["x"].to_list()
    [2, 3]
    """
    if len(plans) < _MANY:
        return _prepared().collect(plans, frames)
    turns = _turns()
    halves: tuple[dict[Hashable, Build], dict[Hashable, Build]] = {}, {}
    for key, build in plans.items():
        halves[turns.setdefault(key, len(turns) % 2)][key] = build
    other = _second().submit(lambda: _prepared().collect(halves[1], frames))
    results = dict(zip(halves[0], _prepared().collect(halves[0], frames), strict=True))
    results |= zip(halves[1], other.result(), strict=True)
    return [results[key] for key in plans]
