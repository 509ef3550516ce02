"""O001–O004: which organization stands above which."""

from datetime import date

import pytest

from regionpb.rules.organizations.superiors import cycle, extra_root, form_order, superior_ended

DAY, AFTER = date(2011, 7, 29), date(2011, 7, 30)

DIVISIONS = [
    {"code": "330203", "level": "county"},
    {"code": "330203001", "level": "township", "parent": "330203"},
    {"code": "330205", "level": "county", "end": DAY},
]


def organization(id, superior=None, form="branch", division="330203", **more):  # noqa: A002 - the column's name
    return {"id": id, "superior": superior, "form": form, "division": division, **more}


class TestCycle:
    def test_each_on_the_cycle_and_nothing_below_it(self, ask):
        rows = [organization("a", "b"), organization("b", "a"), organization("c", "a"), organization("d", "d")]
        found = ask(cycle, {"organizations": rows})
        assert found == {"a": {"superior": "b"}, "b": {"superior": "a"}, "d": {"superior": "d"}}

    def test_the_external_one_is_not_asked(self, ask):
        rows = [organization("a", "b"), organization("b", "a", external=True)]
        assert {*ask(cycle, {"organizations": rows})} == {"a"}

    def test_what_has_ended_closes_no_cycle(self, ask):
        assert ask(cycle, {"organizations": [organization("a", "b"), organization("b", "a", end=DAY)]}) == {}


class TestExtraRoot:
    TOP = organization("top", form="committee")

    def found(self, ask, *rows):
        return ask(extra_root, {"organizations": rows, "divisions": DIVISIONS})

    @pytest.mark.parametrize("form", ["committee", "working_committee"])
    def test_committees_at_the_highest_level(self, ask, form):
        assert self.found(ask, self.TOP, organization("a", form=form)) == {}

    @pytest.mark.parametrize("form", ["branch", "general_branch", "joint_branch", "temporary_committee"])
    def test_anything_else_at_the_highest_level(self, ask, form):
        assert self.found(ask, organization("a", form=form)) == {"a": {"form": form, "division": "330203"}}

    def test_a_committee_at_a_lower_level(self, ask):
        low = organization("low", form="committee", division="330203001")
        assert {*self.found(ask, self.TOP, low)} == {"low"}
        assert self.found(ask, low) == {}, "it is the highest level at which any lies"

    def test_an_external_one_makes_no_level_and_is_not_asked(self, ask):
        far = organization("far", form="branch", external=True)
        assert self.found(ask, far, organization("low", form="committee", division="330203001")) == {}

    @pytest.mark.parametrize("superior", ["gone", "known only from a row set aside"])
    def test_a_superior_that_is_no_edge_is_not_missing(self, ask, superior):
        assert self.found(ask, self.TOP, organization("gone", "top", end=DAY), organization("a", superior)) == {}

    @pytest.mark.parametrize("division", [None, "330205"])
    def test_a_division_that_is_no_edge_gives_a_committee_no_level(self, ask, division):
        assert self.found(ask, self.TOP, organization("a", form="committee", division=division)) == {}
        assert {*self.found(ask, self.TOP, organization("a", division=division))} == {"a"}


class TestSuperiorEnded:
    @pytest.mark.parametrize("gone", [{"end": DAY}, {"start": AFTER}])
    def test_a_superior_that_is_not_there_on_the_day(self, ask, gone):
        rows = [organization("top", form="committee", **gone), organization("a", "top")]
        assert ask(superior_ended, {"organizations": rows}) == {"a": {"superior": "top"}}

    def test_a_superior_with_a_current_version_beside_an_ended_one(self, ask):
        rows = [organization("top", end=DAY), organization("top", start=DAY), organization("a", "top")]
        assert ask(superior_ended, {"organizations": rows}) == {}

    @pytest.mark.parametrize("more", [{"end": DAY}, {"external": True}])
    def test_who_is_not_asked(self, ask, more):
        assert (
            ask(superior_ended, {"organizations": [organization("top", end=DAY), organization("a", "top", **more)]})
            == {}
        )

    @pytest.mark.parametrize("superior", [None, "known only from a row set aside"])
    def test_no_superior_has_ended(self, ask, superior):
        assert ask(superior_ended, {"organizations": [organization("a", superior)]}) == {}


class TestFormOrder:
    @pytest.mark.parametrize(
        ("above", "below", "wrong"),
        [
            ("committee", "committee", False),
            ("committee", "branch", False),
            ("working_committee", "general_branch", False),
            ("temporary_committee", "temporary_general_branch", False),
            ("general_branch", "branch", False),
            ("joint_general_branch", "joint_branch", False),
            ("temporary_general_branch", "temporary_branch", False),
            ("general_branch", "general_branch", True),
            ("joint_general_branch", "committee", True),
            ("branch", "branch", True),
            ("joint_branch", "temporary_branch", True),
            ("temporary_branch", "committee", True),
        ],
    )
    def test_what_may_stand_above_what(self, ask, above, below, wrong):
        rows = [organization("top", form=above), organization("a", "top", form=below)]
        assert ask(form_order, {"organizations": rows}) == ({"a": {"form": below, "superior": "top"}} if wrong else {})

    def test_an_external_superior_has_a_form_too(self, ask):
        rows = [organization("top", external=True), organization("a", "top")]
        assert {*ask(form_order, {"organizations": rows})} == {"a"}

    def test_nothing_is_above_what_is_on_a_cycle_or_under_what_has_ended(self, ask):
        rows = [organization("a", "a"), organization("gone", end=DAY), organization("b", "gone")]
        assert ask(form_order, {"organizations": rows}) == {}
