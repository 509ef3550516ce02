import json

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from regionpb.io.reports.escaping import visible_expr
from regionpb.io.visible import visible

TEXT = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("=+-@\t\r\n\x1b\u202e\u2066.0123456789e"), max_size=8
)


@given(st.lists(TEXT, min_size=1, max_size=5))
def test_a_column_is_escaped_as_its_cells_are(texts):
    frame = pl.DataFrame({"t": texts}).select(v=visible_expr(pl.col("t")))
    assert frame["v"].to_list() == [visible(t) for t in texts]


@given(TEXT)
def test_nothing_unseen_is_left(text):
    shown = visible(text)
    assert not any(ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 or c in "\u202a\u202e\u2066\u2069\u2028" for c in shown)


@given(st.dictionaries(TEXT, TEXT))
def test_json_stays_json(value):
    assert json.loads(visible(json.dumps(value, ensure_ascii=False))) == value


def test_bytes_that_were_no_text_are_written_out():
    assert visible("a\udcff") == "a\\udcff"
