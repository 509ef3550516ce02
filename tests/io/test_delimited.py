import codecs
import csv
import os
from itertools import product
from pathlib import Path

import polars as pl
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from regionpb.contract.syntax import BLANKS
from regionpb.io import delimited
from regionpb.io.delimited import read_delimited
from regionpb.io.encodings import NotText
from regionpb.io.raw import RawTable, settle
from regionpb.io.text import read_text
from regionpb.vocabulary import ReadingProblem

NASTY = st.text(alphabet=st.sampled_from(",;\t\"'\r\n 甲乙联通·é𠮷\u3000\u00a0#0aZ=\\\x1c\x1f\u2028"), max_size=6)
ENDS = st.sampled_from(["\n", "\r\n", "\r"])
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"])


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("delimited") / "organizations.csv"


def read(path: Path, data: bytes | str, encoding: str = "utf-8") -> RawTable:
    path.write_bytes(data.encode(encoding) if isinstance(data, str) else data)
    return read_delimited(path)


def told(table: RawTable) -> list[tuple[str, int | None, str]]:
    whole = [] if table.problem is None else [("E011", None, table.problem.reason)]
    return [*whole, *table.row_problems.select("code", "row", "reason").rows()]


def written(rows: list[list[str]], delimiter: str, end: str, *, everything: bool) -> str:
    """What a spreadsheet writes; Python's csv leaves some line ends bare."""
    quoted = [
        [
            f'"{cell.replace(chr(34), chr(34) * 2)}"' if everything or set(cell) & set(',;\t"\r\n') else cell
            for cell in row
        ]
        for row in rows
    ]
    return "".join(delimiter.join(row) + end for row in quoted)


@st.composite
def tables(draw):
    width = draw(st.integers(1, 4))
    cells = st.lists(NASTY, min_size=width, max_size=width)
    header = draw(cells.filter(lambda row: any(cell.strip(BLANKS + ",;") for cell in row)))
    return header, draw(st.lists(cells | st.just([""] * width), max_size=6)), draw(st.integers(0, 2))


@given(tables(), ENDS, ENCODINGS, st.booleans(), st.booleans())
def test_what_a_spreadsheet_writes_comes_back_exactly(path, table, end, encoding, everything, ends_bare):
    header, rows, blank = table
    text = end * blank + written([header, *rows], ",", end, everything=everything)
    data = (text[: -len(end)] if ends_bare else text).encode(encoding)
    assume(encoding != "gb18030" or text.isascii() or not is_utf8(data))
    assume("," in header[0] or len(header) > 1 or not set("".join(header)) & set(";\t"))
    got = read(path, data)
    assert list(got.headers) == header
    assert got.header_row == blank + 1
    kept = [
        (number, tuple(cell or None for cell in row))
        for number, row in enumerate(rows, blank + 2)
        if any(cell.strip(BLANKS) for cell in row)
    ]
    assert [*zip(got.rows, got.frame.rows(), strict=True)] == kept
    assert told(got) == []


def is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


@given(st.text(alphabet=st.sampled_from(',"\n\r a甲\0;\t'), max_size=40).map(lambda text: text.encode()))
@example(b'a,b\n"x""\n"y",1\n')
@example(b'a\n"b\nc\n"d"\n')
@example(b'a,b\n1,"2\n3,4"x\n5,6\n')
@example(b'""\n"a"')
def test_fast_and_slow_agree_and_nothing_is_lost(path, data):
    path.write_bytes(data)
    got = read_delimited(path)
    if not got.readable:
        assert got.headers == ()
        return
    text = read_text(path)
    skipped, first = delimited._first_line(text)
    slow = settle(delimited._Slow(path, delimited.delimiter_of(first)).read(text, skipped), nuls=text.nuls)
    assert (got.headers, got.header_row) == (slow.headers, slow.header_row)
    assert got.row_problems.equals(slow.row_problems)
    assert got.rows.to_list() == slow.rows.to_list()
    assert got.frame.rows() == slow.frame.rows()
    assert got.ragged.rows() == slow.ragged.rows()
    assert not set(got.rows) & set(got.ragged["row"])


@given(st.binary(max_size=60))
def test_no_bytes_end_in_a_traceback(path, data):
    got = read(path, data)
    assert got.frame.height == len(got.rows)
    assert got.frame.width == len(got.headers)
    read(path, "编号,名称\n".encode() + data)


