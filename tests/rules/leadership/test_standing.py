"""What stands under the heads of its own division."""

import narwhals as nw
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from regionpb.graph.forest import Forest
from regionpb.rules.leadership.standing import under_their_own
from regionpb.testing.shapes import forests


def rows(pairs):
    frame = pl.LazyFrame(pairs, schema={"id": pl.String, "division": pl.String}, orient="row")
    return nw.from_native(frame)


@given(forests(cycles=True), st.data())
def test_it_is_what_going_up_finds(columns, data):
    forest = Forest.from_parents(*columns)
    pairs = st.lists(st.tuples(st.sampled_from([*forest.ids, "nobody"]), st.sampled_from("AB")), max_size=12)
    low, heads = data.draw(pairs), data.draw(pairs.map(lambda drawn: [*{*drawn}]))
    led = {
        (one, division)
        for one, division in low
        if one in forest and any((above, division) in heads for above in forest.path(one))
    }
    found = under_their_own(rows(low), rows(heads), nw.from_native(forest.frame.lazy())).collect().to_native()
    assert set(found.rows()) == led
    assert found.height == len(led)
