"""Forests before networkx: its algorithms answered from the index, or over a plain copy.

A `Forest` is accepted where networkx expects a graph, edges leading from the parent to the child: networkx sends the
call to `ForestBackend`, which it finds by the entry point `networkx.backends`. What the index does not answer,
networkx refuses, unless it is told to work on a copy::

    nx.descendants(region.subordination, "O-17")               # from the index
    nx.pagerank(region.subordination, backend="networkx")      # over a copy
    nx.config.fallback_to_nx = True                            # … and from now on so for whatever is not answered

This module imports networkx and is itself imported only by who asks for networkx.
"""
# ruff: noqa: ARG004, N803 - which arguments there are and what they are called is networkx's to say.

from __future__ import annotations

from inspect import signature
from typing import Any

import networkx as nx
import polars as pl

from regionpb.graph.forest import Forest

__all__ = ["ForestAlgorithms", "ForestBackend"]


class ForestAlgorithms:
    """The algorithms of networkx that the index answers, with networkx's names, arguments, answers and errors."""

    @staticmethod
    def descendants(G: Forest, source: str) -> set[str]:
        """All nodes below the source."""
        _require_node(G, source)
        return set(G.descendants(source))

    @staticmethod
    def ancestors(G: Forest, source: str) -> set[str]:
        """All nodes above the source."""
        _require_node(G, source)
        return set(G.ancestors(source))

    @staticmethod
    def has_path(G: Forest, source: str, target: str) -> bool:
        """Whether the target is the source or lies below it."""
        _require_ends(G, source, target)
        return G.is_under(target, source)

    @staticmethod
    def shortest_path(
        G: Forest, source: str | None = None, target: str | None = None, weight: None = None, method: str = "dijkstra"
    ) -> list[str] | dict[str, list[str]]:
        """The way down from the source to the target; without the one or the other, all ways from or to it."""
        _require_method(method)
        _require_ends(G, source, target)
        if source is None:
            up = G.path(str(target))[::-1]
            return {node: up[steps::-1] for steps, node in enumerate(up)}
        if target is not None:
            _require_path(G, source, target)
            return G.path(target)[G.depth(source) :]
        ways: dict[str, list[str]] = {}
        for node, parent in _levels(G, source).select("id", "parent").iter_rows():
            ways[node] = [*ways.get(parent, ()), node]
        return ways

    @staticmethod
    def shortest_path_length(
        G: Forest, source: str | None = None, target: str | None = None, weight: None = None, method: str = "dijkstra"
    ) -> int | dict[str, int]:
        """How many edges lie between the source and the target; without one of them, from or to each node there is."""
        _require_method(method)
        _require_ends(G, source, target)
        if source is None:
            return {node: steps for steps, node in enumerate(reversed(G.path(str(target))))}
        if target is not None:
            _require_path(G, source, target)
            return G.depth(target) - G.depth(source)
        levels = _levels(G, source)
        return dict(zip(levels["id"], (levels["depth"] - G.depth(source)).to_list(), strict=True))

    @staticmethod
    def lowest_common_ancestor(G: Forest, node1: str, node2: str, default: object = None) -> object:
        """The nearest node that both are under, or the default if they stand in different trees."""
        _require_nodes(G, "LCA meaningless on null graphs.")
        _require_ends(G, node1, node2)
        common = G.common_ancestor(node1, node2)
        return default if common is None else common

    @staticmethod
    def is_directed_acyclic_graph(G: Forest) -> bool:
        """True: what lay on a cycle has no parent."""
        return True

    @staticmethod
    def is_forest(G: Forest) -> bool:
        """True."""
        _require_nodes(G, "G has no nodes.")
        return True

    @staticmethod
    def is_branching(G: Forest) -> bool:
        """True: no node has two parents."""
        _require_nodes(G, "G has no nodes.")
        return True

    @staticmethod
    def is_tree(G: Forest) -> bool:
        """Whether there is one root."""
        _require_nodes(G, "G has no nodes.")
        return len(G.roots) == 1

    @staticmethod
    def is_arborescence(G: Forest) -> bool:
        """Whether there is one root."""
        _require_nodes(G, "G has no nodes.")
        return len(G.roots) == 1

    @staticmethod
    def is_weakly_connected(G: Forest) -> bool:
        """Whether there is one root."""
        _require_nodes(G, "Connectivity is undefined for the null graph.")
        return len(G.roots) == 1

    @staticmethod
    def number_weakly_connected_components(G: Forest) -> int:
        """How many roots there are."""
        return len(G.roots)


class ForestBackend(ForestAlgorithms):
    """What networkx finds under the entry point `networkx.backends`: the algorithms, and how graphs are converted."""

    @staticmethod
    def can_run(name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool | str:
        """True, or why the index cannot answer: the edges of a forest have no weights, and it lists no pairs."""
        if not name.startswith("shortest_path"):
            return True
        asked = signature(getattr(ForestAlgorithms, name)).bind(*args, **kwargs).arguments
        if asked.get("weight") is not None:
            return "the edges of a forest have no weights"
        if asked.get("source") is None and asked.get("target") is None:
            return "a forest does not list all pairs"
        return True

    @staticmethod
    def should_run(name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool | str:
        """Asked only where a plain graph would have to be indexed first, for one single answer: no."""
        return "to index a graph takes longer than to walk it once"

    @staticmethod
    def convert_from_nx(graph: nx.Graph[Any], **_options: object) -> Forest:
        """Index a plain directed graph whose nodes are strings and which is a forest; attributes are left out.

        Raises:
            NotImplementedError: if it is no such graph, which tells networkx to look elsewhere.
        """
        if not graph.is_directed() or graph.is_multigraph() or not all(isinstance(node, str) for node in graph):
            raise NotImplementedError("only a directed graph of strings without parallel edges can be a forest")
        parents: dict[str, str] = {child: parent for parent, child in graph.edges}
        forest = Forest.from_parents(
            pl.Series(list(graph), dtype=pl.String),
            pl.Series([parents.get(node) for node in graph], dtype=pl.String),
            name=str(graph.graph.get("name", "graph")),
        )
        if len(parents) < graph.number_of_edges() or forest.cycles:
            raise NotImplementedError("a node with two parents, or above itself, has no place in a forest")
        return forest

    @staticmethod
    def convert_to_nx(obj: object, **_options: object) -> object:
        """A plain graph of a forest; anything else, such as an answer, as it is."""
        return obj.to_networkx() if isinstance(obj, Forest) else obj


def _levels(forest: Forest, source: str) -> pl.DataFrame:
    """Rows of the forest's frame from the source down, level by level: the order in which networkx finds them."""
    at = int(forest.positions([source])[0])
    return forest.frame[forest.order[forest.enter[at] : forest.leave[at]]].sort("depth", maintain_order=True)


def _require_nodes(forest: Forest, message: str) -> None:
    if not len(forest):
        raise nx.NetworkXPointlessConcept(message)


def _require_node(forest: Forest, node: object) -> None:
    if node not in forest:
        raise nx.NetworkXError(f"The node {node} is not in the digraph.")


def _require_ends(forest: Forest, source: object, target: object) -> None:
    for role, node in (("Source", source), ("Target", target)):
        if node is not None and node not in forest:
            raise nx.NodeNotFound(f"{role} {node} is not in G")


def _require_path(forest: Forest, source: str, target: str) -> None:
    if not forest.is_under(target, source):
        raise nx.NetworkXNoPath(f"No path between {source} and {target}.")


def _require_method(method: str) -> None:
    if method not in ("dijkstra", "bellman-ford"):
        raise ValueError(f"method not supported: {method}")
