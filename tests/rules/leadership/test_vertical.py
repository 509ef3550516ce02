"""L008: the vertical of county, township and village."""

from datetime import date

import pytest

from regionpb.rules.leadership.vertical import broken_vertical

DAY, AFTER = date(2011, 7, 29), date(2011, 7, 30)
GONE = [{"end": DAY}, {"start": AFTER}]

TOWN, VILLAGE = "330203100", "330203100201"
CITY = {"code": "3302", "level": "prefecture"}
COUNTY = {"code": "330203", "level": "county", "parent": "3302"}


def township(code, parent="330203", **row):
    return {"code": code, "level": "township", "parent": parent, **row}


DIVISIONS = [
    CITY,
    COUNTY,
    township(TOWN),
    {"code": VILLAGE, "level": "village", "parent": TOWN},
    {"code": "330203100202", "level": "village", "parent": TOWN},
    township("330203001"),
    {"code": "330203001001", "level": "village", "parent": "330203001"},
]
RURAL_DIGITS = [("099", 0), ("100", 1), ("199", 1), ("200", 1), ("399", 1), ("400", 0), ("000", 0), ("600", 0)]


LOCAL = {"id": "county", "function": "local_committee", "division": "330203"}
HEAD = {"id": "town", "function": "township_committee", "division": TOWN, "superior": "county"}


