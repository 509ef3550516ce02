"""What changes do: the past stays, versions meet, nobody is lost, what is not there is told."""

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal
from pydantic import TypeAdapter, ValidationError

import regionpb as rpb
from changes.park import ON, park
from regionpb import changes
from regionpb.testing import minimal, regions

DAY = date(2011, 7, 29)
LATER = date(2012, 1, 1)


def versions(region, table, key):
    return region.history(table).filter(pl.col("id") == key)


def so_far(region, table):
    """The rows of a table on the day; what is to happen later has not happened."""
    known = region.table(table)
    dates = [name for name, kind in known.schema.items() if kind == pl.Date]
    return known.with_columns(pl.when(pl.col(name) <= region.day).then(name) for name in dates)


def test_a_member_goes_and_the_way_is_recorded():
    region = minimal().apply(changes.transfer("M-2", to="O-1", on=LATER, reason="why not"))
    assert versions(region, "members", "M-2").select("organization", "start", "end").rows() == [
        ("O-2", None, LATER),
        ("O-1", LATER, None),
    ]
    (letter,) = region.history("transfers").rows(named=True)
    assert letter == {
        **dict.fromkeys(letter),
        "id": "T-M-2-20120101",
        "member": "M-2",
        "source": "O-2",
        "target": "O-1",
        "kind": "ordinary",
        "issued": LATER,
        "received": LATER,
    }


def test_a_letter_that_is_there_is_carried_out_and_no_other_is_written():
    letter = {"id": "T-7", "member": "M-2", "source": "O-2", "target": "O-1", "kind": "ordinary", "issued": DAY}
    transfers = pl.concat([minimal().frames["transfers"], pl.DataFrame([letter])], how="diagonal")
    region = rpb.read(minimal().frames | {"transfers": transfers}, at=DAY)
    for named in ({"letter": "T-7"}, {}):
        after = region.apply(changes.transfer("M-2", to="O-1", on=LATER, **named))
        assert after.history("transfers").select("id", "received").rows() == [("T-7", LATER)]
    with pytest.raises(rpb.UnknownName, match=r"'T-8'.*'T-7'"):
        region.apply(changes.transfer("M-2", to="O-1", on=LATER, letter="T-8"))


def test_a_table_that_did_not_come_is_not_written():
    frames = {name: frame for name, frame in minimal().frames.items() if name != "transfers"}
    region = rpb.read(frames, at=DAY).apply(changes.absorb(["M-2"], into="O-1", on=LATER))
    assert "transfers" not in region.tables
    assert region.at(LATER).member("M-2").organization.id == "O-1"


def test_names_of_letters_are_not_taken_twice():
    there = {"member": "M-1", "source": "O-2", "target": "O-1", "kind": "ordinary", "issued": DAY}
    letters = pl.DataFrame([{"id": f"T-M-2-20120101{more}", **there} for more in ("", "-2")])
    transfers = pl.concat([minimal().frames["transfers"], letters], how="diagonal")
    region = rpb.read(minimal().frames | {"transfers": transfers}, at=DAY)
    after = region.apply(changes.transfer("M-2", to="O-1", on=LATER))
    assert after.history("transfers")["id"].to_list()[2:] == ["T-M-2-20120101-3"]


def test_nobody_goes_on_the_day_on_which_they_came():
    there = changes.transfer("M-2", to="O-1", on=LATER)
    back = changes.transfer("M-2", to="O-2", on=LATER)
    with pytest.raises(rpb.Refused, match="choose a later day") as told:
        minimal().apply(there, back)
    assert told.value.codes == ("T006",)
    later = back.model_copy(update={"on": LATER + timedelta(days=1)})
    assert minimal().apply(there, later).at(later.on).member("M-2").organization.id == "O-2"


