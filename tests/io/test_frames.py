from datetime import date, datetime, timedelta
from decimal import Decimal

import narwhals as nw
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from regionpb.io.frames import plain_types, read_frames

COLUMNS = {"id": ["O-1", "O-2"], "名称": ["甲", None]}


class Stream:
    """Something of another library: nothing but an Arrow stream."""

    def __arrow_c_stream__(self, requested_schema=None):
        return pa.table(COLUMNS).__arrow_c_stream__(requested_schema)


@pytest.mark.parametrize(
    "frame",
    [
        pl.DataFrame(COLUMNS),
        pl.LazyFrame(COLUMNS),
        pd.DataFrame(COLUMNS),
        pd.DataFrame(COLUMNS).set_index("id"),
        pd.DataFrame(COLUMNS, index=[7, 9], dtype="category"),
        pa.table(COLUMNS),
        pa.table(COLUMNS).to_batches()[0],
        pa.table(COLUMNS).to_reader(),
        nw.from_native(pl.DataFrame(COLUMNS)),
        nw.from_native(pl.LazyFrame(COLUMNS)),
        nw.from_native(pd.DataFrame(COLUMNS)),
        Stream(),
    ],
    ids=lambda frame: f"{type(frame).__module__}.{type(frame).__name__}",
)
def test_any_frame(frame):
    (got,) = read_frames({"organizations": frame})
    assert got.problem is None
    assert (got.title, got.file, got.headers) == ("organizations", None, ("id", "名称"))
    assert got.frame.rows() == [("O-1", "甲"), ("O-2", None)]
    assert got.rows.to_list() == [1, 2]


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame([["a", "b"]], columns=["id", "id"]),
        pa.table([pa.array(["a"]), pa.array(["b"])], names=["id", "id"]),
    ],
)
def test_repeated_names(frame):
    (got,) = read_frames({"units": frame})
    assert (got.headers, got.frame.rows()) == (("id", "id"), [("a", "b")])


def test_pandas_columns_of_several_types_lose_nothing():
    frame = pd.DataFrame(
        {"a": [1, "x", None], "b": [date(2011, 7, 29), "2011.7", float("nan")], 3: [1.0, float("nan"), 2.5]}
    )
    (got,) = read_frames({"units": frame})
    assert got.headers == ("a", "b", "3")
    assert got.frame.rows() == [("1", "2011-07-29", 1.0), ("x", "2011.7", None), (None, None, 2.5)]


def test_what_is_no_frame_is_a_problem_and_the_others_are_read():
    bad, good = read_frames({"units": [1, 2], "members": pl.DataFrame({"id": ["M-1"]})})
    assert bad.problem.reason == "not_frame"
    assert good.frame.rows() == [("M-1",)]


def test_a_plan_that_fails_is_a_problem():
    (got,) = read_frames({"units": pl.LazyFrame({"id": ["a"]}).select(pl.col("gone"))})
    assert got.problem.reason == "not_frame"


MOMENT = datetime(2011, 7, 29)


def test_plain_types():
    class Anything:
        def __str__(self):
            return "anything"

    frame = pl.DataFrame(
        {
            "categories": pl.Series(["a"], dtype=pl.Categorical),
            "enum": pl.Series(["a"], dtype=pl.Enum(["a"])),
            "small": pl.Series([1], dtype=pl.UInt8),
            "wide": pl.Series([2**63], dtype=pl.UInt64),
            "float": pl.Series([1.5], dtype=pl.Float32),
            "decimal": [Decimal("1.50")],
            "moment": [MOMENT],
            "duration": [timedelta(days=1)],
            "bytes": [b"ab"],
            "odd bytes": [b"\xff"],
            "struct": [{"a": 1}],
            "null": [None],
            "list": [[1, None]],
            "array": pl.Series([[1, 2]], dtype=pl.Array(pl.Int8, 2)),
            "deep": [[{"a": "甲"}, None]],
            "object": pl.Series([Anything()], dtype=pl.Object),
        }
    )
    assert plain_types(frame).row(0) == (
        *(
            "a",
            "a",
            1,
            "9223372036854775808",
            1.5,
            "1.50",
            MOMENT,
            "P1D",
            "ab",
            "ff",
            '{"a":1}',
            None,
        ),
        *(["1", None], ["1", "2"], ['{"a": "甲"}', "null"], "anything"),
    )
