"""L009–L012: the three horizontals of the countryside."""

from datetime import date

import pytest

from regionpb.rules.leadership.horizontals import (
    no_council,
    no_county_coordination,
    no_township_coordination,
    village_without_council,
)

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


def body(id_="B", **row):
    return {"id": id_, "kind": "coordination_committee", "division": "330203", **row}


class TestNoCountyCoordination:
    def found(self, ask, *bodies, divisions=DIVISIONS, **options):
        return ask(no_county_coordination, {"divisions": divisions, "bodies": [*bodies]}, **options)

    def test_a_county_with_a_town(self, ask):
        assert self.found(ask) == {"330203": {}}
        assert self.found(ask, body()) == {}
        assert self.found(ask, body(regional_unit="X")) == {}

    @pytest.mark.parametrize(
        "row", [*GONE, {"kind": "co_building_council"}, {"division": "3302"}, {"division": TOWN}, {"division": None}]
    )
    def test_a_body_that_does_not_count(self, ask, row):
        assert self.found(ask, body(**row)).keys() == {"330203"}

    @pytest.mark.parametrize(("digits", "asked"), RURAL_DIGITS)
    def test_what_the_countryside_is(self, ask, digits, asked):
        assert len(self.found(ask, divisions=[CITY, COUNTY, township(f"330203{digits}")])) == asked

    @pytest.mark.parametrize("gone", GONE)
    def test_a_town_or_a_county_that_is_not_there(self, ask, gone):
        assert self.found(ask, divisions=[CITY, COUNTY, township(TOWN, **gone)]) == {}
        assert self.found(ask, divisions=[CITY, COUNTY | gone, township(TOWN)]) == {}

    def test_only_counties_and_each_of_them(self, ask):
        other = {"code": "330204", "level": "county", "parent": "3302"}
        divisions = [*DIVISIONS, other, township("330204100", parent="330204")]
        assert self.found(ask, divisions=divisions).keys() == {"330203", "330204"}
        assert self.found(ask, body(), divisions=[*DIVISIONS, other]) == {}
        assert self.found(ask, divisions=[CITY, township(TOWN, parent="3302")]) == {}

    def test_the_tree_tells_not_the_code(self, ask):
        other = {"code": "330204", "level": "county", "parent": "3302"}
        divisions = [CITY, COUNTY, other, township(TOWN, parent="330204")]
        assert self.found(ask, divisions=divisions).keys() == {"330204"}

    @pytest.mark.parametrize("absent", [{"bodies": ["kind"]}, {"bodies": ["division"]}, {"divisions": ["parent"]}])
    def test_what_it_needs(self, ask, absent):
        assert self.found(ask, absent=absent) is None
        assert self.found(ask, absent={"divisions": ["level"]}) is None
        assert ask(no_county_coordination, {"divisions": DIVISIONS}) is None
        assert self.found(ask, absent={"bodies": ["regional_unit"]}) is not None


class TestNoTownshipCoordination:
    def found(self, ask, *bodies, divisions=DIVISIONS, **options):
        return ask(no_township_coordination, {"divisions": divisions, "bodies": [*bodies]}, **options)

    def test_a_town(self, ask):
        assert self.found(ask, body()) == {TOWN: {}}
        assert self.found(ask, body(division=TOWN)) == {}

    @pytest.mark.parametrize(
        "row", [*GONE, {"kind": "co_building_council"}, {"division": "330203"}, {"division": VILLAGE}]
    )
    def test_a_body_that_does_not_count(self, ask, row):
        assert self.found(ask, body(**{"division": TOWN} | row)).keys() == {TOWN}

    @pytest.mark.parametrize(("digits", "asked"), RURAL_DIGITS)
    def test_what_the_countryside_is(self, ask, digits, asked):
        assert len(self.found(ask, divisions=[township(f"330203{digits}")])) == asked

    @pytest.mark.parametrize("gone", GONE)
    def test_a_town_that_is_not_there(self, ask, gone):
        assert self.found(ask, divisions=[CITY, COUNTY, township(TOWN, **gone)]) == {}

    @pytest.mark.parametrize("absent", [{"bodies": ["kind"]}, {"bodies": ["division"]}, {"divisions": ["level"]}])
    def test_what_it_needs(self, ask, absent):
        assert self.found(ask, absent=absent) is None
        assert ask(no_township_coordination, {"divisions": DIVISIONS}) is None
        assert self.found(ask, absent={"divisions": ["parent"]}) is not None


def council(id_="B", **row):
    return body(id_, **{"kind": "co_building_council", "division": TOWN, **row})