def test_a_version_that_begins_on_the_day_has_no_past():
    frames = {name: frame for name, frame in minimal().frames.items() if name != "transfers"}
    twice = (changes.transfer("M-2", to="O-1", on=LATER), changes.transfer("M-2", to="O-2", on=LATER))
    region = rpb.read(frames, at=DAY).apply(*twice)
    assert versions(region, "members", "M-2").select("organization", "start", "end").rows() == [
        ("O-2", None, LATER),
        ("O-2", LATER, None),
    ]


def test_what_says_why_a_version_begins_and_ends_stays_there():
    frames = dict(minimal().frames)
    rows = frames["members"].with_columns(
        entry=pl.when(pl.col("id") == "M-2").then(pl.lit("moved_in")),
        exit=pl.when(pl.col("id") == "M-2").then(pl.lit("died")),
        end=pl.when(pl.col("id") == "M-2").then(pl.date(2015, 1, 1)),
    )
    region = rpb.read(frames | {"members": rows}, at=DAY).apply(changes.transfer("M-2", to="O-1", on=LATER))
    assert versions(region, "members", "M-2").select("entry", "exit", "start", "end").rows() == [
        ("moved_in", None, None, LATER),
        (None, "died", LATER, date(2015, 1, 1)),
    ]


def test_a_branch_is_founded_for_a_unit():
    draft = minimal().frames
    unit = {"id": "U-1", "name": "甬新公司", "kind": "non_public_enterprise", "division": "330203"}
    units = pl.concat([draft["units"], pl.DataFrame([unit])], how="diagonal")
    region = rpb.read(draft | {"units": units}, at=DAY)
    act = changes.incubate("U-1", organization="O-9", under="O-1", members=["M-1", "M-2", "M-3"], on=LATER)
    after = region.apply(act).at(LATER)
    branch = after.organization("O-9")
    assert (branch.row.name, branch.row.form, branch.superior.id) == ("甬新公司党支部", "branch", "O-1")
    assert [member.id for member in branch.members] == ["M-1", "M-2", "M-3"]
    assert after.unit("U-1").organization.id == "O-9"
    assert after.history("transfers")["kind"].to_list() == ["incubated"] * 3
    assert region.apply(act).check().counts() == region.check().counts()  # nothing is different on its own day


@pytest.mark.parametrize(
    ("act", "named"),
    [
        (changes.move("O-7", under="O-1", on=DAY), "O-7"),
        (changes.move("O-2", under="O-7", on=DAY), "O-7"),
        (changes.transfer("M-7", to="O-1", on=DAY), "M-7"),
        (changes.absorb(["M-1", "M-2"], into="O-7", on=DAY), "O-7"),
        (changes.incubate("U-7", organization="O-9", under="O-1", members=["M-1"], on=DAY), "U-7"),
        (changes.incubate("U-7", organization="O-9", under="O-7", members=["M-1"], on=DAY), "O-7"),
    ],
)
def test_what_is_not_there_is_told(act, named):
    with pytest.raises(rpb.UnknownName, match=f"{named}.*") as told:
        minimal().apply(act)
    assert named in told.value.chinese


def test_it_is_told_where_members_are_lacking():
    """That a unit has none was told where it had as many as are needed, only not in the reservoir."""
    region = park().apply(*(changes.transfer(f"M-5{n}", to="O-7", on=DAY) for n in (1, 2, 3)))
    for more, where, where_zh, full in (
        ({}, "0 full members in the reservoir", "蓄水池中", 0),
        ({"under": "O-8"}, "0 full members in the reservoir", "蓄水池中", 0),  # that of its own 1+N unit counts, too
        ({"members": ["M-51"]}, "1 full member among those named", "指明人员中", 1),
    ):
        with pytest.raises(rpb.Refused) as told:
            region.preview(changes.incubate("U-2", on=ON, **more))
        assert str(told.value).startswith(f"U-2 has {where} of the 3 that a branch needs, {3 - full} short; transfer")
        assert f"在{where_zh}的正式党员仅{full}名" in told.value.chinese


