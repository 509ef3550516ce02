"""A plain networkx graph of a forest. This module imports networkx and is itself imported only by who asks for it."""

from __future__ import annotations

import networkx as nx
import polars as pl

__all__ = ["to_digraph"]


def to_digraph(name: str, ids: pl.Series, frame: pl.DataFrame) -> nx.DiGraph[str]:
    """A graph with nodes in the order of the ids and edges from each parent to its children.

    Args:
        name: what it is called.
        ids: the nodes.
        frame: `id` and `parent` of each; null for none.

    Example:
        >>> frame = pl.DataFrame({"id": ["a", "b", "c"], "parent": [None, "a", "a"]})
        >>> list(to_digraph("forest", frame["id"], frame).edges)
        [('a', 'b'), ('a', 'c')]
    """
    graph: nx.DiGraph[str] = nx.DiGraph(name=name)
    graph.add_nodes_from(ids)
    graph.add_edges_from(frame.drop_nulls("parent").select("parent", "id").iter_rows())
    return graph
