"""Each rule of family O has a plant that commits its fault and nothing else."""

from datetime import date

import pytest

from regionpb.graph.tables import Tables
from regionpb.rules.organizations import RULES
from regionpb.rules.planting.draft import Unplantable

TODAY = date(2020, 2, 29)  # every rule is in force, and a year has more days than three years before


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_plant_gives_its_code_on_its_rows_and_nothing_else(commit, valid, rule):
    planted, found = commit(rule, valid, day=TODAY)
    graver = {(code, table, id_) for code, severity, table, id_ in found if severity != "info"}
    if rule.severity == "info":
        graver |= {(code, table, id_) for code, _, table, id_ in found if code == rule.code}
    assert {row for row in graver if row[0] not in rule.companions} == planted


NEEDED = {"O010": "seats", "O011": "seats", "O012": "seats", "O015": "units", "O016": "units", "O017": "units"}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_plant_does_not_make_rules_speak_that_were_silent(commit, bare, rule):
    if rule.code in {*NEEDED, "O020"}:
        with pytest.raises(Unplantable):
            commit(rule, bare, day=TODAY)
    else:
        planted, found = commit(rule, bare, day=TODAY)
        assert planted <= {(code, table, id_) for code, _, table, id_ in found}
        assert {code for code, severity, _, _ in found if severity != "info"} <= {rule.code, *rule.companions}


COUNTING = {"O006", "O007", "O008", "O009", "O014", "O018"}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_nobody_becomes_a_member_where_members_are_unknown(commit, bare, rule):
    tables = Tables({name: frame for name, frame in bare.frames.items() if name != "members"}, absent=bare.absent)
    if rule.code in {*NEEDED, *COUNTING, "O020"}:
        with pytest.raises(Unplantable):
            commit(rule, tables, day=TODAY)
    else:
        planted, found = commit(rule, tables, day=TODAY)
        assert planted <= {(code, table, id_) for code, _, table, id_ in found}
        assert {code for code, severity, _, _ in found if severity != "info"} <= {rule.code, *rule.companions}


def test_rules_are_in_the_order_of_their_codes():
    assert [rule.code for rule in RULES] == [f"O{n:03}" for n in range(1, 21)]
