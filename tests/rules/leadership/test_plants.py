"""Each rule of family L has a plant that commits its fault and nothing else."""

import pytest

from regionpb.graph.tables import Tables
from regionpb.rules.leadership import RULES
from regionpb.rules.planting.draft import Unplantable
from regionpb.testing import minimal

OF_ORGANIZATIONS = {"L001", "L002", "L003", "L013"}
"""Their faults are about organizations and divisions alone: there need be no other tables."""


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_plant_gives_its_code_on_its_rows_and_nothing_else(commit, valid, rule):
    for seed in range(3):
        planted, found = commit(rule, valid, seed=seed)
        graver = {(code, table, id_) for code, severity, table, id_ in found if severity != "info" or code == rule.code}
        assert graver - {("L007", "organizations", "homes")} == planted


@pytest.mark.parametrize("rule", [r for r in RULES if r.code not in OF_ORGANIZATIONS], ids=lambda rule: rule.code)
def test_where_the_tables_are_missing_nothing_is_planted(commit, bare, rule):
    with pytest.raises(Unplantable):
        commit(rule, bare)


@pytest.mark.parametrize("rule", [r for r in RULES if r.code in OF_ORGANIZATIONS], ids=lambda rule: rule.code)
def test_what_needs_no_other_tables_is_planted_without_them(commit, bare, rule):
    planted, found = commit(rule, bare)
    assert {(code, table, id_) for code, _, table, id_ in found} == planted


@pytest.mark.parametrize("rule", [r for r in RULES if r.code in OF_ORGANIZATIONS], ids=lambda rule: rule.code)
def test_seats_without_members_are_planted_around(commit, rule):
    """Nobody can be seated where nobody is known."""
    region = minimal()
    tables = Tables({name: region.history(name) for name in region.tables.frames if name != "members"})
    planted, found = commit(rule, tables)
    assert planted <= {(code, table, id_) for code, _, table, id_ in found}


def test_rules_are_in_the_order_of_their_codes():
    assert [rule.code for rule in RULES] == [f"L{n:03}" for n in range(1, 15)]
