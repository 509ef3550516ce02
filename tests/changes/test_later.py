"""Acts entered late: what is known of later days goes along where it can, and is not broken where it cannot."""

from datetime import date, timedelta

import polars as pl
import pytest

import regionpb as rpb
from changes.district import CAME, COUNTY, DAY, JULY, JUNE, MAY, TOWN, refused, region, versions
from regionpb import changes

# ---- what goes along ---------------------------------------------------------------------------


def test_who_went_before_something_else_was_entered_is_there_afterwards_too():
    later = region(changes.confirm("M-9", on=JUNE)).apply(changes.transfer("M-9", to="O-5", on=MAY))
    assert versions(later, "members", "M-9", "organization", "status") == [
        ("O-4", "probationary", None, MAY),
        ("O-5", "probationary", MAY, JUNE),
        ("O-5", "full", JUNE, None),
    ]


def test_a_step_that_was_forgotten_lies_between_those_that_were_entered():
    later = region(changes.transfer("M-9", to="O-2", on=JULY)).apply(changes.transfer("M-9", to="O-5", on=MAY))
    assert versions(later, "members", "M-9", "organization") == [
        ("O-4", None, MAY),
        ("O-5", MAY, JULY),
        ("O-2", JULY, None),
    ]


def test_who_was_received_again_stays_from_then_on():
    """Two acts say the same of July: what comes before them does not undo the later one."""
    letters = [{"id": "T-1", "member": "M-9", "source": "O-5", "target": "O-4", "kind": "ordinary", "issued": MAY}]
    known = region(transfers=letters).apply(changes.transfer("M-9", to="O-5", on=MAY))
    known = known.apply(changes.transfer("M-9", to="O-4", letter="T-1", on=JULY))
    known = known.apply(changes.transfer("M-9", to="O-4", on=JUNE))  # who is there already in July
    later = known.apply(changes.transfer("M-9", to="O-2", on=JUNE + timedelta(days=7)))
    assert [row[0] for row in versions(later, "members", "M-9", "organization")] == ["O-4", "O-5", "O-4", "O-2", "O-4"]
    for day in (MAY, JUNE, JULY, date(2014, 1, 1)):
        assert later.at(day).check(select=["T006", "R001"]).ok


def test_who_came_back_after_they_had_left_is_where_they_came_back():
    left = changes.close_member("M-9", exit="moved_out", on=JUNE)
    back = changes.admit("M-9", organization="O-4", entry="moved_in", on=JULY)
    later = region(left, back).apply(changes.transfer("M-9", to="O-5", on=MAY))
    assert versions(later, "members", "M-9", "organization", "exit") == [
        ("O-4", None, None, MAY),
        ("O-5", "moved_out", MAY, JUNE),
        ("O-4", None, JULY, None),
    ]


def test_what_is_dissolved_hands_over_who_is_otherwise_later():
    confirmed = region(changes.confirm("M-9", on=JULY))
    gone = confirmed.apply(changes.dissolve("O-4", into="O-5", on=JUNE))
    assert versions(gone, "members", "M-9", "organization", "status") == [
        ("O-4", "probationary", None, JUNE),
        ("O-5", "probationary", JUNE, JULY),
        ("O-5", "full", JULY, None),
    ]


def test_what_is_split_allots_who_is_otherwise_later():
    confirmed = region(changes.confirm("M-9", on=JULY))
    parts = confirmed.apply(changes.split("O-4", into={"O-4": (), "O-7": ("M-9",)}, on=JUNE))
    assert [row[0] for row in versions(parts, "members", "M-9", "organization")] == ["O-4", "O-7", "O-7"]


def test_numbers_that_are_declared_are_right_when_who_went_has_left():
    counted = pl.Series("member_count", [4, 3, 1, 1, 0, 0], dtype=pl.Int64)
    frames = dict(region().frames)
    frames["organizations"] = frames["organizations"].with_columns(counted)
    first = rpb.read(frames, at=DAY)
    left = first.apply(changes.close_member("M-9", exit="moved_out", on=JULY))
    later = left.apply(changes.transfer("M-9", to="O-5", on=MAY))
    for day in (DAY, MAY, JUNE, JULY, date(2013, 1, 1)):
        assert later.at(day).check(select=["O018"]).ok, day
    assert dict(later.at(JUNE).table("organizations").select("id", "member_count").rows()) == {
        "O-1": 4, "O-2": 3, "O-3": 1, "O-4": 0, "O-5": 1, "O-6": 0,
    }  # fmt: skip


