"""The country's divisions as a tree in seven libraries: read, index, a thousand subtrees, one roll-up.

python -m benchmarks.peers.trees LIBRARY FILE

Each function reads the Parquet file, builds its tree, lists what is below each division asked for, and sums a number
over the subtree of every division, in the order of the file. In the file a division stands behind its parent. Prints
seconds, bytes and a digest of the answers as JSON.
"""

from __future__ import annotations

import hashlib
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
import polars as pl

from benchmarks.memory import most_held

__all__ = ["LIBRARIES", "asked", "main"]

Answers = tuple[list[list[str]], Sequence[int]]
ROOT = "China"
LONG = 5.0


def asked(frame: pl.DataFrame) -> list[str]:
    """A thousand counties, evenly over the country."""
    counties = frame.filter(pl.col("level") == "county")["code"]
    return counties.gather(np.linspace(0, len(counties) - 1, 1000).astype(int)).to_list()


def numbers(rows: int) -> np.ndarray[Any, np.dtype[np.int64]]:
    """What is summed."""
    return np.arange(rows, dtype=np.int64) % 7


def with_regionpb(file: str) -> Answers:
    from regionpb import Forest

    frame = pl.read_parquet(file)
    forest = Forest.from_parents(frame["code"], frame["parent"], name="territory")
    below = [forest.descendants(code) for code in asked(frame)]
    return below, forest.rollup(numbers(frame.height))


def with_rustworkx(file: str) -> Answers:
    import rustworkx as rx

    frame = pl.read_parquet(file)
    codes, parents = _parents(frame)
    places = {code: i for i, code in enumerate(codes)}
    graph: Any = rx.PyDiGraph(check_cycle=False, multigraph=False)
    graph.add_nodes_from(codes)
    graph.add_edges_from_no_data([(places[p], i) for i, p in enumerate(parents) if p is not None])
    below = [[codes[i] for i in rx.descendants(graph, places[code])] for code in asked(frame)]
    up = [-1 if p is None else places[p] for p in parents]
    return below, _summed(rx.topological_sort(graph), up)


def with_igraph(file: str) -> Answers:
    import igraph as ig

    frame = pl.read_parquet(file)
    codes, parents = _parents(frame)
    places = {code: i for i, code in enumerate(codes)}
    edges = [(places[p], i) for i, p in enumerate(parents) if p is not None]
    graph: Any = ig.Graph(n=len(codes), edges=edges, directed=True)
    below = [[codes[i] for i in graph.subcomponent(places[code], mode="out")[1:]] for code in asked(frame)]
    up = [-1 if p is None else places[p] for p in parents]
    return below, _summed(graph.topological_sorting(), up)


def with_networkx(file: str) -> Answers:
    import networkx as nx

    frame = pl.read_parquet(file)
    codes, parents = _parents(frame)
    graph: Any = nx.DiGraph()
    graph.add_nodes_from(codes)
    graph.add_edges_from((p, code) for code, p in zip(codes, parents, strict=True) if p is not None)
    below = [[*nx.descendants(graph, code)] for code in asked(frame)]
    sums = dict(zip(codes, numbers(len(codes)).tolist(), strict=True))
    up = dict(zip(codes, parents, strict=True))
    for code in reversed([*nx.topological_sort(graph)]):
        above = up[code]
        if above is not None:
            sums[above] += sums[code]
    return below, [*sums.values()]


def with_anytree(file: str) -> Answers:
    from anytree import LightNodeMixin, PostOrderIter

    class Division(LightNodeMixin):  # type: ignore[misc]
        __slots__ = ("code", "total")

        def __init__(self, code: str, total: int, parent: Division | None) -> None:
            super().__init__()
            self.code, self.total, self.parent = code, total, parent

    frame = pl.read_parquet(file)
    codes, parents = _parents(frame)
    top = Division(ROOT, 0, None)
    nodes: dict[str | None, Any] = {None: top}
    for code, above, own in zip(codes, parents, numbers(len(codes)).tolist(), strict=True):
        nodes[code] = Division(code, own, nodes[above])
    below = [[node.code for node in nodes[code].descendants] for code in asked(frame)]
    for node in PostOrderIter(top):
        if node.parent is not None:
            node.parent.total += node.total
    return below, [nodes[code].total for code in codes]


def with_bigtree(file: str) -> Answers:
    from bigtree import Node, postorder_iter

    frame = pl.read_parquet(file)
    codes, parents = _parents(frame)
    top: Any = Node(ROOT, total=0)
    nodes: dict[str | None, Any] = {None: top}
    for code, above, own in zip(codes, parents, numbers(len(codes)).tolist(), strict=True):
        nodes[code] = Node(code, parent=nodes[above], total=own)
    below = [[node.name for node in nodes[code].descendants] for code in asked(frame)]
    for node in postorder_iter(top):
        if node.parent is not None:
            node.parent.total += node.total
    return below, [nodes[code].total for code in codes]


def with_treelib(file: str) -> Answers:
    from treelib import Tree

    frame = pl.read_parquet(file)
    codes, parents = _parents(frame)
    tree: Any = Tree()
    tree.create_node(ROOT, ROOT)
    for code, above in zip(codes, parents, strict=True):
        tree.create_node(code, code, parent=above or ROOT)
    below = [[*tree.expand_tree(code, sorting=False)][1:] for code in asked(frame)]
    sums = {ROOT: 0, **dict(zip(codes, numbers(len(codes)).tolist(), strict=True))}
    up = dict(zip(codes, parents, strict=True))
    for code in reversed([*tree.expand_tree(ROOT, sorting=False)][1:]):
        sums[up[code] or ROOT] += sums[code]
    return below, [sums[code] for code in codes]


LIBRARIES: dict[str, Callable[[str], Answers]] = {
    "regionpb": with_regionpb,
    "rustworkx": with_rustworkx,
    "igraph": with_igraph,
    "networkx": with_networkx,
    "anytree": with_anytree,
    "treelib": with_treelib,
    "bigtree": with_bigtree,
}


def _parents(frame: pl.DataFrame) -> tuple[list[str], list[str | None]]:
    return frame["code"].to_list(), frame["parent"].to_list()


def _summed(downward: Iterable[int], up: list[int]) -> list[int]:
    """Sums over subtrees, given the nodes with parents before children."""
    sums: list[int] = numbers(len(up)).tolist()
    for node in reversed([*downward]):
        if up[node] >= 0:
            sums[up[node]] += sums[node]
    return sums


def digest(answers: Answers) -> str:
    """The same for the same answers; what is below a division has no order."""
    below, sums = answers
    told = json.dumps([[sorted(codes) for codes in below], [int(s) for s in sums]])
    return hashlib.sha256(told.encode()).hexdigest()


def main(library: str, file: str) -> None:
    """Do the work, three times unless it is long, and print what came of it."""
    seconds: list[float] = []
    answers = None
    while not seconds or (sum(seconds) < LONG and len(seconds) < 4):
        answers = None  # the tree of the run before is let go
        begun = time.perf_counter()
        answers = LIBRARIES[library](file)
        seconds.append(time.perf_counter() - begun)
    peak = most_held()
    measured = seconds[1:] or seconds  # the first of several is to warm up
    assert answers is not None
    print(
        json.dumps(
            {
                "seconds": statistics.median(measured),
                "fastest": min(measured),
                "slowest": max(measured),
                "runs": len(measured),
                "memory": peak,
                "digest": digest(answers),
            }
        )
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
