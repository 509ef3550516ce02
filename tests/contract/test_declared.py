"""What the columns of all tables have in common, by name: a table that means something else must say so here."""

from datetime import date

import polars as pl
import pytest
from pydantic import ValidationError

from regionpb.contract import TABLES, Kind
from regionpb.contract.reading import read_table

COLUMNS = [(table, column) for table in TABLES.values() for column in table.columns]
NAMED = [f"{table.name}.{column.name}" for table, column in COLUMNS]

# Where the name of a reference is not that of a row it refers to.
REFERENCES = {
    **dict.fromkeys(("parent", "residence", "township", "village"), "divisions"),
    **dict.fromkeys(
        ("superior", "guided_by", "hub", "reservoir", "left", "right", "source", "target", "executor"), "organizations"
    ),
    **dict.fromkeys(("host_organization", "represents_organization"), "organizations"),
    **dict.fromkeys(("holder", "leader"), "members"),
    "represents_unit": "units",
    "linked_to": "service_points",
    "team": "volunteer_teams",
}
COORDINATES = {"latitude": 90, "longitude": 180}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_a_row_is_called_by_the_singular_of_its_table(table):
    plural = f"{table.singular[:-1]}ies" if table.singular.endswith("y") else f"{table.singular}s"
    assert table.name in {plural, "declared"}
    assert table.name != "declared" or table.singular == "declared"


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_an_id_is_read_as_one(table):
    if table.key == ("id",):
        assert table.by_name["id"].kind is Kind.KEY
    assert [c.name for c in table.columns if c.kind is Kind.KEY] in ([], ["id"])
    assert [c.name for c in table.columns if c.kind is Kind.DIVISION_CODE] in ([], ["code"])
    assert [c.name for c in table.columns if c.kind is Kind.CREDIT_CODE] in ([], ["credit_code"])
    assert ("credit_code" in table.by_name) == (table.name == "units")


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=NAMED)
def test_a_reference_leads_to_what_its_name_says(table, column):
    singular = {found.singular: found.name for found in TABLES.values()}
    if column.kind is Kind.TERM or (table.name, column.name) == ("declared", "declared"):
        return
    assert column.references == {**singular, **REFERENCES}.get(column.name)


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=NAMED)
def test_numbers_are_counts_and_amounts_or_coordinates(table, column):
    bounds = (column.minimum, column.maximum)
    if column.kind not in {Kind.INTEGER, Kind.NUMBER}:
        assert bounds == (None, None)
    elif column.name in COORDINATES:
        assert bounds == (-COORDINATES[column.name], COORDINATES[column.name])
    else:
        assert bounds == (0, 5 if column.name == "stars" else None)


@pytest.mark.parametrize("open_end", ["至今", "长期", "-", "--", "—", "——"])
def test_an_end_that_is_open_is_written_in_many_ways(open_end):
    seat = {"id": ["S-1"], "role": ["secretary"], "organization": ["O-1"], "holder": ["M-1"], "start": ["2011-07-29"]}
    reading = read_table(TABLES["seats"], pl.DataFrame(seat | {"end": [open_end]}))
    assert reading.faults.is_empty()
    assert reading.frame.select("start", "end").row(0) == (date(2011, 7, 29), None)


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_what_has_no_versions_exists_since_its_one_required_day(table):
    required = [c.name for c in table.columns if c.kind is Kind.DATE and c.required]
    assert [table.since] == (required or [None])
    assert table.since is None or not table.dated


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_a_row_cannot_be_changed_and_keeps_what_it_does_not_know(table):
    row = table.model.model_construct(remark="x")
    with pytest.raises(ValidationError, match="frozen"):
        row.remark = "y"
    assert row.model_extra == {"remark": "x"}