# ---- what is not broken ------------------------------------------------------------------------


def test_nobody_is_put_where_it_is_known_to_end():
    known = region(changes.dissolve("O-5", on=JULY))
    text = "organization 'O-5' ends on 2012-07-01, before member 'M-9' does; choose another (R001)"
    assert refused(known, changes.transfer("M-9", to="O-5", on=MAY)) == (text, ("R001",))
    confirmed = known.apply(changes.confirm("M-9", on=JULY))
    text = "organization 'O-5' is not there on 2012-07-01, when member 'M-9' is; choose another day (R001)"
    assert refused(confirmed, changes.transfer("M-9", to="O-5", on=MAY)) == (text, ("R001",))
    found = changes.establish("O-7", name="甬东临时支部", form="temporary_branch", under="O-6", division=COUNTY, on=MAY)
    known = region(changes.dissolve("O-6", on=JULY))
    assert refused(known, found)[1] == ("O003",)
    known = region(changes.merge_divisions(["330203001"], into="330203002", on=JULY))
    text = "division '330203001' ends on 2012-07-01, before organization 'O-7' does; choose another, or "
    text += "2012-07-01 or a later day and the code that holds then"
    assert refused(known, found.model_copy(update={"division": "330203001"})) == (text, ())


def test_nobody_leaves_before_they_were_received():
    known = region(transfers=[CAME])
    text, codes = refused(known, changes.close_member("M-9", exit="moved_out", on=JUNE))
    assert text == "M-9 was received in O-4 on 2012-07-01 (T-1); choose a later day (T006)"
    assert codes == ("T006",)
    assert refused(known, changes.close_member("M-9", exit="moved_out", on=JULY))[1] == ("T006",)
    assert known.apply(changes.close_member("M-9", exit="moved_out", on=JULY + timedelta(days=1)))


def test_nothing_ends_before_somebody_was_received_in_it():
    known = region(transfers=[CAME])
    text = "organization 'O-4' is not there on 2012-07-01, when member 'M-9' is; choose another day (R001)"
    assert refused(known, changes.dissolve("O-4", on=JUNE)) == (text, ("R001",))
    later = known.apply(changes.dissolve("O-4", on=JULY + timedelta(days=1)))
    assert later.at("2013-01-01").check(select=["R001", "T006"]).ok


def test_a_part_does_not_stay_in_a_division_that_goes_on_under_another_code():
    known = region(changes.recode_division(COUNTY, to="330299", on=JULY))
    parts = {"330203001": (), "330203009": ()}
    split = changes.split_division("330203001", into=parts, rest="330203009", on=MAY)
    text = "division '330203001' ends on 2012-07-01, as it was entered; choose that day or take that back"
    assert refused(known, split) == (text, ())
    into = changes.move_division("330203002", under="330204", on=MAY)
    towns = region().history("divisions").filter(level="township").drop("start", "end").to_dicts()
    west = {"code": "330204", "name": "甬西区", "level": "county", "parent": "3302"}
    known = region(changes.recode_division("330204", to="330298", on=JULY), divisions=[west, *towns])
    assert refused(known, into)[1] == ("D005",)
    assert region().apply(split).at(JULY).check(select=["D"]).ok


def test_a_township_keeps_a_village():
    """One that begins only in July is none in May; one that ends in July is none then."""
    villages = [
        {"code": f"33020300{town}20{n}", "name": f"甬{n}村委会", "level": "village", "parent": f"33020300{town}"}
        for town, n in ((1, 1), (2, 2), (2, 3))
    ]
    towns = region().history("divisions").filter(level="township").drop("start", "end").to_dicts()
    first, one, other = region(divisions=[*towns, *villages]), "330203002202", "330203002203"
    ends = "330203002 would be left without a village (D008); merge it instead"
    known = first.apply(changes.move_division(other, under="330203001", on=JULY))
    act = changes.move_division(one, under="330203001", on=MAY)
    assert refused(known, act) == (f"from 2012-07-01 on: {ends}", ("D008",))
    parts = changes.split_division(other, into={other: (), "330203002204": ()}, rest=other, on=JULY)
    known = first.apply(act, parts)
    to_the_first = changes.move_division(other, under="330203001", on=JUNE)
    assert refused(known, to_the_first) == (ends, ("D008",))


