"""D004, D006, D007: the code and the name of a division."""

from datetime import date

import pytest

from regionpb.rules.divisions.naming import code_outside_parent, name_against_code, sibling_namesake

DAY = date(2011, 7, 29)

COUNTY = {"code": "330203", "name": "甬东区", "level": "county"}


def village(name="李村", digits="001", parent="330203001", **more):
    return {"code": f"330203001{digits}", "name": name, "level": "village", "parent": parent, **more}


class TestCodeOutsideParent:
    @pytest.mark.parametrize(("code", "found"), [("330203001", False), ("330205001", True), ("133020301", True)])
    def test_it_begins_with_the_code_of_the_parent(self, ask, code, found):
        street = {"code": code, "level": "township", "parent": "330203"}
        assert ask(code_outside_parent, {"divisions": [COUNTY, street]}) == (
            {code: {"parent": "330203"}} if found else {}
        )

    def test_also_where_the_parent_has_ended(self, ask):
        street = {"code": "330205001", "level": "township", "parent": "330203"}
        assert [*ask(code_outside_parent, {"divisions": [{**COUNTY, "end": DAY}, street]})] == ["330205001"]

    @pytest.mark.parametrize("parent", [None, "known only from a row set aside"])
    def test_not_where_there_is_no_parent(self, ask, parent):
        street = {"code": "330205001", "level": "township", "parent": parent}
        assert ask(code_outside_parent, {"divisions": [COUNTY, street]}) == {}

    def test_several_versions_of_the_parent_make_one_finding(self, ask):
        versions = [{**COUNTY, "end": DAY}, {**COUNTY, "start": DAY}]
        street = {"code": "330205001", "level": "township", "parent": "330203"}
        assert [*ask(code_outside_parent, {"divisions": [*versions, street]})] == ["330205001"]


class TestSiblingNamesake:
    STREETS = (
        {"code": "330203001", "name": "南街道", "level": "township", "parent": "330203"},
        {"code": "330203002", "name": "北街道", "level": "township", "parent": "330203"},
    )

    def found(self, ask, *villages):
        return {*ask(sibling_namesake, {"divisions": [COUNTY, *self.STREETS, *villages]})}

    def test_each_of_them_is_named(self, ask):
        twins = village(digits="001"), village(digits="002"), village(digits="003"), village("张村", "004")
        assert self.found(ask, *twins) == {"330203001001", "330203001002", "330203001003"}

    def test_the_same_name_elsewhere(self, ask):
        assert self.found(ask, village(), village(digits="002", parent="330203002")) == set()

    def test_a_namesake_that_has_ended(self, ask):
        assert self.found(ask, village(), village(digits="002", end=DAY)) == set()

    def test_children_of_what_has_ended_are_no_siblings(self, ask):
        ended = {"code": "330203003", "name": "旧街道", "level": "township", "parent": "330203", "end": DAY}
        orphans = village(parent="330203003"), village(digits="002", parent="330203003")
        assert self.found(ask, ended, *orphans) == set()

    def test_roots_are_no_siblings(self, ask):
        assert ask(sibling_namesake, {"divisions": [COUNTY, {**COUNTY, "code": "330205"}]}) == {}

    def test_what_lies_on_a_cycle_has_no_parent(self, ask):
        own_parent = village(digits="002", parent="330203001002")
        twin = village(digits="003", parent="330203001002")
        assert self.found(ask, own_parent, twin) == set()


class TestNameAgainstCode:
    @pytest.mark.parametrize(
        ("name", "digits", "kind"),
        [
            ("李村", "001", "residents_committee"),
            ("李村村委会", "199", "residents_committee"),
            ("李村", "000", None),
            ("李村", "200", None),
            ("李村", "400", None),
            ("月湖社区", "200", "villagers_committee"),
            ("月湖社区居委会", "399", "villagers_committee"),
            ("月湖社区", "199", None),
            ("月湖社区", "400", None),
            ("村口", "001", None),
            ("社区一", "200", None),
        ],
    )
    def test_the_end_of_the_name_and_the_range_of_the_code(self, ask, name, digits, kind):
        found = ask(name_against_code, {"divisions": [village(name, digits)]})
        assert found == ({f"330203001{digits}": {"name": name, "division_kind": kind}} if kind else {})

    def test_only_village_level_codes(self, ask):
        assert ask(name_against_code, {"divisions": [{"code": "330203001", "name": "李村", "level": "township"}]}) == {}
