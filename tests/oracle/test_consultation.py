from datetime import timedelta

from .asking import COUNTY, DAY, PLACES, STREET, TOWN, checked, found


def ago(days):
    return DAY - timedelta(days=days)


def council(**cells):
    return {"id": "B", "kind": "consultative_council", "division": STREET} | cells


def star(*bodies, **cells):
    return {
        "divisions": PLACES,
        "regional_units": [
            {"id": "R", "division": STREET} | cells,
            {"id": "gone", "division": STREET, "end": DAY},
        ],
        "bodies": [*bodies],
    }


def test_a_unit_has_a_council_of_its_own_or_of_its_division():
    assert found("C001", star()) == ["R"]
    assert found("C001", star(council(regional_unit="R", division=TOWN))) == []
    assert found("C001", star(council())) == []
    assert found("C001", star(council(division=STREET + "001"))) == ["R"]
    assert found("C001", star(council(division=COUNTY))) == ["R"]
    assert found("C001", star(council(kind="co_building_council"))) == ["R"]
    assert found("C001", star(council(end=DAY))) == ["R"]


def test_the_council_of_another_unit_is_not_the_divisions():
    rows = star(council(regional_unit="S"))
    rows["regional_units"].append({"id": "S", "division": STREET})
    assert found("C001", rows) == ["R"]


def test_a_council_whose_unit_has_ended_or_is_unknown_has_none_of_its_own():
    assert found("C001", star(council(regional_unit="gone"))) == []
    assert found("C001", star(council(regional_unit="X-404"))) == []


def test_a_division_that_has_ended_has_no_council():
    rows = star(council())
    rows["divisions"] = [row | ({"end": DAY} if row["code"] == STREET else {}) for row in PLACES]
    assert found("C001", rows) == ["R"]


def seated(*kinds, seat=(), unit=()):
    units = [{"id": kind, "kind": kind, "division": STREET} | dict(unit) for kind in kinds]
    seats = [{"body": "B", "represents_unit": kind} | dict(seat) for kind in kinds]
    return {"divisions": PLACES, "bodies": [council()], "units": units, "seats": seats}


def test_a_council_has_a_social_organization_and_an_enterprise():
    assert found("C002", seated()) == ["B"]
    assert found("C002", seated("social_organization")) == ["B"]
    assert found("C002", seated("public_enterprise", "non_public_enterprise", "cooperative")) == ["B"]
    assert found("C002", seated("social_organization", "public_enterprise")) == []
    assert found("C002", seated("social_organization", "non_public_enterprise")) == []


def test_it_is_only_asked_whom_a_seat_represents():
    assert found("C002", seated("social_organization", "public_enterprise", seat={"holder": "X-404"})) == []
    assert found("C002", seated("social_organization", "public_enterprise", seat={"end": DAY})) == ["B"]
    assert found("C002", seated("social_organization", "public_enterprise", unit={"end": DAY})) == ["B"]
    other = seated("social_organization", "public_enterprise", seat={"body": "C"})
    other["bodies"].append(council(id="C", kind="association"))
    assert found("C002", other) == ["B"]


def idle(*meetings, **cells):
    held = [{"body": "B", "kind": "consultation"} | row for row in meetings]
    return {"divisions": PLACES, "bodies": [council(**cells)], "meetings": held}


def test_a_council_meets_in_half_a_year():
    assert found("C003", idle()) == ["B"]
    assert found("C003", idle({"held_on": ago(183)})) == []
    assert found("C003", idle({"held_on": ago(184)})) == ["B"]
    assert found("C003", idle({"held_on": ago(-1)})) == ["B"]
    assert found("C003", idle({"held_on": ago(1), "kind": "training"})) == ["B"]
    assert found("C003", idle(start=ago(183))) == ["B"]
    assert found("C003", idle(start=ago(182))) == []
    assert found("C003", idle(kind="co_building_council")) == []


def matter(**cells):
    organization = {"id": "O", "form": "branch", "division": STREET}
    return {"divisions": PLACES, "organizations": [organization], "matters": [{"id": "m", "organization": "O"} | cells]}


def test_a_matter_is_resolved_within_ninety_days():
    assert found("C004", matter(raised_on=ago(90))) == ["m"]
    assert found("C004", matter(raised_on=ago(89))) == []
    assert found("C004", matter(raised_on=ago(90), resolved_on=DAY)) == []
    assert found("C004", matter(raised_on=ago(90), resolved_on=ago(-1))) == ["m"]


def test_what_each_rule_needs():
    assert not checked("C001", ["bodies"])
    assert not checked("C001", ["bodies.regional_unit"])
    assert checked("C001", ["regional_units.hub", "organizations.form", "seats"])
    assert not checked("C002", ["seats.represents_unit"])
    assert not checked("C002", ["units.kind"])
    assert checked("C002", ["seats.holder", "members"])
    assert not checked("C003", ["meetings.body"])
    assert not checked("C004", ["matters.resolved_on"])
