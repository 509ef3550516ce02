"""D008: townships and what lies in them."""

from datetime import date

import pytest

from regionpb.rules.divisions.villages import childless_township

DAY, AFTER = date(2011, 7, 29), date(2011, 7, 30)

COUNTY = {"code": "330203", "level": "county"}
FULL = {"code": "330203001", "level": "township", "parent": "330203"}
BARE = {"code": "330203002", "level": "township", "parent": "330203"}
VILLAGE = {"code": "330203001001", "level": "village", "parent": "330203001"}


def found(ask, *divisions):
    return {*ask(childless_township, {"divisions": [COUNTY, *divisions]})}


@pytest.mark.parametrize("order", [[FULL, VILLAGE, BARE], [BARE, FULL, VILLAGE], [VILLAGE, BARE, FULL]])
def test_a_township_without_villages(ask, order):
    assert found(ask, *order) == {"330203002"}


def test_a_table_that_ends_at_townships(ask):
    assert found(ask, FULL, BARE) == set()


@pytest.mark.parametrize("gone", [{"end": DAY}, {"start": AFTER}])
def test_villages_that_are_not_there_on_the_day(ask, gone):
    assert found(ask, FULL, BARE, {**VILLAGE, **gone}) == {"330203001", "330203002"}, "the table has village-level rows"
    other = {"code": "330203002001", "level": "village", "parent": "330203002"}
    assert found(ask, FULL, BARE, other, {**VILLAGE, **gone}) == {"330203001"}


def test_within_is_not_only_directly_below(ask):
    between = {"code": "330203009", "level": "township", "parent": "330203002"}
    lower = {"code": "330203009001", "level": "village", "parent": "330203009"}
    assert found(ask, FULL, VILLAGE, BARE, between, lower) == set()


def test_a_village_on_a_cycle_lies_in_no_township(ask):
    one = {"code": "330203002001", "level": "village", "parent": "330203002002"}
    other = {"code": "330203002002", "level": "village", "parent": "330203002001"}
    assert found(ask, FULL, VILLAGE, BARE, one, other) == {"330203002"}


def test_no_divisions(ask):
    assert ask(childless_township, {"divisions": []}) == {}


@pytest.mark.parametrize("column", ["level", "parent"])
def test_without_a_column_it_is_not_checked(ask, column):
    assert ask(childless_township, {"divisions": [COUNTY]}, absent={"divisions": [column]}) is None
