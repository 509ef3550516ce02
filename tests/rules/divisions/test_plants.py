"""Each rule of family D has a plant that commits its fault and nothing else."""

import pytest

from regionpb.rules.divisions import RULES
from regionpb.rules.planting.draft import Unplantable


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_plant_gives_its_code_on_its_rows_and_nothing_else(commit, valid, rule):
    planted, found = commit(rule, valid)
    graver = {(code, table, id_) for code, severity, table, id_ in found if severity != "info"}
    if rule.severity == "info":
        graver |= {(code, table, id_) for code, _, table, id_ in found if code == rule.code}
    assert {row for row in graver if row[0] not in rule.companions} == planted


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_divisions_and_organizations_are_enough(commit, bare, rule):
    planted, found = commit(rule, bare)
    assert planted <= {(code, table, id_) for code, _, table, id_ in found}
    assert {code for code, severity, _, _ in found if severity != "info"} <= {rule.code, *rule.companions}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_where_parents_are_unknown_nothing_is_planted(commit, bare, rule):
    tables = type(bare)(bare.frames, absent={**bare.absent, "divisions": frozenset(["parent"])})
    with pytest.raises(Unplantable):
        commit(rule, tables)


def test_rules_are_in_the_order_of_their_codes():
    assert [rule.code for rule in RULES] == [f"D{n:03}" for n in range(1, 9)]
