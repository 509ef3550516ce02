"""Asserting that a region is valid."""

from random import Random

import pytest

from regionpb.rules import RULES
from regionpb.testing import assert_valid, minimal


def test_findings_are_shown_one_a_line():
    region = minimal().plant([RULES["U009"]] * 25, Random(0))
    with pytest.raises(AssertionError) as raised:
        assert_valid(region)
    lines = str(raised.value).splitlines()
    assert lines[0] == "25 findings on 2011-07-29 under ningbo:"
    assert lines[1].startswith("  U009 unit U-N")
    assert lines[-1] == "  … and 5 more"


def test_what_is_milder_than_asked_for_does_not_count():
    region = RULES["R007"].plant(minimal(), Random(0))
    assert_valid(region)
    with pytest.raises(AssertionError, match="R007"):
        assert_valid(region, min_severity="info")


def test_day_policy_and_families_can_be_said():
    region = RULES["R008"].plant(minimal(), Random(0))
    assert_valid(region, min_severity="info")
    with pytest.raises(AssertionError, match="under national"):
        assert_valid(region, policy="national", min_severity="info")
    assert_valid(region, policy="national", min_severity="info", select=["O"])
    assert_valid(region, policy="national", at="2011-07-28", select=["R"], min_severity="info")


def test_tables_are_taken_too():
    assert_valid(dict(minimal().tables.frames), at="2011-07-29")
    with pytest.raises(AssertionError, match="E014"):
        assert_valid({"divisions": minimal().history("divisions")}, at="2011-07-29")
