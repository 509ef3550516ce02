"""L008 to L012: one vertical and three horizontals in the countryside."""

import pytest

from .asking import COUNTY, DAY, PLACES, QUASI, STREET, TOWN, TOWNSHIP, checked, division, found

VILLAGE = TOWN + "001"
RURAL = [TOWN, TOWNSHIP]


def organization(key, function, place, superior=None, **cells):
    return {"id": key, "function": function, "division": place, "superior": superior, "form": "committee"} | cells


def vertical(village=(), township=(), county=(), **tables):
    """A village under its township under its county."""
    return {
        "divisions": PLACES,
        "organizations": [
            organization("C", "local_committee", COUNTY) | dict(county),
            organization("T", "township_committee", TOWN, "C") | dict(township),
            organization("V", "village_organization", VILLAGE, "T") | dict(village),
        ],
    } | tables


def test_a_village_is_under_its_township_and_county():
    assert found("L008", vertical()) == []
    assert found("L008", vertical({"superior": "C"})) == ["V"]
    assert found("L008", vertical({"superior": None})) == ["V"]
    assert found("L008", vertical(township={"superior": None})) == ["V"]
    assert found("L008", vertical(township={"function": "general"})) == ["V"]
    assert found("L008", vertical(township={"function": "street_working_committee"})) == []
    assert found("L008", vertical(township={"function": "enlarged_working_committee"})) == ["V"]
    assert found("L008", vertical(township={"division": TOWNSHIP})) == ["V"]
    assert found("L008", vertical(township={"division": VILLAGE})) == ["V"]
    assert found("L008", vertical(township={"end": DAY})) == ["V"]
    assert found("L008", vertical(county={"function": "general"})) == ["V"]
    assert found("L008", vertical(county={"division": TOWN})) == ["V"]
    assert found("L008", vertical({"external": True, "superior": None})) == []
    assert found("L008", vertical({"function": "general", "superior": None})) == []


def test_between_them_there_may_be_others():
    rows = vertical({"superior": "B"})
    rows["organizations"].append(organization("B", "general", TOWN, "T"))
    assert found("L008", rows) == []


def test_a_village_in_a_street_is_asked_too():
    rows = vertical({"division": STREET + "001"}, {"division": STREET, "function": "street_working_committee"})
    assert found("L008", rows) == []
    rows["organizations"][2]["superior"] = "C"
    assert found("L008", rows) == ["V"]


def test_without_a_township_or_county_nothing_is_asked_of_its_committee():
    assert found("L008", vertical({"division": COUNTY})) == []
    assert found("L008", vertical({"division": "X-404"}, {"division": "X-404"}, {"division": "X-404"})) == []
    rows = vertical()
    rows["divisions"] = [row for row in PLACES if row["code"] != COUNTY]
    assert found("L008", rows) == []


def test_what_lies_on_a_cycle_has_nothing_above():
    assert found("L008", vertical(county={"superior": "T"})) == ["V"]


def star(place, hub="V", function="general", superior="T", **cells):
    rows = vertical({"function": function, "superior": superior})
    return rows | {"regional_units": [{"id": "R", "hub": hub, "division": place} | cells]}


def test_a_hub_in_the_countryside_is_under_the_township_and_county_of_its_unit():
    for place in (VILLAGE, TOWN):
        assert found("L008", star(place)) == []
        assert found("L008", star(place, superior="C")) == ["V"]
        assert found("L008", star(place, superior="C", end=DAY)) == []
    for place in (STREET, STREET + "001", QUASI, COUNTY):
        assert found("L008", star(place, superior="C")) == []
    assert found("L008", star(TOWNSHIP)) == ["V"]  # the hub's own township will not do
    assert found("L008", star(TOWN, hub="T")) == []  # it is above itself


def test_a_hub_of_several_units_is_told_once():
    rows = star(TOWNSHIP)
    rows["regional_units"] += [{"id": "S", "hub": "V", "division": TOWNSHIP}, {"id": "Q", "hub": "V", "division": TOWN}]
    assert found("L008", rows) == ["V"]


def bodies(*rows, **tables):
    return {"divisions": PLACES, "bodies": [*rows]} | tables


def body(kind, place, **cells):
    return {"kind": kind, "division": place} | cells


