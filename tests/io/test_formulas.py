"""Text that looks like a formula survives being written and read."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from regionpb.io.formulas import freed, guarded

texts = st.lists(st.none() | st.text(alphabet="'=+-@a1\t\r甲", max_size=4), max_size=5)


@given(texts)
def test_freed_is_the_inverse_of_guarded(values):
    # A text that begins as guarded text does cannot be told from it; nothing else changes.
    values = [v for v in values if not (v and v[0] == "'" and v[1:2] and v[1] in "=+-@\t\r")]
    frame = pl.DataFrame({"a": values}, schema={"a": pl.String})
    assert freed(guarded(frame)).equals(frame)


@given(texts)
def test_nothing_guarded_begins_like_a_formula(values):
    for value in guarded(pl.DataFrame({"a": values}, schema={"a": pl.String}))["a"]:
        assert not value or value[0] not in "=+-@\t\r"


def test_other_types_are_left_alone():
    frame = pl.DataFrame({"n": [-1], "l": [["=1"]]})
    assert guarded(frame).equals(frame)
    assert freed(frame).equals(frame)
