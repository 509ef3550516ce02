import csv
import io
import json

from regionpb.io.reports.spreadsheet import COLUMNS, write_csv

from .conftest import NASTY, finding


def rows_of(document):
    stream = io.StringIO()
    write_csv(document, stream)
    text = stream.getvalue()
    assert text.startswith("\ufeff")
    return [*csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))]


def test_one_finding_a_row(make):
    rows = rows_of(make())
    assert len(rows) == 14
    assert [*rows[0]] == [*COLUMNS]
    assert rows[0]["row"] == "2"
    assert json.loads(rows[-1]["values"])["hub"] == NASTY


def test_no_cell_is_a_formula_and_none_holds_what_is_unseen(make):
    (row,) = rows_of(make(rows=[finding("U004", "error", 0, id_="=HYPERLINK(1)\x1b\u202e", table="-x")]))
    assert row["id"] == "'=HYPERLINK(1)\\u001b\\u202e"
    assert row["table"] == "'-x"


def test_nothing_found_is_a_header(make):
    assert rows_of(make(rows=[])) == []
