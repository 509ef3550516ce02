"""R004–R007: who has outgrown the reservoir."""

from datetime import date

import pytest

from regionpb.rules.reservoir.incubation import incubation_due, still_in_reservoir
from regionpb.rules.reservoir.joint import joint_candidate, joint_member_ready

DAY = date(2011, 7, 29)

ORGANIZATIONS = [
    {"id": "hub", "form": "general_branch"},
    {"id": "store", "form": "branch", "superior": "hub"},
    {"id": "village", "form": "branch"},
    {"id": "joint", "form": "joint_branch"},
    {"id": "over", "form": "joint_branch", "end": DAY},
]


def workers(number, organization="hub", unit="u", status="full", **row):
    return [
        {"id": f"{organization}{status}{n}", "organization": organization, "unit": unit, "status": status, **row}
        for n in range(number)
    ]


def tables(members, *, unit=None, regional=({},)):
    return {
        "units": [{"id": "u", "kind": "public_enterprise", "regional_unit": "X", **(unit or {})}],
        "organizations": ORGANIZATIONS,
        "members": members,
        "regional_units": [{"id": "X", "hub": "hub", "reservoir": "store", **row} for row in regional],
    }


class TestIncubationDue:
    def found(self, ask, members, *, minimum=3, **options):
        return ask(incubation_due, tables(members, **options), minimum_full_members=minimum)

    def test_enough_full_members_wherever_they_are(self, ask):
        members = [*workers(1, "hub"), *workers(1, "store"), *workers(2, "village")]
        assert self.found(ask, members) == {"u": {"full_members": 4, "elsewhere": 2, "regional_unit": "X"}}

    @pytest.mark.parametrize(("number", "minimum", "due"), [(2, 3, False), (3, 3, True), (3, 4, False), (5, 5, True)])
    def test_the_threshold(self, ask, number, minimum, due):
        assert bool(self.found(ask, workers(number), minimum=minimum)) is due

    def test_who_does_not_count(self, ask):
        others = [*workers(1, status="probationary"), *workers(1, unit="v"), *workers(1, "store", end=DAY, exit="died")]
        assert self.found(ask, [*workers(2), *others]) == {}

    @pytest.mark.parametrize(
        ("organization", "due"), [(None, True), ("over", True), ("unknown", True), ("joint", False)]
    )
    def test_a_current_organization(self, ask, organization, due):
        assert bool(self.found(ask, workers(3), unit={"organization": organization})) is due

    @pytest.mark.parametrize("unit", [{"regional_unit": None}, {"regional_unit": "Y"}])
    def test_outside_every_unit_all_are_elsewhere(self, ask, unit):
        found = self.found(ask, workers(3), unit=unit)
        assert found["u"]["elsewhere"] == 3

    def test_without_hub_or_reservoir_all_are_elsewhere(self, ask):
        assert self.found(ask, workers(3), regional=[{"hub": None, "reservoir": None}])["u"]["elsewhere"] == 3
        assert self.found(ask, workers(3), regional=[{"reservoir": None}])["u"]["elsewhere"] == 0

    def test_regional_units_only_tell_more(self, ask):
        rows = tables(workers(3))
        del rows["regional_units"]
        assert ask(incubation_due, rows, minimum_full_members=3)["u"]["elsewhere"] == 3
        del rows["members"]
        assert ask(incubation_due, rows, minimum_full_members=3) is None

    def test_a_unit_that_has_ended_is_not_asked(self, ask):
        assert self.found(ask, workers(3), unit={"end": DAY}) == {}


class TestStillInReservoir:
    def found(self, ask, member, organization, **regional):
        rows = tables([{"id": "M", "unit": "u", **member}], unit={"organization": organization}, regional=[regional])
        return ask(still_in_reservoir, rows)

    @pytest.mark.parametrize("where", ["hub", "store"])
    @pytest.mark.parametrize("status", ["full", "probationary"])
    def test_the_employer_has_an_organization(self, ask, where, status):
        found = self.found(ask, {"organization": where, "status": status}, "village")
        shown = {"organization": where, "regional_unit": "X", "unit": "u", "unit_organization": "village"}
        assert found == {"M": shown}

    @pytest.mark.parametrize("where", ["hub", "store"])
    @pytest.mark.parametrize("organization", ["hub", "store", None, "over", "unknown"])
    def test_covered_by_hub_or_reservoir_or_by_none(self, ask, where, organization):
        assert self.found(ask, {"organization": where}, organization) == {}

    @pytest.mark.parametrize(
        "member",
        [
            {"organization": "village"},
            {"organization": "hub", "unit": None},
            {"organization": "hub", "unit": "v"},
            {"organization": "hub", "end": DAY},
        ],
    )
    def test_who_is_not_in_the_reservoir_or_works_nowhere(self, ask, member):
        assert self.found(ask, member, "joint") == {}

    def test_a_unit_that_is_not_current_has_no_reservoir(self, ask):
        assert self.found(ask, {"organization": "hub"}, "village", end=DAY) == {}

    def test_a_hub_that_has_ended_is_another_rules(self, ask):
        assert self.found(ask, {"organization": "over"}, "village", hub="over") == {}

    def test_without_a_reservoir_or_a_hub(self, ask):
        assert self.found(ask, {"organization": "hub"}, "store", reservoir=None).keys() == {"M"}
        assert self.found(ask, {"organization": "store"}, "hub", hub=None).keys() == {"M"}

    def test_a_shared_hub_is_told_once(self, ask):
        rows = tables(
            [{"id": "M", "unit": "u", "organization": "hub"}],
            unit={"organization": "village"},
            regional=[{"id": "Y"}, {"id": "X"}],
        )
        assert ask(still_in_reservoir, rows)["M"]["regional_unit"] == "X"


class TestJointMemberReady:
    def found(self, ask, members, organization="joint", minimum=3):
        rows = tables(members, unit={"organization": organization})
        return ask(joint_member_ready, rows, minimum_full_members=minimum)

    def test_enough_of_the_branch(self, ask):
        assert self.found(ask, workers(3, "joint")) == {"u": {"organization": "joint", "full_members": 3}}
        assert self.found(ask, workers(3, "joint"), minimum=4) == {}

    def test_only_full_members_of_that_branch_in_that_unit_count(self, ask):
        others = [*workers(1, "village"), *workers(1, "joint", status="probationary"), *workers(1, "joint", unit="v")]
        assert self.found(ask, [*workers(2, "joint"), *others]) == {}

    @pytest.mark.parametrize("organization", ["village", "over", None])
    def test_only_a_current_joint_branch(self, ask, organization):
        assert self.found(ask, workers(3, organization or "hub"), organization) == {}


class TestJointCandidate:
    def found(self, ask, members, maximum=2, **unit):
        return ask(joint_candidate, tables(members, unit=unit), joint_candidate_up_to=maximum)

    @pytest.mark.parametrize(
        ("number", "maximum", "candidate"), [(0, 2, False), (1, 2, True), (2, 2, True), (3, 2, False)]
    )
    def test_a_few_full_members(self, ask, number, maximum, candidate):
        expected = {"u": {"full_members": number}} if candidate else {}
        assert self.found(ask, [*workers(number), *workers(2, status="probationary")], maximum) == expected

    @pytest.mark.parametrize(("organization", "candidate"), [("over", True), ("village", False)])
    def test_a_current_organization(self, ask, organization, candidate):
        assert bool(self.found(ask, workers(1), organization=organization)) is candidate
