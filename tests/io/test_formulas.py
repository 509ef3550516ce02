"""Text that looks like a formula survives being written and read."""

import polars as pl
from hypothesis import example, given
from hypothesis import strategies as st

from regionpb.io.aside import write_aside
from regionpb.io.discover import discover
from regionpb.io.formulas import freed, freed_text, guarded, guarded_expr, guarded_text
from regionpb.io.reading import read_raw

SIGNS = "=+-@\t\r\n＝＋－＠"
text = st.text(alphabet=f"'{SIGNS}.19e٣a甲", max_size=5)
texts = st.lists(st.none() | text, max_size=5)


@given(texts)
def test_freed_is_the_inverse_of_guarded(values):
    # A text that begins as guarded text does cannot be told from it; nothing else changes.
    values = [v for v in values if not (v and v[0] == "'" and v[1:2] and v[1] in SIGNS)]
    frame = pl.DataFrame({"a": values}, schema={"a": pl.String})
    assert freed(guarded(frame)).equals(frame)
    assert [v if v is None else freed_text(guarded_text(v)) for v in values] == values


@given(texts)
@example(["-5", "-5\n", "-٣", "－5", "+1.5e3", "-.5", "-5."])
def test_a_column_is_guarded_as_its_texts_are(values):
    frame = pl.DataFrame({"a": values}, schema={"a": pl.String})
    said = [v if v is None else guarded_text(v) for v in values]
    assert frame.select(guarded_expr(pl.col("a")).alias("a"))["a"].to_list() == said
    assert guarded(frame)["a"].to_list() == said


@given(texts)
def test_nothing_guarded_begins_like_a_formula_but_numbers(values):
    for value in guarded(pl.DataFrame({"a": values}, schema={"a": pl.String}))["a"]:
        if value and value[0] in SIGNS:
            float(value)
            assert value.isascii()
            assert value == value.strip()


def test_formulas_and_numbers():
    assert [*map(guarded_text, ("=1", "+cmd", "-1", "+1.5e3", "-5.2", "@x", "\tx", "＝1+1", "－1", "a=1", ""))] == [
        *("'=1", "'+cmd", "-1", "+1.5e3", "-5.2", "'@x", "'\tx", "'＝1+1", "'－1", "a=1", "")
    ]


def test_what_was_guarded_before_is_still_read():
    """Numbers and dashes were guarded once."""
    frame = pl.DataFrame({"a": ["'-5.2", "'-1", "'=1+1", "'+8613", "'-"]})
    assert freed(frame)["a"].to_list() == ["-5.2", "-1", "=1+1", "+8613", "-"]


@given(st.lists(text, unique=True, min_size=1, max_size=6))
def test_headers_are_guarded_and_stay_apart(headers):
    frame = pl.DataFrame({header: ["x"] for header in headers})
    written = guarded(frame)
    assert written.rows() == frame.rows()
    assert all(guarded_text(header) == header for header in written.columns)


def test_headers_that_are_formulas_are_written_and_read(tmp_path):
    rows = pl.DataFrame({"file": ["x.csv"], "row": [2], "=cmd": ["1"], "'=cmd": ["2"]})
    (path,) = write_aside({"units": rows}, tmp_path)
    assert path.read_text("utf-8-sig").splitlines()[0] == "file,row,''=cmd,'=cmd"
    plain = tmp_path / "divisions.csv"
    plain.write_text("code,'＝x\n3302,'－1\n", "utf-8")
    (got,) = read_raw(discover(plain))
    assert (got.headers, got.frame.rows()) == (("code", "＝x"), [("3302", "－1")])


def test_other_types_are_left_alone():
    frame = pl.DataFrame({"n": [-1], "l": [["=1"]]})
    assert guarded(frame).equals(frame)
    assert freed(frame).equals(frame)
