"""A history out of flat registers: on each of their days the region says what they said."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import regionpb as rpb
from regionpb.contract import TABLES
from regionpb.testing import minimal, regions

DAYS = [date(2010, 6, 30), date(2010, 12, 31), date(2011, 3, 31), date(2011, 7, 29)]
DATES = ("start", "end")


def flat(region, day):
    """The rows current on a day, as a workbook without dates has them."""
    there = region.at(day)
    return {name: there.table(name).drop(DATES, strict=False) for name in region.tables.frames}


def same(one, other, name):
    columns = [c for c in one.columns if c not in DATES]
    key = [*TABLES[name].key]
    return one.select(columns).sort(key).equals(other.select(columns).sort(key))


def assert_says_the_same(joined, region, days):
    for day in days:
        for name, table in TABLES.items():
            if name in region.tables and table.dated:
                assert same(joined.at(day).table(name), region.at(day).table(name), name), (name, day)


def test_the_city():
    city = rpb.datasets.ningbo(0.003)
    joined = rpb.from_snapshots({day: flat(city, day) for day in DAYS})
    assert_says_the_same(joined, city, DAYS)
    assert joined.day == DAYS[-1]
    # What had ended before the first register none of them has.
    assert {*joined.intake.findings["code"]} <= {"E005"}
    read = sum(city.at(day).table("members").height for day in DAYS)
    assert (joined.intake.rows["members"].read, joined.intake.rows["members"].taken) == (read, read)


@settings(max_examples=30, deadline=None)
@given(
    regions(divisions=(1, 6), organizations=(1, 8), members=(0, 12), history=True),
    st.sets(st.sampled_from(DAYS), min_size=1),
)
def test_any_region(region, days):
    days = sorted(days)
    present = [day for day in days if region.at(day).table("divisions").height]
    if present:
        assert_says_the_same(rpb.from_snapshots({day: flat(region, day) for day in present}), region, present)


def members(*rows):
    plain = {"organization": "O-2", "status": "full", "exit": None, "start": None, "end": None}
    types = {name: TABLES["members"].by_name[name].dtype for name in ("id", *plain)}
    region = minimal()
    return {
        **{name: region.history(name) for name in ("divisions", "organizations")},
        "members": pl.DataFrame([{**plain, **row} for row in rows], schema=types),
    }


def versions(*registers, days=DAYS):
    joined = rpb.from_snapshots(dict(zip(days, registers, strict=False)))
    return joined.history("members").select("id", "status", "exit", "start", "end").rows()


class TestDates:
    def test_what_changes_is_a_new_version(self):
        found = versions(members({"id": "M", "status": "probationary"}), members({"id": "M"}), members({"id": "M"}))
        assert found == [("M", "probationary", None, None, DAYS[1]), ("M", "full", None, DAYS[1], None)]

    def test_who_comes_and_goes_and_comes_again(self):
        found = versions(members(), members({"id": "M"}), members(), members({"id": "M"}))
        assert found == [("M", "full", None, DAYS[1], DAYS[2]), ("M", "full", None, DAYS[3], None)]

    def test_a_row_may_say_when_it_began(self):
        began = date(2010, 9, 1)
        found = versions(members(), members({"id": "M", "start": began}, {"id": "N", "start": date(2001, 1, 1)}))
        assert found == [("M", "full", None, began, None), ("N", "full", None, DAYS[1], None)]

    def test_a_row_that_has_ended_says_when_and_why(self):
        left = date(2010, 10, 1)
        found = versions(members({"id": "M"}), members({"id": "M", "end": left, "exit": "died"}))
        assert found == [("M", "full", "died", None, left)]

    def test_who_came_and_went_between_two_registers_is_kept(self):
        between = {"id": "M", "start": date(2010, 8, 1), "end": date(2010, 9, 1), "exit": "moved_out"}
        assert versions(members(), members(between)) == [("M", "full", "moved_out", between["start"], between["end"])]

    def test_what_a_register_tells_of_the_past_is_kept_once(self):
        past = {"id": "M", "start": date(2001, 1, 1), "end": date(2005, 1, 1)}
        now = {"id": "M", "start": date(2005, 1, 1)}
        found = versions(members(past, now), members(past, now))
        assert found == [("M", "full", None, past["start"], past["end"]), ("M", "full", None, now["start"], None)]

    def test_an_end_that_is_announced_is_kept(self):
        soon = date(2012, 1, 1)
        assert versions(members({"id": "M", "end": soon})) == [("M", "full", None, None, soon)]
        assert versions(members({"id": "M", "end": soon}), members())[0][-1] == DAYS[1]


def test_a_table_that_a_register_lacks_goes_on():
    first, second = members({"id": "M"}), members({"id": "M"})
    del second["members"]
    joined = rpb.from_snapshots({DAYS[0]: first, DAYS[1]: second, DAYS[2]: members({"id": "M"})})
    assert joined.history("members").select("start", "end").rows() == [(None, None)]


def test_files_and_rows_are_told_of_every_register(tmp_path):
    for day, organization in ((DAYS[0], "O-2"), (DAYS[1], "O-77")):
        rpb.read(members({"id": "M-1"}, {"id": "M-2", "organization": organization}), at=day).write(tmp_path / str(day))
    (tmp_path / str(DAYS[1]) / "members.csv").write_text(
        "id,organization,status\nM-1,O-2,正式\nM-2,O-77,neither\n,O-2,full\n", "utf-8"
    )
    joined = rpb.from_snapshots({day: tmp_path / str(day) for day in DAYS[:2]})
    found = joined.check(select=["E"]).to_polars().select("code", "id", "file", "row").rows()
    assert set(found) == {
        ("E003", "M-2", "members.csv", 3),
        ("E004", None, "members.csv", 4),
        ("E005", "M-2", "members.csv", 3),
    }
    assert joined.intake.rows["members"].set_aside == 2
    assert joined.intake.set_aside["members"].height == 2
    assert joined.history("members").select("id", "end").rows() == [("M-1", None), ("M-2", DAYS[1])]


def test_references_are_followed_across_registers():
    """An id that one register does not have another may; a name means the same row."""
    first, second = members({"id": "M"}), members({"id": "M", "organization": "O-9"})
    joined = rpb.from_snapshots({DAYS[0]: first, DAYS[1]: second})
    assert joined.check(select=["E005"]).counts() == {"E005": 1}
    second["organizations"] = pl.concat(
        [second["organizations"], second["organizations"].tail(1).with_columns(id=pl.lit("O-9"))]
    )
    assert rpb.from_snapshots({DAYS[0]: first, DAYS[1]: second}).check(select=["E005"]).counts() == {}


@pytest.mark.parametrize(
    ("sources", "told"),
    [({}, "there is no register"), ({"2010-12-31": {}, "2010年12月31日": {}}, "the same day"), ({"soon": {}}, "soon")],
)
def test_misuse_is_told(sources, told):
    with pytest.raises(rpb.SourceError, match=told):
        rpb.from_snapshots(sources)


def test_a_column_that_one_register_lacks_and_rows_that_were_set_aside(tmp_path):
    divisions = "code,name,level\n330203,甬东区,county\n"
    earlier = "id,form,division,superior\nO-1,committee,330203,\nO-2,branch,330203,O-1\nO-3,brunch,330203,O-1\n"
    later = (
        "id,name,form,division,superior\nO-1,甲,committee,330203,\nO-3,丙,brunch,330203,O-1\nO-5,丁,branch,330203,O-3\n"
    )
    for name, organizations in (("earlier", earlier), ("later", later)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "divisions.csv").write_text(divisions, "utf-8")
        (tmp_path / name / "organizations.csv").write_text(organizations, "utf-8")
    region = rpb.from_snapshots({"2010-12-31": tmp_path / "earlier", "2011-12-31": tmp_path / "later"})
    history = region.history("organizations").select("id", "name", "superior").rows()
    assert history == [("O-1", None, None), ("O-1", "甲", None), ("O-2", None, "O-1"), ("O-5", "丁", "O-3")]
    rows = region.intake.rows["organizations"]
    assert (rows.read, rows.taken, rows.set_aside) == (6, 4, 2)
    told = [(f.code, f.id, str(f.source)) for f in region.check(select=["E"]).findings]
    assert told == [
        ("E001", None, "organizations.csv:1 (name)"),
        ("E003", "O-3", "organizations.csv:4 (form)"),
        ("E003", "O-3", "organizations.csv:3 (form)"),
    ]
    after = region.apply(rpb.changes.rename_division("330203", name="甬西区", on="2012-05-01"))
    assert [(f.code, f.id, str(f.source)) for f in after.check(select=["E"]).findings] == told
    assert after.history("organizations").rows() == region.history("organizations").rows()