@pytest.mark.parametrize(("delimiter", "end"), [*product("\t;", ["\n", "\r\n", "\r"])])
def test_tabs_and_semicolons_where_the_header_says_so(path, delimiter, end):
    text = written([["编号", "名称"], ["O-1", "甲,乙;丙\t丁"]], delimiter, end, everything=False)
    got = read(path, text, "utf-16")
    assert (got.headers, got.frame.rows()) == (("编号", "名称"), [("O-1", "甲,乙;丙\t丁")])


def test_a_tsv_has_tabs(tmp_path):
    got = read(tmp_path / "units.tsv", "id,\tname\nU-1\t甲,乙\n")
    assert (got.headers, got.frame.rows(), got.file) == (("id,", "name"), [("U-1", "甲,乙")], "units.tsv")


def test_a_longer_row_is_set_aside_and_a_shorter_one_filled(path):
    got = read(path, "id,name\nO-1\nO-2,乙,?,\nO-3,丙, ,\nO-4,丁\n")
    assert told(got) == [("E012", 3, "too_many_cells")]
    assert got.row_problems.select("column", "cells", "columns").rows() == [(None, 3, 2)]
    assert got.ragged.rows() == [(3, ["O-2", "乙", "?"])]
    assert [*zip(got.rows, got.frame.rows(), strict=True)] == [
        (2, ("O-1", None)),
        (4, ("O-3", "丙")),
        (5, ("O-4", "丁")),
    ]


def test_a_much_longer_row_too(path):
    got = read(path, "id,name\nO-1,甲\n" + "," * 500 + "x\nO-2,乙\n")
    assert got.ragged.rows() == [(3, [""] * 500 + ["x"])]
    assert got.rows.to_list() == [2, 4]


def test_repeated_and_empty_headers_are_kept(path):
    assert read(path, "id,name,,name\n1,2,3,4\n").headers == ("id", "name", "", "name")


def test_an_open_quote_swallows_no_more_than_its_line(path):
    got = read(path, 'id,name\nO-1,"甲\nO-2,"乙"\nO-3,丙\n')
    assert told(got) == [("E011", 2, "open_quote")]
    assert got.ragged.rows() == [(2, ["O-1", '"甲'])]
    assert [*zip(got.rows, got.frame.rows(), strict=True)] == [(3, ("O-2", "乙")), (4, ("O-3", "丙"))]


def test_quotes_inside_bare_cells_are_quotes(path):
    assert read(path, 'id,name\nO-1,5" 屏\nO-2,"乙"组\n').frame.rows() == [("O-1", '5" 屏'), ("O-2", "乙组")]


def test_an_open_quote_in_the_header_still_gives_a_table(path):
    got = read(path, 'id,"name\nO-1,甲\n')
    assert (got.headers, got.frame.rows(), told(got)) == (("id", '"name'), [("O-1", "甲")], [("E011", 1, "open_quote")])


def test_each_line_may_have_its_own_encoding(path):
    lines = [
        "编号,名称\n".encode("gb18030"),
        "O-1,宁波市江东区\n".encode(),
        "O-2,海曙区\n".encode("gb18030"),
        "O-3,北仑\n".encode(),
    ]
    got = read(path, b"".join(lines))
    assert got.headers == ("编号", "名称")
    assert got.frame.rows() == [("O-1", "宁波市江东区"), ("O-2", "海曙区"), ("O-3", "北仑")]
    assert told(got) == []


def test_a_line_of_no_encoding_is_set_aside(path):
    lines = ["编号,名称\n".encode(), "O-1,宁波市江东区\n".encode(), b"O-2,\xff\xff\n", "O-3,海曙\n".encode("gb18030")]
    got = read(path, b"".join(lines))
    assert told(got) == [("E011", 3, "encoding")]
    assert got.ragged.rows() == [(3, ["O-2", r"\xff\xff"])]
    assert [*zip(got.rows, got.frame.rows(), strict=True)] == [(2, ("O-1", "宁波市江东区")), (4, ("O-3", "海曙"))]


def test_one_damaged_byte_does_not_turn_a_line_into_nonsense(path):
    data = "编号,名称\nO-1,宁波市江东区委\nO-2,宁波市海曙区委\n".encode()
    got = read(path, data[:-10] + b"\xe6" + data[-10:])
    assert told(got) == [("E011", 3, "encoding")]
    assert got.frame.rows() == [("O-1", "宁波市江东区委")]


@pytest.mark.parametrize("name", ["O-1\0", "\0O-1", "O\0-1"])
def test_nul_characters_are_taken_out_and_told(path, name):
    got = read(path, f"id,name\n{name},甲\nO-2,乙\n")
    assert told(got) == [("E011", 2, "nul")]
    assert got.row_problems["column"].to_list() == ["id"]
    assert got.frame.rows() == [("O-1", "甲"), ("O-2", "乙")]


