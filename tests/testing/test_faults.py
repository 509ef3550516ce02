"""Faulty regions as a strategy."""

from datetime import date

import pytest
from hypothesis import find, given, settings

from regionpb.errors import UnknownName
from regionpb.testing import assert_valid, faulty_regions


@settings(max_examples=5)
@given(faulty_regions("O003", organizations=(2, 5), members=(3, 9)))
def test_a_faulty_region_says_what_was_done_to_it(faulty):
    assert_valid(faulty.valid)
    assert faulty.rule.code == "O003"
    assert faulty.codes == {"O003", "H002"}
    assert {code for code, _, _ in faulty.planted} == {"O003"}
    with pytest.raises(AssertionError, match="O003 organization"):
        assert_valid(faulty.region)


@settings(max_examples=3)
@given(faulty_regions("O017", organizations=(2, 5), members=(3, 9)))
def test_a_rule_of_later_years_is_asked_in_later_years(faulty):
    assert faulty.region.day == date(2018, 10, 28)


@settings(max_examples=3)
@given(faulty_regions("R008", organizations=(2, 5), members=(3, 9)))
def test_a_rule_of_another_policy_is_asked_under_it(faulty):
    assert faulty.policy == faulty.region.policy == "national"
    assert set(faulty.region.check().counts()) == {"R008"}


def test_what_is_never_in_force_is_told():
    with pytest.raises(ValueError, match="R008 is not on under ningbo"):
        faulty_regions("R008", policy="ningbo")
    with pytest.raises(ValueError, match="2011-07-29"):
        faulty_regions("O017", at="2011-07-29")
    with pytest.raises(UnknownName, match="rule"):
        faulty_regions("U999")


def test_a_counterexample_can_be_read():
    least = find(faulty_regions("U004"), lambda faulty: "U004" in faulty.region.check(policy=faulty.policy).counts())
    assert sum(frame.height for frame in least.region.frames.values()) <= 8
