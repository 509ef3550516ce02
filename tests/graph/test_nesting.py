"""Which townships and counties each division lies in."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regionpb.graph.forest import Forest
from regionpb.graph.nesting import DEEPEST, nested
from regionpb.testing.shapes import forests

LEVELS = ["county", "township", "village", None]


@given(forests(cycles=True), st.data())
def test_it_is_what_going_up_finds(columns, data):
    ids, parents = columns
    levels = data.draw(st.lists(st.sampled_from(LEVELS), min_size=len(ids), max_size=len(ids)))
    forest = Forest.from_parents(ids, parents)
    level = dict(zip(ids, levels, strict=True))
    expected = set()
    for node in ids:
        for wanted in ("township", "county"):
            above = [other for other in reversed(forest.path(node)) if level[other] == wanted]
            expected |= {(node, wanted, other, nth) for nth, other in enumerate(above[:DEEPEST])}
    found = nested(forest, pl.Series(levels, dtype=pl.String))
    assert set(found.rows()) == expected
    assert found.height == len(expected)


@pytest.mark.parametrize("length", [0, 1, 5, 5_000])
def test_a_chain_takes_room_in_proportion(length):
    ids = pl.Series([f"{n}" for n in range(length)], dtype=pl.String)
    forest = Forest.from_parents(ids, ids.shift(1))
    found = nested(forest, pl.Series(["township"] * length, dtype=pl.String))
    assert found.height == sum(min(n + 1, DEEPEST) for n in range(length))
    assert found.schema == {"inner": pl.String, "level": pl.String, "outer": pl.String, "nth": pl.Int64}
