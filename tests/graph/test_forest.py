"""The index against the plain definition of a forest: walking up, one parent at a time."""

from __future__ import annotations

import copy
import pickle
from concurrent.futures import ThreadPoolExecutor
from time import process_time

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regionpb.errors import UnknownName
from regionpb.graph.forest import Forest

Parents = dict[str, str | None]


@st.composite
def parents(draw: st.DrawFn, min_size: int = 0) -> Parents:
    """Each id with its parent: none, another, itself, one that is missing; so cycles too."""
    names = st.text("ab1中é", max_size=3) | st.integers(0, 30).map("O-{}".format)
    ids = draw(st.lists(names, unique=True, min_size=min_size, max_size=15))
    known = st.sampled_from(ids) if ids else st.none()
    return {node: draw(st.none() | known | known | known | st.just("missing")) for node in ids}


def forest_of(parents: Parents, name: str = "forest") -> Forest:
    return Forest.from_parents(
        pl.Series(list(parents), dtype=pl.String), pl.Series(list(parents.values()), dtype=pl.String), name
    )


class Naive:
    """What is asked of the index, answered by following parents."""

    def __init__(self, given: Parents) -> None:
        self.given = {node: above if above in given else None for node, above in given.items()}
        self.turning = {node for node in given if node in self._follow(node)}
        self.parent = {node: None if node in self.turning else above for node, above in self.given.items()}

    def _follow(self, node: str) -> set[str]:
        seen: set[str] = set()
        above = self.given[node]
        while above is not None and above not in seen:
            seen.add(above)
            above = self.given[above]
        return seen

    def ancestors(self, node: str) -> list[str]:
        line: list[str] = []
        above = self.parent[node]
        while above is not None:
            line.append(above)
            above = self.parent[above]
        return line

    def children(self, node: str | None) -> list[str]:
        return [each for each, above in self.parent.items() if above == node]

    def descendants(self, node: str) -> list[str]:
        found: list[str] = []
        for child in self.children(node):
            found += [child, *self.descendants(child)]
        return found

    def cycles(self) -> list[tuple[str, ...]]:
        found: list[tuple[str, ...]] = []
        for node in self.given:
            if node in self.turning and not any(node in cycle for cycle in found):
                cycle = [node]
                while (above := self.given[cycle[-1]]) != node:
                    cycle.append(str(above))
                found.append(tuple(cycle))
        return found


@settings(deadline=None)
@given(parents())
def test_nodes_one_by_one(given: Parents) -> None:
    forest, naive = forest_of(given), Naive(given)
    assert list(forest) == forest.ids.to_list() == list(given)
    assert len(forest) == forest.size() == len(given)
    assert forest.roots == naive.children(None)
    assert list(forest.cycles) == naive.cycles()
    for node in given:
        ancestors, descendants = naive.ancestors(node), naive.descendants(node)
        assert node in forest
        assert forest.parent(node) == naive.parent[node]
        assert forest.children(node) == naive.children(node)
        assert forest.ancestors(node) == ancestors
        assert forest.descendants(node) == descendants
        assert forest.depth(node) == len(ancestors)
        assert forest.path(node) == [*reversed(ancestors), node]
        assert forest.size(node) == 1 + len(descendants)


@settings(deadline=None)
@given(parents())
def test_pairs(given: Parents) -> None:
    forest, naive = forest_of(given), Naive(given)
    pairs = [(a, b) for a in given for b in given]
    under = [a == b or b in naive.ancestors(a) for a, b in pairs]
    lines = {node: [node, *naive.ancestors(node)] for node in given}
    common = [next((above for above in lines[a] if above in lines[b]), None) for a, b in pairs]
    left, right = (pl.Series([pair[side] for pair in pairs], dtype=pl.String) for side in (0, 1))
    assert [forest.is_under(a, b) for a, b in pairs] == under
    assert forest.is_under(left, right).tolist() == under
    assert forest.is_under(left.to_numpy(), right.to_list()).tolist() == under
    assert forest.is_under_at(forest.positions(left), forest.positions(right)).tolist() == under
    assert [forest.common_ancestor(a, b) for a, b in pairs] == common


