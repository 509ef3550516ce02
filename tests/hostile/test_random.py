"""Random bytes, random damage to sound files, frames of every type: read and checked, or refused with a reason.

`REGIONPB_CAMPAIGN=3000 pytest tests/hostile` tries that many of each.
"""

import io
import json
import os
from contextlib import suppress
from datetime import date

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from polars.testing.parametric import dataframes

import regionpb as rpb
from regionpb import codes
from regionpb.contract import TABLES
from regionpb.contract.cells import read_cell
from regionpb.contract.parsing import parse
from regionpb.contract.syntax import BLANKS

from .case import DIVISIONS, GOOD, HEADER

EXAMPLES = settings(
    max_examples=int(os.environ.get("REGIONPB_CAMPAIGN", "30")),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
ROWS = HEADER + GOOD + 'O-2,"第二支部",支部,330203,O-1,2011.7.29\nO-3,"a\nb",branch,甬东区,区委,40753\n'
ODD_TEXT = st.text(
    st.one_of(
        st.sampled_from("\",;\t\r\n\0\ufeff\u202e\u2028\x1c=+-@^$*[]{}'\\/　０９甲\U0001f600"),
        st.characters(codec="utf-8"),
    )
)
NAMES = st.one_of(ODD_TEXT, st.sampled_from([c.name for t in TABLES.values() for c in t.columns]), st.just("id"))


def sound(source, **read):
    """Read and check: a region in which no row is lost, or a reason why there is none."""
    try:
        region = rpb.read(source, at="2011-07-29")
    except rpb.RegionError:
        return None
    rows = region.intake.rows
    assert all(each.read == each.taken + each.set_aside for each in rows.values())
    kept = region.intake.set_aside
    assert all(each.set_aside == (kept[name].height if name in kept else 0) for name, each in rows.items())
    assert {name: rows[name].read for name in read} == read
    assert not {f.code for f in region.check().findings} - set(rpb.rules)
    return region


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("random")
    (folder / "divisions.csv").write_text(DIVISIONS, "utf-8")
    return folder


def read_bytes(folder, name, data):
    path = folder / name
    path.write_bytes(data)
    try:
        return sound(folder)
    finally:
        path.unlink()


def damaged(data, damages):
    """The bytes with pieces cut out and others put in; places are parts of the whole."""
    for place, length, piece in damages:
        at = int(place * len(data))
        data = data[:at] + piece + data[at + length :]
    return data


DAMAGES = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.integers(0, 20),
        st.one_of(
            st.binary(max_size=8),
            st.sampled_from([b'"', b"\n", b"\r", b",", b"\0", b"\xff", b"{", b"[", b":", b"\\ud8"]),
        ),
    ),
    min_size=1,
    max_size=6,
)


@EXAMPLES
@given(st.sampled_from(["csv", "tsv", "jsonl", "parquet", "xlsx", "xls", "ods"]), st.binary(max_size=2000))
def test_random_bytes(folder, suffix, data):
    read_bytes(folder, f"organizations.{suffix}", data)


@EXAMPLES
@given(st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]), st.sampled_from(["\n", "\r\n", "\r"]), DAMAGES)
def test_damaged_delimited_text(folder, encoding, end, damages):
    read_bytes(folder, "organizations.csv", damaged(ROWS.replace("\n", end).encode(encoding), damages))


@EXAMPLES
@given(DAMAGES)
def test_damaged_json_lines(folder, damages):
    read_bytes(folder, "organizations.jsonl", damaged(_json_lines(), damages))


def _json_lines():
    names = HEADER.strip().split(",")
    rows = [
        GOOD.strip().split(","),
        ["O-2", "第\n二", ["branch"], 330203, {"a": "O-1"}, None],
        ["O-3", 1.5, True, "", "", ""],
    ]
    return "".join(json.dumps(dict(zip(names, row, strict=True))) + "\n" for row in rows).encode()


@pytest.fixture(scope="module")
def workbook():
    stream = io.BytesIO()
    frame = pl.read_csv(io.StringIO(ROWS), infer_schema=False)
    frame.with_columns(day=date(2011, 7, 29), n=1.5, yes=True).write_excel(stream, worksheet="organizations")
    return stream.getvalue()


