"""Each rule of family F has a plant that commits its fault and nothing else."""

import pytest

from regionpb.rules.funding import RULES
from regionpb.rules.planting.draft import Unplantable


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_plant_gives_its_code_on_its_rows_and_nothing_else(commit, valid, rule):
    if rule.code == "F003" and (valid.frames["organizations"]["division"].str.len_chars() > 6).all():
        with pytest.raises(Unplantable, match="committee"):  # nobody could lead a county here
            commit(rule, valid)
        return
    for seed in range(3):
        planted, found = commit(rule, valid, seed=seed)
        assert {(code, table, id_) for code, _, table, id_ in found if code[0] in "PSF"} == planted
        graver = {(code, table, id_) for code, severity, table, id_ in found if severity != "info"}
        assert graver <= planted


def test_rules_are_in_the_order_of_their_codes():
    assert [rule.code for rule in RULES] == [f"F{n:03}" for n in range(1, 9)]
