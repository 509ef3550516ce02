"""P006–P008: leading cadres with their townships and villages."""

from datetime import date

import pytest

from regionpb.rules.pairing.liaisons import leader_without_liaison, liaison_level, village_outside_township

DAY, AFTER = date(2011, 7, 29), date(2011, 7, 30)
DIVISIONS = [
    {"code": "33", "level": "province"},
    {"code": "3302", "level": "prefecture", "parent": "33"},
    {"code": "330203", "level": "county", "parent": "3302"},
    {"code": "330203001", "level": "township", "parent": "330203"},
    {"code": "330203001001", "level": "village", "parent": "330203001"},
    {"code": "330203001002", "level": "village", "parent": "330203001", "end": DAY},
    {"code": "330203002", "level": "township", "parent": "330203"},
    {"code": "330203002001", "level": "village", "parent": "330203002"},
    {"code": "330203003", "level": "township", "parent": "330203", "end": DAY},
]
LINK = {"id": "l", "leader": "m", "township": "330203001", "village": "330203001001"}


LED = {
    "divisions": DIVISIONS,
    "organizations": [{"id": "county", "function": "local_committee", "division": "330203"}],
    "members": [{"id": "m"}],
    "seats": [{"id": "s", "role": "leading_cadre", "organization": "county", "holder": "m"}],
    "liaisons": [],
}


class TestLeaderWithoutLiaison:
    def found(self, ask, absent=None, **changed):
        rows = {name: [{**row, **changed.get(name, {})} for row in rows] for name, rows in LED.items()}
        rows["liaisons"] = changed.get("liaisons", [])
        return ask(leader_without_liaison, rows, absent=absent)

    def test_who_links_nothing(self, ask):
        assert self.found(ask) == {"s": {"holder": "m", "organization": "county"}}

    def test_who_links_a_village(self, ask):
        assert self.found(ask, liaisons=[LINK]) == {}

    @pytest.mark.parametrize("change", [{"end": DAY}, {"start": AFTER}, {"leader": "n"}, {"leader": None}])
    def test_whose_liaison_does_not_count(self, ask, change):
        assert self.found(ask, liaisons=[LINK | change]).keys() == {"s"}

    def test_a_liaison_counts_whatever_it_links(self, ask):
        assert self.found(ask, liaisons=[LINK | {"township": None, "village": "330203003"}]) == {}

    @pytest.mark.parametrize("division", ["3302", "330203"])
    def test_cities_and_counties(self, ask, division):
        assert self.found(ask, organizations={"division": division}).keys() == {"s"}

    @pytest.mark.parametrize("division", ["33", "330203001", "330203003", None, "unknown"])
    def test_other_places(self, ask, division):
        assert self.found(ask, organizations={"division": division}) == {}

    @pytest.mark.parametrize("change", [{"function": "township_committee"}, {"function": "general"}, {"end": DAY}])
    def test_other_organizations(self, ask, change):
        assert self.found(ask, organizations=change) == {}

    def test_an_external_committee_is_asked_too(self, ask):
        assert self.found(ask, organizations={"external": True}).keys() == {"s"}

    @pytest.mark.parametrize(
        "change", [{"role": "secretary"}, {"role": None}, {"end": DAY}, {"start": AFTER}, {"holder": None}]
    )
    def test_other_seats(self, ask, change):
        assert self.found(ask, seats=change) == {}

    @pytest.mark.parametrize("change", [{"end": DAY}, {"start": AFTER}])
    def test_a_holder_who_has_ended(self, ask, change):
        assert self.found(ask, members=change) == {}

    @pytest.mark.parametrize(
        "column",
        [
            *("seats.role", "seats.organization", "seats.holder", "liaisons.leader"),
            *("organizations.function", "organizations.division", "divisions.level"),
        ],
    )
    def test_what_it_needs(self, ask, column):
        table, _, name = column.partition(".")
        assert self.found(ask, absent={table: [name]}) is None

    @pytest.mark.parametrize("table", ["liaisons", "divisions"])
    def test_the_tables_it_needs(self, ask, table):
        assert ask(leader_without_liaison, {n: rows for n, rows in LED.items() if n != table}) is None

    def test_where_nobody_is_known_to_have_ended_whoever_is_named_holds_the_seat(self, ask):
        assert ask(leader_without_liaison, {n: rows for n, rows in LED.items() if n != "members"}) != {}


