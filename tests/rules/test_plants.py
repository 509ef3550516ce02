"""Plants: what each needs; and each of families M, T and H commits its fault and nothing else."""

from functools import cache
from random import Random

import pytest

from regionpb.contract import TABLES
from regionpb.graph.tables import Tables
from regionpb.rules import RULES as ALL
from regionpb.rules import history, members, transfers
from regionpb.rules.planting.draft import Unplantable
from regionpb.testing import minimal
from rules.conftest import when_on

FAMILIES = {"M": members.RULES, "T": transfers.RULES, "H": history.RULES}
RULES = [rule for rules in FAMILIES.values() for rule in rules if rule.function]

BROUGHT = {
    "organizations.superior": "O001 O002 O003 O004 O005 O008 O009 O012 O014 O018 U004 U012 L008 L013 F001",
    "organizations.elected_on": "O013",
    "organizations.elected_by": "O020",
    "organizations.member_count": "O018",
    "organizations.function": "P006 F003",
    "divisions.latitude": "S004",
    "divisions.longitude": "S004",
    "liaisons": "P007 P008",
    "matters": "C004",
    "service_points": "S003",
    "requests": "S005",
    "workers": "F004 F005 F006 F008",
    "grants": "F007",
}
"""What some plants bring with them where it is missing; nothing else is to be heard of it then."""


@cache
def sound(code):
    """The tables of the smallest region with all that a rule needs."""
    return minimal(when_on(code)[1]).twin([ALL[code]], Random(0)).tables


OPTIONAL = [
    (rule, need)
    for rule in ALL.values()
    if rule.function
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
def test_where_something_it_needs_is_missing_it_is_brought_or_nothing_is_planted(commit, rule, need):
    policy, day = when_on(rule.code)
    known = sound(rule.code)
    table, _, column = need.partition(".")
    frames = {name: frame for name, frame in known.frames.items() if column or name != table}
    gone = {table: known.absent.get(table, frozenset()) | {column}} if column else {}
    tables = Tables(frames, absent={**known.absent, **gone})
    if rule.code in BROUGHT.get(need, "").split():
        planted, found = commit(rule, tables, policy=policy, day=day)
        assert planted <= {(code, name, key) for code, _, name, key in found}
    else:
        with pytest.raises(Unplantable):
            commit(rule, tables, policy=policy, day=day)


@pytest.mark.parametrize(("letter", "last"), [("M", 7), ("T", 8), ("H", 4)])
def test_rules_are_in_the_order_of_their_codes(letter, last):
    assert [rule.code for rule in FAMILIES[letter]] == [f"{letter}{n:03}" for n in range(1, last + 1)]
