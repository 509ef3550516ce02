"""Everything that findings show has a name in Chinese."""

import re

import pytest

import regionpb as rpb
from regionpb.contract import TABLES
from regionpb.rules.saying.labels import label_of


@pytest.mark.parametrize("code", rpb.rules)
def test_every_value_of_every_rule_has_a_chinese_name(code):
    rule = rpb.rules[code]
    for table in TABLES if rule.on == "*" else [rule.on]:
        for name in rule.values:
            assert re.search(r"[\u4e00-\u9fff]", label_of(table, name)), name


def test_a_column_of_the_findings_own_table_comes_first_and_what_nobody_knows_keeps_its_name():
    assert (label_of("members", "organization"), label_of("units", "organization")) == ("所在党组织", "党组织")
    assert (label_of("members", "hub"), label_of(None, "hub"), label_of("members", "x")) == (
        *("区域性党组织", "区域性党组织", "x"),
    )


def test_a_name_is_called_the_same_by_every_rule():
    called = {(name, label) for rule in rpb.rules.values() for name, label in rule.labels.items()}
    assert len(called) == len({name for name, _ in called})
    assert all({*rule.labels} <= {*rule.values} for rule in rpb.rules.values())
