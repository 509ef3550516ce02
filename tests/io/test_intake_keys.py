"""What a row whose key is of references is called in findings."""

import polars as pl

import regionpb as rpb
from regionpb.testing import minimal

PEOPLE = {"id": ["M-1", "M-2", "M-3"], "name": ["甲某", "乙某", "丙某"]}
MEETINGS = {"id": ["G-1"], "kind": ["general_meeting"], "organization": ["O-2"], "held_on": ["2011-07-01"]}


def findings(*attendances):
    frames = dict(minimal().frames)
    frames["members"] = frames["members"].with_columns(name=pl.Series(PEOPLE["name"]))
    rows = [{"meeting": meeting, "member": member, "points": points} for meeting, member, points in attendances]
    region = rpb.read(frames | {"meetings": pl.DataFrame(MEETINGS), "attendances": pl.DataFrame(rows)}, at="2011-07-29")
    return [(f.code, f.id) for f in region.check(select=["E"]).findings], region


def test_it_is_called_by_what_its_key_means():
    found, _ = findings(("G-9", "乙某", "3"), ("G-1", "丙某", "许多"), ("G-1", "M-3", "3"))
    assert found == [("E002", "G-1/M-3"), ("E005", "G-9/M-2"), ("E007", "G-1/M-3")]


def test_a_name_that_means_nobody_is_not_told():
    found, region = findings(("G-9", "丁某", "3"), ("G-1", "丁某", "许多"), ("G-1", "丁某", "3"), (None, "丁某", "3"))
    assert {key for _, key in found} == {"G-9/***", "G-1/***", None}
    told = region.check(select=["E"]).document().findings.write_csv()
    assert "丁某" not in told + region.check().document(language="zh").findings.write_csv()
    assert {code for code, _ in found} == {"E002", "E004", "E005", "E007"}


def test_a_code_with_zeros_behind_it_is_that_code_whatever_is_called_like_it():
    frames = dict(minimal().frames)
    called = {"code": ["330206"], "name": ["330203000000"], "level": ["county"], "parent": ["3302"]}
    divisions = pl.concat([frames["divisions"], pl.DataFrame(called)], how="diagonal_relaxed")
    organizations = frames["organizations"].with_columns(division=pl.lit("330203000000"))
    region = rpb.read(frames | {"divisions": divisions, "organizations": organizations}, at="2011-07-29")
    assert region.history("organizations")["division"].unique().to_list() == ["330203"]


def test_an_id_without_a_digit_that_is_somebodys_is_told():
    frames = dict(minimal().frames)
    frames["members"] = frames["members"].with_columns(pl.col("id").replace("M-3", "amber"))
    frames["seats"] = frames["seats"].with_columns(pl.col("holder").replace("M-3", "amber"))
    rows = pl.DataFrame({"meeting": ["G-1", "G-9"], "member": ["amber", "amber"], "points": ["许多", "3"]})
    region = rpb.read(frames | {"meetings": pl.DataFrame(MEETINGS), "attendances": rows}, at="2011-07-29")
    assert [f.id for f in region.check(select=["E"]).findings] == ["G-1/amber", "G-9/amber"]
