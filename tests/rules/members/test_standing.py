"""M005–M007: whether members are in touch, where they work and what holds them."""

from datetime import date

import pytest

from regionpb.rules.members.standing import not_in_branch, out_of_contact, unit_ended

BEFORE, DAY, AFTER = date(2011, 7, 28), date(2011, 7, 29), date(2011, 7, 30)


class TestOutOfContact:
    def found(self, ask, *, day=DAY, months=6, absent=None, **row):
        return ask(
            out_of_contact, {"members": [{"id": "M", **row}]}, day=day, absent=absent, lost_contact_months=months
        )

    @pytest.mark.parametrize(
        ("since", "lost"), [(date(2011, 1, 28), True), (date(2011, 1, 29), True), (date(2011, 1, 30), False)]
    )
    def test_half_a_year_to_the_day(self, ask, since, lost):
        shown = {"lost_since": since.isoformat(), "lost_contact_months": 6}
        assert self.found(ask, lost_since=since) == ({"M": shown} if lost else {})

    @pytest.mark.parametrize(
        ("since", "day", "lost"),
        [
            (date(2010, 8, 31), date(2011, 2, 27), False),
            (date(2010, 8, 31), date(2011, 2, 28), True),
            (date(2011, 8, 31), date(2012, 2, 28), False),
            (date(2011, 8, 31), date(2012, 2, 29), True),
            (date(2010, 12, 31), date(2011, 6, 29), False),
            (date(2010, 12, 31), date(2011, 6, 30), True),
        ],
    )
    def test_where_the_month_is_too_short_its_last_day(self, ask, since, day, lost):
        assert bool(self.found(ask, lost_since=since, day=day)) is lost

    @pytest.mark.parametrize(("months", "lost"), [(0, True), (5, True), (6, True), (7, False)])
    def test_the_months(self, ask, months, lost):
        assert bool(self.found(ask, lost_since=date(2011, 1, 29), months=months)) is lost

    @pytest.mark.parametrize("row", [{"lost_since": None}, {"lost_since": AFTER}, {"end": DAY}, {"start": AFTER}])
    def test_who_is_not_asked(self, ask, row):
        assert self.found(ask, **{"lost_since": date(2001, 1, 1), **row}) == {}

    def test_it_is_not_asked_where_nobody_says(self, ask):
        assert self.found(ask, lost_since=BEFORE, absent={"members": ["lost_since"]}) is None


class TestUnitEnded:
    UNITS = (
        {"id": "U"},
        {"id": "over", "end": DAY},
        {"id": "coming", "start": AFTER},
        {"id": "again", "end": BEFORE},
        {"id": "again", "start": DAY},
    )

    def found(self, ask, *, units=UNITS, day=DAY, absent=None, **row):
        return ask(unit_ended, {"members": [{"id": "M", **row}], "units": units}, day=day, absent=absent)

    @pytest.mark.parametrize("unit", ["over", "coming"])
    def test_an_employer_of_another_day(self, ask, unit):
        assert self.found(ask, unit=unit) == {"M": {"unit": unit}}

    @pytest.mark.parametrize("unit", ["U", "again", None, "known only from a row set aside"])
    def test_an_employer_of_the_day_or_none(self, ask, unit):
        assert self.found(ask, unit=unit) == {}

    def test_the_day_before_the_end_it_is_still_there(self, ask):
        assert self.found(ask, unit="over", day=BEFORE) == {}

    def test_members_who_have_gone_are_not_asked(self, ask):
        assert self.found(ask, unit="over", end=DAY) == {}

    def test_both_tables_are_needed(self, ask):
        assert self.found(ask, unit="over", absent={"members": ["unit"]}) is None
        assert ask(unit_ended, {"members": [{"id": "M", "unit": "over"}]}) is None


class TestNotInBranch:
    OTHERS = ("working_committee", "committee", "general_branch", "joint_general_branch", "temporary_committee",
              "temporary_general_branch")  # fmt: skip
    BRANCHES = ("branch", "joint_branch", "temporary_branch")
    ORGANIZATIONS = tuple({"id": form, "form": form} for form in (*OTHERS, *BRANCHES))

    def found(self, ask, organization, *units, absent=None, **row):
        tables = {
            "members": [{"id": "M", "organization": organization, **row}],
            "organizations": [*self.ORGANIZATIONS, {"id": "over", "form": "committee", "end": DAY}],
            "regional_units": [{"id": f"X{n}", **unit} for n, unit in enumerate(units)],
        }
        return ask(not_in_branch, tables, absent=absent)

    @pytest.mark.parametrize("form", OTHERS)
    def test_an_organization_that_is_no_branch(self, ask, form):
        assert self.found(ask, form) == {"M": {"organization": form, "form": form}}

    @pytest.mark.parametrize("organization", [*BRANCHES, "over", None, "unknown"])
    def test_a_branch_or_nothing_that_is_current(self, ask, organization):
        assert self.found(ask, organization) == {}

    @pytest.mark.parametrize("unit", [{"hub": "committee"}, {"hub": "branch", "reservoir": "committee"}])
    def test_the_hub_or_the_reservoir_of_any_unit(self, ask, unit):
        assert self.found(ask, "committee", {"hub": "general_branch"}, {}, unit) == {}

    @pytest.mark.parametrize("unit", [{}, {"hub": "branch"}, {"hub": "committee", "end": DAY},
                                      {"hub": "committee", "start": AFTER}])  # fmt: skip
    def test_of_no_current_unit(self, ask, unit):
        assert self.found(ask, "committee", unit).keys() == {"M"}

    def test_members_who_have_gone_are_not_asked(self, ask):
        assert self.found(ask, "committee", end=DAY) == {}

    def test_units_only_exempt(self, ask):
        tables = {"members": [{"id": "M", "organization": "committee"}], "organizations": self.ORGANIZATIONS}
        assert ask(not_in_branch, tables).keys() == {"M"}
        absent = {"regional_units": ["hub", "reservoir"]}
        assert self.found(ask, "committee", {}, absent=absent).keys() == {"M"}
        assert self.found(ask, "committee", {"hub": "committee"}, absent={"regional_units": ["reservoir"]}) == {}