def test_a_name_that_another_gets_later_is_not_given():
    known = region(changes.rename_division("330203001", name="甬新街道", on=JULY))
    text, codes = refused(known, changes.rename_division("330203002", name="甬新街道", on=MAY))
    assert text.startswith("from 2012-07-01 on: ")
    assert codes == ("D006",)
    before = known.apply(changes.rename_division("330203002", name="甬旧街道", on=MAY))
    assert before.at(JULY).check(select=["D"]).ok


def test_one_of_the_n_stays_under_its_hub_when_those_above_it_go_elsewhere():
    units = [{"id": "R-1", "name": "甬东片区", "mode": "park", "division": COUNTY, "hub": "O-6"}]
    known = region(
        changes.move("O-3", under="O-6", on=MAY), changes.move("O-3", under="O-1", on=JULY), regional_units=units
    )
    text, codes = refused(known, changes.affiliate("O-4", regional_unit="R-1", on=JUNE))
    assert text.startswith("from 2012-07-01 on: O-4 is one of the N of R-1")
    assert codes == ("U004",)


def test_nothing_comes_to_be_under_itself():
    known = region().apply(
        changes.establish("O-8", name="甬东二党委", form="committee", under="O-1", division=COUNTY, on=DAY),
        changes.move("O-6", under="O-8", on=JULY),
    )
    text, codes = refused(known, changes.move("O-8", under="O-6", on=MAY))
    assert text == "from 2012-07-01 on: O-8 would be under itself, by O-6 (O001)"
    assert codes == ("O001",)


def test_a_hub_does_not_lead_two_units_from_some_day_on():
    unit = {"mode": "park", "division": COUNTY, "hub": "O-6"}
    known = region(changes.form_unit("R-1", name="甬东片区", on=JULY, **unit))
    text, codes = refused(known, changes.form_unit("R-2", name="甬西片区", on=MAY, **unit))
    assert text.startswith("from 2012-07-01 on: O-6 is the hub of R-")
    assert codes == ("U002",)


@pytest.mark.parametrize(
    ("known", "act"),
    [
        (changes.move("O-5", under="O-6", on=JULY), changes.dissolve("O-5", on=MAY)),
        (changes.confirm("M-9", on=JULY), changes.close_member("M-9", exit="moved_out", on=MAY)),
        (changes.rename_division("330203001", name="甬新街道", on=JULY),
         changes.merge_divisions(["330203001"], into="330203002", on=MAY)),
        (changes.rename_division("330203001", name="甬新街道", on=JULY),
         changes.recode_division("330203001", to="330203008", on=MAY)),
    ],
)  # fmt: skip
def test_nothing_ends_before_something_is_entered_of_it(known, act):
    text, _ = refused(region(known), act)
    assert text.endswith("is entered from 2012-07-01 on as well; choose a later day")
    assert region().apply(act)


def test_what_did_not_hold_before_is_no_reason_to_refuse():
    """The hub of the unit lies outside it, whatever is done."""
    units = [{"id": "R-1", "name": "甬一片区", "mode": "park", "division": "330203001", "hub": "O-3"}]
    known = region(changes.upgrade("O-3", form="committee", on=JULY), regional_units=units)
    later = known.apply(changes.move("O-3", under="O-6", on=MAY))
    for day, superior in ((DAY, "O-1"), (MAY, "O-6"), (JULY, "O-6")):
        assert not later.at(day).check(select=["U003"]).ok
        assert later.at(day).organization("O-3").superior.id == superior


def test_what_was_not_there_before_is_no_reason_either():
    """An organization lies in a division that begins only later, as it was read: the division may be renamed."""
    rows = [{"code": "330203005", "name": "甬五街道", **TOWN, "start": date(2011, 1, 1)}]
    lying = {"id": "O-9", "name": "甬五党委", "form": "committee", "superior": "O-1", "division": "330203005"}
    known = region(divisions=rows, organizations=[lying])
    later = known.apply(changes.recode_division("330203005", to="330203006", on=JUNE))
    assert later.at(JUNE).organization("O-9").row.division == "330203006"