@settings(deadline=None)
@given(parents(), st.data())
def test_rollup_is_the_sum_of_each_subtree(given: Parents, data: st.DataObject) -> None:
    forest, naive = forest_of(given), Naive(given)
    number = st.integers(-(2**58), 2**58)  # beyond what a float holds exactly
    values = data.draw(st.fixed_dictionaries(dict.fromkeys(given, number)))
    expected = [values[node] + sum(values[below] for below in naive.descendants(node)) for node in given]
    series = pl.Series([values[node] for node in given], dtype=pl.Int64)
    assert forest.rollup(series).tolist() == expected
    assert forest.rollup(series.to_numpy()).tolist() == expected
    assert forest.rollup(values).tolist() == expected
    assert forest.rollup(np.ones(len(given), dtype=np.bool_)).tolist() == [forest.size(node) for node in given]


@settings(deadline=None)
@given(parents())
def test_frame_says_the_same(given: Parents) -> None:
    forest, naive = forest_of(given), Naive(given)
    frame = forest.frame
    assert frame.schema == {
        "id": pl.String,
        "parent": pl.String,
        "depth": pl.Int32,
        "enter": pl.Int64,
        "leave": pl.Int64,
        "on_cycle": pl.Boolean,
    }
    assert frame["id"].to_list() == list(given)
    assert frame["parent"].to_list() == list(naive.parent.values())
    assert frame["on_cycle"].to_list() == [node in naive.turning for node in given]
    assert sorted(frame["enter"]) == list(range(len(given)))
    for node, _, depth, enter, leave, _ in frame.iter_rows():
        assert depth == forest.depth(node)
        assert forest.ids.gather(forest.order[enter:leave]).to_list() == [node, *forest.descendants(node)]


@settings(deadline=None)
@given(parents())
def test_survives_pickling_and_copying(given: Parents) -> None:
    forest = forest_of(given, "subordination")
    unpickled = pickle.loads(pickle.dumps(forest))
    for again in (unpickled, copy.deepcopy(forest), copy.copy(forest)):
        assert again.name == "subordination"
        assert again.frame.equals(forest.frame)
        assert again.cycles == forest.cycles
        assert not again.enter.flags.writeable


@pytest.fixture
def small() -> Forest:
    """Two trees; c and d lead to each other, and e hangs below them."""
    return forest_of({"r": None, "a": "r", "b": "r", "a1": "a", "c": "d", "d": "c", "e": "d", "s": "gone"})


def test_what_hangs_below_a_cycle_is_under_it(small: Forest) -> None:
    assert small.cycles == (("c", "d"),)
    assert small.roots == ["r", "c", "d", "s"]
    assert small.parent("c") is None
    assert small.ancestors("e") == ["d"]
    assert not small.is_under("e", "c")


def test_repr(small: Forest) -> None:
    assert repr(small) == "<Forest 'forest': 8 nodes, 4 roots, 3 levels, 1 cycle>"
    assert repr(forest_of({})) == "<Forest 'forest': 0 nodes, 0 roots, 0 levels, 0 cycles>"


def test_empty() -> None:
    forest = Forest.from_parents(pl.Series([]), pl.Series([]))
    assert (len(forest), forest.roots, forest.cycles, forest.frame.height) == (0, [], (), 0)
    assert "a" not in forest
    assert forest.rollup({}).tolist() == []
    assert forest.positions([]).tolist() == []


def test_no_parents_at_all() -> None:
    assert Forest.from_parents(pl.Series(["b", "a"]), pl.Series([None, None])).roots == ["b", "a"]


@pytest.mark.parametrize("ask", ["parent", "children", "ancestors", "descendants", "depth", "path", "size"])
def test_unknown_ids_are_told_with_the_nearest(small: Forest, ask: str) -> None:
    with pytest.raises(UnknownName, match="no id in forest named 'a11'; did you mean 'a1'"):
        getattr(small, ask)("a11")


