"""L001 to L007, L013, L014: "1+3" in streets."""

import pytest

from .asking import COUNTY, DAY, PLACES, QUASI, STREET, TOWN, checked, division, found

ENLARGED = "enlarged_working_committee"
THREE = ("comprehensive_committee", "community_committee", "government_organs_committee")
IN_STREET = STREET + "001"


def organization(key, function="general", place=STREET, **cells):
    return {"id": key, "function": function, "division": place, "form": "committee"} | cells


def city(*organizations, **tables):
    return {"divisions": PLACES, "organizations": [*organizations]} | tables


@pytest.mark.parametrize(
    ("digits", "urban"), [("000", 0), ("001", 1), ("099", 1), ("100", 0), ("199", 0), ("399", 0), ("400", 0)]
)
def test_a_street_is_a_township_of_the_digits_001_to_099(digits, urban):
    rows = {"divisions": [division(COUNTY), division(COUNTY + digits, COUNTY)]}
    assert found("L001", rows) == [COUNTY + digits] * urban


def test_a_street_has_one_enlarged_committee_in_itself():
    assert found("L001", city()) == [STREET]
    assert found("L001", city(organization("E", ENLARGED))) == []
    assert found("L001", city(organization("E", "street_working_committee"))) == [STREET]
    assert found("L001", city(organization("E", ENLARGED, end=DAY))) == [STREET]
    assert found("L001", city(organization("E", ENLARGED, IN_STREET))) == [STREET]
    assert found("L001", city(organization("E", ENLARGED, COUNTY))) == [STREET]
    ended = [row | ({"end": DAY} if row["code"] == STREET else {}) for row in PLACES]
    assert found("L001", {"divisions": ended}) == []


def test_a_street_has_no_more_than_one():
    assert found("L002", city(organization("E", ENLARGED))) == []
    assert found("L002", city(organization("E", ENLARGED), organization("F", ENLARGED, IN_STREET))) == []
    assert found("L002", city(organization("E", ENLARGED), organization("F", ENLARGED, end=DAY))) == []
    assert found("L002", city(*(organization(key, ENLARGED) for key in "EFG"))) == [STREET]
    assert found("L002", city(*(organization(key, ENLARGED, TOWN) for key in "EFG"))) == []


def test_each_of_the_three_that_is_missing_is_told():
    three = [organization(f"O{n}", function, IN_STREET) for n, function in enumerate(THREE)]
    enlarged = organization("E", ENLARGED)
    assert found("L003", city(*three)) == []  # no enlarged committee: L001's
    assert found("L003", city(enlarged)) == ["E", "E", "E"]
    for present in range(4):
        assert found("L003", city(enlarged, *three[:present])) == ["E"] * (3 - present)
    assert found("L003", city(enlarged, *three[:2], three[2] | {"end": DAY})) == ["E"]
    assert found("L003", city(enlarged, *three[:2], three[2] | {"division": TOWN})) == ["E"]
    assert found("L003", city(enlarged, organization("F", ENLARGED), *three[:2])) == ["E", "F"]
    assert found("L003", city(organization("E", ENLARGED, TOWN))) == []
    assert found("L003", city(organization("E", ENLARGED, IN_STREET))) == []
    assert found("L003", city(enlarged | {"external": True})) == []


def seated(seat=(), *more, represented=(), holder=(), enlarged=()):
    """A part-time seat on the enlarged committee, held by the secretary of the organization that it represents."""
    return city(
        organization("E", ENLARGED) | dict(enlarged),
        organization("O", place=IN_STREET) | dict(represented),
        members=[{"id": "M", "organization": "O"} | dict(holder), {"id": "N", "organization": "O"}],
        seats=[
            {"id": "S", "role": "member", "organization": "E", "holder": "M", "part_time": True}
            | {"represents_organization": "O"}
            | dict(seat),
            {"id": "T", "role": "secretary", "organization": "O", "holder": "M"},
            *more,
        ],
    )


def test_a_concurrent_seat_is_held_by_the_head_of_whom_it_represents():
    assert found("L004", seated()) == []
    assert found("L004", seated({"holder": "N"})) == ["S"]
    assert found("L004", seated({"holder": "N", "role": "deputy_secretary"})) == ["S"]
    assert found("L004", seated({"holder": "N", "role": "secretary"})) == []
    assert found("L004", seated({"holder": "N", "part_time": False})) == []
    assert found("L004", seated({"holder": "N", "part_time": None})) == []
    assert found("L004", seated({"holder": "N", "organization": "O"})) == []
    assert found("L004", seated({"holder": "N", "end": DAY})) == []
    for role, ids in (("deputy_secretary", ["S"]), ("secretary", [])):
        second = {"role": role, "organization": "O", "holder": "N"}
        assert found("L004", seated({"holder": "N"}, second)) == ids
    assert found("L004", seated({"holder": "N"}, {"role": "secretary", "organization": "E", "holder": "N"})) == ["S"]
    ended = {"role": "secretary", "organization": "O", "holder": "N", "end": DAY}
    assert found("L004", seated({"holder": "N"}, ended)) == ["S"]


def test_a_seat_counts_while_it_has_a_holder_who_has_not_ended():
    for seat in ({"holder": None}, {"holder": "X-404"}):
        assert found("L004", seated(seat)) == []
        assert found("L005", seated(seat | {"represents_organization": None})) == []
        assert found("L006", seated(seat)) == ["E"]
    ended = {"end": DAY, "exit": "died"}
    assert found("L005", seated({"represents_organization": None}, holder=ended)) == []
    assert found("L006", seated(holder=ended)) == ["E"]


