"""L001–L003, L013: the 1+3 of a street."""

from datetime import date

import pytest

from regionpb.rules.leadership.streets import (
    missing_of_three,
    no_enlarged_committee,
    several_enlarged_committees,
    three_not_under,
)

DAY, AFTER = date(2011, 7, 29), date(2011, 7, 30)
THREE = ("comprehensive_committee", "community_committee", "government_organs_committee")

STREET = "330203001"
COUNTY = {"code": "330203", "level": "county"}
DIVISIONS = [
    COUNTY,
    {"code": STREET, "level": "township", "parent": "330203"},
    {"code": "330203001001", "level": "village", "parent": STREET},
]
OVER = {"id": "over", "division": "330203"}
GONE = [{"end": DAY}, {"start": AFTER}]


def township(code, **row):
    return {"code": code, "level": "township", "parent": "330203", **row}


def enlarged(id_="grand", **row):
    return {"id": id_, "function": "enlarged_working_committee", "superior": "over", "division": STREET, **row}


def three(*functions, **row):
    rows = [{"id": f, "function": f, "superior": "grand", "division": STREET} for f in functions or THREE]
    return [one | row for one in rows]


class TestNoEnlargedCommittee:
    def found(self, ask, *organizations, divisions=DIVISIONS, **options):
        return ask(no_enlarged_committee, {"divisions": divisions, "organizations": [OVER, *organizations]}, **options)

    def test_a_street_without_one(self, ask):
        assert self.found(ask) == {STREET: {}}
        assert self.found(ask, enlarged()) == {}

    @pytest.mark.parametrize(
        "row",
        [
            *GONE,
            {"function": "street_working_committee"},
            {"function": "general"},
            {"division": "330203001001"},
            {"division": "330203"},
            {"external": True},
        ],
    )
    def test_what_is_no_enlarged_committee_of_the_street_itself(self, ask, row):
        assert self.found(ask, enlarged(**row)).keys() == {STREET}

    @pytest.mark.parametrize(("digits", "streets"), [("000", 0), ("001", 1), ("099", 1), ("100", 0), ("400", 0)])
    def test_its_code_tells_what_a_street_is(self, ask, digits, streets):
        assert len(self.found(ask, divisions=[COUNTY, township(f"330203{digits}")])) == streets

    @pytest.mark.parametrize("gone", GONE)
    def test_a_street_that_is_not_there_on_the_day(self, ask, gone):
        assert self.found(ask, divisions=[COUNTY, township(STREET, **gone), township("330203100")]) == {}

    def test_no_other_levels(self, ask):
        village = {"code": "330203100001", "level": "village", "parent": "330203100"}
        assert self.found(ask, divisions=[COUNTY, township("330203100"), village]) == {}
        assert self.found(ask, divisions=[COUNTY]) == {}

    @pytest.mark.parametrize(
        ("absent", "checked"),
        [
            ({"divisions": ["level"]}, False),
            ({"organizations": ["function"]}, False),
            ({"organizations": ["division"]}, False),
            ({"divisions": ["parent"], "organizations": ["external", "superior"]}, True),
        ],
    )
    def test_what_it_needs(self, ask, absent, checked):
        assert (self.found(ask, absent=absent) is not None) is checked


class TestSeveralEnlargedCommittees:
    def found(self, ask, *organizations, divisions=DIVISIONS, **options):
        tables = {"divisions": divisions, "organizations": [OVER, *organizations]}
        return ask(several_enlarged_committees, tables, **options)

    def test_one_is_enough(self, ask):
        assert self.found(ask, enlarged()) == {}
        assert self.found(ask, enlarged(), enlarged("second")) == {STREET: {"committees": 2}}
        assert self.found(ask, *(enlarged(i) for i in "abc")) == {STREET: {"committees": 3}}

    @pytest.mark.parametrize("row", [*GONE, {"division": "330203001001"}, {"function": "general"}, {"external": True}])
    def test_a_second_that_is_none(self, ask, row):
        assert self.found(ask, enlarged(), enlarged("second", **row)) == {}

    def test_only_streets_are_asked(self, ask):
        two = [enlarged(i, division="330203100") for i in "ab"]
        assert self.found(ask, *two, divisions=[COUNTY, township("330203100")]) == {}
        ended = [COUNTY, township(STREET, end=DAY)]
        assert self.found(ask, enlarged(), enlarged("second"), divisions=ended) == {}

    @pytest.mark.parametrize("column", ["function", "division"])
    def test_what_it_needs(self, ask, column):
        assert self.found(ask, enlarged(), absent={"organizations": [column]}) is None
        assert self.found(ask, enlarged(), absent={"divisions": ["level"]}) is None


