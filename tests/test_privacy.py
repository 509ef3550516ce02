"""Columns that name people are declared, and nothing that leaves the library by default holds them."""

import polars as pl
import pytest

import regionpb as rpb
from contract.filled import row
from regionpb.contract import PERSONAL_HEADERS, TABLES
from regionpb.graph import handles
from regionpb.graph.around import InMemory

WHO = "某某甲"
PERSONAL = [(table, table.by_name[name]) for table in TABLES.values() for name in table.personal]
NAMED = [f"{table.name}.{column.name}" for table, column in PERSONAL]


def region(table, cells):
    """A region of one row of a table with a person's name in one column, and one row of it set aside."""
    whole = {"id": "X-1", **row(table)} | cells
    needed = {c.name for c in table.columns if c.required} | {*cells}
    frame = pl.DataFrame([{name: str(cell) for name, cell in whole.items() if name in needed}] * 2)
    spoilt = next(c.name for c in table.columns if c.required and c.name not in table.key)
    frame = frame.with_columns(pl.when(pl.int_range(pl.len()) == 0).then(pl.col(spoilt)).alias(spoilt))
    return rpb.read({table.name: frame}, at="2011-07-29")


def test_who_a_member_is_is_personal():
    assert NAMED == ["members.name"]
    assert {"姓名", "name", "党员姓名"} <= PERSONAL_HEADERS


@pytest.mark.parametrize(("table", "column"), PERSONAL, ids=NAMED)
def test_nothing_public_holds_a_personal_column(table, column, tmp_path):
    found = region(table, {column.name: WHO})
    assert found.history(table.name)[column.name].to_list() == [WHO]
    assert column.name not in table.public(found.history(table.name)).columns
    assert found.intake.set_aside[table.name].height == 1
    for form in ("csv", "jsonl"):
        paths = found.write(tmp_path / form, form)
        assert all(WHO not in path.read_text("utf-8-sig") for path in paths)
    assert all(WHO not in path.read_text("utf-8-sig") for path in found.intake.write_set_aside(tmp_path / "aside"))
    found.write(tmp_path / "parquet", "parquet")
    assert column.name not in pl.read_parquet_schema(tmp_path / "parquet" / f"{table.name}.parquet")
    report = found.check()
    for name in ("report.json", "report.html", "report.csv"):
        assert WHO not in report.save(tmp_path / name).read_text("utf-8-sig")
    for relation in ("membership", "employment"):
        graph = found.to_networkx(relation)
        assert WHO not in f"{[*graph.nodes(data=True)]}{[*graph.edges(keys=True, data=True)]}"
    for kind in (k for k in vars(handles).values() if getattr(k, "table", None) == table.name):
        handle = kind.find(InMemory(found.snapshot), found.table(table.name)[table.key[0]][0])
        assert WHO not in f"{handle.name}{handle!r}"
        assert getattr(handle.row, column.name) == WHO, "whoever asks for the row is given it"
    assert WHO not in f"{found!r}{found._repr_html_()}{found.describe()}"
    assert rpb.schema(table.name)["properties"][column.name]["x-personal"] is True


def test_a_table_without_personal_columns_is_public_as_it_is():
    frame = pl.DataFrame({"id": ["O-1"], "name": ["某村党支部"]})
    assert TABLES["organizations"].public(frame) is frame
    assert "x-personal" not in rpb.schema("organizations")["properties"]["name"]


def test_a_name_where_the_id_of_a_person_should_stand_is_told_of_but_not_told():
    frames = {
        "divisions": pl.DataFrame({"code": ["3302"], "name": ["甬市"], "level": ["prefecture"]}),
        "organizations": pl.DataFrame({"id": ["O-1"], "name": ["甬市委"], "form": ["committee"], "division": ["3302"]}),
        "members": pl.DataFrame(
            {"id": ["M-1", "M-2"], "name": [WHO, WHO], "organization": ["O-1", "O-1"], "status": ["full", "full"]}
        ),
        "seats": pl.DataFrame(
            {
                "id": ["S-1", "S-2", "S-3"],
                "role": ["secretary", "committee_member", "committee_member"],
                "organization": ["O-1", "O-1", "O-1"],
                "holder": [WHO, "某某乙", "M-404"],
            }
        ),
    }
    report = rpb.read(frames, at="2011-07-29").check(select=["E"])
    told = {(f.code, f.id): f.values for f in report.findings}
    assert told["E010", "S-1"]["value"] == told["E005", "S-2"]["value"] == "***"
    assert told["E010", "S-1"]["candidates"] == "M-1; M-2"
    assert told["E005", "S-3"]["value"] == "M-404", "an id is told: it is what has to be mended"
    assert not any(name in f"{report.to_dict()}{report}" for name in (WHO, "某某乙"))