def test_a_county_with_a_rural_township_has_a_coordination_committee():
    assert found("L009", bodies()) == [COUNTY]
    assert found("L009", bodies(body("coordination_committee", COUNTY))) == []
    assert found("L009", bodies(body("coordination_committee", COUNTY, end=DAY))) == [COUNTY]
    assert found("L009", bodies(body("coordination_committee", TOWN))) == [COUNTY]
    assert found("L009", bodies(body("co_building_council", COUNTY))) == [COUNTY]


@pytest.mark.parametrize(
    ("digits", "rural"), [("000", 0), ("099", 0), ("100", 1), ("199", 1), ("200", 1), ("399", 1), ("400", 0)]
)
def test_what_a_rural_township_is(digits, rural):
    rows = {"divisions": [division(COUNTY), division(COUNTY + digits, COUNTY)]}
    assert found("L009", rows) == [COUNTY] * rural
    assert found("L010", rows) == [COUNTY + digits] * rural


def test_a_rural_township_has_a_coordination_committee_of_its_own():
    assert found("L010", bodies()) == RURAL
    assert found("L010", bodies(body("coordination_committee", TOWN))) == [TOWNSHIP]
    assert found("L010", bodies(body("coordination_committee", COUNTY))) == RURAL
    assert found("L010", bodies(body("coordination_committee", VILLAGE))) == RURAL


def unit(place):
    return {"id": "R", "division": place}


def test_a_unit_in_a_rural_township_has_a_council():
    for place in (TOWN, VILLAGE, TOWNSHIP):
        assert found("L011", bodies(regional_units=[unit(place)])) == ["R"]
    for place in (STREET, COUNTY, QUASI):
        assert found("L011", bodies(regional_units=[unit(place)])) == []
    own = body("co_building_council", TOWNSHIP, regional_unit="R")
    assert found("L011", bodies(own, regional_units=[unit(VILLAGE)])) == []
    assert found("L011", bodies(own, regional_units=[unit(TOWN) | {"end": DAY}])) == []
    assert found("L011", bodies(body("co_building_council", VILLAGE), regional_units=[unit(VILLAGE)])) == []
    assert found("L011", bodies(body("co_building_council", TOWN), regional_units=[unit(VILLAGE)])) == ["R"]
    others = body("co_building_council", VILLAGE, regional_unit="S")
    assert found("L011", bodies(others, regional_units=[unit(VILLAGE), {"id": "S", "division": COUNTY}])) == ["R"]
    assert found("L011", bodies(body("consultative_council", TOWN), regional_units=[unit(TOWN)])) == ["R"]


def village(*councils, unit=(), **cells):
    return bodies(
        *councils,
        organizations=[organization("V", "village_organization", VILLAGE) | cells],
        regional_units=[{"id": "R", "division": TOWN} | dict(unit)],
    )


def test_a_village_has_a_council_in_its_division_or_by_its_unit():
    kind = "co_building_council"
    assert found("L012", village()) == ["V"]
    assert found("L012", village(division=STREET + "001")) == []
    assert found("L012", village(division=TOWN)) == ["V"]
    assert found("L012", village(external=True)) == []
    assert found("L012", village(function="general")) == []
    assert found("L012", village(body(kind, VILLAGE))) == []
    assert found("L012", village(body(kind, TOWN))) == ["V"]
    assert found("L012", village(body(kind, VILLAGE, regional_unit="R"))) == ["V"]
    assert found("L012", village(body(kind, VILLAGE, regional_unit="R"), unit={"end": DAY})) == []
    assert found("L012", village(body(kind, COUNTY, regional_unit="R"), regional_unit="R")) == []
    assert found("L012", village(body(kind, COUNTY, regional_unit="R"), regional_unit="R", unit={"end": DAY})) == ["V"]
    assert found("L012", village(body(kind, TOWN), regional_unit="R")) == []  # the unit's, by its division


def test_what_each_rule_needs():
    for absent in ("organizations.superior", "organizations.function", "divisions.parent", "regional_units.hub"):
        assert not checked("L008", [absent])
    assert checked("L008", ["bodies", "seats"])
    for code in ("L009", "L010", "L011", "L012"):
        assert not checked(code, ["bodies"])
        assert checked(code, ["organizations.regional_unit"])
    assert not checked("L012", ["regional_units"])
    assert checked("L010", ["bodies.regional_unit"])
