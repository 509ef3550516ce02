"""L004–L007, L014: part-time seats."""

from datetime import date

import pytest

from regionpb.rules.leadership.part_time import (
    community_without_part_timers,
    concurrent_seat_not_head,
    influential_without_seat,
    no_concurrent_seat,
    represented_outside,
)

DAY, AFTER = date(2011, 7, 29), date(2011, 7, 30)
GONE = [{"end": DAY}, {"start": AFTER}]

STREET = "330203001"
DIVISIONS = [
    {"code": "330203", "level": "county"},
    {"code": STREET, "level": "township", "parent": "330203"},
    {"code": "330203001001", "level": "village", "parent": STREET},
    {"code": "330203002", "level": "township", "parent": "330203"},
    {"code": "330203003", "level": "township", "parent": "330203", "end": DAY},
]
GRAND = {"id": "grand", "function": "enlarged_working_committee", "division": STREET}
BANK = {"id": "bank", "division": "330203001001"}
PEOPLE = [{"id": "head"}, {"id": "other"}, {"id": "dead", "end": DAY}, {"id": "young", "start": AFTER}]
HEAD = {"id": "H", "role": "secretary", "organization": "bank", "holder": "head"}
NOT_PART_TIME = [{"part_time": None}, {"part_time": False}]
NOT_HELD = [{"holder": None}, {"holder": "dead"}, {"holder": "young"}, {"holder": "unknown"}]


def seat(**row):
    return {
        "id": "S",
        "role": "member",
        "organization": "grand",
        "holder": "head",
        "part_time": True,
        "represents_organization": "bank",
        **row,
    }


class TestConcurrentSeatNotHead:
    def found(self, ask, *seats, grand=GRAND, bank=BANK, members=PEOPLE, **options):
        tables = {"organizations": [grand, bank, {"id": "shop"}], "seats": [*seats]}
        return ask(concurrent_seat_not_head, tables | ({"members": members} if members else {}), **options)

    @pytest.mark.parametrize("role", ["member", "deputy_secretary"])
    def test_the_holder_is_not_its_secretary(self, ask, role):
        found = self.found(ask, HEAD, seat(role=role, holder="other"))
        assert found == {"S": {"holder": "other", "represents_organization": "bank", "organization": "grand"}}
        assert self.found(ask, HEAD, seat(role=role)) == {}

    @pytest.mark.parametrize("head", [*GONE, {"role": "deputy_secretary"}, {"organization": "shop"}, {"body": "B"}])
    def test_what_makes_no_secretary(self, ask, head):
        row = HEAD | head
        assert self.found(ask, row if "body" not in head else row | {"organization": None}, seat()).keys() == {"S"}

    def test_one_of_two_secretaries_will_do(self, ask):
        assert self.found(ask, HEAD, HEAD | {"id": "H2", "holder": "other"}, seat(holder="other")) == {}

    @pytest.mark.parametrize("row", [*GONE, *NOT_PART_TIME, *NOT_HELD, {"role": "secretary"}, {"role": "participant"}])
    def test_seats_that_are_not_asked(self, ask, row):
        assert self.found(ask, seat(**{"holder": "other"} | row)) == {}

    @pytest.mark.parametrize("grand", [*GONE, {"external": True}, {"function": "street_working_committee"}])
    def test_only_on_enlarged_committees(self, ask, grand):
        assert self.found(ask, seat(holder="other"), grand=GRAND | grand) == {}

    @pytest.mark.parametrize("division", [None, "330203", "330203003"])
    def test_wherever_the_committee_lies(self, ask, division):
        assert self.found(ask, seat(holder="other"), grand=GRAND | {"division": division}).keys() == {"S"}

    @pytest.mark.parametrize("represented", [None, "unknown"])
    def test_a_seat_that_represents_none_is_another_rules(self, ask, represented):
        assert self.found(ask, seat(holder="other", represents_organization=represented)) == {}

    @pytest.mark.parametrize("gone", GONE)
    def test_nor_one_that_represents_what_has_ended(self, ask, gone):
        assert self.found(ask, seat(holder="other"), bank=BANK | gone) == {}

    def test_an_external_organization_may_be_represented(self, ask):
        assert self.found(ask, HEAD, seat(), bank=BANK | {"external": True}) == {}
        assert self.found(ask, HEAD, seat(holder="other"), bank=BANK | {"external": True}).keys() == {"S"}

    def test_without_members_whoever_is_named_sits(self, ask):
        assert self.found(ask, HEAD, seat(), members=None) == {}
        assert self.found(ask, HEAD, seat(holder="other"), members=None).keys() == {"S"}
        assert self.found(ask, HEAD, seat(holder=None), members=None) == {}

    @pytest.mark.parametrize("column", ["role", "organization", "holder", "part_time", "represents_organization"])
    def test_what_it_needs(self, ask, column):
        assert self.found(ask, seat(), absent={"seats": [column]}) is None
        assert self.found(ask, seat(), absent={"organizations": ["function"]}) is None
        assert self.found(ask, HEAD, seat(), absent={"organizations": ["division", "external"]}) == {}


