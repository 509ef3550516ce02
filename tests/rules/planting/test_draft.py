"""Where plants hang what they add."""

from datetime import date
from random import Random

import polars as pl
import pytest

import regionpb as rpb
from regionpb.contract import TABLES
from regionpb.rules.planting.draft import Draft, Unplantable

DAY = date(2011, 7, 29)
DIVISIONS = [
    {"code": "3302", "name": "甬市", "level": "prefecture"},
    {"code": "330203", "name": "甬东区", "level": "county", "parent": "3302"},
    {"code": "330204", "name": "甬西区", "level": "county", "parent": "3302", "end": date(2011, 1, 1)},
]


def draft(*organizations, regional_units=(), divisions=DIVISIONS):
    plain = {"form": "committee", "division": "330203"}
    rows = [{"id": each["id"], "name": each["id"], **plain, **each} for each in organizations]
    frames = {"divisions": pl.DataFrame(divisions), "organizations": pl.DataFrame(rows, infer_schema_length=None)}
    if regional_units:
        frames["regional_units"] = pl.DataFrame(
            [{"name": u["id"], "mode": "industry", "division": "330203", **u} for u in regional_units]
        )
    return Draft.of(DAY, rpb.read(frames, at=DAY).tables)


def homes(made):
    out = set()
    for seed in range(40):
        made.settle(Random(seed))
        out.add(made.home()["id"])
    return out


def test_any_committee_under_a_root_is_a_home():
    made = draft({"id": "city"}, {"id": "county", "superior": "city"}, {"id": "branch", "form": "branch"})
    assert homes(made) == {"city", "county"}


def test_a_committee_that_goes_on_in_another_version_is_a_home():
    renamed = date(2012, 1, 1)
    assert homes(draft({"id": "city", "end": renamed}, {"id": "city", "start": renamed})) == {"city"}


def test_nothing_is_hung_where_it_would_be_asked_for_more():
    made = draft(
        {"id": "sound"},
        {"id": "far", "external": True},
        {"id": "hub", "superior": "sound"},
        {"id": "store", "superior": "hub"},
        {"id": "one", "superior": "hub", "regional_unit": "R-1"},
        {"id": "gone", "superior": "sound", "end": DAY},
        {"id": "orphan", "superior": "gone"},
        {"id": "under-orphan", "superior": "orphan"},
        {"id": "round", "superior": "about"},
        {"id": "about", "superior": "round"},
        {"id": "under-round", "superior": "round"},
        {"id": "nowhere", "superior": "sound", "division": "330204"},
        {"id": "lost", "superior": "no such organization"},
        {"id": "ending", "superior": "sound", "end": date(2012, 1, 1)},
        regional_units=[{"id": "R-1", "hub": "hub", "reservoir": "store"}],
    )
    assert homes(made) == {"sound"}


TOWN = {"code": "330203100", "name": "甬新镇", "level": "township", "parent": "330203"}
LOCAL = {"id": "county", "function": "local_committee"}
HEAD = {"id": "town", "function": "township_committee", "superior": "county", "division": "330203100"}
OFFICE = {"id": "office", "superior": "county", "division": "330203100"}


def in_the_countryside(*organizations, **tables):
    made = draft(*organizations, divisions=[*DIVISIONS, TOWN])
    made.frames.update({name: pl.DataFrame(schema=TABLES[name].schema) for name in ("regional_units", *tables)})
    return made


def test_in_the_countryside_a_home_is_where_hubs_are_well_led():
    assert homes(in_the_countryside(LOCAL, HEAD, OFFICE)) == {"county", "town"}
    alone = OFFICE | {"superior": None, "function": "general"}
    assert homes(in_the_countryside(alone)) == {"office"}, "better than none"
    untold = [{k: v for k, v in row.items() if k != "function"} for row in (LOCAL, HEAD, OFFICE)]
    assert homes(in_the_countryside(*untold)) == {"county", "town", "office"}


def test_a_hub_in_the_countryside_that_is_not_well_led_is_not_planted():
    made = in_the_countryside(OFFICE | {"superior": None, "function": "general"})
    with pytest.raises(Unplantable, match="330203100"):
        made.area(made.organization("general_branch"))


