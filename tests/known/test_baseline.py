"""What an earlier check found is not told again, and what is found no more is."""

import json
from collections import Counter

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regionpb.errors import SourceError
from regionpb.findings import to_frame
from regionpb.known.baseline import Baseline

maybe = st.none() | st.sampled_from(["a", "b", "甲\n", '"'])
rows = st.lists(
    st.fixed_dictionaries(
        {
            "code": st.sampled_from(["O001", "U004", "L003"]),
            "table": maybe,
            "id": maybe,
            "column": maybe,
            "values": st.sampled_from([{"value": "x"}, {"value": "y"}]),
            "row": st.integers(1, 9),
        }
    ),
    max_size=12,
)


def keys(frame: pl.DataFrame) -> Counter:
    return Counter(
        (row["code"], row["table"], row["id"], row["column"], row["values"] if row["id"] is None else None)
        for row in frame.to_dicts()
    )


@given(rows, rows)
def test_as_counted_by_hand(before, now):
    known, found = to_frame(before), to_frame(now)
    compared = Baseline.of(known).against(found)
    assert keys(compared.new) == keys(found) - keys(known)
    assert compared.known == (keys(found) & keys(known)).total()
    gone = Counter({tuple(row[:5]): row[5] for row in compared.gone.iter_rows()})
    assert gone == keys(known) - keys(found)


@given(rows)
def test_what_is_written_is_read(before):
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        written = Baseline.of(to_frame(before))
        assert Baseline.read(written.write(Path(folder, "base.json"))).frame.equals(written.frame)


def test_one_finding_a_line(tmp_path):
    found = to_frame([{"code": "L003", "table": "organizations", "id": i} for i in ("O-2", "O-1", "O-2")])
    text = Baseline.of(found).write(tmp_path / "base.json").read_text("utf-8")
    assert text.splitlines()[2:4] == [
        '{"code": "L003", "table": "organizations", "id": "O-1"},',
        '{"code": "L003", "table": "organizations", "id": "O-2", "count": 2}',
    ]
    assert json.loads(text)["schema"] == 1


def test_of_the_same_row_the_place_and_the_values_may_change():
    def found(row, value):
        return to_frame([{"code": "U004", "table": "organizations", "id": "O-1", "row": row, "values": {"hub": value}}])

    compared = Baseline.of(found(2, "O-2")).against(found(9, "O-3"))
    assert (compared.new.height, compared.known, compared.gone.height) == (0, 1, 0)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "is no baseline"),
        ("[]", "is no baseline"),
        ('{"findings": []}', "schema"),
        ('{"schema": 2, "findings": []}', "schema"),
        ('{"schema": 1, "findings": [{"table": "members"}]}', "findings.0.code"),
        ('{"schema": 1, "findings": [{"code": "U004", "count": 0}]}', "findings.0.count"),
    ],
)
def test_what_is_no_baseline_is_told(tmp_path, text, told):
    path = tmp_path / "base.json"
    path.write_text(text, "utf-8")
    with pytest.raises(SourceError, match=told) as caught:
        Baseline.read(path)
    assert "base.json 不是基线文件" in caught.value.chinese


def test_a_baseline_that_is_not_there_is_told(tmp_path):
    with pytest.raises(SourceError, match=r"none\.json cannot be read"):
        Baseline.read(tmp_path / "none.json")
    with pytest.raises(SourceError):
        Baseline.of(to_frame([])).write(tmp_path / "no" / "folder.json")