def test_unknown_ids_among_many(small: Forest) -> None:
    with pytest.raises(UnknownName, match="'a2'"):
        small.is_under("a", "a2")
    with pytest.raises(UnknownName, match="'a2'"):
        small.is_under(pl.Series(["a", "a2"]), pl.Series(["r", "r"]))
    with pytest.raises(UnknownName, match="None"):
        small.is_under(pl.Series(["a", None]), "r")
    with pytest.raises(UnknownName, match="'a2'"):
        small.common_ancestor("a2", "r")
    with pytest.raises(UnknownName, match="'a2'"):
        small.rollup({"a2": 1})
    assert "a2" not in small
    assert None not in small


def test_one_node_against_a_column(small: Forest) -> None:
    assert small.is_under(pl.Series(["a1", "b"]), "a").tolist() == [True, False]
    assert small.is_under("a1", ["a", "b"]).tolist() == [True, False]


def test_nobody_is_under_nobody(small: Forest) -> None:
    at = small.positions(["r", "s"])
    nobody = np.full(2, -1)
    assert not small.is_under_at(at, nobody).any()
    assert not small.is_under_at(nobody, at).any()
    assert not small.is_under_at(nobody, nobody).any()


def test_rollup_of_fractions_and_gaps(small: Forest) -> None:
    values = pl.Series([None, 0.5, None, 0.25, None, None, 1.0, None])
    assert small.rollup(values) == pytest.approx([0.75, 0.75, 0, 0.25, 0, 1, 1, 0])
    assert small.rollup(values.cast(pl.Float32).to_numpy()[[1] * 8]).dtype == np.float64


@pytest.mark.parametrize("odd", [float("nan"), float("inf"), float("-inf")])
def test_rollup_refuses_what_spoils_a_sum(small: Forest, odd: float) -> None:
    with pytest.raises(ValueError, match=r"the value of 'b' is .*; fill"):
        small.rollup(np.array([0, 0, odd, 0, 0, 0, 0, 0]))


def test_misuse_is_refused(small: Forest) -> None:
    with pytest.raises(ValueError, match="2 ids but 1 parents"):
        Forest.from_parents(pl.Series(["a", "b"]), pl.Series(["a"]))
    with pytest.raises(ValueError, match="'a' occurs more than once in forest"):
        Forest.from_parents(pl.Series(["c", "a", "b", "b", "a"]), pl.Series(["b"] * 5))
    with pytest.raises(ValueError, match="id number 1 of forest is null"):
        Forest.from_parents(pl.Series(["b", None]), pl.Series(["b", "b"]))
    with pytest.raises(ValueError, match="3 values for 8 ids"):
        small.rollup(np.arange(3))
    with pytest.raises(ValueError, match="1 nodes cannot be set against 2"):
        small.is_under(["a"], ["a", "b"])


def test_nothing_can_be_changed(small: Forest) -> None:
    for array in (small.parents, small.depths, small.enter, small.leave, small.order, small.on_cycle):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1
    assert {small.parents[at] for at in np.flatnonzero(small.on_cycle)} == {-1}
    assert small.is_directed()
    assert not small.is_multigraph()
    with pytest.raises(AttributeError):
        small.cycles = ()  # type: ignore[misc]  # what types forbid must fail for those without types
    small.ids[0] = "changed"
    small.frame[0, "id"] = "changed"
    assert small.ids[0] == small.frame[0, "id"] == "r"


def test_threads_share_it() -> None:
    nodes = pl.Series([f"n{i}" for i in range(2000)])
    forest = Forest.from_parents(nodes, nodes.shift(1))
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda node: (forest.depth(node), forest.frame.height), nodes))
    assert answers == [(i, 2000) for i in range(2000)]


def test_deep_chain_and_long_cycle() -> None:
    begun = process_time()  # not the clock: the machine may be busy with other things
    nodes = pl.Series([f"n{i}" for i in range(100_000)])
    chain = Forest.from_parents(nodes, nodes.shift(1))
    assert chain.depth("n99999") == 99_999
    assert chain.size("n1") == 99_999
    assert len(chain.path("n99999")) == len(chain.descendants("n0")) + 1 == 100_000
    circle = Forest.from_parents(nodes, nodes.shift(1, fill_value="n99999"))
    assert len(circle.roots) == len(circle.cycles[0]) == 100_000
    assert circle.cycles[0][:2] == ("n0", "n99999")
    assert process_time() - begun < 10