class TestRepresentedOutside:
    def found(self, ask, *seats, grand=GRAND, bank=BANK, members=PEOPLE, **options):
        tables = {"organizations": [grand, bank], "seats": [*seats], "divisions": DIVISIONS}
        return ask(represented_outside, tables | ({"members": members} if members else {}), **options)

    @pytest.mark.parametrize("role", ["member", "deputy_secretary"])
    @pytest.mark.parametrize("division", ["330203", "330203002"])
    def test_outside(self, ask, division, role):
        found = self.found(ask, seat(role=role), bank=BANK | {"division": division})
        values = {"represents_organization": "bank", "represented_division": division, "street": STREET}
        assert found == {"S": values}

    @pytest.mark.parametrize("division", [STREET, "330203001001", "330203003", None])
    def test_within_or_in_a_division_that_is_not_there(self, ask, division):
        assert self.found(ask, seat(), bank=BANK | {"division": division}) == {}

    @pytest.mark.parametrize("represented", [None, "unknown"])
    def test_it_names_nobody(self, ask, represented):
        nobody = {"represents_organization": represented, "represented_division": None, "street": STREET}
        assert self.found(ask, seat(represents_organization=represented)) == {"S": nobody}

    @pytest.mark.parametrize("gone", GONE)
    def test_what_has_ended_is_nobody(self, ask, gone):
        nobody = {"represents_organization": "bank", "represented_division": None, "street": STREET}
        assert self.found(ask, seat(), bank=BANK | gone) == {"S": nobody}

    def test_it_represents_a_unit_only(self, ask):
        assert self.found(ask, seat(represents_organization=None, represents_unit="U")).keys() == {"S"}

    @pytest.mark.parametrize("division", ["330203003", None])
    def test_a_committee_in_a_division_that_is_not_there(self, ask, division):
        grand = GRAND | {"division": division}
        assert self.found(ask, seat(), grand=grand, bank=BANK | {"division": "330203002"}) == {}
        assert self.found(ask, seat(represents_organization=None), grand=grand).keys() == {"S"}

    @pytest.mark.parametrize("row", [*GONE, *NOT_PART_TIME, *NOT_HELD, {"role": "secretary"}, {"role": "participant"}])
    def test_seats_that_are_not_asked(self, ask, row):
        assert self.found(ask, seat(**{"represents_organization": None} | row)) == {}

    @pytest.mark.parametrize("grand", [*GONE, {"external": True}, {"function": "street_working_committee"}])
    def test_only_on_enlarged_committees(self, ask, grand):
        assert self.found(ask, seat(represents_organization=None), grand=GRAND | grand) == {}

    def test_without_members_whoever_is_named_sits(self, ask):
        assert self.found(ask, seat(represents_organization=None), members=None).keys() == {"S"}

    @pytest.mark.parametrize("column", ["role", "organization", "holder", "part_time", "represents_organization"])
    def test_what_it_needs(self, ask, column):
        assert self.found(ask, seat(), absent={"seats": [column]}) is None
        assert self.found(ask, seat(), absent={"organizations": ["division"]}) is None
        assert self.found(ask, seat(), absent={"divisions": ["parent"]}) is None
        assert self.found(ask, seat(), absent={"organizations": ["external"], "divisions": ["level"]}) == {}


class TestNoConcurrentSeat:
    def found(self, ask, *seats, grand=GRAND, members=PEOPLE, **options):
        tables = {"organizations": [grand, BANK], "seats": [*seats]}
        return ask(no_concurrent_seat, tables | ({} if members is None else {"members": members}), **options)

    def test_none(self, ask):
        assert self.found(ask) == {"grand": {}}

    @pytest.mark.parametrize("role", ["member", "secretary", "participant"])
    def test_one_of_any_role_whomever_it_represents(self, ask, role):
        assert self.found(ask, seat(role=role, represents_organization=None)) == {}

    @pytest.mark.parametrize("row", [*GONE, *NOT_PART_TIME, *NOT_HELD, {"organization": "bank"}])
    def test_one_that_does_not_count(self, ask, row):
        assert self.found(ask, seat(**row)).keys() == {"grand"}

    @pytest.mark.parametrize("grand", [*GONE, {"external": True}, {"function": "street_working_committee"}])
    def test_who_is_not_asked(self, ask, grand):
        assert self.found(ask, grand=GRAND | grand) == {}

    @pytest.mark.parametrize("division", [None, "330203"])
    def test_wherever_it_lies(self, ask, division):
        assert self.found(ask, grand=GRAND | {"division": division}).keys() == {"grand"}

    @pytest.mark.parametrize("column", ["organization", "holder", "part_time"])
    def test_what_it_needs(self, ask, column):
        assert self.found(ask, seat(), absent={"seats": [column]}) is None
        assert self.found(ask, seat(), members=None) is None
        assert self.found(ask, seat(), absent={"organizations": ["function"]}) is None
        assert self.found(ask, seat(), absent={"seats": ["role"], "organizations": ["external"]}) == {}


