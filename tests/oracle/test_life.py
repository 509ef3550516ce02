from datetime import date, timedelta

import pytest

from .asking import PLACES, checked, found

DAY = date(2020, 1, 1)
OVERDUE = [
    ("A001", "general_meeting", 92),
    ("A002", "committee_meeting", 31),
    ("A003", "lecture", 92),
    ("A004", "theme_day", 31),
    ("A005", "life_meeting", 366),
    ("A006", "appraisal", 366),
]


def ago(days):
    return DAY - timedelta(days=days)


def meeting(kind, days_ago, of="O", **cells):
    return {"kind": kind, "organization": of, "held_on": ago(days_ago)} | cells


def register(meetings=(), *, members=7, **cells):
    organization = {"id": "O", "form": "branch", "division": "330203"} | cells
    return {
        "divisions": PLACES,
        "organizations": [organization, {"id": "P", "form": "committee", "division": "330203"}],
        "members": [{"id": f"M-{n}", "organization": "O"} for n in range(members)],
        "meetings": [*meetings],
    }


@pytest.mark.parametrize(("code", "kind", "days"), OVERDUE)
def test_the_last_one_was_at_most_so_many_days_ago(code, kind, days):
    assert found(code, register([meeting(kind, days)])) == []
    assert found(code, register([meeting(kind, days + 1)])) == ["O"]
    assert found(code, register([meeting(kind, days + 1), meeting(kind, 0)])) == []
    assert found(code, register([meeting(kind, days + 1), meeting(kind, -1)])) == ["O"]
    assert found(code, register()) == ["O"]


@pytest.mark.parametrize(("code", "kind", "days"), OVERDUE)
def test_whoever_is_younger_than_the_period_is_exempt(code, kind, days):
    assert found(code, register(start=ago(days))) == ["O"]
    assert found(code, register(start=ago(days - 1))) == []
    gap = register(start=ago(5))
    gap["organizations"].append(gap["organizations"][0] | {"start": None, "end": ago(5)})
    assert found(code, gap) == ["O"]
    gap["organizations"][-1]["end"] = ago(6)
    assert found(code, gap) == []


@pytest.mark.parametrize(("code", "kind", "days"), OVERDUE)
def test_other_kinds_and_other_organizations_do_not_count(code, kind, days):
    other = "training" if kind == "lecture" else "lecture"
    assert found(code, register([meeting(other, 1), meeting(kind, 1, of="P"), meeting(kind, 1, of="X-404")])) == ["O"]


def test_only_current_branches_that_are_no_end_of_an_edge_are_asked():
    for form in ("branch", "joint_branch", "temporary_branch"):
        assert found("A001", register(form=form)) == ["O"]
    for form in ("general_branch", "joint_general_branch", "committee"):
        assert found("A001", register(form=form)) == []
    assert found("A001", register(external=True)) == []
    assert found("A001", register(end=DAY)) == []
    assert found("A001", register(end=DAY + timedelta(days=1))) == ["O"]


def test_the_form_is_that_of_the_day():
    upgraded = register(start=ago(1))
    upgraded["organizations"].append(upgraded["organizations"][0] | {"form": "committee", "start": None, "end": ago(1)})
    assert found("A001", upgraded) == ["O"]


def test_a_committee_meets_from_seven_members_in_the_branch():
    assert found("A002", register(members=6)) == []
    on_probation = register()
    for row in on_probation["members"]:
        row["status"] = "probationary"
    assert found("A002", on_probation) == ["O"]
    left = register()
    left["members"][0]["end"] = DAY
    assert found("A002", left) == []
    below = register(members=6)
    below["organizations"].append({"id": "Q", "form": "branch", "division": "330203", "superior": "O"})
    below["members"].append({"id": "M", "organization": "Q"})
    assert found("A002", below) == []


def test_theme_days_are_asked_for_from_their_norm_on():
    assert found("A004", register(), date(2018, 10, 27)) == []
    assert found("A004", register(), date(2018, 10, 28)) == ["O"]


def test_of_meetings_with_one_id_the_last_that_took_place_counts():
    twice = [meeting("lecture", 10, of="P", id="m"), meeting("lecture", 20, id="m")]
    assert found("A003", register(twice)) == ["O"]
    twice[0]["held_on"] = DAY + timedelta(days=1)
    assert found("A003", register(twice)) == []


def test_more_came_than_were_expected():
    for attended, codes in [(10, []), (11, ["m"]), (None, [])]:
        assert found("A007", register([meeting("lecture", 1, id="m", expected=10, attended=attended)])) == codes
    assert found("A007", register([meeting("lecture", -1, expected=10, attended=11)])) == []
    assert found("A007", register([meeting("lecture", 0, id="m", expected=10, attended=11)])) == ["m"]
    assert found("A007", register([meeting("lecture", 0, attended=11)])) == []
    ended = register([meeting("lecture", 9, id="m", expected=0, attended=1)], end=ago(5))
    assert found("A007", ended) == ["m"]  # it is asked of the meeting, whatever became of who held it


def test_less_than_half_came():
    for expected, attended, ids in [(10, 5, []), (10, 4, ["m"]), (11, 5, ["m"]), (0, 0, []), (1, 0, ["m"])]:
        meetings = [meeting("lecture", 1, id="m", expected=expected, attended=attended)]
        assert found("A008", register(meetings)) == ids


def test_attended_is_compared_with_who_was_recorded_where_anybody_was():
    rows = register([meeting("lecture", 1, id="m", attended=2), meeting("lecture", 1, id="n", attended=5)])
    assert found("A009", rows) == []
    rows["attendances"] = [{"meeting": "m", "member": "M-0"}]
    assert found("A009", rows) == ["m"]
    rows["attendances"] += [{"meeting": "m", "member": "M-0"}]
    assert found("A009", rows) == ["m"]  # twice the same one
    rows["attendances"] += [{"meeting": "m", "member": "X-404"}]
    assert found("A009", rows) == []
    rows["attendances"] += [{"meeting": "m", "member": "X-405"}]
    assert found("A009", rows) == ["m"]
    rows["meetings"][0]["attended"] = None
    assert found("A009", rows) == []


@pytest.mark.parametrize("code", [code for code, _, _ in OVERDUE])
def test_without_meetings_nobody_can_say(code):
    for absent in ("meetings", "meetings.organization", "meetings.kind", "meetings.held_on", "organizations.form"):
        assert not checked(code, [absent])
    assert checked(code, ["organizations.external", "organizations.start", "organizations.end", "attendances"])
    assert checked(code, ["members"]) == (code != "A002")


def test_counting_needs_the_counts():
    assert not checked("A007", ["meetings.expected"])
    assert not checked("A008", ["meetings.attended"])
    assert not checked("A009", ["attendances"])
    assert checked("A009", ["meetings.expected", "members", "organizations.form"])
