"""A split allots everything, also where members, units and organizations have the same ids."""

import pytest

import regionpb as rpb
from regionpb import changes
from regionpb.datasets.days import DAY

ON = "2012-05-01"


@pytest.fixture
def numbered():
    """A register in which every table counts from 1."""
    at = {"division": "330203"}
    return rpb.read(
        {
            "divisions": [{"code": "330203", "name": "甬东区", "level": "county"}],
            "organizations": [
                {"id": "1", "name": "甲", "form": "committee", **at},
                *({"id": each, "name": each, "form": "branch", "superior": "1", **at} for each in ("2", "3")),
            ],
            "members": [{"id": each, "organization": "1", "status": "full"} for each in ("1", "2", "3", "7")],
            "units": [{"id": "3", "name": "丙", "kind": "other", "organization": "1", **at}],
        },
        at=DAY,
    )


def of(region, table, column):
    return dict(region.at(ON).table(table).select("id", column).rows())


def test_an_id_of_several_things_is_not_guessed(numbered):
    with pytest.raises(
        rpb.Refused, match="3 is the id of several things of 1; write members/3 or organizations/3 or"
    ) as no:
        numbered.preview(changes.split("1", into={"1": ["3"], "9": []}, rest="1", on=ON))
    assert no.value.said("zh") == "1有多个对象编号为3；请写明members/3或organizations/3或units/3"


def test_an_id_behind_its_table_is_that_of_one_thing(numbered):
    into = {"1": ["members/1", "organizations/2", "units/3"], "9": ["7", "members/2", "members/3", "organizations/3"]}
    with pytest.raises(rpb.Refused, match=r"^organizations/3 of 1 would be left over \(1\)"):
        numbered.preview(changes.split("1", into=into | {"9": into["9"][:-1]}, on=ON))
    parted = numbered.apply(changes.split("1", into=into, on=ON))
    assert of(parted, "members", "organization") == {"1": "1", "2": "9", "3": "9", "7": "9"}
    assert of(parted, "organizations", "superior") == {"1": None, "2": "1", "3": "9", "9": None}
    assert of(parted, "units", "organization") == {"3": "1"}


def test_what_has_the_id_of_a_part_is_not_that_part(numbered):
    """The member 1 is left over, though an organization of that id is one of the parts."""
    rest = ["members/2", "members/3", "7", "organizations/2", "organizations/3", "units/3"]
    with pytest.raises(rpb.Refused, match=r"^1 of 1 would be left over \(1\)"):
        numbered.preview(changes.split("1", into={"1": rest, "9": []}, on=ON))


def test_what_is_not_its_own_is_unknown(numbered):
    for each in ("8", "members/8", "seats/1", "/"):
        with pytest.raises(rpb.UnknownName, match=f"no member, unit or organization of 1 named '{each}'"):
            numbered.preview(changes.split("1", into={"1": [each], "9": []}, rest="1", on=ON))


def test_all_goes_to_the_rest(numbered):
    parted = numbered.apply(changes.split("1", into={"8": [], "9": []}, rest="9", on=ON))
    assert {*of(parted, "members", "organization").values()} == {"9"}
    assert of(parted, "organizations", "superior") == {"2": "9", "3": "9", "8": None, "9": None}
