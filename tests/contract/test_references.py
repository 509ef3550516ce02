"""References that are spelt otherwise than what they refer to."""

import polars as pl
import pytest

from regionpb.contract import TABLES
from regionpb.contract.reading import read_table
from regionpb.contract.references import resolve


def organizations(*ids, name="某村党支部"):
    return [{"id": key, "name": name, "form": "branch", "division": "330203"} for key in ids]


def member(organization):
    return [{"id": "M-1", "organization": organization, "status": "full"}]


def followed(**tables):
    frames = {}
    for name, rows in tables.items():
        found = TABLES[name]
        frames[name] = read_table(found, pl.DataFrame(rows, infer_schema_length=None)).frame.select(*found.schema)
    return resolve(frames, {})


@pytest.mark.parametrize(
    ("written", "there", "means"),
    [
        ("O-1", ["O-1"], "O-1"),
        ("Ｏ－１", ["O-1"], "O-1"),
        ("O-1", ["Ｏ－１"], "Ｏ－１"),
        ("Ｏ-1", ["Ｏ-1", "O-1"], "Ｏ-1"),
        ("Ｏ－１", ["Ｏ-1", "O-1"], None),
        ("17.0", ["17"], "17"),
        ("17", ["17.0"], "17.0"),
        ("o-1", ["O-1"], None),
    ],
)
def test_width_and_what_a_spreadsheet_adds_are_looked_past_where_one_is_meant(written, there, means):
    found = followed(organizations=organizations(*there), members=member(written))
    assert found.frames["members"]["organization"].to_list() == [means or written]
    assert found.faults["code"].to_list() == ([] if means else ["E005"])
    assert {key: [*values] for key, values in found.dangling.items()} == (
        {} if means else {("members", "organization"): [written]}
    )


@pytest.mark.parametrize("number", [1, 2, 20, 21, 23])
def test_a_name_means_the_one_row_that_has_it_and_of_several_the_first_are_told(number):
    ids = [f"O-{n:02}" for n in range(number)]
    found = followed(organizations=organizations(*ids), members=member("某村党支部"))
    if number == 1:
        assert found.faults.is_empty()
        assert found.frames["members"]["organization"].to_list() == ids
    else:
        more = f"; … (+{number - 20})" if number > 20 else ""
        assert found.faults.select("code", "value", "candidates").rows() == [
            ("E010", "某村党支部", "; ".join(ids[:20]) + more)
        ]
    assert found.faults.schema == followed(members=member("O-1")).faults.schema


def test_what_is_written_often_leads_nowhere_once():
    rows = [member(organization)[0] | {"id": f"M-{n}"} for n, organization in enumerate(["O-9", "O-8", "O-9"])]
    found = followed(organizations=organizations("O-1"), members=rows)
    assert found.dangling["members", "organization"].to_list() == ["O-8", "O-9"]
    assert found.faults["position"].to_list() == [0, 1, 2]


@pytest.mark.parametrize(
    ("aside", "known"),
    [
        ("330000", ["33", "3300"]),
        ("330200", ["3302"]),
        ("330203000000", ["330203", "330203000"]),
        ("330203001000", ["330203001"]),
        ("330000000000", ["33", "3300", "330000", "330000000"]),
        ("330203000", []),
    ],
)
def test_a_code_set_aside_may_have_been_cut_to_any_level(aside, known):
    asked = ["33", "3300", "3302", "33020300", "330203", "330000", "330203000", "330203001", "330000000"]
    units = [{"id": f"U-{n}", "name": "甲", "kind": "other", "division": code} for n, code in enumerate(asked)]
    frames = {}
    for name, rows in (("divisions", [{"code": "44", "name": "粤", "level": "province"}]), ("units", units)):
        frames[name] = read_table(TABLES[name], pl.DataFrame(rows)).frame.select(*TABLES[name].schema)
    kept = frames["units"]["division"].drop_nulls()
    found = resolve(frames, {"divisions": pl.Series([aside])})
    dangling = {*found.dangling["units", "division"]}
    assert {*kept} - dangling == {code for code in known if code in {*kept}} | ({aside} & {*kept})
