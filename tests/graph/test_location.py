"""Where a row lies."""

import polars as pl

import regionpb as rpb
from regionpb.graph.location import counties, divisions_of
from regionpb.graph.tables import Tables


def region():
    return rpb.read({
        "divisions": pl.DataFrame({
            "code": ["3302", "330203", "330203001"],
            "name": ["市", "区", "街道"],
            "level": ["prefecture", "county", "township"],
            "parent": [None, "3302", "330203"],
        }),
        "organizations": pl.DataFrame({
            "id": ["O-1", "O-2"],
            "name": ["委", "支"],
            "form": ["committee", "branch"],
            "division": ["3302", "330203001"],
        }),
        "bodies": pl.DataFrame({"id": ["B-1"], "name": ["会"], "kind": ["association"], "division": ["330203"]}),
        "members": pl.DataFrame({"id": ["M-1"], "organization": ["O-2"], "status": ["full"]}),
        "seats": pl.DataFrame({
            "id": ["S-1", "S-2"], "role": ["chair", "chair"], "organization": ["O-1", None], "body": [None, "B-1"],
        }),
        "grants": pl.DataFrame({
            "id": ["G-1"], "member": ["M-1"], "granted_on": ["2011-01-01"], "amount": ["1"], "kind": ["aid"],
        }),
    })  # fmt: skip


def lies(table, *positions):
    return divisions_of(region().tables, table, pl.Series(positions, dtype=pl.Int64)).to_list()


def test_a_row_lies_where_its_references_lead():
    assert lies("divisions", 2, 0) == ["330203001", "3302"]
    assert lies("organizations", 1) == ["330203001"]
    assert lies("members", 0) == ["330203001"]
    assert lies("seats", 0, 1) == ["3302", "330203"]
    assert lies("grants", 0, None) == ["330203001", None]


def test_counties_are_found_by_prefix():
    codes = pl.Series(["330203001", "3302", None, "330299001"], dtype=pl.String)
    assert counties(region().tables, codes).rows() == [("330203", "区"), (None, None), (None, None), ("330299", None)]


def test_only_what_is_a_county_names_one():
    divisions = pl.DataFrame({
        "code": ["330203", "330204", "330203", "330204"],
        "name": ["旧区", "镇", "新区", "区"],
        "level": ["county", "county", "county", "township"],
    })  # fmt: skip
    tables = Tables({"divisions": divisions})
    codes = pl.Series(["330204001", "33020", "330203"])
    assert counties(tables, codes).rows() == [("330204", "镇"), (None, None), ("330203", "新区")]


def test_every_table_has_a_way_to_a_division():
    from regionpb.contract import TABLES

    for table in TABLES.values():
        assert all(column in table.by_name for column in table.locator), table.name