class TestLiaisonLevel:
    def found(self, ask, absent=None, **change):
        return ask(liaison_level, {"divisions": DIVISIONS, "liaisons": [LINK | change]}, absent=absent)

    def test_a_township_and_a_village(self, ask):
        assert self.found(ask) == {}

    @pytest.mark.parametrize(("code", "level"), [("33", "province"), ("330203", "county"), ("330203001001", "village")])
    def test_no_township(self, ask, code, level):
        shown = {"township": code, "township_level": level, "village": LINK["village"], "village_level": "village"}
        assert self.found(ask, township=code) == {"l": shown}

    @pytest.mark.parametrize(("code", "level"), [("3302", "prefecture"), ("330203001", "township")])
    def test_no_village(self, ask, code, level):
        shown = {"township": "330203001", "township_level": "township", "village": code, "village_level": level}
        assert self.found(ask, village=code) == {"l": shown}

    def test_one_finding_for_both(self, ask):
        assert self.found(ask, township="33", village="33").keys() == {"l"}

    @pytest.mark.parametrize("code", ["330203003", None, "unknown"])
    def test_each_is_asked_for_itself(self, ask, code):
        assert self.found(ask, township=code) == self.found(ask, village=code) == {}
        shown = self.found(ask, township=code, village="33")["l"]
        assert (shown["township_level"], shown["village_level"]) == (None, "province")

    def test_the_level_of_the_day_counts(self, ask):
        raised = [{"code": "330203009", "level": "county", "end": DAY}, {"code": "330203009", "level": "township"}]
        raised[1]["start"] = DAY
        tables = {"divisions": [*DIVISIONS, *raised], "liaisons": [LINK | {"township": "330203009"}]}
        assert ask(liaison_level, tables) == {}

    def test_not_of_one_that_has_ended(self, ask):
        assert self.found(ask, township="33", end=DAY) == {}
        assert self.found(ask, township="33", end=AFTER).keys() == {"l"}

    @pytest.mark.parametrize("column", ["liaisons.township", "liaisons.village", "divisions.level"])
    def test_what_it_needs(self, ask, column):
        table, _, name = column.partition(".")
        assert self.found(ask, absent={table: [name]}) is None


class TestVillageOutsideTownship:
    def found(self, ask, absent=None, **change):
        return ask(village_outside_township, {"divisions": DIVISIONS, "liaisons": [LINK | change]}, absent=absent)

    def test_within_it(self, ask):
        assert self.found(ask) == {}

    def test_in_another(self, ask):
        assert self.found(ask, village="330203002001") == {"l": {"township": "330203001", "village": "330203002001"}}

    def test_a_division_is_within_itself_and_what_is_above(self, ask):
        assert self.found(ask, village="330203001") == {}
        assert self.found(ask, township="330203") == {}
        assert self.found(ask, township=LINK["village"], village="330203001").keys() == {"l"}

    @pytest.mark.parametrize("change", [
        {"village": "330203001002"}, {"township": "330203003"}, {"village": None}, {"township": "unknown"},
        {"village": "330203002001", "end": DAY},
    ])  # fmt: skip
    def test_what_is_not_there_is_passed_over(self, ask, change):
        assert self.found(ask, **change) == {}

    @pytest.mark.parametrize("column", ["liaisons.township", "liaisons.village", "divisions.parent"])
    def test_what_it_needs(self, ask, column):
        table, _, name = column.partition(".")
        assert self.found(ask, village="330203002001", absent={table: [name]}) is None
