"""A001–A006: what a branch has not done for too long."""

from datetime import date, timedelta

import pytest

from regionpb.contract import TABLES
from regionpb.rules.life import RULES
from regionpb.rules.life.overdue import committee_meeting_overdue, general_meeting_overdue, lecture_overdue
from regionpb.vocabulary import BRANCH_TYPE, Form, MeetingKind
from rules.conftest import people

DAY = date(2011, 7, 29)
OVERDUE = RULES[:6]
KINDS = dict(zip(OVERDUE, ("general_meeting", "committee_meeting", "lecture", "theme_day", "life_meeting", "appraisal"),
                 strict=True))  # fmt: skip
DAYS = 92


def ago(days):
    return DAY - timedelta(days=days)


def meeting(days, **values):
    return {"id": f"G{days}", "kind": "general_meeting", "organization": "o", "held_on": ago(days), **values}


def branch(**values):
    return {"id": "o", "form": "branch", **values}


class TestGeneralMeetingOverdue:
    def found(self, ask, *meetings, organizations=({},), **options):
        tables = {"organizations": [branch(**row) for row in organizations], "meetings": meetings}
        found = ask(general_meeting_overdue, tables, general_meeting_days=DAYS, **options)
        return found and {key: shown["last_held_on"] for key, shown in found.items()}

    @pytest.mark.parametrize(("days", "late"), [(0, False), (91, False), (92, False), (93, True), (400, True)])
    def test_the_last_one_was_at_most_so_many_days_ago(self, ask, days, late):
        assert self.found(ask, meeting(days)) == ({"o": ago(days).isoformat()} if late else {})

    def test_there_was_none(self, ask):
        assert self.found(ask) == {"o": None}

    def test_the_last_one_counts(self, ask):
        assert self.found(ask, meeting(300), meeting(93), meeting(200)) == {"o": ago(93).isoformat()}
        assert self.found(ask, meeting(300), meeting(92)) == {}

    @pytest.mark.parametrize(
        "other",
        [
            {"kind": "group_meeting"},
            {"organization": "other"},
            {"organization": None, "body": "o"},
            {"held_on": ago(-1)},
        ],
    )
    def test_another_meeting_does_not_serve(self, ask, other):
        assert self.found(ask, meeting(5, **other)) == {"o": None}

    @pytest.mark.parametrize("form", list(Form))
    def test_only_branches_are_asked(self, ask, form):
        assert bool(self.found(ask, organizations=[{"form": form.value}])) is (form in BRANCH_TYPE)

    def test_external_ones_and_those_that_have_ended_are_not_asked(self, ask):
        assert self.found(ask, organizations=[{"external": True}]) == {}
        assert self.found(ask, organizations=[{"external": False}]) == {"o": None}
        assert self.found(ask, organizations=[{"end": DAY}]) == {}

    @pytest.mark.parametrize(("days", "asked"), [(91, False), (92, True), (93, True)])
    def test_it_must_have_existed_on_every_day_of_the_period(self, ask, days, asked):
        assert bool(self.found(ask, organizations=[{"start": ago(days)}])) is asked

    def test_versions_that_follow_one_another_are_one_existence(self, ask):
        on = ago(30)
        assert self.found(ask, organizations=[{"end": on, "form": "committee"}, {"start": on}]) == {"o": None}
        assert self.found(ask, organizations=[{"end": on}, {"start": on, "end": ago(9)}, {"start": ago(9)}])
        assert self.found(ask, organizations=[{"end": on}, {"start": ago(29)}]) == {}, "re-established after a day"

    def test_a_break_before_the_period_does_not_matter(self, ask):
        assert self.found(ask, organizations=[{"end": ago(95)}, {"start": ago(92)}]) == {"o": None}
        assert self.found(ask, organizations=[{"end": ago(92)}, {"start": ago(91)}]) == {}

    def test_versions_that_overlap_are_one_existence_too(self, ask):
        assert self.found(ask, organizations=[{"end": ago(20)}, {"start": ago(50)}]) == {"o": None}
        rows = [{"start": ago(200), "end": ago(60)}, {"start": ago(150), "end": ago(120)}, {"start": ago(60)}]
        assert self.found(ask, organizations=rows) == {"o": None}

    def test_another_organization_does_not_lend_its_existence(self, ask):
        assert self.found(ask, organizations=[{"start": ago(30)}, {"id": "p", "end": ago(30)}]) == {}


@pytest.mark.parametrize("rule", OVERDUE, ids=lambda rule: rule.code)
def test_each_asks_for_its_own_kind(ask, rule):
    days = 40
    parameters = {name: days for name in rule.parameters if name.endswith("_days")} | {"branch_committee_from": 7}
    for kind in MeetingKind:
        tables = {
            "organizations": [branch()],
            "meetings": [meeting(days, kind=kind.value), meeting(days + 1, kind=KINDS[rule])],
            "members": people("o", 7),
        }
        found = ask(rule, tables, **parameters)
        assert found.keys() == (set() if kind == KINDS[rule] else {"o"})
        if found:
            assert found["o"]["last_held_on"] == ago(days + 1).isoformat()
            assert found["o"][f"{KINDS[rule]}_days"] == days


class TestCommitteeMeetingOverdue:
    def found(self, ask, members, **options):
        tables = {"organizations": [branch(), {"id": "low", "form": "branch", "superior": "o"}], "meetings": []}
        if members is not None:
            tables["members"] = members
        parameters = {"committee_meeting_days": 31, "branch_committee_from": 7}
        return ask(committee_meeting_overdue, tables, **parameters, **options)

    def test_from_seven_members_on(self, ask):
        assert self.found(ask, people("o", 6)) == {}
        shown = {"last_held_on": None, "committee_meeting_days": 31, "members": 7}
        assert self.found(ask, people("o", 7)) == {"o": shown}
        assert self.found(ask, people("o", 8))["o"]["members"] == 8

    def test_probationary_members_count_and_those_below_do_not(self, ask):
        assert self.found(ask, people("o", 7, status="probationary")).keys() == {"o"}
        assert self.found(ask, [*people("o", 6), *people("low", 6)]) == {}

    def test_who_has_ended_does_not_count(self, ask):
        assert self.found(ask, [*people("o", 6), {"id": "left", "organization": "o", "end": DAY}]) == {}

    def test_without_members_it_is_not_checked(self, ask):
        assert self.found(ask, None) is None
        assert self.found(ask, people("o", 7), absent={"members": ["organization"]}) is None


@pytest.mark.parametrize("column", ["kind", "organization", "held_on"])
def test_without_meetings_or_their_columns_it_is_not_checked(ask, column):
    tables = {"organizations": [branch()], "meetings": []}
    assert ask(lecture_overdue, tables, lecture_days=92, absent={"meetings": [column]}) is None
    assert ask(lecture_overdue, {"organizations": [branch()]}, lecture_days=92) is None
    assert ask(lecture_overdue, tables, lecture_days=92, absent={"organizations": ["form"]}) is None


def test_without_dates_and_external_everything_has_always_existed(ask):
    absent = {"organizations": {*TABLES["organizations"].schema} - {"id", "name", "form", "division"}}
    found = ask(lecture_overdue, {"organizations": [branch()], "meetings": []}, lecture_days=92, absent=absent)
    assert found == {"o": {"last_held_on": None, "lecture_days": 92}}
