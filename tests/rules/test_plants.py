"""Each rule of families M, T and H has a plant that commits its fault and nothing else."""

import pytest

from regionpb.contract import TABLES
from regionpb.graph.tables import Tables
from regionpb.rules import history, members, transfers
from regionpb.rules.planting.draft import Unplantable

FAMILIES = {"M": members.RULES, "T": transfers.RULES, "H": history.RULES}
RULES = [rule for rules in FAMILIES.values() for rule in rules]

OPTIONAL = [
    (rule, need)
    for rule in RULES
    for need in rule.needs
    for table, _, column in [need.partition(".")]
    if (not TABLES[table].column(column).required if column else table not in {"organizations", "members"})
]
"""What each rule needs and a region may lack."""


@pytest.mark.parametrize("policy", ["ningbo", "national"])
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_plant_gives_its_code_on_its_rows_and_nothing_else(commit, valid, rule, policy):
    for seed in range(4):
        planted, found = commit(rule, valid, seed=seed, policy=policy)
        # What is worth knowing of the tables themselves stays so.
        graver = {(c, table, id_) for c, severity, table, id_ in found if c == rule.code or severity != "info"}
        assert graver == planted


@pytest.mark.parametrize(("rule", "need"), OPTIONAL, ids=lambda what: getattr(what, "code", what))
def test_where_something_it_needs_is_missing_nothing_is_planted(commit, valid, rule, need):
    table, _, column = need.partition(".")
    frames = {name: frame for name, frame in valid.frames.items() if column or name != table}
    with pytest.raises(Unplantable):
        commit(rule, Tables(frames, absent={table: frozenset([column])} if column else {}))


@pytest.mark.parametrize(("letter", "last"), [("M", 7), ("T", 8), ("H", 3)])
def test_rules_are_in_the_order_of_their_codes(letter, last):
    assert [rule.code for rule in FAMILIES[letter]] == [f"{letter}{n:03}" for n in range(1, last + 1)]