def test_what_is_not_there_on_the_day_is_told():
    frames = dict(minimal().frames)
    frames["organizations"] = frames["organizations"].with_columns(start=pl.date(2011, 1, 1))
    region = rpb.read(frames, at=DAY)
    with pytest.raises(rpb.Refused, match="organization 'O-1' is not there on 2010-12-31") as told:
        region.apply(changes.move("O-2", under="O-1", on="2010-12-31"))
    assert "党组织“O-1”在 2010-12-31 并不存在" in told.value.chinese
    moved = region.apply(changes.transfer("M-2", to="O-1", on="2011-01-01"))
    assert moved.history("members").height == region.history("members").height + 1


def test_acts_cross_the_border():
    acts = TypeAdapter(list[changes.AnyChange])
    said = [
        changes.move("O-2", under="O-1", on=DAY, reason="U004"),
        changes.absorb(["M-1"], into="O-1", on=DAY),
        changes.transfer("M-1", to="O-1", on=DAY),
        changes.incubate("U-1", organization="O-9", under="O-1", members=["M-1"], on=DAY),
    ]
    assert acts.validate_json(acts.dump_json(said)) == said
    with pytest.raises(ValidationError):
        acts.validate_python([{"act": "move", "organization": "O-2", "under": "O-1", "on": DAY, "version": 2}])
    with pytest.raises(ValidationError):
        acts.validate_python([{"act": "absorb", "members": [], "into": "O-1", "on": DAY}])


@settings(max_examples=40)
@given(regions(history=True), st.data())
def test_the_past_stays_and_nobody_is_lost(region, data):
    inside = region.table("organizations").filter(~pl.col("external").fill_null(value=False))
    organizations, members = inside["id"], region.table("members")["id"]
    day = region.day + timedelta(days=data.draw(st.integers(1, 40)))
    some = data.draw(st.lists(st.sampled_from(members.to_list() or ["none"]), max_size=6, unique=True))
    acts = [
        changes.transfer(member, to=data.draw(st.sampled_from(organizations.to_list())), on=day)
        for member in some
        if member in members and not region.at(day).table("members").filter(pl.col("id") == member).is_empty()
    ]
    there = region.at(day)
    acts = [act for act in acts if act.to in there.table("organizations")["id"]]
    acts = [act for act in acts if there.member(act.member).organization.id != act.to]
    after = region.apply(*acts)
    before = day - timedelta(days=1)
    for name in region.frames:
        then, told = (so_far(each.at(before), name) for each in (region, after))
        assert_frame_equal(then, told, check_row_order=False)
    assert sorted(after.at(day).table("members")["id"]) == sorted(region.at(day).table("members")["id"])
    assert {act.member: act.to for act in acts} == {
        member: after.at(day).member(member).organization.id for member in {act.member for act in acts}
    }
    plan = region.preview(*acts)
    moved = {act.member for act in acts}
    assert {*plan.before.get("members", pl.DataFrame({"id": []}))["id"]} <= moved
    assert plan.after.keys() <= {"members", "transfers", "organizations"}
    disagreeing = [{f.id for f in each.at(day).check(select=["O018"]).findings} for each in (region, after)]
    assert disagreeing[0] == disagreeing[1]


def test_what_is_declared_of_a_later_day_is_counted_on_too_and_what_was_wrong_stays_wrong_by_as_much():
    frames = dict(minimal().frames)
    rows = frames["organizations"].with_columns(member_count=pl.Series([3, 5], dtype=pl.Int64))
    later = rows.filter(id="O-2").with_columns(start=pl.date(2013, 1, 1), member_count=pl.lit(7, pl.Int64))
    rows = pl.concat([rows.with_columns(end=pl.when(pl.col("id") == "O-2").then(pl.date(2013, 1, 1))), later])
    region = rpb.read(frames | {"organizations": rows}, at=DAY)
    region = region.apply(changes.transfer("M-2", to="O-1", on=LATER))
    said = versions(region, "organizations", "O-2").select("member_count", "start", "end").rows()
    assert sorted(said, key=str) == [(4, LATER, date(2013, 1, 1)), (5, None, LATER), (6, date(2013, 1, 1), None)]
    assert versions(region, "organizations", "O-1")["member_count"].to_list() == [3]  # it counts all that is under it


