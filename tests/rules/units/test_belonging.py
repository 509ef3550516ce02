"""U004–U007: the N of a 1+N unit."""

from datetime import date

import pytest

from regionpb.rules.units.belonging import hub_alone, hub_belongs_elsewhere, not_under_hub, outside_unit

DAY, AFTER = date(2011, 7, 29), date(2011, 7, 30)

DIVISIONS = [
    {"code": "330203", "level": "county"},
    {"code": "330203001", "level": "township", "parent": "330203"},
    {"code": "330203002", "level": "township", "parent": "330203"},
    {"code": "330203002001", "level": "village", "parent": "330203002"},
    {"code": "330203003", "level": "township", "parent": "330203", "end": DAY},
]
HUB = {"id": "hub", "superior": "top", "division": "330203002"}
TOP = {"id": "top", "division": "330203"}
UNIT = {"id": "X", "mode": "park", "division": "330203002", "hub": "hub"}


def one(**row):
    return {"id": "one", "superior": "hub", "division": "330203002001", "regional_unit": "X", **row}


class TestNotUnderHub:
    def found(self, ask, *organizations, unit=UNIT):
        return ask(not_under_hub, {"organizations": [TOP, HUB, *organizations], "regional_units": [unit]})

    @pytest.mark.parametrize("superior", ["top", None, "over"])
    def test_beside_the_hub_or_nowhere(self, ask, superior):
        over = {"id": "over", "superior": "hub", "end": DAY}
        found = self.found(ask, one(superior=superior), over)
        assert found == {"one": {"regional_unit": "X", "hub": "hub", "superior": superior}}

    def test_directly_and_indirectly_under_it(self, ask):
        between = {"id": "between", "superior": "hub"}
        assert self.found(ask, one(), between, one(id="two", superior="between")) == {}

    def test_the_hub_is_under_itself(self, ask):
        assert self.found(ask, one(id="hub2"), unit=UNIT | {"hub": "hub2"}) == {}

    @pytest.mark.parametrize("row", [{"external": True}, {"regional_unit": None}, {"end": DAY}, {"start": AFTER}])
    def test_who_is_not_asked(self, ask, row):
        assert self.found(ask, one(superior="top", **row)) == {}

    @pytest.mark.parametrize("unit", [{"hub": None}, {"hub": "unknown"}, {"end": DAY}])
    def test_a_unit_without_a_hub_or_that_has_ended(self, ask, unit):
        assert self.found(ask, one(superior="top"), unit=UNIT | unit) == {}

    def test_what_only_exempts_may_be_absent(self, ask):
        tables = {"organizations": [TOP, HUB, one(superior="top")], "regional_units": [UNIT]}
        assert ask(not_under_hub, tables, absent={"organizations": ["external"]}).keys() == {"one"}
        assert ask(not_under_hub, tables, absent={"organizations": ["superior"]}) is None


class TestOutsideUnit:
    def found(self, ask, *organizations, **unit):
        tables = {"organizations": [*organizations], "regional_units": [UNIT | unit], "divisions": DIVISIONS}
        return ask(outside_unit, tables)

    @pytest.mark.parametrize("mode", ["park", "street_block", "sub_area", "village_enterprise", "village_neighbourhood",
                                      "commercial_district", "office_building"])  # fmt: skip
    @pytest.mark.parametrize("division", ["330203001", "330203"])
    def test_territorial_modes(self, ask, mode, division):
        found = self.found(ask, one(division=division), mode=mode)
        assert found == {
            "one": {"regional_unit": "X", "mode": mode, "division": division, "regional_unit_division": "330203002"}
        }

    @pytest.mark.parametrize("mode", ["trade", "industry", "personnel"])
    def test_the_other_modes_reach_across(self, ask, mode):
        assert self.found(ask, one(division="330203001"), mode=mode) == {}

    @pytest.mark.parametrize("division", ["330203002", "330203002001", "330203003", None])
    def test_within_it_or_in_a_division_that_is_not_there(self, ask, division):
        assert self.found(ask, one(division=division)) == {}

    def test_the_hub_itself_is_another_rules(self, ask):
        assert self.found(ask, one(id="hub", division="330203001")) == {}

    @pytest.mark.parametrize("hub", [None, "over"])
    def test_it_is_asked_without_a_hub_too(self, ask, hub):
        assert self.found(ask, one(division="330203001"), hub=hub).keys() == {"one"}

    def test_an_external_organization_is_not_asked(self, ask):
        assert self.found(ask, one(division="330203001", external=True)) == {}

    def test_a_unit_in_an_ended_division_is_passed_over(self, ask):
        assert self.found(ask, one(division="330203001"), division="330203003") == {}


class TestHubAlone:
    def found(self, ask, *organizations, unit=UNIT):
        return ask(hub_alone, {"organizations": [TOP, HUB, *organizations], "regional_units": [unit]})

    @pytest.mark.parametrize("row", [{"regional_unit": None}, {"regional_unit": "Y"}, {"end": DAY}, {"start": AFTER}])
    def test_no_current_organization_belongs_to_it(self, ask, row):
        assert self.found(ask, one(**row)) == {"X": {"hub": "hub"}}

    def test_the_hub_does_not_count(self, ask):
        assert self.found(ask, one(id="hub2"), unit=UNIT | {"hub": "hub2"}) == {"X": {"hub": "hub2"}}

    def test_one_is_enough(self, ask):
        assert self.found(ask, one()) == {}

    def test_without_a_hub(self, ask):
        assert self.found(ask, unit=UNIT | {"hub": None}) == {"X": {"hub": None}}
        assert self.found(ask, one(), unit=UNIT | {"hub": None}) == {}


class TestHubBelongsElsewhere:
    def found(self, ask, hub, *units):
        return ask(hub_belongs_elsewhere, {"organizations": [TOP, HUB | hub], "regional_units": [*units]})

    def test_it_belongs_to_another_unit(self, ask):
        found = self.found(ask, {"regional_unit": "Y"}, UNIT, UNIT | {"id": "Y", "hub": "top"})
        assert found == {"hub": {"regional_unit": "Y", "hub_of": "X"}}

    @pytest.mark.parametrize("regional_unit", ["X", None, "Y", "unknown"])
    def test_its_own_unit_none_or_one_that_is_not_current(self, ask, regional_unit):
        assert (
            self.found(ask, {"regional_unit": regional_unit}, UNIT, UNIT | {"id": "Y", "hub": "top", "end": DAY}) == {}
        )

    def test_a_shared_hub_is_found_once(self, ask):
        others = [UNIT | {"id": i} for i in ("Z", "Y")]
        found = self.found(ask, {"regional_unit": "X"}, UNIT, *others)
        assert found == {"hub": {"regional_unit": "X", "hub_of": "Y"}}

    def test_an_external_hub_is_not_asked(self, ask):
        other = UNIT | {"id": "Y", "hub": "top"}
        assert self.found(ask, {"regional_unit": "Y", "external": True}, UNIT, other) == {}