def test_a_tail_of_nuls_is_no_row(path):
    got = read(path, b"id,name\nO-1,\xe7\x94\xb2\n" + b"\0" * 4096)
    assert (got.frame.rows(), told(got)) == ([("O-1", "甲")], [("E011", 3, "nul")])


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", ReadingProblem.EMPTY),
        (codecs.BOM_UTF8, ReadingProblem.EMPTY),
        (codecs.BOM_UTF16_LE, ReadingProblem.EMPTY),
        (b"\n\r\n , ,,\n", ReadingProblem.EMPTY),
        (b'""\n', ReadingProblem.EMPTY),
        (b"PK\x03\x04rest", ReadingProblem.BINARY),
        (bytes(range(256)) * 40, ReadingProblem.ENCODING),
        (b"\0" * 100, ReadingProblem.BINARY),
        (b"\x7fELF\0\0\0\1\0\0", ReadingProblem.BINARY),
        (codecs.BOM_UTF16_LE + b"a", ReadingProblem.ENCODING),
    ],
)
def test_what_is_no_table_is_one_problem(path, data, reason):
    got = read(path, data)
    assert told(got) == [("E011", None, reason)]
    assert not got.readable
    assert (got.headers, got.frame.shape, got.rows.len()) == ((), (0, 0), 0)


def test_a_header_alone_is_a_table_without_rows(path):
    for end in ("", "\n", "\r", "\r\n\r\n"):
        got = read(path, "id,name" + end)
        assert (got.headers, got.frame.shape, told(got)) == (("id", "name"), (0, 2), [])


def test_paths_that_are_no_files(tmp_path):
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "link.csv").symlink_to(tmp_path / "nowhere.csv")
    os.mkfifo(tmp_path / "pipe.csv")
    names = {"folder.csv": "no_file", "link.csv": "missing", "pipe.csv": "no_file", "gone.csv": "missing"}
    assert {name: told(read_delimited(tmp_path / name))[0][2] for name in names} == names


def test_a_file_without_permission(path, monkeypatch):
    def refuse(*_args, **_options):
        raise PermissionError(13, "no")

    path.write_text("id\n")
    monkeypatch.setattr(Path, "open", refuse)
    assert told(read_delimited(path)) == [("E011", None, "no_permission")]


def test_names_with_wildcards_are_names(tmp_path):
    for name in ("a[1].csv", "a*.csv", "a?.csv", "~.csv", "%20 {x}.csv"):
        assert read(tmp_path / name, "id\n1\n").frame.rows() == [("1",)]


def test_huge_cells_and_many_columns(path):
    huge = "甲" * 1_000_000
    assert read(path, f'id,name\nO-1,{huge}\nO-2,"{huge}\n"\n').frame["1"].str.len_chars().to_list() == [
        10**6,
        10**6 + 1,
    ]
    assert read(path, f'id,name\nO-1,{huge}\nO-2,x"{huge}\n').frame["1"].str.len_chars().to_list() == [10**6, 10**6 + 2]
    limit = csv.field_size_limit()
    wide = ",".join(str(i) for i in range(10_000))
    got = read(path, f"{wide}\n{wide}\n")
    assert (got.frame.shape, got.headers[-1], csv.field_size_limit()) == ((1, 10_000), "9999", limit)


def test_the_pieces_of_a_large_file_fit_together(path, monkeypatch):
    """Quotes, CRLF and characters cut by a piece's end."""
    text = "编号,名称\r\n" + '"O-1","甲""\r\n乙"\r\n' * 50
    for size in range(1, 9):
        for module in ("text", "encodings"):
            monkeypatch.setattr(f"regionpb.io.{module}.CHUNK", size)
        monkeypatch.setattr(delimited, "CHUNK", size)
        for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
            path.write_bytes(text.encode(encoding))
            assert delimited._is_plain(read_text(path), ",")
            got = read_delimited(path)
            assert got.rows.to_list() == [*range(2, 52)]
            assert set(got.frame.rows()) == {("O-1", '甲"\r\n乙')}


def test_the_slow_reader_flushes_its_batches(path, monkeypatch):
    monkeypatch.setattr(delimited, "BATCH", 3)
    got = read(path, 'id,name\nO-0,x"\n' + "O-1,甲\nO-2\n" * 20)
    assert got.rows.to_list() == [*range(2, 43)]
    assert got.frame["0"].to_list() == ["O-0", *["O-1", "O-2"] * 20]
    assert got.frame.schema == {"0": pl.String, "1": pl.String}


def test_a_not_text_says_its_reason():
    assert str(NotText(ReadingProblem.EMPTY)) == "empty"
