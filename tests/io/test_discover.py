import polars as pl
import pytest

from regionpb.contract.syntax import BLANKS
from regionpb.errors import SourceError
from regionpb.io.discover import discover
from regionpb.io.kinds import FileKind
from regionpb.io.reading import read_raw


@pytest.fixture
def folder(tmp_path):
    for name in (
        "b.csv",
        "A.CSV",
        "c.parquet",
        "d.jsonl",
        "e.ndjson",
        "f.tsv",
        ".hidden.csv",
        "~$book.xlsx",
        "notes.txt",
    ):
        (tmp_path / name).write_text("id\n1\n", encoding="utf-8")
    (tmp_path / "more").mkdir()
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "lost.csv").symlink_to(tmp_path / "nowhere")
    (tmp_path / "regionpb.toml").write_text("", encoding="utf-8")
    return tmp_path


def test_a_folder(folder):
    source = discover(folder)
    assert source == discover(str(folder))
    assert [file.path.name for file in source.files] == [
        *("A.CSV", "b.csv", "c.parquet", "d.jsonl", "e.ndjson", "f.tsv", "folder.csv", "lost.csv")
    ]
    assert source.others == ("more", "notes.txt")
    assert source.settings == folder / "regionpb.toml"


def reasons(table):
    return [table.problem.reason] if table.problem is not None else table.row_problems["reason"].to_list()


def test_every_file_gives_its_table_or_its_problem(folder):
    told = {table.file: reasons(table) for table in read_raw(discover(folder))}
    assert told == {
        "A.CSV": [],
        "b.csv": [],
        "c.parquet": ["not_parquet"],
        "d.jsonl": ["not_json", "not_json"],
        "e.ndjson": ["not_json", "not_json"],
        "f.tsv": [],
        "folder.csv": ["no_file"],
        "lost.csv": ["missing"],
    }


def test_tables_are_read_when_they_are_asked_for(folder, monkeypatch):
    asked = []
    monkeypatch.setattr("regionpb.io.reading._read_file", lambda file: asked.append(file.path.name) or [])
    tables = read_raw(discover(folder))
    assert asked == []
    assert list(tables) == []
    assert len(asked) == 8


def test_a_single_file_and_its_neighbour(folder):
    source = discover(folder / "b.csv")
    assert [(file.path.name, file.kind) for file in source.files] == [("b.csv", FileKind.DELIMITED)]
    assert source.settings == folder / "regionpb.toml"
    assert discover(folder / "lost.csv").files[0].path.name == "lost.csv"


def test_frames():
    source = discover({"units": pl.DataFrame({"id": ["U-1"]}), "members": 3})
    assert [(table.title, table.readable) for table in read_raw(source)] == [("units", True), ("members", False)]
    assert "U-1" not in repr(source)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("gone", "no such file or folder: 'gone'"),
        ("gone/too.csv", "no such file"),
        ("notes.txt", "no kind of file"),
        ("empty", "is empty"),
        ("unknown", r"only files that are not read \(a.doc, b\)"),
        ("postgresql://host/base", "'postgresql' addresses"),
        ("a\0b", "no such file|cannot open"),
        ({}, "empty"),
        (3, "a int is no source"),
        (None, "a NoneType is no source"),
    ],
)
def test_nothing_to_read(tmp_path, monkeypatch, source, message):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notes.txt").touch()
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / ".hidden.csv").touch()
    (tmp_path / "unknown").mkdir()
    (tmp_path / "unknown" / "a.doc").touch()
    (tmp_path / "unknown" / "b").mkdir()
    with pytest.raises(SourceError, match=message) as error:
        discover(source)
    assert "hint: " in str(error.value)


def test_a_folder_without_permission(tmp_path, monkeypatch):
    def refuse(_self):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.iterdir", refuse)
    with pytest.raises(SourceError, match=r"cannot open .*: Permission denied"):
        discover(tmp_path)


def test_a_workbook_without_the_extra(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "regionpb.io.workbook", None)
    with pytest.raises(SourceError, match=r"regionpb\[excel\]"):
        list(read_raw(discover(tmp_path_workbook(tmp_path))))


def tmp_path_workbook(tmp_path):
    path = tmp_path / "book.xlsx"
    path.write_bytes(b"")
    return path


@pytest.mark.parametrize("suffix", ["csv", "tsv", "jsonl", "parquet", "xlsx"])
def test_what_is_blank_to_the_contract_is_no_row_in_any_format(tmp_path, suffix):
    """Zero-width spaces among them, which people paste and nobody sees."""
    path = tmp_path / f"units.{suffix}"
    rows = [
        ("U-1", "甲"),
        *((blank, BLANKS if suffix in ("parquet", "xlsx") else blank) for blank in "\u200b\ufeff\u3000"),
        ("U-2", None),
    ]
    frame = pl.DataFrame(rows, schema=["id", "name"], orient="row")
    if suffix == "xlsx":
        frame.write_excel(path)
    elif suffix == "parquet":
        frame.write_parquet(path)
    elif suffix == "jsonl":
        path.write_text('{"id": "U-1", "name": "甲"}\n\u200b\n\ufeff\n\u3000\n{"id": "U-2"}\n', "utf-8")
    else:
        frame.write_csv(path, separator="\t" if suffix == "tsv" else ",")
    (got,) = read_raw(discover(path))
    assert got.row_problems.is_empty()
    assert got.frame.rows() == [("U-1", "甲"), ("U-2", None)]
    assert got.rows.to_list() == ([1, 5] if suffix in ("jsonl", "parquet") else [2, 6])
