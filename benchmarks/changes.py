"""Changes of the city: one previewed and applied, a thousand at once; each run has a state nobody asked anything of."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import islice
from random import Random

from attrs import evolve

import regionpb as rpb
from benchmarks.measure import Figure, timed
from regionpb import changes
from regionpb.graph.tables import Tables

__all__ = ["figures", "transfers"]

_MANY = 1000


def transfers(city: rpb.Region, rng: Random) -> Iterator[changes.Transfer]:
    """Transfers of members, each of whom goes once."""
    branches = city.table("organizations").filter(form="branch")["id"].to_list()
    members = city.table("members").select("id", "organization").rows()
    rng.shuffle(members)
    for member, home in members:
        target = rng.choice(branches)
        if target != home:
            yield changes.transfer(member, to=target, on=city.day)


def figures(size: float = 1.0) -> Iterator[Figure]:
    """Every figure, one after another.

    Args:
        size: of the city.
    """
    city = rpb.datasets.ningbo(size)
    rng = Random(0)
    going = transfers(city, rng)
    branches = city.table("organizations").filter(form="branch")["id"].to_list()
    rows = sum(frame.height for frame in city.tables.frames.values())

    def fresh() -> rpb.Region:
        return evolve(city, tables=Tables(city.tables.frames, city.tables.absent))

    def end() -> changes.AnyChange:
        return changes.dissolve(rng.choice(branches), on=city.day)

    def merge() -> changes.AnyChange:
        *ended, into = rng.sample(branches, 3)
        return changes.merge(ended, into=into, on=city.day)

    for name, make in (("transfer", going.__next__), ("dissolution", end), ("merger of three", merge)):
        any_of = partial(rng.choice, [act for act in (make() for _ in range(40)) if _is_possible(city, act)])
        yield timed(f"city: preview a {name}", lambda: fresh().preview(any_of()), limit=0.05, rows=rows)  # noqa: B023
        yield timed(f"city: apply a {name}", lambda: fresh().apply(any_of()), limit=0.05, rows=rows)  # noqa: B023
    many = [*islice(going, _MANY)]
    yield timed(f"city: apply {_MANY:,} transfers at once", lambda: fresh().apply(*many), limit=1.0, rows=rows)


def _is_possible(region: rpb.Region, act: changes.AnyChange) -> bool:
    try:
        region.preview(act)
    except rpb.Refused:
        return False
    return True
