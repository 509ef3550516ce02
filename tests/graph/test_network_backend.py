"""networkx asked of a forest answers, or refuses, as it does of the plain graph of it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from inspect import signature
from typing import Any

import networkx as nx
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regionpb.graph.forest import Forest
from regionpb.graph.network import ForestAlgorithms, ForestBackend

IDS = [f"O-{i}" for i in range(7)]


@st.composite
def forests(draw: st.DrawFn) -> Forest:
    ids = IDS[: draw(st.integers(0, len(IDS)))]
    above = st.none() | st.sampled_from([*ids, *ids, "missing"]) if ids else st.none()
    return Forest.from_parents(
        pl.Series(draw(st.permutations(ids)), dtype=pl.String),
        pl.Series([draw(above) for _ in ids], dtype=pl.String),
        "subordination",
    )


def outcome(call: Callable[[], Any]) -> Any:
    """The answer with its order, or the kind of the error."""
    try:
        answer = call()
    except (nx.NetworkXException, ValueError) as error:
        return type(error)
    return list(answer.items()) if isinstance(answer, dict) else answer


def same(forest: Forest, name: str, *args: Any, **kwargs: Any) -> None:
    function, plain = getattr(nx, name), forest.to_networkx()
    assert outcome(lambda: function(forest, *args, **kwargs)) == outcome(lambda: function(plain, *args, **kwargs))


@settings(max_examples=50, deadline=None)
@given(forests(), st.data())
def test_answers_are_those_of_networkx(forest: Forest, data: st.DataObject) -> None:
    ids = [*forest, "unknown"]
    for name in ("descendants", "ancestors"):
        for node in ids:
            same(forest, name, node)
    for node in ids:
        for name in ("shortest_path", "shortest_path_length"):
            same(forest, name, source=node)
            same(forest, name, target=node)
        other = data.draw(st.sampled_from(ids))
        for name in ("has_path", "shortest_path", "shortest_path_length", "lowest_common_ancestor"):
            same(forest, name, node, other)
        same(forest, "lowest_common_ancestor", node, other, default="none")
    for name in ("shortest_path", "shortest_path_length"):
        same(forest, name, "unknown", method="guess")
    for name in (
        "is_directed_acyclic_graph",
        "is_forest",
        "is_branching",
        "is_tree",
        "is_arborescence",
        "is_weakly_connected",
        "number_weakly_connected_components",
    ):
        same(forest, name)


@settings(deadline=None)
@given(forests())
def test_a_plain_graph_and_back(forest: Forest) -> None:
    plain = forest.to_networkx()
    assert list(plain) == list(forest)
    assert set(plain.edges) == {(forest.parent(node), node) for node in forest} - {(None, node) for node in forest}
    assert {node: list(plain[node]) for node in plain} == {node: forest.children(node) for node in forest}
    again = ForestBackend.convert_from_nx(plain)
    assert again.name == "subordination"
    assert again.frame.equals(forest.frame.with_columns(on_cycle=pl.lit(value=False)))


@pytest.fixture
def forest() -> Forest:
    return Forest.from_parents(pl.Series(["a", "b", "c", "d"]), pl.Series([None, "a", "a", "b"]))


def test_the_index_answers_and_no_copy_is_made(forest: Forest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ForestBackend, "convert_to_nx", None)
    assert nx.descendants(forest, "b") == {"d"}
    assert nx.descendants(G=forest, source="b") == {"d"}
    assert nx.shortest_path(forest, "a", "d") == ["a", "b", "d"]


def test_every_algorithm_takes_the_arguments_of_networkx() -> None:
    names = [name for name, each in vars(ForestAlgorithms).items() if isinstance(each, staticmethod)]
    assert len(names) == 13
    for name in names:
        ours = signature(getattr(ForestAlgorithms, name)).parameters.values()
        theirs = signature(getattr(nx, name).orig_func).parameters.values()
        assert [(each.name, each.default) for each in ours] == [(each.name, each.default) for each in theirs]


def test_what_the_index_does_not_answer_is_refused_or_copied(forest: Forest) -> None:
    with pytest.raises(NotImplementedError, match="backend="):
        nx.pagerank(forest)
    with pytest.raises(NotImplementedError, match="backend="):
        nx.shortest_path(forest, "a", "d", weight="length")
    with pytest.raises(NotImplementedError, match="backend="):
        nx.shortest_path(forest)
    closure = nx.transitive_closure(forest, backend="networkx")
    assert set(closure.successors("a")) == {"b", "c", "d"}
    with nx.config(fallback_to_nx=True):
        assert list(nx.topological_sort(forest)) == ["a", "b", "c", "d"]
        assert dict(nx.shortest_path(forest))["b"] == {"b": ["b"], "d": ["b", "d"]}


def test_a_plain_graph_on_request(forest: Forest) -> None:
    assert nx.descendants(forest.to_networkx(), "a", backend="regionpb") == {"b", "c", "d"}


def test_a_plain_graph_is_not_indexed_unasked() -> None:
    with nx.config(backend_priority=["regionpb"]):
        assert nx.descendants(nx.DiGraph([(1, 2)]), 1) == {2}
        assert nx.has_path(nx.DiGraph([("a", "b"), ("b", "a")]), "b", "a")
    assert isinstance(ForestBackend.should_run("descendants", (), {}), str), "networkx logs why it does not"


@pytest.mark.parametrize(
    "graph",
    [
        nx.Graph([("a", "b")]),
        nx.MultiDiGraph([("a", "b")]),
        nx.DiGraph([(1, 2)]),
        nx.DiGraph([("a", "c"), ("b", "c")]),
        nx.DiGraph([("a", "b"), ("b", "a")]),
        nx.DiGraph([("a", "a")]),
    ],
    ids=["undirected", "parallel edges", "numbers", "two parents", "cycle", "loop"],
)
def test_what_is_no_forest_is_not_indexed(graph: Any) -> None:
    with pytest.raises(NotImplementedError):
        ForestBackend.convert_from_nx(graph)


def test_answers_need_no_conversion() -> None:
    assert ForestBackend.convert_to_nx({"a"}) == {"a"}


def test_neither_imports_the_other() -> None:
    script = "import sys; import {}; print([name for name in sys.modules if name.startswith({!r})])"
    for module, other in (("networkx", "regionpb"), ("regionpb.graph.forest", "networkx")):
        command = [sys.executable, "-c", script.format(module, other)]
        told = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - the line above
        assert told.stdout == "[]\n"


def test_a_graph_without_nodes_is_a_forest_without_trees() -> None:
    empty = ForestBackend.convert_from_nx(nx.DiGraph())
    assert (
        empty.frame.schema
        == Forest.from_parents(pl.Series([], dtype=pl.String), pl.Series([], dtype=pl.String)).frame.schema
    )
    assert len(empty) == 0
