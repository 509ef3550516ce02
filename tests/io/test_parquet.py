from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regionpb.io import reading
from regionpb.io.discover import discover
from regionpb.io.parquet import read_parquet
from regionpb.io.reading import read_raw

FRAME = pl.DataFrame({"id": ["O-1", None, "O-3"], "start": [date(2011, 7, 29), None, None], "tags": [["a"], None, []]})


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("parquet") / "organizations.parquet"


def test_types_are_kept_and_rows_counted_from_one(path):
    FRAME.write_parquet(path)
    got = read_parquet(path)
    assert (got.title, got.file, got.headers) == ("organizations", "organizations.parquet", ("id", "start", "tags"))
    assert got.frame.rows() == [("O-1", date(2011, 7, 29), ["a"]), ("O-3", None, [])]
    assert got.rows.to_list() == [1, 3]
    assert got.header_row is None


@given(st.integers(0, 600), st.binary(max_size=8))
def test_what_is_damaged_is_one_problem_or_readable(path, at, data):
    FRAME.write_parquet(path)
    whole = path.read_bytes()
    path.write_bytes(whole[:at] + data)
    got = read_parquet(path)
    assert got.problem.reason == "not_parquet"
    path.write_bytes(whole[:at] + data + whole[at + len(data) :])
    got = read_parquet(path)
    assert got.readable or got.problem.reason == "not_parquet"


def test_paths_that_are_no_files(tmp_path):
    (tmp_path / "folder.parquet").mkdir()
    reasons = {name: read_parquet(tmp_path / name).problem.reason for name in ("folder.parquet", "gone.parquet")}
    assert reasons == {"folder.parquet": "no_file", "gone.parquet": "missing"}


def test_names_with_wildcards_are_names(tmp_path):
    for name in ("a[1].parquet", "a*.parquet", "year=2011.parquet"):
        FRAME.write_parquet(tmp_path / name)
        assert read_parquet(tmp_path / name).headers == ("id", "start", "tags")


def test_a_table_comes_in_one_piece_unless_it_is_very_large(tmp_path, monkeypatch):
    rows = pl.DataFrame({"division": ["330203"] * 6, "year": range(6)})
    rows.write_parquet(tmp_path / "wages.parquet", row_group_size=2)
    in_pieces = pl.concat([rows.head(2), rows.tail(4)], rechunk=False)

    def pieces():
        return [table.frame.n_chunks() for table in read_raw(discover(tmp_path))] + [
            table.frame.n_chunks() for table in read_raw(discover({"wages": in_pieces}))
        ]

    assert pieces() == [1, 1]
    monkeypatch.setattr(reading, "_LARGE", 0)
    assert pieces() == [3, 2]
