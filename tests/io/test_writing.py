"""Tables to files."""

import polars as pl
import pytest

from regionpb.errors import SourceError, UnknownName
from regionpb.io.writing import FORMATS, as_text, write_tables

FRAMES = {"pairings": pl.DataFrame({"id": ["P-1"], "tasks": [["talent", "resources"]], "x": [True]})}


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_writes(tmp_path, kind):
    (path,) = write_tables(FRAMES, tmp_path / "new" / "folder", kind)
    assert path.stat().st_size > 0


def test_lists_and_yes_no_are_words_in_text():
    assert as_text(FRAMES["pairings"]).rows() == [("P-1", "talent;resources", "yes")]


def test_csv_opens_well_in_spreadsheets(tmp_path):
    (path,) = write_tables(FRAMES, tmp_path, "csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbfid,tasks,x\n")


def test_a_workbook_has_a_chinese_sheet_a_table(tmp_path):
    (path,) = write_tables(FRAMES, tmp_path / "b.xlsx", "xlsx")
    assert [*pl.read_excel(path, sheet_id=0)] == ["结对"]


def test_no_such_format(tmp_path):
    with pytest.raises(UnknownName, match="docx"):
        write_tables(FRAMES, tmp_path, "docx")


def test_a_target_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(SourceError, match="cannot be written"):
        write_tables(FRAMES, tmp_path / "file", "csv")