def test_where_no_members_are_known_every_holder_counts():
    assert found("L004", seated(), without=["members"]) == []
    assert found("L004", seated({"holder": "N"}), without=["members"]) == ["S"]
    assert found("L005", seated({"represents_organization": None}), without=["members"]) == ["S"]
    assert not checked("L006", ["members"])


def test_a_seat_that_represents_nobody_is_l005s_alone():
    for seat in ({"represents_organization": None}, {"represents_organization": "X-404"}):
        assert found("L004", seated(seat)) == []
        assert found("L005", seated(seat)) == ["S"]
    assert found("L004", seated(represented={"end": DAY})) == []
    assert found("L005", seated(represented={"end": DAY})) == ["S"]
    assert found("L005", seated({"represents_organization": None, "role": "chair"})) == []
    assert found("L005", seated({"represents_organization": None, "part_time": False})) == []


def test_whom_a_seat_represents_lies_in_the_street():
    for place, ids in ((STREET, []), (IN_STREET, []), (TOWN, ["S"]), (COUNTY, ["S"])):
        assert found("L005", seated(represented={"division": place})) == ids
    assert found("L005", seated(represented={"division": "X-404"})) == []
    assert found("L005", seated(represented={"division": TOWN}, enlarged={"division": QUASI})) == ["S"]
    assert found("L005", seated({"role": "deputy_secretary"}, represented={"division": TOWN})) == ["S"]


def test_an_enlarged_committee_has_a_part_time_seat():
    assert found("L006", seated()) == []
    assert found("L006", seated({"role": "participant"})) == []
    assert found("L006", seated({"part_time": False})) == ["E"]
    assert found("L006", seated({"organization": "O"})) == ["E"]
    assert found("L006", seated({"end": DAY})) == ["E"]
    assert found("L006", seated({"end": DAY}, enlarged={"external": True})) == []
    assert found("L006", seated({"end": DAY}, enlarged={"division": TOWN})) == ["E"]


def test_a_community_committee_has_a_part_time_member():
    community = {"function": "community_committee"}
    assert found("L007", seated(enlarged=community)) == []
    assert found("L007", seated({"role": "deputy_secretary"}, enlarged=community)) == ["E"]
    assert found("L007", seated({"part_time": None}, enlarged=community)) == ["E"]
    assert found("L007", seated({"part_time": None})) == []


def test_the_three_are_under_the_enlarged_committee_of_their_street():
    enlarged = organization("E", ENLARGED)
    for function in THREE:
        assert found("L013", city(enlarged, organization("O", function, IN_STREET))) == ["O"]
        assert found("L013", city(enlarged, organization("O", function, IN_STREET, superior="E"))) == []
    below = organization("O", THREE[0], IN_STREET, superior="P")
    assert found("L013", city(enlarged, organization("P", superior="E"), below)) == []
    assert found("L013", city(enlarged, organization("P", superior="E", end=DAY), below)) == ["O"]
    assert found("L013", city(organization("O", THREE[0], IN_STREET))) == []
    assert found("L013", city(enlarged, organization("O", THREE[0], TOWN))) == []
    assert found("L013", city(enlarged, organization("O", "general", IN_STREET))) == []
    assert found("L013", city(enlarged, organization("O", THREE[0], IN_STREET, external=True))) == []
    several = [enlarged, organization("F", ENLARGED)]
    assert found("L013", city(*several, organization("O", THREE[0], superior="F"))) == []


def influential(unit=(), **parts):
    rows = seated(**parts)
    rows["units"] = [{"id": "U", "division": IN_STREET, "organization": "O", "influential": True} | dict(unit)]
    return rows


NOBODY = {"represents_organization": None}


def test_an_influential_unit_is_represented():
    assert found("L014", influential()) == []
    assert found("L014", influential(seat=NOBODY)) == ["U"]
    assert found("L014", influential(seat=NOBODY | {"represents_unit": "U"})) == []
    assert found("L014", influential(seat={"role": "chair"})) == []
    assert found("L014", influential(seat={"part_time": False})) == ["U"]
    assert found("L014", influential(seat={"end": DAY})) == ["U"]
    assert found("L014", influential(holder={"end": DAY})) == ["U"]
    assert found("L014", influential(seat={"organization": "O"})) == ["U"]


def test_only_influential_covered_units_within_a_street_that_has_a_committee_are_asked():
    for unit in (
        {"influential": False},
        {"influential": None},
        {"organization": None},
        {"organization": "X-404"},
        {"division": TOWN},
        {"division": COUNTY},
        {"end": DAY},
    ):
        assert found("L014", influential(unit, seat=NOBODY)) == []
    assert found("L014", influential({"division": STREET}, seat=NOBODY)) == ["U"]
    assert found("L014", influential(seat=NOBODY, represented={"end": DAY})) == []
    assert found("L014", influential(seat=NOBODY, enlarged={"division": IN_STREET})) == []
    assert found("L014", influential(seat=NOBODY, enlarged={"end": DAY})) == []


def test_a_seat_on_one_of_several_committees_will_do():
    rows = influential()
    rows["organizations"].append(organization("F", ENLARGED))
    assert found("L014", rows) == []


def test_what_each_rule_needs():
    for code in ("L001", "L002", "L003", "L013"):
        assert not checked(code, ["organizations.function"])
        assert checked(code, ["seats", "members", "units", "organizations.external"])
    for code in ("L004", "L005", "L006", "L007", "L014"):
        assert not checked(code, ["seats.part_time"])
        assert not checked(code, ["seats.holder"])
    assert not checked("L004", ["seats.represents_organization"])
    assert checked("L004", ["members", "divisions.level"])
    assert checked("L006", ["seats.role", "seats.represents_organization", "divisions.parent"])
    assert not checked("L014", ["units.influential"])
