"""What lies above what, as a graph of networkx."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache

import networkx as nx

__all__ = ["Forest"]


class Forest:
    """What lies above what; an edge leads down. What lies on a cycle is a root.

    Attributes:
        graph: the nodes and edges.
        on_cycle: the nodes that are above themselves.
        above: a node and all that lie above it; nothing of what is no node.
    """

    def __init__(self, parents: Mapping[str, str | None]) -> None:
        self.graph: nx.DiGraph[str] = nx.DiGraph()
        self.graph.add_nodes_from(parents)
        self.graph.add_edges_from((above, low) for low, above in parents.items() if above and above in parents)
        rings = (ring for ring in nx.strongly_connected_components(self.graph) if len(ring) > 1)
        self.on_cycle = {node for ring in rings for node in ring} | set(nx.nodes_with_selfloops(self.graph))
        self.graph.remove_edges_from([*self.graph.in_edges(self.on_cycle)])
        self.above: Callable[[str | None], set[str]] = cache(self._above)

    def _above(self, node: str | None) -> set[str]:
        return {*self.path(node)}

    def parent(self, node: str) -> str | None:
        """The node above; None for a root."""
        return next(self.graph.predecessors(node), None)

    def path(self, node: str | None) -> Iterator[str]:
        """A node and all that lie above it, the nearest first; nothing of what is no node."""
        while node is not None and node in self.graph:
            yield node
            node = self.parent(node)

    def outside(self, low: str | None, high: str | None) -> bool:
        """Whether both are there, and `low` is not under `high`."""
        return low in self.graph and high in self.graph and high not in self.above(low)

    def summed(self, own: Mapping[str, float]) -> dict[str, float]:
        """For each node what it has itself and all below it have, together."""
        under = {node: own.get(node, 0) for node in self.graph}
        for node in reversed([*nx.topological_sort(self.graph)]):
            if (above := self.parent(node)) is not None:
                under[above] += under[node]
        return under
