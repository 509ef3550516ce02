"""Where members fall for whom no 1+N unit is there, and what acts make of what is left out."""

from datetime import date

import polars as pl
import pytest

import regionpb as rpb
from changes.district import COUNTY, region
from regionpb import changes

ON = date(2012, 5, 1)


def unit(hub, **more):
    return [{"id": "R-1", "name": "甬东片区", "mode": "park", "division": COUNTY, "hub": hub, **more}]


@pytest.mark.parametrize(
    ("units", "home"),
    [
        ([], "O-3"),  # nobody above may hold members: it is the nearest
        (unit("O-1"), "O-1"),  # a hub may, and a general branch that is none may not
        (unit("O-3"), "O-3"),
        (unit("O-6"), "O-3"),  # which is not above it
    ],
)
def test_who_has_no_hub_falls_to_the_nearest_above_that_may_hold_members(units, home):
    later = region(regional_units=units).apply(changes.dissolve("O-4", on=ON)).at(ON)
    assert later.member("M-9").organization.id == home


def test_what_others_are_put_together_into_is_called_as_the_first_of_them():
    act = changes.merge(["O-4", "O-5"], into="O-7", on=ON)
    assert region().apply(act).at(ON).organization("O-7").row.name == "甬东一支部"
    named = region().apply(act.model_copy(update={"name": "甬东联合支部"})).at(ON)
    assert named.organization("O-7").row.name == "甬东联合支部"


@pytest.mark.parametrize("on", [{}, {"organization": "O-4", "body": "B-1"}])
def test_a_seat_is_on_one_thing(on):
    with pytest.raises(rpb.Refused, match="a seat is on an organization or on a body"):
        region().apply(changes.appoint("M-9", role="member", on=ON, **on))


def test_a_link_says_who_looks_after_which_village():
    village = {"code": "330203001001", "name": "甬一村委会", "level": "village", "parent": "330203001"}
    towns = [{"code": "330203001", "name": "甬一街道", "level": "township", "parent": COUNTY}, village]
    later = region(divisions=towns).apply(changes.link("M-9", township="330203001", village="330203001001", on=ON))
    rows = later.history("liaisons").select("leader", "township", "village", "start", pl.col("id").is_not_null())
    assert rows.rows() == [("M-9", "330203001", "330203001001", ON, True)]


def test_what_is_split_leaves_behind_who_guides_it_no_more():
    base = {"superior": "O-1", "division": COUNTY}
    guided = {"id": "O-3", "name": "甬东总支", "form": "general_branch", "guided_by": "O-8", **base}
    ended = {"id": "O-8", "name": "旧党委", "form": "committee", "end": date(2010, 1, 1), **base}
    act = changes.split("O-3", into={"O-3": (), "O-7": ()}, on=ON)
    for guide, told in ((ended, None), (ended | {"end": None}, "O-8")):
        later = region(organizations=[guided, guide], members=[]).apply(act).at(ON)
        assert later.organization("O-7").row.guided_by == told


def test_what_is_there_again_is_guided_by_whom_it_was_if_that_is_still_there():
    base = {"form": "general_branch", "superior": "O-1", "division": COUNTY}
    guided = {"id": "O-3", "name": "甬东总支", "guided_by": "O-8", "end": date(2011, 1, 1), **base}
    guide = {"id": "O-8", "name": "旧总支", **base}
    for end, told in ((date(2012, 1, 1), None), (None, "O-8")):
        known = region(organizations=[guided, {**guide, "end": end}], members=[])
        assert known.apply(changes.reestablish("O-3", on=ON)).at(ON).organization("O-3").row.guided_by == told


def test_what_guides_itself_ends_like_others():
    base = {"superior": "O-1", "division": COUNTY}
    itself = {"id": "O-3", "name": "甬东党委", "form": "committee", "guided_by": "O-3", **base}
    guided = {"id": "O-4", "name": "甬东支部", "form": "branch", "guided_by": "O-3", **base}
    known = region(organizations=[itself, guided], members=[])
    for act in (
        changes.dissolve("O-3", on=ON),
        changes.merge(["O-3"], into="O-1", on=ON),
        changes.merge(["O-4", "O-3"], into="O-7", on=ON),
        changes.split("O-3", into={"O-7": (), "O-8": ()}, on=ON),
    ):
        later = known.apply(act).at(ON).table("organizations")
        assert "O-3" not in later["id"]
        assert later["guided_by"].null_count() == later.height
    stays = known.apply(changes.split("O-3", into={"O-3": (), "O-8": ()}, on=ON)).at(ON)
    assert stays.organization("O-8").row.guided_by == "O-3"


def test_a_hub_that_is_listed_with_its_n_is_split():
    base = {"superior": "O-1", "division": COUNTY}
    hub = {"id": "O-3", "name": "片区党委", "form": "committee", "regional_unit": "R-1", **base}
    known = region(organizations=[hub], members=[], regional_units=unit("O-3"))
    later = known.apply(changes.split("O-3", into={"O-3": (), "O-7": ()}, on=ON)).at(ON)
    assert later.organization("O-3").row.regional_unit == "R-1"
    assert later.organization("O-7").row.regional_unit is None
    later = known.apply(changes.split("O-3", into={"O-7": (), "O-8": ()}, on=ON)).at(ON)
    assert later.regional_unit("R-1").row.hub == "O-7"
    assert later.check(select=["U001", "U002", "U003", "U004", "U007"]).ok


@pytest.mark.parametrize("ending", [["O-3", "O-4"], ["O-4", "O-3"]])
def test_what_is_below_others_is_put_together_with_them(ending):
    later = region().apply(changes.merge(ending, into="O-6", on=ON)).at(ON)
    assert later.organization("O-5").superior.id == later.member("M-9").organization.id == "O-6"
    assert {*later.table("organizations")["id"]} == {"O-1", "O-2", "O-5", "O-6"}


def test_a_candidate_is_left_nowhere_as_little_as_a_member():
    candidate = {"id": "C-1", "organization": "O-8", "stage": "activist"}
    top = {"id": "O-8", "name": "甬南区委", "form": "committee", "division": COUNTY}
    known = region(organizations=[top], members=[])
    candidates = pl.DataFrame([candidate])
    known = rpb.read({**known.frames, "candidates": candidates}, at=known.day)
    with pytest.raises(rpb.Refused, match="C-1 would be left nowhere") as told:
        known.apply(changes.dissolve("O-8", on=ON))
    assert told.value.codes == ("R001",)
    later = known.apply(changes.dissolve("O-8", into="O-1", on=ON)).at(ON)
    assert later.table("candidates")["organization"].to_list() == ["O-1"]
