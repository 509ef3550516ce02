from datetime import date, datetime
from zipfile import ZipFile

import odf.table
import odf.text
import polars as pl
import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from odf.opendocument import OpenDocumentSpreadsheet
from xlsxwriter import Workbook

import regionpb as rpb
from regionpb.io.discover import discover
from regionpb.io.reading import read_raw
from regionpb.io.workbook import read_workbook


@pytest.fixture
def path(tmp_path):
    return tmp_path / "book.xlsx"


NOON = datetime(2011, 7, 29, 12)


def told(tables):
    whole = [("E011", None, table.problem.reason) for table in tables if table.problem is not None]
    return [*whole, *(row for table in tables for row in table.row_problems.select("code", "row", "reason").rows())]


def test_rows_are_numbered_as_the_spreadsheet_shows_them(path):
    with Workbook(path) as book:
        sheet = book.add_worksheet("党组织")
        sheet.write_row("C4", ["id", "name", "", "name"])
        sheet.write_row("C6", ["O-1", " 甲 "])
        sheet.write_row("C9", ["O-2", "乙", "x", "\u3000"])
    (got,) = read_workbook(path)
    assert (got.title, got.file, got.second_title, got.header_row) == ("党组织", "book.xlsx#党组织", "book", 4)
    assert got.headers == ("id", "name", "", "name")
    assert got.frame.rows() == [("O-1", " 甲 ", None, None), ("O-2", "乙", "x", "\u3000")]
    assert got.rows.to_list() == [6, 9]


def test_a_column_of_every_type_loses_nothing(path):
    with Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet()
        values = [330203001001.0, 1.5, True, False, date(2011, 7, 29), NOON, "#N/A", "330203"]
        sheet.write_column("B2", ["division", *values])
        for row, error in enumerate(
            ["#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"], start=len(values) + 2
        ):
            sheet.write_formula(row, 1, "=1", None, error)
    (got,) = read_workbook(path)
    assert got.frame["0"].to_list() == [
        *("330203001001", "1.5", "true", "false", "2011-07-29 00:00:00", "2011-07-29 12:00:00", "#N/A", "330203"),
        *("#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"),
    ]
    assert got.frame.schema == {"0": pl.String}


def test_every_sheet_is_a_table_hidden_ones_too(path):
    with Workbook(path) as book:
        for name in ("units", "members", "Sheet3"):
            book.add_worksheet(name)
        book.worksheets()[0].write("A1", "id")
        book.worksheets()[1].write_column("A1", ["id", 7])
        book.worksheets()[1].hide()
    tables = read_workbook(path)
    assert [(table.title, table.headers, table.frame.rows(), table.second_title) for table in tables] == [
        ("units", ("id",), [], None),
        ("members", ("id",), [("7",)], None),
        ("Sheet3", (), [], None),
    ]
    assert told(tables) == []


@settings(max_examples=20)
@given(st.lists(st.lists(st.text("甲a \n\"',;=", max_size=4), min_size=2, max_size=2), min_size=1, max_size=5))
def test_text_comes_back_exactly(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("workbook") / "t.xlsx"
    with Workbook(path, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([["id", "name"], *rows]):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell)
    (got,) = read_workbook(path)
    kept = [(number, tuple(cell or None for cell in row)) for number, row in enumerate(rows, 2) if "".join(row).strip()]
    assert [*zip(got.rows, got.frame.rows(), strict=True)] == kept


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.99])
def test_a_workbook_cut_short_is_one_problem(path, share):
    with Workbook(path) as book:
        book.add_worksheet().write_column("A1", ["id", *map(str, range(500))])
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    tables = read_workbook(path)
    assert told(tables) == [("E011", None, "not_workbook")]
    assert tables[0].file == "book.xlsx"


def test_an_encrypted_workbook_is_one_problem(path):
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000)
    assert told(read_workbook(path)) == [("E011", None, "not_workbook")]


def test_a_damaged_sheet_leaves_the_others(path):
    with Workbook(path) as book:
        book.add_worksheet("units").write_column("A1", ["id", "U-1"])
        book.add_worksheet("members").write_column("A1", ["id", "M-1"])
    spoil(path, "xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row r='1'><c r='A1'")
    tables = read_workbook(path)
    assert tables[-1].frame.rows() == [("M-1",)]
    assert told(tables) in ([], [("E011", None, "not_workbook")])


