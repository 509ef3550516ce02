"""O006–O009, O014, O018: how many members an organization has."""

from datetime import date

import pytest

from regionpb.rules.organizations.sizes import (
    branch_too_large,
    count_disagrees,
    empty_organization,
    form_too_high,
    should_be_committee,
    too_few_members,
)

DAY, AFTER = date(2011, 7, 29), date(2011, 7, 30)


def people(organization, full=0, probationary=0, **more):
    statuses = ["full"] * full + ["probationary"] * probationary
    return [
        {"id": f"{organization}-{n}", "organization": organization, "status": s, **more} for n, s in enumerate(statuses)
    ]


def found(ask, rule, organizations, *members, **parameters):
    return ask(rule, {"organizations": organizations, "members": [m for some in members for m in some]}, **parameters)


class TestTooFewMembers:
    def ask_one(self, ask, members, form="branch", **more):
        row = {"id": "a", "form": form, **more}
        return found(ask, too_few_members, [row], members, minimum_full_members=3)

    @pytest.mark.parametrize("form", ["branch", "joint_branch"])
    def test_only_full_members_count(self, ask, form):
        shown = {"form": form, "full_members": 2, "minimum_full_members": 3}
        assert self.ask_one(ask, people("a", 2, 5), form) == {"a": shown}
        assert self.ask_one(ask, people("a", 3), form) == {}

    @pytest.mark.parametrize("form", ["temporary_branch", "general_branch", "committee"])
    def test_other_forms_are_not_asked(self, ask, form):
        assert self.ask_one(ask, people("a", 2), form) == {}

    def test_members_below_are_not_in_it_and_those_of_another_day_do_not_count(self, ask):
        below = [{"id": "b", "form": "temporary_branch", "superior": "a"}]
        rows = [{"id": "a", "form": "branch"}, *below]
        assert {*found(ask, too_few_members, rows, people("b", 9), minimum_full_members=3)} == {"a"}
        assert {*self.ask_one(ask, people("a", 3, end=DAY))} == {"a"}
        assert {*self.ask_one(ask, people("a", 3, start=AFTER))} == {"a"}

    def test_an_external_one_is_not_asked(self, ask):
        assert self.ask_one(ask, [], external=True) == {}
        assert {*self.ask_one(ask, [], external=False)} == {"a"}

    def test_without_statuses_it_is_not_checked(self, ask):
        tables = {"organizations": [{"id": "a", "form": "branch"}], "members": []}
        assert ask(too_few_members, tables, absent={"members": ["status"]}, minimum_full_members=3) is None
        assert ask(too_few_members, {"organizations": tables["organizations"]}, minimum_full_members=3) is None


class TestBranchTooLarge:
    @pytest.mark.parametrize("form", ["branch", "joint_branch", "temporary_branch"])
    def test_all_members_in_it_count(self, ask, form):
        row = [{"id": "a", "form": form}]
        shown = {"form": form, "members": 4, "largest_branch": 3}
        assert found(ask, branch_too_large, row, people("a", 3, 1), largest_branch=3) == {"a": shown}
        assert found(ask, branch_too_large, row, people("a", 2, 1), largest_branch=3) == {}

    def test_members_below_are_not_in_it(self, ask):
        rows = [{"id": "a", "form": "branch"}, {"id": "b", "form": "general_branch", "superior": "a"}]
        assert found(ask, branch_too_large, rows, people("b", 9), largest_branch=3) == {}


class TestShouldBeCommittee:
    ROWS = ({"id": "a", "form": "general_branch"}, {"id": "b", "form": "branch", "superior": "a"})

    def test_members_under_it_count_from_the_number_itself(self, ask):
        shown = {"form": "general_branch", "members": 10, "committee_from": 10}
        assert found(ask, should_be_committee, self.ROWS, people("b", 8, 2), committee_from=10) == {"a": shown}
        assert found(ask, should_be_committee, self.ROWS, people("b", 8, 1), committee_from=10) == {}

    @pytest.mark.parametrize(
        ("values", "asked"),
        [
            ({"approved": True}, False),
            ({"approved": False}, True),
            ({"external": True}, False),
            ({"form": "joint_general_branch"}, True),
            ({"form": "temporary_general_branch"}, False),
            ({"form": "committee"}, False),
        ],
    )
    def test_who_is_asked(self, ask, values, asked):
        rows = [{"id": "a", "form": "general_branch", **values}]
        assert bool(found(ask, should_be_committee, rows, people("a", 10), committee_from=10)) is asked

    def test_a_column_that_only_exempts_may_be_absent(self, ask):
        tables = {"organizations": self.ROWS, "members": people("b", 10)}
        absent = {"organizations": ["approved", "external"]}
        assert {*ask(should_be_committee, tables, absent=absent, committee_from=10)} == {"a"}


class TestFormTooHigh:
    @pytest.mark.parametrize(
        ("values", "members", "minimum"),
        [
            ({"form": "committee"}, 9, 10),
            ({"form": "committee"}, 10, None),
            ({"form": "general_branch"}, 4, 5),
            ({"form": "joint_general_branch"}, 4, 5),
            ({"form": "general_branch", "function": "village_organization"}, 4, 5),
            ({"form": "general_branch"}, 5, None),
            ({"form": "committee", "function": None}, 9, 10),
            ({"form": "committee", "function": "township_committee"}, 9, None),
            ({"form": "working_committee"}, 9, None),
            ({"form": "temporary_committee"}, 9, None),
            ({"form": "branch"}, 4, None),
            ({"form": "committee", "approved": True}, 9, None),
            ({"form": "committee", "external": True}, 9, None),
        ],
    )
    def test_each_form_has_its_number(self, ask, values, members, minimum):
        sizes = {"committee_from": 10, "general_branch_from": 5}
        answer = found(ask, form_too_high, [{"id": "a", **values}], people("a", members), **sizes)
        shown = {"form": values["form"], "members": members, "minimum": minimum}
        assert answer == ({"a": shown} if minimum else {})


class TestEmptyOrganization:
    def test_members_in_it_or_below_it(self, ask):
        rows = [{"id": "a"}, {"id": "b", "superior": "a"}, {"id": "c", "superior": "a"}, {"id": "d", "external": True}]
        assert {*found(ask, empty_organization, rows, people("b", 0, 1))} == {"c"}

    def test_members_of_another_day_are_none(self, ask):
        assert {*found(ask, empty_organization, [{"id": "a"}], people("a", 1, end=DAY))} == {"a"}

    def test_what_hangs_below_a_cycle_is_under_it(self, ask):
        rows = [{"id": "a", "superior": "b"}, {"id": "b", "superior": "a"}, {"id": "c", "superior": "a"}]
        assert {*found(ask, empty_organization, rows, people("c", 1))} == {"b"}


class TestCountDisagrees:
    @pytest.mark.parametrize(("declared", "wrong"), [(3, False), (2, True), (4, True), (0, True), (None, False)])
    def test_full_and_probationary_members_under_it(self, ask, declared, wrong):
        rows = [{"id": "a", "member_count": declared}, {"id": "b", "superior": "a"}]
        answer = found(ask, count_disagrees, rows, people("a", 1), people("b", 1, 1))
        assert answer == ({"a": {"member_count": declared, "members": 3}} if wrong else {})

    def test_an_external_one_is_not_asked(self, ask):
        assert found(ask, count_disagrees, [{"id": "a", "member_count": 9, "external": True}]) == {}