@pytest.mark.parametrize(
    ("lacks", "councils"),
    [(None, ["co_building_council", "consultative_council"]), ("co_building_council", ["consultative_council"])],
)
def test_an_area_in_the_countryside_has_the_council_it_owes(lacks, councils):
    made = in_the_countryside(HEAD | {"superior": "county"}, LOCAL, bodies=[])
    hub = made.organization("general_branch", under="town")
    unit = made.area(hub, division=TOWN["code"], lacks=lacks)
    bodies = made.current("bodies")
    assert bodies["kind"].to_list() == councils
    assert bodies["regional_unit"].to_list() == [unit] * len(councils)


def test_a_plant_stays_where_it_settled_and_a_region_without_a_committee_is_told():
    made = draft({"id": "city"}, {"id": "county", "superior": "city"})
    made.settle(Random(1))
    assert len({made.home()["id"] for _ in range(10)}) == 1
    with pytest.raises(Unplantable, match="no committee"):
        draft({"id": "branch", "form": "branch"}).home()


def test_a_home_that_fits_is_sought():
    made = draft({"id": "city"}, {"id": "county", "superior": "city"}, {"id": "district", "superior": "city"})
    for seed in range(9):
        made.settle(Random(seed))
        before = made.home()["id"]
        made.seek_home(lambda home: home["id"] != "city")
        assert made.home()["id"] == (before if before != "city" else made.home()["id"]) != "city"
    with pytest.raises(Unplantable, match="fits"):
        made.seek_home(lambda home: False)


def test_a_new_1_n_unit_has_the_councils_it_owes_where_bodies_of_units_are_known():
    made = draft({"id": "city"}, {"id": "hub", "superior": "city"}, regional_units=[{"id": "R-1", "hub": "hub"}])
    made.area("hub", name="甬新区")
    assert not made.has("bodies")
    assert not made.has("units")
    made.frames["bodies"] = pl.DataFrame(schema=TABLES["bodies"].schema)
    unit = made.area("hub", name="甬新大区", division="330204")
    assert made.current("bodies").select("kind", "division", "regional_unit").rows() == [
        ("co_building_council", "330204", unit),
        ("consultative_council", "330204", unit),
    ]
    assert not made.has("seats"), "nobody is asked who sits there"
    for name in ("units", "seats"):
        made.frames[name] = pl.DataFrame(schema=TABLES[name].schema)
    made.area("hub", name="甬新新区")
    seated = made.current("seats").join(made.current("units"), left_on="represents_unit", right_on="id")
    assert {*seated["kind"]} == {"social_organization", "non_public_enterprise"}
    assert {*seated["body"]} == {made.current("bodies")["id"][-1]}


def test_what_declares_its_members_goes_on_to_declare_as_many():
    made = draft({"id": "city", "member_count": 9}, {"id": "county", "superior": "city"}, {"id": "other"})
    members = {"id": ["M-1"], "organization": ["other"], "status": ["full"]}
    made.frames["members"] = pl.DataFrame(members, schema_overrides={"id": pl.String})

    def declared():
        return dict(made.current("organizations").select("id", "member_count").iter_rows())

    made.member("county", Random(0))
    assert declared() == {"city": 10, "county": None, "other": None}
    made.move("M-1", "county")
    assert declared() == {"city": 11, "county": None, "other": None}
    made.move("M-1", "other")
    assert declared() == {"city": 10, "county": None, "other": None}


def test_a_row_is_changed_by_its_whole_key():
    made = draft({"id": "city"})
    made.frames["volunteers"] = pl.DataFrame({"team": ["T-1", "T-1"], "member": ["M-1", "M-2"]})
    made.put("volunteers", "T-1/M-2", end=DAY)
    assert made.finished()["volunteers"]["end"].to_list() == [None, DAY]
    with pytest.raises(Unplantable, match="T-1"):
        made.put("volunteers", "T-1", end=DAY)
    with pytest.raises(Unplantable, match="no current row 'T-9'"):
        made.row("volunteers", "T-9")


def test_a_table_comes_into_being_with_its_first_row():
    made = draft({"id": "city"})
    assert not made.has("pairings")
    made.add("pairings", left="city", right="city")
    assert made.has("pairings")
    assert made.has("pairings", "id")


def test_what_is_not_there_cannot_be_taken_away():
    made = draft({"id": "city"})
    with pytest.raises(Unplantable, match="pairings"):
        made.drop("pairings")
    with pytest.raises(Unplantable, match="trade"):
        made.drop("organizations", "trade")
    made.drop("organizations", "name")
    with pytest.raises(Unplantable, match="name"):
        made.drop("organizations", "name")