class TestNoCouncil:
    def found(self, ask, *bodies, units=(), divisions=DIVISIONS, **options):
        units = [{"id": "X", "division": TOWN}, *units]
        return ask(no_council, {"divisions": divisions, "bodies": [*bodies], "regional_units": units}, **options)

    def test_none_or_one_of_its_own(self, ask):
        assert self.found(ask) == {"X": {"division": TOWN}}
        assert self.found(ask, council(regional_unit="X")) == {}
        assert self.found(ask, council(regional_unit="X", division="3302")) == {}

    @pytest.mark.parametrize("unit", [None, "unknown", "over"])
    def test_one_of_its_division_without_a_unit_of_its_own(self, ask, unit):
        over = {"id": "over", "division": TOWN, "end": DAY}
        assert self.found(ask, council(regional_unit=unit), units=[over]) == {}

    @pytest.mark.parametrize(
        "row",
        [*GONE, {"kind": "consultative_council"}, {"division": VILLAGE}, {"division": "330203"}, {"division": None}],
    )
    def test_one_that_does_not_count(self, ask, row):
        assert self.found(ask, council(**row)).keys() == {"X"}

    @pytest.mark.parametrize("row", [*GONE, {"kind": "consultative_council"}])
    def test_one_of_its_own_that_does_not_count(self, ask, row):
        assert self.found(ask, council(regional_unit="X", **row)).keys() == {"X"}

    def test_one_of_another_unit_of_the_division(self, ask):
        other = {"id": "Y", "division": TOWN}
        assert self.found(ask, council(regional_unit="Y"), units=[other]).keys() == {"X"}

    @pytest.mark.parametrize("division", [VILLAGE, "330203001", "330203", "3302", None])
    @pytest.mark.parametrize("gone", [{}, *GONE])
    def test_where_a_unit_is_asked(self, ask, division, gone):
        found = self.found(ask, council(), units=[{"id": "Y", "division": division, **gone}])
        assert found.keys() == ({"Y"} if division == VILLAGE and not gone else set())

    @pytest.mark.parametrize(("digits", "asked"), RURAL_DIGITS)
    def test_what_the_countryside_is(self, ask, digits, asked):
        code = f"330203{digits}"
        divisions = [*DIVISIONS, township(code, parent=None)] if code != TOWN else DIVISIONS
        found = self.found(ask, council(), units=[{"id": "Y", "division": code}], divisions=divisions)
        assert len(found) == (asked if code != TOWN else 0)

    @pytest.mark.parametrize(
        "absent",
        [
            {"regional_units": ["division"]},
            {"bodies": ["kind"]},
            {"bodies": ["division"]},
            {"bodies": ["regional_unit"]},
            {"divisions": ["level"]},
            {"divisions": ["parent"]},
        ],
    )
    def test_what_it_needs(self, ask, absent):
        assert self.found(ask, absent=absent) is None
        assert self.found(ask, absent={"regional_units": ["hub"]}) is not None


class TestVillageWithoutCouncil:
    def found(self, ask, *bodies, village=(), units=(), divisions=DIVISIONS, **options):
        row = {"id": "village", "function": "village_organization", "division": VILLAGE, **dict(village)}
        tables = {"divisions": divisions, "bodies": [*bodies], "organizations": [row], "regional_units": [*units]}
        return ask(village_without_council, tables, **options)

    def test_none_or_one(self, ask):
        assert self.found(ask) == {"village": {"division": VILLAGE}}
        assert self.found(ask, council(division=VILLAGE)) == {}

    @pytest.mark.parametrize(
        "row", [*GONE, {"kind": "consultative_council"}, {"division": TOWN}, {"division": "330203100202"}]
    )
    def test_one_that_does_not_count(self, ask, row):
        assert self.found(ask, council(**{"division": VILLAGE} | row)).keys() == {"village"}

    def test_one_of_a_unit_in_the_village(self, ask):
        unit = {"id": "X", "division": VILLAGE}
        assert self.found(ask, council(division=VILLAGE, regional_unit="X"), units=[unit]).keys() == {"village"}
        ended = unit | {"end": DAY}
        assert self.found(ask, council(division=VILLAGE, regional_unit="X"), units=[ended]) == {}

    @pytest.mark.parametrize("unit", [{}, {"division": "330203"}])
    @pytest.mark.parametrize("own", [{"regional_unit": "X"}, {"division": TOWN}])
    def test_its_unit_has_one(self, ask, unit, own):
        units = [{"id": "X", "division": TOWN, **unit}]
        found = self.found(ask, council(**own), units=units, village={"regional_unit": "X"})
        has = "regional_unit" in own or not unit
        assert found.keys() == (set() if has else {"village"})

    def test_its_unit_has_none_or_has_ended(self, ask):
        there = {"id": "X", "division": TOWN}
        assert self.found(ask, units=[there], village={"regional_unit": "X"}).keys() == {"village"}
        own = council(regional_unit="X", division="3302")
        assert self.found(ask, own, units=[there | {"end": DAY}], village={"regional_unit": "X"}).keys() == {"village"}
        assert self.found(ask, own, units=[there]).keys() == {"village"}, "it does not belong to it"

    def test_to_lead_a_unit_is_not_to_belong_to_it(self, ask):
        led = {"id": "X", "division": TOWN, "hub": "village"}
        assert self.found(ask, council(regional_unit="X"), units=[led]).keys() == {"village"}

    @pytest.mark.parametrize(
        "village",
        [
            *GONE,
            {"external": True},
            {"function": "general"},
            {"division": "330203001001"},
            {"division": "330203"},
            {"division": None},
        ],
    )
    def test_who_is_not_asked(self, ask, village):
        assert self.found(ask, village=village) == {}

    def test_in_the_town_itself(self, ask):
        assert self.found(ask, village={"division": TOWN}).keys() == {"village"}
        assert self.found(ask, council(), village={"division": TOWN}) == {}

    @pytest.mark.parametrize(
        "absent",
        [
            {"organizations": ["function"]},
            {"organizations": ["division"]},
            {"regional_units": ["division"]},
            {"bodies": ["kind"]},
            {"bodies": ["division"]},
            {"bodies": ["regional_unit"]},
            {"divisions": ["level"]},
            {"divisions": ["parent"]},
        ],
    )
    def test_what_it_needs(self, ask, absent):
        assert self.found(ask, absent=absent) is None
        assert self.found(ask, absent={"organizations": ["external"], "regional_units": ["hub"]}) is not None