def test_who_moves_takes_the_members_along():
    frames = dict(minimal().frames)
    more = [
        {
            "id": "O-3",
            "name": "甲党委",
            "form": "committee",
            "division": "330203",
            "superior": "O-1",
            "member_count": 0,
        },
        {"id": "O-4", "name": "乙党委", "form": "committee", "division": "330203", "superior": "O-1"},
    ]
    rows = pl.concat([frames["organizations"], pl.DataFrame(more)], how="diagonal_relaxed")
    region = rpb.read(frames | {"organizations": rows}, at=DAY).apply(changes.move("O-2", under="O-3", on=LATER))
    assert region.at(LATER).table("organizations").select("id", "member_count").sort("id").rows() == [
        ("O-1", None),
        ("O-2", None),
        ("O-3", 3),
        ("O-4", None),
    ]


@pytest.mark.parametrize(
    ("gone", "act"),
    [
        ("organizations", changes.move("O-2", under="O-1", on=DAY)),
        ("organizations", changes.transfer("M-2", to="O-1", on=DAY)),
        ("members", changes.absorb(["M-2"], into="O-1", on=DAY)),
        ("units", changes.incubate("U-1", organization="O-9", under="O-1", members=["M-1"], on=DAY)),
    ],
)
def test_without_the_table_nothing_is_done(gone, act):
    frames = {name: frame for name, frame in minimal().frames.items() if name != gone}
    with pytest.raises(rpb.Refused, match=f"there is no table {gone}"):
        rpb.read(frames, at=DAY).preview(act)


@pytest.mark.parametrize(
    "act",
    [
        changes.transfer("M-2", to="O-9", on=LATER),
        changes.absorb(["M-2"], into="O-9", on=LATER),
        changes.admit("M-9", organization="O-9", on=LATER),
        changes.move("O-2", under="O-9", on=LATER),
        changes.dissolve("O-2", into="O-9", on=LATER),
        changes.merge(["O-2"], into="O-9", on=LATER),
    ],
    ids=lambda act: act.act,
)
def test_nobody_is_put_outside_the_region(act):
    frames = dict(minimal().frames)
    outside = {"id": "O-9", "name": "外市党委", "form": "committee", "division": "330203", "external": True}
    frames["organizations"] = pl.concat([frames["organizations"], pl.DataFrame([outside])], how="diagonal_relaxed")
    with pytest.raises(rpb.Refused, match="outside the region") as told:
        rpb.read(frames, at=DAY).apply(act)
    assert "区域外" in told.value.chinese


@pytest.mark.parametrize("policy", ["ningbo", "national"])
@pytest.mark.parametrize("whose", ["hub", "reservoir", "superior"])
def test_nobody_falls_out_of_the_region(whose, policy):
    """A reservoir, a hub or a superior that lies outside takes nobody in."""
    top = {"id": "O-1", "name": "甬东区委", "form": "committee", "division": "330203"}
    outside = {"id": "O-9", "name": "外市党委", "form": "committee", "division": "330203", "external": True}
    home = {"id": "O-2", "name": "片区党总支", "form": "general_branch", "division": "330203", "superior": "O-1"}
    above = "O-9" if whose != "reservoir" else "O-2"
    ended = {"id": "O-3", "name": "企业支部", "form": "branch", "division": "330203", "superior": above}
    unit = {"id": "R-1", "name": "园区", "mode": "park", "division": "330203", "hub": above, "reservoir": "O-9"}
    if whose != "superior":
        ended["regional_unit"] = "R-1"
    frames = {
        "divisions": pl.DataFrame([{"code": "330203", "name": "甬东区", "level": "county"}]),
        "organizations": pl.DataFrame([top, outside | {"superior": "O-1"}, home, ended], infer_schema_length=None),
        "members": pl.DataFrame([{"id": f"M-{n}", "organization": "O-3", "status": "full"} for n in range(3)]),
        "regional_units": pl.DataFrame([unit]),
        "transfers": pl.DataFrame(schema={"id": pl.String}),
    }
    region = rpb.read(frames, at="2011-07-29")
    changed = region.apply(rpb.changes.dissolve("O-3", on="2012-01-01"), policy=policy)
    gone = changed.at("2012-01-02").table("members")["organization"].unique().to_list()
    assert gone == ["O-2" if whose == "reservoir" else "O-1"]


