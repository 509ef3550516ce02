"""Each rule of family P has a plant that commits its fault and nothing else."""

import pytest

from regionpb.rules.pairing import RULES
from regionpb.rules.planting.draft import Unplantable


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_plant_gives_its_code_on_its_rows_and_nothing_else(commit, valid, rule):
    if rule.code == "P006" and (valid.frames["organizations"]["division"].str.len_chars() > 6).all():
        with pytest.raises(Unplantable, match="committee"):  # nobody could lead a county here
            commit(rule, valid)
        return
    for seed in range(3):
        planted, found = commit(rule, valid, seed=seed)
        graver = {(code, table, id_) for code, severity, table, id_ in found if severity != "info"}
        assert {row for row in graver if row[0] not in rule.companions} == planted


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.on != "liaisons"], ids=lambda rule: rule.code)
def test_where_the_tables_are_missing_nothing_is_planted(commit, bare, rule):
    with pytest.raises(Unplantable):
        commit(rule, bare)


def test_rules_are_in_the_order_of_their_codes():
    assert [rule.code for rule in RULES] == [f"P{n:03}" for n in range(1, 9)]
