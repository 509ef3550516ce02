"""D001–D003, D005: how divisions hang together."""

from datetime import date

import pytest

from regionpb.rules.divisions.tree import cycle, extra_root, level_skip, parent_ended

DAY, AFTER = date(2011, 7, 29), date(2011, 7, 30)

COUNTY = {"code": "330203", "level": "county"}
STREET = {"code": "330203001", "level": "township", "parent": "330203"}
VILLAGE = {"code": "330203001001", "level": "village", "parent": "330203001"}


class TestExtraRoot:
    @pytest.mark.parametrize("root", [{**STREET, "parent": None}, {**VILLAGE, "parent": None}])
    def test_below_the_highest_level(self, ask, root):
        assert ask(extra_root, {"divisions": [COUNTY, root]}) == {root["code"]: {"level": root["level"]}}

    def test_several_roots_at_the_highest_level(self, ask):
        roots = [COUNTY, {"code": "330205", "level": "county"}, STREET]
        assert ask(extra_root, {"divisions": roots}) == {}

    @pytest.mark.parametrize("gone", [{"end": DAY}, {"start": AFTER}])
    def test_a_higher_level_that_is_not_there_on_the_day(self, ask, gone):
        assert ask(extra_root, {"divisions": [{**COUNTY, **gone}, {**STREET, "parent": None}]}) == {}

    @pytest.mark.parametrize("parent", ["330205", "330203001", "known only from a row set aside"])
    def test_a_parent_that_is_no_edge_is_not_missing(self, ask, parent):
        ended = {"code": "330205", "level": "county", "end": DAY}
        assert ask(extra_root, {"divisions": [COUNTY, ended, {**STREET, "parent": parent}]}) == {}

    def test_no_divisions(self, ask):
        assert ask(extra_root, {"divisions": []}) == {}

    @pytest.mark.parametrize("column", ["level", "parent"])
    def test_without_a_column_it_is_not_checked(self, ask, column):
        assert ask(extra_root, {"divisions": [COUNTY]}, absent={"divisions": [column]}) is None


class TestCycle:
    def test_each_on_the_cycle_and_nothing_below_it(self, ask):
        one = {**STREET, "parent": "330203002"}
        other = {"code": "330203002", "level": "township", "parent": "330203001"}
        found = ask(cycle, {"divisions": [COUNTY, one, other, VILLAGE]})
        assert found == {"330203001": {"parent": "330203002"}, "330203002": {"parent": "330203001"}}

    def test_its_own_parent(self, ask):
        assert [*ask(cycle, {"divisions": [{**COUNTY, "parent": "330203"}]})] == ["330203"]

    def test_a_version_that_has_ended_closes_no_cycle(self, ask):
        past = {**COUNTY, "parent": "330203001", "end": DAY}
        assert ask(cycle, {"divisions": [past, {**COUNTY, "start": DAY}, STREET]}) == {}


class TestLevelSkip:
    @pytest.mark.parametrize(
        ("child", "expected"),
        [
            (STREET, {}),
            ({**VILLAGE, "parent": "330203"}, {"330203001001": {"level": "village", "parent": "330203"}}),
            ({**STREET, "code": "330203009", "parent": "330203001"}, {"330203009": ...}),
            ({"code": "33020301", "level": "prefecture", "parent": "330203"}, {"33020301": ...}),
        ],
    )
    def test_only_the_level_just_above(self, ask, child, expected):
        divisions = [COUNTY, STREET, child] if child is not STREET else [COUNTY, STREET]
        found = ask(level_skip, {"divisions": divisions})
        assert found.keys() == expected.keys()
        assert all(found[code] == shown for code, shown in expected.items() if shown is not ...)

    def test_a_parent_that_has_ended_has_no_level(self, ask):
        assert ask(level_skip, {"divisions": [{**COUNTY, "end": DAY}, {**VILLAGE, "parent": "330203"}]}) == {}

    def test_a_cycle_breaks_it(self, ask):
        assert [*ask(level_skip, {"divisions": [{**COUNTY, "parent": "330203"}]})] == ["330203"]


class TestParentEnded:
    @pytest.mark.parametrize("gone", [{"end": DAY}, {"start": AFTER}])
    def test_a_parent_that_is_not_there_on_the_day(self, ask, gone):
        found = ask(parent_ended, {"divisions": [{**COUNTY, **gone}, STREET]})
        assert found == {"330203001": {"parent": "330203"}}

    def test_a_parent_with_a_current_version_beside_an_ended_one(self, ask):
        versions = [{**COUNTY, "end": DAY}, {**COUNTY, "start": DAY}]
        assert ask(parent_ended, {"divisions": [*versions, STREET]}) == {}

    def test_of_two_ended_versions_one_finding(self, ask):
        versions = [{**COUNTY, "end": date(2009, 1, 1)}, {**COUNTY, "start": date(2009, 1, 1), "end": DAY}]
        assert [*ask(parent_ended, {"divisions": [*versions, STREET]})] == ["330203001"]

    @pytest.mark.parametrize("parent", [None, "known only from a row set aside"])
    def test_no_parent_has_ended(self, ask, parent):
        assert ask(parent_ended, {"divisions": [COUNTY, {**STREET, "parent": parent}]}) == {}

    def test_a_child_that_has_ended_too(self, ask):
        assert ask(parent_ended, {"divisions": [{**COUNTY, "end": DAY}, {**STREET, "end": DAY}]}) == {}