# The walk of seed 40064 came upon it: what goes to whatever others are put together into may leave its hub behind.
NESTED = [
    {"id": "O-3", "form": "committee", "superior": "O-1"},
    {"id": "O-4", "form": "committee", "superior": "O-3"},
    {"id": "O-5", "form": "committee", "superior": "O-4", "regional_unit": "R-1"},
    {"id": "O-6", "form": "branch", "superior": "O-5", "regional_unit": "R-1"},
    {"id": "O-7", "form": "committee", "superior": "O-1"},
]


@pytest.fixture
def nested():
    """O-6 is one of the N under O-5, which is another of them; their hub O-4 is under O-3, beside which is O-7."""
    frames = dict(minimal().frames)
    rows = [{"name": row["id"], "division": "330203", **row} for row in NESTED]
    unit = {"id": "R-1", "name": "甬新区", "mode": "trade", "division": "330203", "hub": "O-4"}
    frames["organizations"] = pl.concat([frames["organizations"], pl.DataFrame(rows)], how="diagonal_relaxed")
    frames["regional_units"] = pl.concat([frames["regional_units"], pl.DataFrame([unit])], how="diagonal_relaxed")
    region = rpb.read(frames, at=LATER)
    assert region.check(select=["E", "O003", "U001", "U004", "U007"]).ok
    return region


@pytest.mark.parametrize(
    ("act", "who"),
    [
        (changes.merge(["O-7", "O-5"], into="O-9", name="甬新", on=LATER), "O-6"),
        (changes.merge(["O-5"], into="O-7", on=LATER), "O-6"),
        (changes.merge(["O-3"], into="O-5", on=LATER), "O-5"),
    ],
)
def test_nobody_is_put_together_out_of_a_regional_unit(nested, act, who):
    with pytest.raises(rpb.Refused, match=f"{who} is one of the N of R-1 and would not be under its hub O-4") as told:
        nested.apply(act)
    assert (told.value.codes, [*told.value.instead]) == (("U004",), [])


@pytest.mark.parametrize("ending", [["O-4"], ["O-5", "O-4"], ["O-7", "O-5", "O-4"], ["O-5", "O-4", "O-3"]])
def test_what_a_hub_is_put_into_is_the_hub(nested, ending):
    after = nested.apply(changes.merge(ending, into="O-9", name="甬新", on=LATER))
    assert after.regional_unit("R-1").row.hub == "O-9"
    assert after.subordination.is_under("O-6", "O-9")
    assert after.check(select=["E", "O003", "U001", "U004", "U007"]).ok


def test_the_successor_of_a_hub_leaves_those_of_other_hubs_where_they_are(nested):
    inner = {"id": "R-2", "name": "甬新二区", "mode": "trade", "division": "330203", "hub": "O-5"}
    left = changes.leave("O-5", on=LATER - timedelta(days=1))
    formed = changes.form_unit(inner["id"], name="甬新二区", mode="trade", division="330203", hub="O-5", on=LATER)
    region = nested.apply(left, formed)
    with pytest.raises(rpb.Refused, match="O-6 is one of the N of R-1") as told:
        region.apply(changes.dissolve("O-5", successor="O-7", on=LATER + timedelta(days=1)))
    assert told.value.codes == ("U004",)
