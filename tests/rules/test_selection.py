"""Codes and families selected and ignored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regionpb.errors import UnknownName
from regionpb.rules import RULES
from regionpb.rules.selection import chosen

prefixes = st.lists(st.sampled_from([*RULES, "E", "D", "O", "U", "R", "U0", "O01"]), max_size=4)


@given(st.none() | prefixes, st.none() | prefixes)
def test_the_longer_prefix_wins_and_a_tie_ignores(select, ignore):
    for code in RULES:
        wanted = max((len(p) for p in ([""] if select is None else select) if code.startswith(p)), default=-1)
        unwanted = max((len(p) for p in ignore or [] if code.startswith(p)), default=-1)
        assert (code in chosen(RULES, select, ignore)) == (wanted > unwanted)


def test_case_does_not_matter():
    assert chosen(RULES, ["u004", "r"], ["r001"]) == chosen(RULES, ["U004", "R"], ["R001"])


def test_families_without_rules_may_be_left_out_but_not_asked():
    some = [code for code in RULES if code[0] != "A"]
    assert chosen(some, ignore=["A"]) == some
    with pytest.raises(UnknownName):
        chosen(some, ["A"])


@pytest.mark.parametrize("bad", ["Q", "U999", "", "R001x"])
def test_an_unknown_code_is_misuse(bad):
    with pytest.raises(UnknownName):
        chosen(RULES, [bad])