def spoil(path, member, content):
    from zipfile import ZipFile

    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with ZipFile(path, "w") as archive:
        for name, data in (parts | {member: content}).items():
            archive.writestr(name, data)


def test_paths_that_are_no_files(tmp_path):
    (tmp_path / "folder.xlsx").mkdir()
    reasons = [read_workbook(tmp_path / name)[0].problem.reason for name in ("folder.xlsx", "gone.xlsx")]
    assert reasons == ["no_file", "missing"]


def test_workbooks_are_read_as_parts_of_a_source(path):
    with Workbook(path) as book:
        book.add_worksheet("units").write_column("A1", ["id", "U-1"])
    assert [table.file for table in read_raw(discover(path))] == ["book.xlsx#units"]


def _xls(path, rows):
    book = xlwt.Workbook()
    sheet = book.add_sheet("党组织")
    of_dates = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if cell is not None:
                sheet.write(row, column, cell, *([of_dates] if isinstance(cell, date) else []))
    book.save(str(path))


def _ods(path, rows):
    book = OpenDocumentSpreadsheet()
    sheet = odf.table.Table(name="党组织")
    for cells in rows:
        line = odf.table.TableRow()
        for cell in cells:
            match cell:
                case bool():
                    typed = {"valuetype": "boolean", "booleanvalue": str(cell).lower()}
                case int() | float():
                    typed = {"valuetype": "float", "value": cell}
                case date():
                    typed = {"valuetype": "date", "datevalue": cell.isoformat()}
                case _:
                    typed = {"valuetype": "string"} if cell else {}
            box = odf.table.TableCell(**typed)
            if cell is not None:
                box.addElement(odf.text.P(text=str(cell)))
            line.addElement(box)
        sheet.addElement(line)
    book.spreadsheet.addElement(sheet)
    book.save(str(path))


@pytest.mark.parametrize(("ending", "write"), [("xls", _xls), ("ods", _ods)])
def test_workbooks_of_other_programs_are_read_the_same_way(tmp_path, ending, write):
    path = tmp_path / f"台账.{ending}"
    headers = ["党组织编号", "党组织名称", "组织形式", "所在区划", "换届日期", "任期年限", "经批准"]
    first = ["O-1", "甲", "党委", 330203001001, date(2011, 7, 29), 3, True]
    write(path, [[None], headers, first, [None], [17, "乙", "党支部", "330203", None, 2.5, "否"]])
    region = rpb.read(path, at="2012-01-01")
    one, two = region.history("organizations").rows(named=True)
    assert (one["division"], one["elected_on"], one["term_years"], one["approved"]) == (
        *("330203001001", date(2011, 7, 29), 3, True),
    )
    assert (two["id"], two["term_years"], two["approved"]) == ("17", None, False)
    (fault,) = region.intake.findings.filter(code="E002").rows(named=True)
    assert (fault["file"], fault["row"], fault["column"]) == (f"台账.{ending}#党组织", 5, "term_years")


def test_a_cell_far_away_is_told_not_reached_for(path):
    with Workbook(path) as book:
        sheet = book.add_worksheet("党组织")
        sheet.write_row("A1", ["id", "name"])
        sheet.write(1_048_575, 16_383, " ")
    assert told(read_workbook(path)) == [("E011", None, "stray_cell")]


def test_a_spreadsheet_whose_end_is_missing_is_told(tmp_path):
    path = tmp_path / "台账.ods"
    _ods(path, [["党组织编号", "党组织名称"], ["O-1", "甲"]])
    with ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    content = parts["content.xml"]
    cuts = {
        "cut": content[: content.index(b"</table:table>")],
        "empty": b"",
        "no XML": b"?",
    }
    for cut in (*cuts.values(), None):
        with ZipFile(path, "w") as book:
            for name, part in parts.items():
                if name != "content.xml" or cut is not None:
                    book.writestr(name, cut if name == "content.xml" else part)
        assert told(read_workbook(path)) == [("E011", None, "not_workbook")]