class TestCommunityWithoutPartTimers:
    def found(self, ask, *seats, community=(), members=PEOPLE, **options):
        asked = {"id": "grand", "function": "community_committee", **dict(community)}
        tables = {"organizations": [asked, BANK], "seats": [*seats]}
        return ask(community_without_part_timers, tables | ({} if members is None else {"members": members}), **options)

    def test_none_or_one(self, ask):
        assert self.found(ask) == {"grand": {}}
        assert self.found(ask, seat(represents_organization=None)) == {}

    @pytest.mark.parametrize(
        "row", [*GONE, *NOT_PART_TIME, *NOT_HELD, {"organization": "bank"}, {"role": "deputy_secretary"}]
    )
    def test_one_that_does_not_count(self, ask, row):
        assert self.found(ask, seat(**row)).keys() == {"grand"}

    @pytest.mark.parametrize("community", [*GONE, {"external": True}, {"function": "comprehensive_committee"}])
    def test_who_is_not_asked(self, ask, community):
        assert self.found(ask, community=community) == {}

    @pytest.mark.parametrize("column", ["organization", "holder", "part_time", "role"])
    def test_what_it_needs(self, ask, column):
        assert self.found(ask, seat(), absent={"seats": [column]}) is None
        assert self.found(ask, seat(), members=None) is None
        assert self.found(ask, seat(), absent={"organizations": ["function"]}) is None


UNIT = {"id": "U", "division": "330203001001", "organization": "bank", "influential": True}


class TestInfluentialWithoutSeat:
    def found(self, ask, *seats, unit=(), organizations=(GRAND, BANK), members=PEOPLE, **options):
        tables = {
            "units": [UNIT | dict(unit)],
            "organizations": [*organizations, {"id": "shop"}],
            "seats": [*seats],
            "divisions": DIVISIONS,
        }
        return ask(influential_without_seat, tables | ({} if members is None else {"members": members}), **options)

    def test_nobody_speaks_for_it(self, ask):
        assert self.found(ask) == {"U": {"organization": "bank", "street": STREET}}
        assert self.found(ask, unit={"division": STREET}).keys() == {"U"}

    @pytest.mark.parametrize(
        "row",
        [{}, {"represents_organization": None, "represents_unit": "U"}, {"role": "secretary"}, {"holder": "other"}],
    )
    def test_somebody_does(self, ask, row):
        assert self.found(ask, seat(**row)) == {}

    @pytest.mark.parametrize(
        "row",
        [
            *GONE,
            *NOT_PART_TIME,
            *NOT_HELD,
            {"organization": "shop"},
            {"represents_organization": "shop"},
            {"represents_organization": None, "represents_unit": "V"},
        ],
    )
    def test_a_seat_that_does_not_count(self, ask, row):
        assert self.found(ask, seat(**row)).keys() == {"U"}

    @pytest.mark.parametrize(
        "unit",
        [
            *GONE,
            {"influential": None},
            {"influential": False},
            {"division": "330203"},
            {"division": "330203002"},
            {"organization": None},
            {"organization": "unknown"},
        ],
    )
    def test_who_is_not_asked(self, ask, unit):
        assert self.found(ask, unit=unit) == {}

    @pytest.mark.parametrize("gone", GONE)
    def test_it_has_nobody_to_send(self, ask, gone):
        assert self.found(ask, organizations=[GRAND, BANK | gone]) == {}

    @pytest.mark.parametrize(
        "grand", [*GONE, {"external": True}, {"function": "general"}, {"division": "330203"}, {"division": "330203002"}]
    )
    def test_a_street_without_an_enlarged_committee(self, ask, grand):
        assert self.found(ask, organizations=[GRAND | grand, BANK]) == {}

    def test_a_seat_on_any_of_the_streets_committees_will_do(self, ask):
        organizations = [GRAND | {"id": "second"}, GRAND, BANK]
        assert self.found(ask, seat(), organizations=organizations) == {}
        elsewhere = [GRAND, GRAND | {"id": "second", "division": "330203002"}, BANK]
        assert self.found(ask, seat(organization="second"), organizations=elsewhere).keys() == {"U"}

    def test_wherever_the_organization_that_covers_it_lies(self, ask):
        assert self.found(ask, organizations=[GRAND, BANK | {"division": "330203", "external": True}]).keys() == {"U"}

    @pytest.mark.parametrize(
        "absent",
        [
            {"units": ["influential"]},
            {"units": ["organization"]},
            {"units": ["division"]},
            {"seats": ["represents_unit"]},
            {"seats": ["represents_organization"]},
            {"seats": ["part_time"]},
            {"seats": ["organization"]},
            {"seats": ["holder"]},
            {"organizations": ["function"]},
            {"organizations": ["division"]},
            {"divisions": ["level"]},
            {"divisions": ["parent"]},
        ],
    )
    def test_what_it_needs(self, ask, absent):
        assert self.found(ask, seat(), absent=absent) is None
        assert self.found(ask, seat(), members=None) is None
        assert self.found(ask, seat(), absent={"seats": ["role"], "organizations": ["external"]}) == {}
