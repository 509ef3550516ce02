"""U001–U003, U012: the hub and the reservoir of a 1+N unit."""

from datetime import date

import pytest

from regionpb.rules.units.hubs import hub_outside, no_hub, reservoir_not_under_hub, shared_hub

BEFORE, DAY, AFTER = date(2011, 7, 28), date(2011, 7, 29), date(2011, 7, 30)

DIVISIONS = [
    {"code": "330203", "level": "county"},
    {"code": "330203001", "level": "township", "parent": "330203"},
    {"code": "330203002", "level": "township", "parent": "330203"},
    {"code": "330203002001", "level": "village", "parent": "330203002"},
    {"code": "330203003", "level": "township", "parent": "330203", "end": DAY},
]


def organizations(**more):
    rows = {
        "top": {"division": "330203"},
        "hub": {"superior": "top", "division": "330203002"},
        "low": {"superior": "hub", "division": "330203002001"},
        "beside": {"superior": "top", "division": "330203001"},
        "over": {"superior": "top", "division": "330203002", "end": DAY},
        "coming": {"superior": "top", "division": "330203002", "start": AFTER},
    }
    return [{"id": i, **row} for i, row in (rows | more).items()]


def units(*rows):
    return [{"id": f"X{n}", "mode": "park", "division": "330203002", **row} for n, row in enumerate(rows, 1)]


class TestNoHub:
    @pytest.mark.parametrize("hub", [None, "over", "coming", "known only from a row set aside"])
    def test_a_hub_that_is_not_there_on_the_day(self, ask, hub):
        found = ask(no_hub, {"regional_units": units({"hub": hub}), "organizations": organizations()})
        assert found == {"X1": {"hub": hub}}

    def test_a_hub_that_is_there(self, ask):
        assert ask(no_hub, {"regional_units": units({"hub": "hub"}), "organizations": organizations()}) == {}

    def test_a_unit_that_has_ended_is_not_asked(self, ask):
        tables = {"regional_units": units({"end": DAY}, {"start": AFTER}), "organizations": organizations()}
        assert ask(no_hub, tables) == {}

    def test_a_hub_with_a_current_version_beside_an_ended_one(self, ask):
        again = [{"id": "over", "division": "330203002", "start": DAY}]
        tables = {"regional_units": units({"hub": "over"}), "organizations": organizations() + again}
        assert ask(no_hub, tables) == {}

    def test_without_the_column_it_is_not_checked(self, ask):
        tables = {"regional_units": units({}), "organizations": organizations()}
        assert ask(no_hub, tables, absent={"regional_units": ["hub"]}) is None


class TestSharedHub:
    def test_each_of_the_units_is_named(self, ask):
        tables = {
            "regional_units": units({"hub": "hub"}, {"hub": "hub"}, {"hub": "low"}),
            "organizations": organizations(),
        }
        shared = {"hub": "hub", "regional_units": 2}
        assert ask(shared_hub, tables) == {"X1": shared, "X2": shared}

    @pytest.mark.parametrize("second", [{"hub": None}, {"hub": "hub", "end": DAY}, {"hub": "hub", "start": AFTER}])
    def test_units_that_are_not_current_and_empty_hubs_share_nothing(self, ask, second):
        tables = {"regional_units": units({"hub": "hub"}, second, {"hub": None}), "organizations": organizations()}
        assert ask(shared_hub, tables) == {}

    def test_a_hub_that_has_ended_is_no_hub(self, ask):
        tables = {"regional_units": units({"hub": "over"}, {"hub": "over"}), "organizations": organizations()}
        assert ask(shared_hub, tables) == {}


class TestHubOutside:
    def found(self, ask, *rows):
        tables = {"regional_units": units(*rows), "organizations": organizations(), "divisions": DIVISIONS}
        return ask(hub_outside, tables)

    def test_beside_above_and_within(self, ask):
        found = self.found(ask, {"hub": "beside"}, {"hub": "top"}, {"hub": "hub"}, {"hub": "low"})
        assert found == {
            "X1": {"hub": "beside", "hub_division": "330203001", "division": "330203002"},
            "X2": {"hub": "top", "hub_division": "330203", "division": "330203002"},
        }

    @pytest.mark.parametrize("mode", ["trade", "industry", "personnel"])
    def test_the_mode_does_not_matter(self, ask, mode):
        assert self.found(ask, {"hub": "beside", "mode": mode}).keys() == {"X1"}

    @pytest.mark.parametrize("hub", [None, "over", "unknown"])
    def test_no_hub_is_no_business_of_its(self, ask, hub):
        assert self.found(ask, {"hub": hub}) == {}

    def test_an_ended_division_is_passed_over(self, ask):
        assert self.found(ask, {"hub": "beside", "division": "330203003"}) == {}

    def test_an_external_hub_is_the_end_of_an_edge(self, ask):
        far = organizations(far={"division": "330203001", "external": True})
        tables = {"regional_units": units({"hub": "far"}), "organizations": far, "divisions": DIVISIONS}
        assert ask(hub_outside, tables).keys() == {"X1"}


class TestReservoirNotUnderHub:
    def found(self, ask, **row):
        return ask(
            reservoir_not_under_hub, {"regional_units": units({"hub": "hub", **row}), "organizations": organizations()}
        )

    @pytest.mark.parametrize("reservoir", ["beside", "top"])
    def test_beside_or_above_the_hub(self, ask, reservoir):
        assert self.found(ask, reservoir=reservoir) == {"X1": {"reservoir": reservoir, "hub": "hub"}}

    @pytest.mark.parametrize("reservoir", ["low", "hub", None, "over", "unknown"])
    def test_under_the_hub_the_hub_itself_or_none(self, ask, reservoir):
        assert self.found(ask, reservoir=reservoir) == {}

    @pytest.mark.parametrize("hub", [None, "over"])
    def test_both_must_be_current(self, ask, hub):
        assert self.found(ask, hub=hub, reservoir="beside") == {}

    def test_what_hangs_below_a_cycle_is_under_it(self, ask):
        round_ = organizations(hub={"superior": "low"}, low={"superior": "hub"}, leaf={"superior": "low"})
        tables = {"organizations": round_}
        inside = tables | {"regional_units": units({"hub": "low", "reservoir": "leaf"})}
        around = tables | {"regional_units": units({"hub": "hub", "reservoir": "low"})}
        assert ask(reservoir_not_under_hub, inside) == {}
        assert ask(reservoir_not_under_hub, around).keys() == {"X1"}
