"""What a rule declares beside its code: reports, pages, gates and incremental checks go by it.

`declared.json` is what was last agreed on. When a declaration is changed on purpose:
`python tests/rules/test_declared.py`.
"""

import json
from pathlib import Path

import pytest

from regionpb.rules import RULES

AGREED = Path(__file__).with_name("declared.json")


def declared(rule):
    told = {
        "reads": rule.reads,
        "parameters": rule.parameters,
        "limits": rule.limits,
        "labels": rule.labels,
        "companions": rule.companions,
        "gated": rule.where is not None,
        "turn": rule.turn,
        "repair": rule.repair.act if rule.repair else None,
    }
    return {name: value for name, value in told.items() if value}


def agreed():
    return json.loads(AGREED.read_text("utf-8"))


@pytest.mark.parametrize("code", RULES)
def test_a_rule_declares_what_was_agreed(code):
    assert json.loads(json.dumps(declared(RULES[code]))) == agreed()[code]


def test_nothing_is_agreed_that_is_not_there():
    assert [*agreed()] == [*RULES]


@pytest.mark.parametrize("code", RULES)
def test_limits_and_labels_are_of_what_a_rule_shows(code):
    rule = RULES[code]
    assert {*rule.limits} <= {*rule.values}
    assert {*rule.limits.values()} <= {*rule.values, *rule.parameters}
    assert {*rule.labels} <= {*rule.values}
    assert len({*rule.labels.values()}) == len(rule.labels)


if __name__ == "__main__":
    lines = (f"  {json.dumps(code)}: {json.dumps(declared(rule), ensure_ascii=False)}" for code, rule in RULES.items())
    AGREED.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")
