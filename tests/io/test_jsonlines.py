import json
import sys
import tracemalloc

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regionpb.io import jsonlines
from regionpb.io.jsonlines import read_json_lines
from regionpb.io.raw import settle
from regionpb.io.text import read_text


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("jsonlines") / "teams.jsonl"


def read(path, data, encoding="utf-8"):
    path.write_bytes(data.encode(encoding) if isinstance(data, str) else data)
    return read_json_lines(path)


def told(table):
    whole = [] if table.problem is None else [("E011", None, table.problem.reason)]
    return [*whole, *table.row_problems.select("code", "row", "reason").rows()]


SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.sampled_from([0.5, 1.25, 330203001001.0])
    | st.text('甲a"\\\n\u3000;', max_size=4)
)
VALUES = SCALARS | st.lists(SCALARS, max_size=3) | st.dictionaries(st.sampled_from("xy"), SCALARS, max_size=2)
RECORDS = st.lists(
    st.dictionaries(st.sampled_from(["id", "名称", "", "row"]), VALUES, max_size=4), min_size=1, max_size=5
)


@given(RECORDS, st.booleans())
def test_fast_and_slow_agree(path, records, ascii_only):
    got = read(path, "".join(json.dumps(record, ensure_ascii=ascii_only) + "\n" for record in records))
    slow = settle(jsonlines._Slow(path).read(read_text(path)), nuls=True)
    assert got.headers == slow.headers
    assert got.rows.to_list() == slow.rows.to_list()
    assert got.frame.rows() == slow.frame.rows()
    assert told(got) == []


@given(
    st.lists(st.sampled_from(['{"id":1}', "", " ", "?", "[1]", '{"id":"甲"', "null", '{"a":NaN}', '{"a":"\\ud800"}']))
)
def test_bad_lines_are_set_aside_and_the_others_kept(path, lines):
    got = read(path, "\n".join(['{"id": 0}', *lines]))
    good = [1, *(row for row, line in enumerate(lines, 2) if line == '{"id":1}')]
    bad = [row for row, line in enumerate(lines, 2) if line.strip() and row not in good]
    assert got.rows.to_list() == good
    assert told(got) == [("E011", row, "not_json") for row in bad]
    assert got.ragged["row"].to_list() == bad


@given(st.binary(max_size=60))
def test_no_bytes_end_in_a_traceback(path, data):
    read(path, data)
    read(path, b'{"id": "a"}\n' + data)


def test_every_line_may_have_other_keys(path):
    got = read(path, '{"id": 1}\n{"name": "甲", "id": 2}\n{"stars": 5}\n')
    assert got.headers == ("id", "name", "stars")
    assert got.frame.rows() == [("1", None, None), ("2", "甲", None), (None, None, "5")]


def test_values_are_text_lists_lists_and_objects_json(path):
    got = read(
        path,
        '{"a": 330203001001.0, "b": true, "c": ["x", 1, null], "d": {"z": [1, "中"]}, "e": 12345678901234567890123}\n',
    )
    assert got.frame.row(0) == ("330203001001", "true", ["x", "1", None], '{"z": [1, "中"]}', "12345678901234567890123")


def test_a_column_of_lists_and_single_values_is_joined(path):
    got = read(path, '{"a": ["x", "y"]}\n{"a": "z"}\n{"b": []}\n')
    assert got.frame["0"].to_list() == ["x;y", "z"]


def test_batches_fit_together(path, monkeypatch):
    monkeypatch.setattr(jsonlines, "BATCH", 2)
    lines = [
        '{"a": ["x", "y"]}',
        "{}",
        '{"b": ["p"]}',
        '{"a": "z"}',
        "?",
        '{"c": null}',
        '{"b": ["q", "r"], "c": null}',
    ]
    got = read(path, "\n".join(lines))
    assert got.headers == ("a", "b", "c")
    assert got.frame.rows() == [("x;y", None, None), (None, ["p"], None), ("z", None, None), (None, ["q", "r"], None)]
    assert got.rows.to_list() == [1, 3, 4, 7]
    assert got.frame.schema == {"0": pl.String, "1": pl.List(pl.String), "2": pl.String}


def test_blank_lines_keep_their_numbers(path):
    for end in ("\n", "\r\n", "\r"):
        assert read(path, f'{end}{{"id": 1}}{end}{end}{{"id": 2}}{end}{end}').rows.to_list() == [2, 4]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_other_encodings(path, encoding):
    got = read(path, '{"名称": "甲村"}\n', encoding)
    assert (got.headers, got.frame.rows(), told(got)) == (("名称",), [("甲村",)], [])


def test_a_line_of_no_encoding_is_set_aside(path):
    got = read(path, '{"名称": "甲村党支部"}\n'.encode() * 2 + b'{"a": "\xff"}\n')
    assert told(got) == [("E011", 3, "encoding")]
    assert got.ragged.rows() == [(3, [r'{"a": "\xff"}'])]


def test_nul_characters_are_taken_out_and_told(path):
    got = read(path, '{"id": "a\\u0000"}\n{"id": "b"}\n')
    assert (told(got), got.frame.rows()) == ([("E011", 1, "nul")], [("a",), ("b",)])


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ('[{"id": 1},\n{"id": 2}]\n', "json_array"),
        (b"\0\1\2", "binary"),
        (b"PK\x03\x04", "binary"),
    ],
)
def test_what_is_no_table_is_one_problem(path, data, reason):
    got = read(path, data)
    assert told(got) == [("E011", None, reason)]
    assert got.headers == ()


@pytest.mark.parametrize("data", ["", " \n\n"])
def test_no_object_is_no_row_and_no_problem(path, data):
    got = read(path, data)
    assert (told(got), got.headers, got.frame.height) == ([], (), 0)


def test_depth_is_no_danger(path):
    deep = "[" * 100_000 + "]" * 100_000
    assert told(read(path, f'{{"id": {deep}}}\n{{"id": 1}}\n')) == [("E011", 1, "not_json")]


@pytest.mark.parametrize(("begin", "end"), [("[", "]"), ('{"a":', "}")])
def test_no_depth_is_read_that_cannot_be_written(path, begin, end):
    """Python reads an object some levels deeper than it writes one: at one of these depths a line is in between."""
    depths = range(1, sys.getrecursionlimit() + 100)
    got = read(path, "?\n" + "".join(f'{{"id": {begin * depth}1{end * depth}}}\n' for depth in depths))
    assert sorted([*got.rows, *got.ragged["row"]]) == [*range(1, len(depths) + 2)]
    assert got.rows.to_list() == [*range(2, len(got.rows) + 2)]


def test_names_with_wildcards_are_names(tmp_path):
    for name in ("a[1].jsonl", "a*.jsonl", "~.jsonl"):
        assert read(tmp_path / name, '{"id": 1}\n').frame.rows() == [("1",)]


def test_looking_for_keys_holds_little_of_the_file(tmp_path):
    """Where all keys are known after the first lines, nothing is looked for twice."""
    path = tmp_path / "members.jsonl"
    path.write_text("".join(f'{{"id": "M-{i}", "organization": "O-1"}}\n' for i in range(500_000)), "utf-8")
    tracemalloc.start()
    try:
        table = read_json_lines(path)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert table.frame.height == 500_000
    assert peak < path.stat().st_size
