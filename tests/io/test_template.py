import fastexcel
import pytest

import regionpb as rpb
from regionpb.contract import TABLES
from regionpb.errors import RegionError, UnknownName
from regionpb.io.template import explanation, write_template


@pytest.mark.parametrize("name", TABLES)
def test_every_table_has_a_template_that_is_read_back(name, tmp_path):
    path = write_template(name, tmp_path / f"{name}.xlsx")
    sheet = fastexcel.read_excel(path).load_sheet(TABLES[name].label)
    assert [c.name for c in sheet.available_columns()] == [c.label for c in TABLES[name].columns]


def test_an_empty_template_is_an_empty_table_and_no_fault(tmp_path):
    write_template("divisions", tmp_path / "divisions.xlsx")
    write_template("党组织", tmp_path / "organizations.xlsx")
    region = rpb.read(tmp_path, at="2011-07-29")
    assert region.intake.findings.height == 0
    assert region.table("organizations").height == 0


def test_a_template_that_may_be_filled_in_is_left_alone(tmp_path):
    path = write_template("members", tmp_path / "members.xlsx")
    before = path.read_bytes()
    with pytest.raises(RegionError, match="filled in"):
        write_template("members", path)
    assert path.read_bytes() == before


def test_misuse_is_told(tmp_path):
    with pytest.raises(UnknownName):
        write_template("membres", tmp_path / "x.xlsx")
    with pytest.raises(RegionError, match="cannot be written"):
        write_template("members", tmp_path / "nowhere" / "x.xlsx")


@pytest.mark.parametrize("table", TABLES.values(), ids=[*TABLES])
def test_what_a_spreadsheet_allows_is_never_exceeded(table):
    for column in table.columns:
        assert len(column.label) <= 32
        if column.vocabulary and not column.kind.is_list:
            assert len(",".join(term.label for term in column.vocabulary)) <= 255
        assert column.label in explanation(column)
