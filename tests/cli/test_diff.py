"""What differs between two states: what acts do is what is told, and nothing else."""

import csv
import io
import json
from datetime import date
from random import Random

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import regionpb as rpb
from changes.test_divisions import ACTS
from changes.test_divisions import region as districts
from regionpb import changes
from regionpb.cli.diff import FORMATS
from regionpb.io.reports import differences
from regionpb.testing import minimal, regions
from regionpb.testing.deeds import made_up

LATER = date(2012, 1, 1)


def grown():
    """The smallest region with two branches more."""
    frames = dict(minimal().frames)
    more = [
        {"id": key, "name": f"{key}支部", "form": "branch", "superior": "O-1", "division": "330203"}
        for key in ("O-3", "O-4")
    ]
    people = [{"id": f"M-{key}{n}", "organization": key, "status": "full"} for key in ("O-3", "O-4") for n in range(4)]
    frames["organizations"] = pl.concat([frames["organizations"], pl.DataFrame(more)], how="diagonal")
    frames["members"] = pl.concat([frames["members"], pl.DataFrame(people)], how="diagonal")
    return rpb.read(frames, at=minimal().day)


def test_what_is_merged_and_split_is_told_with_where_it_went():
    region = grown()
    merged = region.apply(changes.merge(["O-3"], into="O-4", on=LATER)).at(LATER).diff(region)
    assert merged.removed.rows() == [("organizations", "O-3")]
    assert merged.merged.select("before", "after", "references").rows() == [("O-3", "O-4", 4)]
    assert {*merged.moved["id"]} == {f"M-O-3{n}" for n in range(4)}
    assert merged.split.is_empty()
    parts = {"O-8": ["M-O-30", "M-O-31"], "O-9": ["M-O-32", "M-O-33"]}
    split = region.apply(changes.split("O-3", into=parts, on=LATER)).at(LATER).diff(region)
    assert split.split.select("before", "after").rows() == [("O-3", "O-8"), ("O-3", "O-9")]
    assert split.merged.is_empty()
    assert split.added.filter(table="organizations")["id"].to_list() == ["O-8", "O-9"]


def test_a_division_that_got_another_code_is_followed():
    region = minimal()
    code = region.table("organizations")["division"][0]
    act = changes.recode_division(code, to="330299", on=LATER)
    told = region.apply(act).at(LATER).diff(region)
    assert told.crosswalk.filter(table="divisions").select("before", "after").row(0) == (code, "330299")


@settings(max_examples=40, deadline=None)
@given(regions(history=True, organizations=(2, 12), members=(3, 30)), st.integers(0, 2**16))
def test_what_acts_do_is_what_is_told(region, seed):
    rng, on = Random(seed), LATER
    act = made_up(region, rng, on)
    try:
        plan, after = region.preview(act), region.apply(act)
    except (rpb.Refused, rpb.UnknownName):
        return
    told = after.at(on).diff(region.at(on))
    touched = {(name, key) for name, rows in plan.after.items() if "id" in rows.columns for key in rows["id"]}
    touched |= {("divisions", key) for key in plan.after.get("divisions", pl.DataFrame({"code": []}))["code"]}
    for frame in (told.added, told.removed, told.modified):
        named = {(name, key) for name, key in frame.select("table", "id").rows() if "/" not in key}
        assert named <= touched
    assert not after.at(on).diff(after.at(on))
    back = region.at(on).diff(after.at(on))
    assert {*back.added.rows()} == {*told.removed.rows()}
    assert {*back.removed.rows()} == {*told.added.rows()}


def test_names_of_people_are_not_told():
    frames = dict(minimal().frames)
    named = frames["members"].with_columns(name=pl.lit("甲某某"))
    other = frames["members"].with_columns(name=pl.lit("乙某某"))
    one, two = (rpb.read(frames | {"members": members}, at=minimal().day) for members in (named, other))
    assert not two.diff(one)


def test_the_command(run, tmp_path):
    grown().apply(changes.merge(["O-3"], into="O-4", on=LATER)).write(tmp_path)
    days = ("--from", "2011-12-31", "--to", "2012-01-01")
    code, out, _ = run("diff", tmp_path, *days)
    assert code == 0
    assert "organization O-3 → O-4 (merged): 4" in out
    _, out, _ = run("diff", tmp_path, *days, "--lang", "zh")
    assert "党组织O-3 → O-4 (合并): 4 处" in out
    _, out, _ = run("diff", tmp_path, *days, "--output-format", "json")
    assert json.loads(out)["removed"] == [{"table": "organizations", "id": "O-3"}]
    _, out, _ = run("diff", tmp_path, *days, "--output-format", "csv")
    rows = [*csv.DictReader(io.StringIO(out.removeprefix("\ufeff")))]
    assert [row["id"] for row in rows if row["change"] == "removed"] == ["O-3"]
    _, out, _ = run("diff", tmp_path, "--from", "2011-12-30", "--to", "2011-12-31")
    assert "nothing differs" in out


def test_the_command_says_whether_acts_say_it(run, tmp_path):
    districts().apply(*ACTS).write(tmp_path)
    days = ("--from", "2016-09-30", "--to", "2016-10-01")
    _, out, _ = run("diff", tmp_path, *days)
    assert "What became of it, as the acts say" in out
    assert "division 330204 → 330212 (merged): 1" in out
    assert "division 330203009: 330212 → 330203" in out
    _, out, _ = run("diff", tmp_path, *days, "--lang", "zh")
    assert "去向（依变更记录）" in out
    assert "区划330204002 → 330212009 (变更代码)\n" in out
    _, out, _ = run("diff", tmp_path, *days, "--output-format", "json")
    written = json.loads(out)
    assert len(written["moved"]) == 9
    assert {(row["way"], row["known"]) for row in written["crosswalk"]} == {("merged", True), ("recoded", True)}
    (tmp_path / "journal.jsonl").unlink()
    _, out, _ = run("diff", tmp_path, *days)
    assert "inferred from references and names" in out
    _, out, _ = run("diff", tmp_path, *days, "--lang", "zh")
    assert "去向（据引用和名称推断）" in out


def test_the_help_offers_what_there_is():
    assert FORMATS == differences.FORMATS


@pytest.mark.parametrize("missing", ["--from", "--to"])
def test_both_days_are_needed(run, tmp_path, missing):
    given_ = [
        each for pair in (("--from", "2011-01-01"), ("--to", "2012-01-01")) if pair[0] != missing for each in pair
    ]
    assert run("diff", tmp_path, *given_)[0] == 2
