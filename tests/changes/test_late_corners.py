"""Acts entered late where something else comes in between: letters, counts, old faults, ends, the same day."""

from datetime import date

import polars as pl
import pytest

import regionpb as rpb
from changes.district import CAME, COUNTY, DAY, JULY, JUNE, MAY, TOWN, refused, region, versions
from regionpb import changes

HIGHER = {"form": "committee", "division": COUNTY}


def organizations(*more, **changed):
    """The organizations of the district, some of them otherwise, and more."""
    rows = region().history("organizations").filter(pl.col("id") > "O-2").drop("start", "end").to_dicts()
    rows = [row | changed.get(row["id"].replace("-", ""), {}) for row in rows]
    return [*rows, *({"name": row["id"], **HIGHER, **row} for row in more)]


def counted(**numbers):
    """The district, whose organizations declare how many members they have."""
    frames = dict(region().frames)
    counts = [numbers.get(key.replace("-", "")) for key in frames["organizations"]["id"]]
    frames["organizations"] = frames["organizations"].with_columns(member_count=pl.Series(counts, dtype=pl.Int64))
    return rpb.read(frames, at=DAY)


def test_what_is_split_does_not_come_to_be_under_itself():
    known = region(organizations=organizations({"id": "O-8", "superior": "O-6"}, {"id": "O-9", "superior": "O-8"}))
    assert refused(known, changes.split("O-6", into={"O-8": ()}, rest="O-8", on=MAY))[1] == ("O001",)
    assert refused(known, changes.split("O-6", into={"O-6": (), "O-9": ("O-8",)}, on=MAY))[1] == ("O001",)


def test_what_goes_on_under_another_code_ends_when_it_would_have():
    rows = region().history("divisions").filter(level="township").drop("start", "end").to_dicts()
    rows += [
        {"code": f"33020300{n}20{n}", "name": f"甬{n}村", "level": "village", "parent": f"33020300{town}"}
        for town, n in ((1, 1), (1, 2), (2, 3))
    ]
    rows = [row | {"code": row["parent"] + row["code"][-3:]} if row["level"] == "village" else row for row in rows]
    known = region(changes.move_division("330203001202", under="330203002", on=JULY), divisions=rows)
    later = known.apply(changes.recode_division("330203001", to="330203007", on=MAY))
    named = {day: later.at(day).table("divisions").filter(name="甬2村")["code"].to_list() for day in (MAY, JULY)}
    assert named == {MAY: ["330203007202"], JULY: ["330203002202"]}


def test_who_was_received_within_a_later_version_is_there_then():
    known = region(changes.confirm("M-9", on=JUNE), transfers=[CAME])
    later = known.apply(changes.transfer("M-9", to="O-5", on=MAY))
    assert versions(later, "members", "M-9", "organization", "status") == [
        ("O-4", "probationary", None, MAY),
        ("O-5", "probationary", MAY, JUNE),
        ("O-5", "full", JUNE, JULY),
        ("O-4", "full", JULY, None),
    ]


@pytest.mark.parametrize("act", [changes.transfer("M-9", to="O-5", on=JULY), changes.dissolve("O-4", on=JULY)])
def test_nobody_goes_on_the_day_on_which_they_were_received(act):
    assert refused(region(transfers=[CAME]), act)[1] == ("T006",)


@pytest.mark.parametrize(
    "later",
    [
        changes.transfer("M-9", to="O-2", on=JULY),
        changes.close_member("M-9", exit="moved_out", on=JULY),
        changes.admit("M-8", organization="O-4", on=JULY),
    ],
)
@pytest.mark.parametrize("act", [changes.move("O-3", under="O-6", on=MAY), changes.transfer("M-9", to="O-5", on=MAY)])
def test_numbers_are_right_when_members_come_and_go_later(later, act):
    known = counted(O1=4, O6=0).apply(later)
    for day in (MAY, JUNE, JULY, date(2013, 1, 1)):
        assert known.at(day).check(select=["O018"]).ok
        assert known.apply(act).at(day).check(select=["O018"]).ok


def test_an_old_fault_does_not_hide_a_new_one():
    units = [
        {"id": f"R-{n}", "name": f"甬{n}片", "mode": "trade", "division": COUNTY, "hub": hub}
        for n, hub in ((1, "O-6"), (2, "O-8"))
    ]
    rows = organizations({"id": "O-8", "superior": "O-1"}, O3={"superior": "O-8"}, O4={"regional_unit": "R-1"})
    known = region(changes.affiliate("O-5", regional_unit="R-2", on=JULY), organizations=rows, regional_units=units)
    assert {finding.id for finding in known.check(select=["U004"])} == {"O-4"}
    text, codes = refused(known, changes.move("O-3", under="O-1", on=MAY))
    assert text.startswith("from 2012-07-01 on: O-5 is one of the N of R-2")
    assert codes == ("U004",)


LETTER = {"id": "T-1", "member": "M-9", "source": "O-4", "target": "O-5", "kind": "ordinary", "issued": JUNE}


@pytest.mark.parametrize(
    ("letter", "to", "on"),
    [
        ({}, "O-2", JULY),  # to somewhere else
        ({"member": "M-3"}, "O-5", JULY),  # of somebody else
        ({}, "O-5", MAY),  # not issued yet
        ({"received": JUNE, "target": "O-4"}, "O-4", JULY),  # received already
    ],
)
def test_a_letter_is_the_right_one(letter, to, on):
    known = region(transfers=[LETTER | letter])
    refused(known, changes.transfer("M-9", to=to, letter="T-1", on=on))
    assert region(transfers=[LETTER]).apply(changes.transfer("M-9", to="O-5", letter="T-1", on=JULY))


