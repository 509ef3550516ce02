"""The rules that SHACL can express, over a small part of the city, beside pySHACL over its RDF."""

from __future__ import annotations

from collections.abc import Iterator

import regionpb as rpb
from benchmarks.measure import Figure, compared
from benchmarks.peers import in_shacl

__all__ = ["figures"]


def figures(size: float = 0.01) -> Iterator[Figure]:
    """The one figure: both have the region in memory, as tables and as a parsed graph.

    pySHACL is run once, as it takes long.
    """
    region = rpb.datasets.ningbo(size=size)
    graph, shapes = in_shacl.to_graph(region), in_shacl.shapes()
    codes = in_shacl.codes(shapes)
    yield compared(
        f"city at size {size:g}: {len(codes)} rules that SHACL can express, in memory",
        lambda: region.at(region.day).check(select=codes),
        "pySHACL",
        lambda: in_shacl.find(graph, shapes),
        wanted=100,
        peer_runs=1,
        rows=sum(frame.height for frame in region.tables.frames.values()),
        note=f"{len(graph):,} triples",
    )
