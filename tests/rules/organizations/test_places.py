"""O005, O019: the division in which an organization lies."""

from datetime import date

import pytest

from regionpb.rules.organizations.places import division_ended, outside_superior

DAY, AFTER = date(2011, 7, 29), date(2011, 7, 30)

DIVISIONS = [
    {"code": "330203", "level": "county"},
    {"code": "330203001", "level": "township", "parent": "330203"},
    {"code": "330203002", "level": "township", "parent": "330203"},
    {"code": "330203003", "level": "township", "parent": "330203", "end": DAY},
    {"code": "330203004", "level": "township", "parent": "330203", "start": AFTER},
]
HUB = {"id": "hub", "division": "330203001"}


def one(**values):
    return {"id": "one", "superior": "hub", "division": "330203002", **values}


class TestOutsideSuperior:
    def found(self, ask, *organizations, units=(), absent=None):
        tables = {"organizations": organizations, "divisions": DIVISIONS, "regional_units": units}
        if absent == "regional_units":
            del tables["regional_units"]
        return ask(outside_superior, tables)

    @pytest.mark.parametrize("division", ["330203002", "330203"])
    def test_beside_or_around(self, ask, division):
        assert self.found(ask, HUB, one(division=division)) == {
            "one": {"division": division, "superior": "hub", "superior_division": "330203001"}
        }

    def test_the_same_division_or_a_part_of_it(self, ask):
        top = {"id": "top", "division": "330203"}
        assert self.found(ask, top, {**HUB, "superior": "top"}, one(division="330203001")) == {}

    @pytest.mark.parametrize("division", [None, "330203003", "known only from a row set aside"])
    def test_a_division_that_is_no_edge(self, ask, division):
        assert self.found(ask, HUB, one(division=division)) == {}
        assert self.found(ask, {**HUB, "division": division}, one()) == {}

    def test_a_superior_that_has_ended_or_lies_on_the_same_cycle(self, ask):
        assert self.found(ask, {**HUB, "end": DAY}, one()) == {}
        assert self.found(ask, {**HUB, "superior": "one"}, one()) == {}

    def test_an_external_one_is_not_asked(self, ask):
        assert self.found(ask, HUB, one(external=True)) == {}
        assert {*self.found(ask, {**HUB, "external": True}, one())} == {"one"}

    @pytest.mark.parametrize("mode", ["trade", "industry", "personnel"])
    def test_the_n_of_a_unit_without_territory_reach_across(self, ask, mode):
        unit = {"id": "X", "mode": mode, "hub": "hub"}
        assert self.found(ask, HUB, one(regional_unit="X"), units=[unit]) == {}
        assert self.found(ask, HUB, one(regional_unit="X"), units=[{**unit, "hub": None}]) == {}

    def test_the_hub_is_not_one_of_the_n(self, ask):
        unit = {"id": "X", "mode": "trade", "hub": "one"}
        assert {*self.found(ask, HUB, one(regional_unit="X"), units=[unit])} == {"one"}

    @pytest.mark.parametrize(
        "unit", [{"mode": "park"}, {"mode": None}, {"mode": "trade", "end": DAY}, {"mode": "trade", "start": AFTER}]
    )
    def test_a_unit_that_exempts_nobody(self, ask, unit):
        assert {*self.found(ask, HUB, one(regional_unit="X"), units=[{"id": "X", "hub": "hub", **unit}])} == {"one"}

    def test_a_table_that_only_exempts_may_be_absent(self, ask):
        assert {*self.found(ask, HUB, one(regional_unit="X"), absent="regional_units")} == {"one"}

    def test_without_superiors_it_is_not_checked(self, ask):
        tables = {"organizations": [HUB], "divisions": DIVISIONS, "regional_units": []}
        assert ask(outside_superior, tables, absent={"organizations": ["superior"]}) is None


class TestDivisionEnded:
    @pytest.mark.parametrize("division", ["330203003", "330203004"])
    def test_a_division_that_is_not_there_on_the_day(self, ask, division):
        found = ask(division_ended, {"organizations": [one(division=division)], "divisions": DIVISIONS})
        assert found == {"one": {"division": division}}

    @pytest.mark.parametrize("division", ["330203", None, "known only from a row set aside"])
    def test_a_division_that_has_not_ended(self, ask, division):
        assert ask(division_ended, {"organizations": [one(division=division)], "divisions": DIVISIONS}) == {}

    @pytest.mark.parametrize("more", [{"external": True}, {"end": DAY}])
    def test_who_is_not_asked(self, ask, more):
        rows = [one(division="330203003", **more)]
        assert ask(division_ended, {"organizations": rows, "divisions": DIVISIONS}) == {}
