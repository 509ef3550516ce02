"""What is known of rows set aside, and references that lead nowhere."""

import polars as pl
import pytest

import regionpb as rpb

COMMITTEE = {"id": ["O-1"], "name": ["区委"], "form": ["committee"], "division": ["3302"]}


def told(tables, select=("E", "D")):
    tables = {"organizations": pl.DataFrame(COMMITTEE), **tables}
    report = rpb.read(tables, at="2011-07-29").check(select=select)
    return [(f.code, f.table, f.id) for f in report.findings]


def unit(division):
    return pl.DataFrame({"id": ["U-1"], "name": ["甲公司"], "kind": ["other"], "division": [division]})


@pytest.mark.parametrize(
    ("level", "code", "written"),
    [
        *(("县级单位", "E003", written) for written in ("330203", "330203000000")),
        *((None, "E004", written) for written in ("330203", "330203000000")),
        ("village", "E009", "330203"),
    ],
)
def test_a_code_set_aside_is_known_under_whatever_length_it_might_have_had(level, code, written):
    divisions = pl.DataFrame(
        {
            "code": ["3302", written, "330203001"],
            "name": ["甬市", "甲区", "乙街道"],
            "level": ["prefecture", level, "township"],
            "parent": [None, "3302", "330203"],
        }
    )
    assert told({"divisions": divisions, "units": unit("330203")}) == [(code, "divisions", written)]


@pytest.mark.parametrize("code", ["330203001100.0", "３３０２０３００１１００", "330203001100"])
def test_a_code_set_aside_is_known_as_it_would_have_been_read(code):
    divisions = pl.DataFrame({"code": ["3302", code], "name": ["甬市", "甲"], "level": ["prefecture", "township"]})
    for written in (code, "330203001100"):
        assert told({"divisions": divisions, "units": unit(written)}, ["E"]) == [("E009", "divisions", code)]


def test_a_key_of_which_a_part_is_blank_is_none(tmp_path):
    (tmp_path / "divisions.csv").write_text("code,name,level\n3302,甬市,prefecture\n", encoding="utf-8")
    (tmp_path / "organizations.csv").write_text("id,name,form,division\nO-1,区委,committee,3302\n", encoding="utf-8")
    (tmp_path / "declared.csv").write_text(
        "organization,day,cell,value\nO-1,2011-07-01, ,3\n , , ,3\n,,,3\nO-1,,units,3,4\n,,,3,4\n", encoding="utf-8"
    )
    report = rpb.read(tmp_path, at="2011-07-29").check(select=["E"])
    assert {(f.code, f.id) for f in report.findings} == {("E004", None), ("E012", None)}


def test_codes_without_a_level_are_found_without_their_zeros():
    divisions = pl.DataFrame(
        {"code": ["330200000000", "330203000000"], "name": ["甬市", "甲区"], "parent": [None, "3302"]}
    )
    assert told({"divisions": divisions, "units": unit("330203")}, ["E"]) == [("E001", "divisions", None)]
    assert ("E005", "units", "U-1") in told({"divisions": divisions, "units": unit("33")}, ["E"])


def test_keys_that_are_numbers_are_told_as_they_were_read():
    divisions = pl.DataFrame({"code": [3302, 33020], "name": ["甬市", "甲区"], "level": ["prefecture", "county"]})
    assert told({"divisions": divisions, "units": unit(33020)}) == [("E009", "divisions", "33020")]
    wages = pl.DataFrame({"division": ["3302"], "year": [-5], "series": ["average_wage"], "amount": [1.0]})
    found = told({"divisions": divisions.head(1), "wages": wages})
    assert found == [("E002", "wages", "3302/-5/average_wage")]


def test_of_a_list_of_references_only_those_that_lead_nowhere_are_no_edges():
    points = pl.DataFrame(
        {
            "id": ["P-1", "P-2", "P-3"],
            "name": ["甲", "乙", "丙"],
            "kind": ["point"] * 3,
            "division": ["3302"] * 3,
            "linked_to": [["P-2", "P-9"], None, ["P-9"]],
        }
    )
    region = rpb.read({"organizations": pl.DataFrame(COMMITTEE), "service_points": points}, at="2011-07-29")
    assert region.snapshot.frame("service_points")["linked_to"].to_list() == [["P-2"], None, None]
    assert region.history("service_points")["linked_to"].to_list() == points["linked_to"].to_list()


def test_a_holder_set_aside_fills_no_seat_whoever_else_is_a_member():
    seats = pl.DataFrame(
        {"id": ["S-1", "S-2"], "role": ["secretary"] * 2, "organization": ["O-1"] * 2, "holder": ["M-1"] * 2}
    )
    aside = pl.DataFrame({"id": ["M-1"], "organization": ["O-1"], "status": ["党员"]})
    another = pl.DataFrame({"id": ["M-2"], "organization": ["O-1"], "status": ["full"]})
    divisions = pl.DataFrame({"code": ["3302"], "name": ["甬市"], "level": ["prefecture"]})
    asked = ("O010", "O011")
    for members in (aside, pl.concat([aside, another])):
        tables = {"divisions": divisions, "members": members, "seats": seats}
        assert told(tables, asked) == [("O010", "organizations", "O-1")]
    assert told({"divisions": divisions, "seats": seats}, asked) == [("O011", "organizations", "O-1")]