@EXAMPLES
@given(DAMAGES)
def test_damaged_workbooks(folder, workbook, damages):
    read_bytes(folder, "organizations.xlsx", damaged(workbook, damages))


@EXAMPLES
@given(st.lists(NAMES, min_size=1, max_size=8), st.lists(st.lists(ODD_TEXT, max_size=8), max_size=4))
def test_odd_headers_and_cells(folder, headers, rows):
    cells = ["id", "name", *headers], *rows
    quoted = "\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in cells)
    read_bytes(folder, "organizations.csv", quoted.encode())
    records = [dict(zip(cells[0], row, strict=False)) for row in rows]
    read_bytes(folder, "organizations.jsonl", "\n".join(map(json.dumps, records)).encode())


@EXAMPLES
@given(dataframes(max_cols=6, max_size=4, allow_null=True), st.lists(NAMES, min_size=6, max_size=6, unique=True))
def test_frames_of_every_type(frame, names):
    frame.columns = names[: frame.width]
    sound({"organizations": frame, "members": frame, "divisions": pl.read_csv(io.StringIO(DIVISIONS))})


OBJECTS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.dates(), st.datetimes(), st.timedeltas(), st.decimals(),
    ODD_TEXT, st.binary(max_size=4), st.just(object), st.lists(st.integers(), max_size=2), st.just({"a": {1}}),
    st.complex_numbers(), st.tuples(ODD_TEXT), st.sets(st.integers(), max_size=2), st.uuids(),
)  # fmt: skip


@EXAMPLES
@given(st.lists(st.tuples(NAMES, st.lists(OBJECTS, min_size=3, max_size=3)), min_size=1, max_size=5))
def test_columns_of_objects(columns):
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({i: pandas.Series(values, dtype=object) for i, (_, values) in enumerate(columns)})
    frame.columns = [name for name, _ in columns]
    sound({"organizations": frame, "divisions": pl.read_csv(io.StringIO(DIVISIONS))})
    rows = [{name: values[i] for name, values in columns} for i in range(3)]
    sound({"organizations": rows, "divisions": pl.read_csv(io.StringIO(DIVISIONS))})


@EXAMPLES
@given(
    st.lists(st.one_of(ODD_TEXT, st.from_regex(r"[0-9０-９.eE+ ]{1,20}"), st.from_regex("[0-9A-Z]{17,19}")), min_size=1)
)
def test_codes_of_any_text(texts):
    frame = pl.DataFrame({"text": texts})
    for name in ("compact_credit", "credit_check_digit", "is_credit_code", "compact_division", "is_division_code",
                 "level_of", "division_parent", "division_kind", "division_candidates"):  # fmt: skip
        scalar = [getattr(codes, name)(text) for text in texts]
        column = frame.select(getattr(codes, f"{name}_expr")(pl.col("text")))[:, 0].to_list()
        assert column == [[*each] if isinstance(each, tuple) else each for each in scalar], name


@EXAMPLES
@given(st.sampled_from([c for t in TABLES.values() for c in t.columns]), ODD_TEXT)
def test_cells_of_any_text(column, text):
    with suppress(ValueError):
        read_cell(column, text)
    if not column.dtype.is_nested() and (bare := text.strip(BLANKS)):
        parse(column, pl.Series([bare]))


@EXAMPLES
@given(
    st.one_of(
        ODD_TEXT,
        st.binary(max_size=200),
        st.from_regex(r"(day|policy|written|columns|\[columns.members\]) ?= ?.{0,30}"),
    )
)
def test_settings_and_policies_of_any_text(folder, said):
    data = said if isinstance(said, bytes) else said.encode()
    read_bytes(folder, "regionpb.toml", data)
    path = folder / "own-policy.toml"
    path.write_bytes(data)
    with pytest.raises(rpb.PolicyError):
        rpb.testing.minimal().check(select=["U004"], policy=str(path))
    path.unlink()