def test_who_is_on_the_way_out_of_the_region_falls_like_others():
    rows = organizations({"id": "O-8", "external": True, "division": "3302"})
    known = region(organizations=rows, transfers=[LETTER | {"target": "O-8", "issued": MAY}])
    assert known.apply(changes.dissolve("O-4", on=JUNE)).at(JULY).member("M-9").organization.id == "O-3"


def test_no_letter_is_on_the_way_to_what_ends_nor_of_who_goes_elsewhere():
    act = changes.dissolve("O-4", into="O-5", on=MAY)
    known = region(changes.dissolve("O-5", on=JULY))
    with pytest.raises(rpb.Refused, match="organization 'O-5' ends on 2012-07-01, and M-9 would be on the way to it"):
        known.apply(act, policy="national")
    later = region(changes.transfer("M-9", to="O-2", on=JULY)).apply(act, policy="national")
    assert later.history("transfers")["received"].null_count() == 0
    there = region().apply(act, policy="national").history("transfers").filter(pl.col("received").is_null())
    assert there["target"].to_list() == ["O-5"]


def test_who_came_back_on_the_day_on_which_they_left_is_where_they_came_back():
    left = changes.close_member("M-9", exit="moved_out", on=JULY)
    known = region(left, changes.admit("M-9", organization="O-4", entry="moved_in", on=JULY))
    later = known.apply(changes.transfer("M-9", to="O-5", on=MAY))
    assert [row[0] for row in versions(later, "members", "M-9", "organization")] == ["O-4", "O-5", "O-4"]


def test_there_are_not_two_secretaries_from_some_day_on():
    seat = changes.appoint("M-9", role="secretary", organization="O-4", on=JULY)
    text, codes = refused(region(seat), changes.appoint("M-1", role="secretary", organization="O-4", on=MAY))
    assert text.startswith("M-9 is secretary of O-4 from 2012-07-01 on")
    assert codes == ("O011",)


def test_who_is_confirmed_on_the_day_falls_on_the_day():
    later = region().apply(changes.confirm("M-9", on=MAY), changes.dissolve("O-4", on=MAY))
    assert versions(later, "members", "M-9", "organization", "status") == [
        ("O-4", "probationary", None, MAY),
        ("O-3", "full", MAY, None),
    ]


def test_names_that_were_alike_are_mended_one_after_another():
    rows = [{"code": f"33020300{n}", "name": name, **TOWN} for n, name in ((1, "甲"), (2, "甲"), (3, "乙"), (4, "乙"))]
    first = region(divisions=rows)
    later = first.apply(changes.rename_division("330203001", name="丙", on=MAY))
    assert [finding.id for finding in later.at(MAY).check(select=["D006"])] == ["330203003", "330203004"]
    assert refused(first, changes.rename_division("330203001", name="乙", on=MAY))[1] == ("D006",)


def test_a_township_that_never_had_a_village_may_be_renamed():
    rows = region().history("divisions").filter(level="township").drop("start", "end").to_dicts()
    village = {"code": "330203001201", "name": "甬村", "level": "village", "parent": "330203001"}
    first = region(divisions=[*rows, village])
    assert first.apply(changes.rename_division("330203002", name="甬新街道", on=MAY))
    assert first.apply(changes.recode_division("330203002", to="330203003", on=MAY))


def test_the_parts_of_a_hub_are_hubs_of_those_below_it():
    units = [{"id": "R-1", "name": "甬东片", "mode": "trade", "division": COUNTY, "hub": "O-6"}]
    rows = organizations(O3={"superior": "O-6"}, O4={"regional_unit": "R-1"})
    act = changes.split("O-6", into={"O-8": ("O-3",), "O-9": ()}, on=MAY)
    later = region(organizations=rows, regional_units=units).apply(act).at(MAY)
    assert later.table("regional_units")["hub"].to_list() == ["O-8"]
    assert (
        later.check(select=["U"]).findings
        == region(organizations=rows, regional_units=units).check(select=["U"]).findings
    )


def test_what_would_be_refused_for_a_later_day_is_not_offered():
    """The hub that could take them in is known to end."""
    until = {"end": JULY, "end_reason": "dissolved"}
    gone = {"end": date(2011, 1, 1), "end_reason": "dissolved", "regional_unit": "R-1"}
    unit = {"id": "R-1", "name": "甬东片", "mode": "park", "division": COUNTY, "hub": "O-6"}
    for ends, offered in ((until, 0), ({}, 1)):
        known = region(organizations=organizations(O4=gone, O6=ends), regional_units=[unit | {"end": ends.get("end")}])
        repairs = known.check(select=["R001"]).repairs()
        assert len(repairs) == offered
        assert known.apply(*repairs).check(select=["R001"]).ok == bool(offered)


def test_the_parts_of_what_ends_end_with_it_and_those_of_what_goes_on_go_on():
    act = changes.split("O-4", into={"O-4": (), "O-7": ("M-9",)}, on=MAY)
    for known, until in (
        (changes.move("O-4", under="O-6", on=JULY), (None, None)),
        (changes.dissolve("O-4", on=JULY), (JULY, "dissolved")),
    ):
        later = region(known).apply(act)
        assert later.history("organizations").filter(id="O-7").select("start", "end", "end_reason").rows() == [
            (MAY, *until)
        ]
        assert later.at(date(2013, 1, 1)).check(select=["H", "R001", "R002", "E"]).ok