class TestMissingOfThree:
    def found(self, ask, *organizations, divisions=DIVISIONS, **options):
        tables = {"divisions": divisions, "organizations": [OVER, *organizations]}
        return ask(missing_of_three, tables, **options)

    def missing(self, *functions, committee="grand"):
        return {committee: [{"street": STREET, "function": f} for f in sorted(functions)]}

    def test_all_are_there(self, ask):
        assert self.found(ask, enlarged(), *three()) == {}

    @pytest.mark.parametrize("one", THREE)
    def test_one_is_missing(self, ask, one):
        assert self.found(ask, enlarged(), *three(*{*THREE} - {one})) == self.missing(one)

    def test_one_finding_for_each(self, ask):
        assert self.found(ask, enlarged(), *three(THREE[1])) == self.missing(THREE[0], THREE[2])
        assert self.found(ask, enlarged()) == self.missing(*THREE)

    def test_each_enlarged_committee_is_told(self, ask):
        found = self.found(ask, enlarged(), enlarged("second"), *three(*THREE[:2]))
        assert found == self.missing(THREE[2]) | self.missing(THREE[2], committee="second")

    @pytest.mark.parametrize("row", [*GONE, {"division": "330203"}, {"function": "general"}, {"external": True}])
    def test_one_that_does_not_count(self, ask, row):
        assert self.found(ask, enlarged(), *three(*THREE[:2]), *three(THREE[2], **row)) == self.missing(THREE[2])

    def test_within_the_street_is_enough_wherever_it_hangs(self, ask):
        lower = three(THREE[2], division="330203001001", superior="over")
        assert self.found(ask, enlarged(), *three(*THREE[:2]), *lower) == {}

    @pytest.mark.parametrize(
        "row",
        [*GONE, {"division": "330203001001"}, {"division": "330203"}, {"external": True}, {"function": "general"}],
    )
    def test_without_an_enlarged_committee_nothing_is_asked(self, ask, row):
        assert self.found(ask, enlarged(**row)) == {}

    def test_a_town_is_no_street(self, ask):
        assert self.found(ask, enlarged(division="330203100"), divisions=[COUNTY, township("330203100")]) == {}
        assert self.found(ask, enlarged(), divisions=[COUNTY, township(STREET, end=DAY)]) == {}

    @pytest.mark.parametrize(
        "absent",
        [
            {"divisions": ["level"]},
            {"divisions": ["parent"]},
            {"organizations": ["function"]},
            {"organizations": ["division"]},
        ],
    )
    def test_what_it_needs(self, ask, absent):
        assert self.found(ask, enlarged(), absent=absent) is None
        assert self.found(ask, enlarged(), absent={"organizations": ["external"]}) is not None


class TestThreeNotUnder:
    def found(self, ask, *organizations, divisions=DIVISIONS, **options):
        tables = {"divisions": divisions, "organizations": [OVER, *organizations]}
        return ask(three_not_under, tables, **options)

    @pytest.mark.parametrize("function", THREE)
    @pytest.mark.parametrize("division", [STREET, "330203001001"])
    def test_beside_it(self, ask, function, division):
        found = self.found(ask, enlarged(), *three(function, superior="over", division=division))
        assert found == {function: {"function": function, "street": STREET, "superior": "over"}}

    @pytest.mark.parametrize("superior", [None, "unknown", "gone"])
    def test_under_nothing(self, ask, superior):
        gone = {"id": "gone", "superior": "grand", "end": DAY}
        assert self.found(ask, enlarged(), gone, *three(THREE[0], superior=superior)).keys() == {THREE[0]}

    def test_under_it(self, ask):
        between = {"id": "between", "superior": "grand"}
        assert self.found(ask, enlarged(), between, *three(THREE[0]), *three(THREE[1], superior="between")) == {}

    def test_above_it_is_not_under_it(self, ask):
        above = three(THREE[0], superior="over")
        assert self.found(ask, enlarged(superior=THREE[0]), *above).keys() == {THREE[0]}

    def test_any_of_several_will_do(self, ask):
        others = [enlarged("second"), *three(THREE[0], superior="second"), *three(THREE[1])]
        assert self.found(ask, enlarged(), *others) == {}

    def test_that_of_another_street_will_not(self, ask):
        divisions = [*DIVISIONS, township("330203002")]
        other = enlarged("other", division="330203002")
        found = self.found(ask, enlarged(), other, *three(THREE[0], superior="other"), divisions=divisions)
        assert found.keys() == {THREE[0]}

    @pytest.mark.parametrize("row", [*GONE, {"external": True}, {"division": "330203"}, {"function": "general"}])
    def test_who_is_not_asked(self, ask, row):
        assert self.found(ask, enlarged(), *three(THREE[0], **{"superior": "over"} | row)) == {}

    @pytest.mark.parametrize("row", [*GONE, {"external": True}, {"division": "330203"}, {"function": "general"}])
    def test_a_street_without_one(self, ask, row):
        assert self.found(ask, enlarged(**row), *three(THREE[0], superior="over")) == {}

    def test_on_a_cycle_nothing_is_above(self, ask):
        one, other = three(THREE[0], superior=THREE[1]), three(THREE[1], superior=THREE[0])
        assert self.found(ask, enlarged(), *one, *other).keys() == {THREE[0], THREE[1]}

    def test_a_street_within_a_street(self, ask):
        inner = township("330203002", parent=STREET)
        outer = self.found(ask, enlarged(), *three(THREE[0], division="330203002"), divisions=[*DIVISIONS, inner])
        assert outer == {}
        beside = three(THREE[0], division="330203002", superior="over")
        committees = [enlarged(), enlarged("inner", division="330203002")]
        found = self.found(ask, *committees, *beside, divisions=[*DIVISIONS, inner])
        assert found == {THREE[0]: {"function": THREE[0], "street": STREET, "superior": "over"}}

    @pytest.mark.parametrize(
        "absent",
        [
            {"divisions": ["level"]},
            {"divisions": ["parent"]},
            {"organizations": ["function"]},
            {"organizations": ["division"]},
            {"organizations": ["superior"]},
        ],
    )
    def test_what_it_needs(self, ask, absent):
        assert self.found(ask, enlarged(), absent=absent) is None
        assert self.found(ask, enlarged(), absent={"organizations": ["external"]}) == {}
