"""Each rule of family R has a plant that commits its fault and nothing else."""

import pytest

from regionpb.rules.planting.draft import Unplantable
from regionpb.rules.reservoir import RULES


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_plant_gives_its_code_on_its_rows_and_nothing_else(commit, valid, rule):
    for seed in range(3):
        planted, found = commit(rule, valid, seed=seed, policy="national" if rule.code == "R008" else "ningbo")
        mine = {(code, table, id_) for code, _, table, id_ in found if code == rule.code}
        graver = {(code, table, id_) for code, severity, table, id_ in found if severity != "info"}
        assert mine == planted
        assert graver <= planted | {row for row in graver if row[0] in rule.companions}


@pytest.mark.parametrize("code", ["R002", "R003", "R004", "R005", "R006", "R007", "R008"])
def test_where_tables_or_columns_are_missing_nothing_is_planted(commit, bare, code):
    with pytest.raises(Unplantable):
        commit({rule.code: rule for rule in RULES}[code], bare)


def test_what_needs_little_is_planted_in_little(commit, bare):
    planted, found = commit(RULES[0], bare)
    assert {(code, table, id_) for code, _, table, id_ in found} == planted


def test_rules_are_in_the_order_of_their_codes():
    assert [rule.code for rule in RULES] == [f"R{n:03}" for n in range(1, 9)]