class TestBrokenVertical:
    def found(self, ask, *organizations, units=(), divisions=DIVISIONS, **options):
        tables = {"organizations": [*organizations], "regional_units": [*units], "divisions": divisions}
        return ask(broken_vertical, tables, **options)

    def village(self, **row):
        return {"id": "village", "function": "village_organization", "division": VILLAGE, "superior": "town", **row}

    def hub(self, **row):
        return {"id": "hub", "function": "general", "division": TOWN, "superior": "town", **row}

    def unit(self, **row):
        return {"id": "X", "hub": "hub", "division": TOWN, **row}

    def test_county_township_village(self, ask):
        assert self.found(ask, LOCAL, HEAD, self.village()) == {}
        between = {"id": "between", "superior": "town"}
        assert self.found(ask, LOCAL, HEAD, between, self.village(superior="between")) == {}

    def test_beside_the_township(self, ask):
        found = self.found(ask, LOCAL, HEAD, self.village(superior="county"))
        assert found == {"village": {"superior": "county", "own_township": TOWN, "own_county": "330203"}}

    @pytest.mark.parametrize("superior", [None, "unknown", "gone"])
    def test_under_nothing(self, ask, superior):
        gone = {"id": "gone", "function": "township_committee", "division": TOWN, "superior": "county", "end": DAY}
        assert self.found(ask, LOCAL, HEAD, gone, self.village(superior=superior)).keys() == {"village"}

    @pytest.mark.parametrize(
        "head", [*GONE, {"superior": None}, {"function": "general"}, {"division": "330203001"}, {"division": VILLAGE}]
    )
    def test_the_township_is_no_link(self, ask, head):
        assert self.found(ask, LOCAL, HEAD | head, self.village()).keys() == {"village"}

    @pytest.mark.parametrize("local", [*GONE, {"function": "general"}, {"division": "3302"}, {"division": TOWN}])
    def test_the_county_is_no_link(self, ask, local):
        assert self.found(ask, LOCAL | local, HEAD, self.village()).keys() == {"village"}

    def test_either_kind_of_committee_leads_either_kind_of_township(self, ask):
        street = HEAD | {"function": "street_working_committee"}
        assert self.found(ask, LOCAL, street, self.village()) == {}
        urban = {"division": "330203001"}
        assert self.found(ask, LOCAL, HEAD | urban, self.village(division="330203001001")) == {}

    def test_in_a_street_and_in_none_of_the_kinds_it_is_asked_too(self, ask):
        assert self.found(ask, LOCAL, self.village(superior="county", division="330203001001")).keys() == {"village"}
        quasi = [*DIVISIONS, township("330203400")]
        found = self.found(ask, LOCAL, self.village(superior="county", division="330203400"), divisions=quasi)
        assert found.keys() == {"village"}

    def test_the_order_above_does_not_matter(self, ask):
        head, local = HEAD | {"superior": None}, LOCAL | {"superior": "town"}
        assert self.found(ask, local, head, self.village(superior="county")) == {}

    def test_external_ones_lead_but_are_not_asked(self, ask):
        assert self.found(ask, LOCAL | {"external": True}, HEAD | {"external": True}, self.village()) == {}
        assert self.found(ask, self.village(external=True, superior=None)) == {}
        assert self.found(ask, self.hub(external=True, superior=None), units=[self.unit()]) == {}

    @pytest.mark.parametrize("row", [*GONE, {"function": "general"}, {"division": None}])
    def test_who_is_not_asked(self, ask, row):
        assert self.found(ask, self.village(superior=None, **row)) == {}

    def test_a_division_that_has_ended_leads_nowhere(self, ask):
        ended = [CITY, COUNTY, township(TOWN, end=DAY)]
        assert self.found(ask, self.village(superior=None, division=TOWN), divisions=ended) == {}

    def test_of_what_lies_in_no_township_only_the_county_is_asked(self, ask):
        here = {"superior": None, "division": "330203"}
        found = self.found(ask, LOCAL, self.village(**here))
        assert found == {"village": {"superior": None, "own_township": None, "own_county": "330203"}}
        assert self.found(ask, LOCAL, self.village(division="330203", superior="county")) == {}

    def test_of_what_lies_in_no_county_only_the_township_is_asked(self, ask):
        alone = [township(TOWN, parent=None)]
        here = {"division": TOWN}
        assert self.found(ask, self.village(superior=None, **here), divisions=alone).keys() == {"village"}
        assert self.found(ask, HEAD | {"superior": None}, self.village(**here), divisions=alone) == {}

    def test_on_a_cycle_nothing_is_above(self, ask):
        head = HEAD | {"superior": "county"}
        assert self.found(ask, LOCAL | {"superior": "town"}, head, self.village()).keys() == {"village"}

    @pytest.mark.parametrize("division", [TOWN, VILLAGE])
    def test_a_hub_in_the_countryside(self, ask, division):
        unit = self.unit(division=division)
        assert self.found(ask, LOCAL, HEAD, self.hub(), units=[unit]) == {}
        found = self.found(ask, LOCAL, HEAD, self.hub(superior="county"), units=[unit])
        assert found == {"hub": {"superior": "county", "own_township": TOWN, "own_county": "330203"}}

    @pytest.mark.parametrize(
        "unit", [*GONE, {"division": "330203"}, {"division": "330203001"}, {"division": "330203001001"}, {"hub": None}]
    )
    def test_a_hub_elsewhere(self, ask, unit):
        assert self.found(ask, self.hub(superior=None), units=[self.unit(**unit)]) == {}

    @pytest.mark.parametrize(("digits", "asked"), RURAL_DIGITS)
    def test_what_the_countryside_is(self, ask, digits, asked):
        code = f"330203{digits}"
        divisions = [CITY, COUNTY, township(code)]
        found = self.found(ask, self.hub(superior=None), units=[self.unit(division=code)], divisions=divisions)
        assert len(found) == asked

    def test_for_a_hub_it_is_the_units_division_that_tells(self, ask):
        other = [*DIVISIONS, township("330203101")]
        head = HEAD | {"id": "other", "division": "330203101"}
        hub = self.hub(superior="other", division=TOWN)
        assert self.found(ask, LOCAL, HEAD, head, hub, units=[self.unit(division="330203101")], divisions=other) == {}
        found = self.found(ask, LOCAL, HEAD, head, hub, units=[self.unit()], divisions=other)
        assert found["hub"]["own_township"] == TOWN

    def test_a_hub_of_several_is_found_once(self, ask):
        units = [self.unit(), self.unit(id="Y", division=VILLAGE), self.unit(id="Z", division="330203001")]
        assert self.found(ask, self.hub(superior=None), units=units).keys() == {"hub"}

    def test_a_village_that_leads_a_unit_is_found_once(self, ask):
        village = self.village(superior=None)
        assert self.found(ask, village, units=[self.unit(hub="village", division=VILLAGE)]).keys() == {"village"}

    def test_a_committee_is_above_itself(self, ask):
        both = self.village(superior="county", division=TOWN)
        assert self.found(ask, LOCAL, HEAD, both).keys() == {"village"}
        hub = HEAD | {"id": "hub"}
        assert self.found(ask, LOCAL, hub, units=[self.unit()]) == {}

    def test_the_nearest_township_counts(self, ask):
        inner = [*DIVISIONS, township("330203100900", parent=TOWN) | {"code": "330203101"}]
        here = self.village(division="330203101")
        assert self.found(ask, LOCAL, HEAD, here, divisions=inner)["village"]["own_township"] == "330203101"

    def test_many_committees_of_one_township(self, ask):
        heads = [HEAD | {"id": f"town{n}"} for n in range(4)]
        villages = [self.village(id=f"v{n}", superior=f"town{n}") for n in range(4)]
        beside = [self.village(id=f"w{n}", superior="county") for n in range(4)]
        found = self.found(ask, LOCAL, *heads, *villages, *beside)
        assert found.keys() == {f"w{n}" for n in range(4)}

    @pytest.mark.parametrize(
        "absent",
        [
            {"organizations": ["function"]},
            {"organizations": ["superior"]},
            {"organizations": ["division"]},
            {"regional_units": ["hub"]},
            {"regional_units": ["division"]},
            {"divisions": ["level"]},
            {"divisions": ["parent"]},
        ],
    )
    def test_what_it_needs(self, ask, absent):
        assert self.found(ask, self.village(), absent=absent) is None
        assert self.found(ask, LOCAL, HEAD, self.village(), absent={"organizations": ["external"]}) == {}
        assert ask(broken_vertical, {"organizations": [self.village()], "divisions": DIVISIONS}) is None
