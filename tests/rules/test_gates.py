"""A shut gate says that there is nothing to find: the rule says so too, and whoever commits its fault opens it."""

from datetime import timedelta
from random import Random

import polars as pl
import pytest
from attrs import evolve

import regionpb as rpb
from oracle.agreement import questions
from oracle.regions import frames_of
from regionpb.policies import read_policy
from regionpb.rules.runner import run
from regionpb.testing import minimal

GATED = [rule for rule in rpb.rules.values() if rule.where]
OPEN = {rule.code: evolve(rule, where=None) for rule in GATED}


@pytest.mark.parametrize("seed", range(60))
def test_where_a_gate_is_shut_the_rule_finds_nothing(seed):
    for question in questions(seed):
        region = rpb.read(frames_of(question.source), at=question.day)
        shut = [rule for rule in GATED if not rule.where(region.snapshot)]
        policy = read_policy(question.policy).at(question.day)
        assert run([OPEN[rule.code] for rule in shut], region.snapshot, policy).findings.is_empty()


@pytest.mark.parametrize("rule", GATED, ids=lambda rule: rule.code)
def test_its_fault_opens_the_gate(rule):
    region = minimal()
    assert not rule.where(region.snapshot), "this region shows nothing of what the gate is for"
    assert rule.where(region.plant([rule], Random(0)).snapshot)


def test_what_comes_later_is_not_current_either():
    """A superior that is yet to begin has not ended, and is found like one that has."""
    region = minimal().plant([rpb.rules["O003"]], Random(0))
    organizations = region.history("organizations")
    once, tomorrow = pl.col("end").is_not_null(), region.day + timedelta(days=1)
    late = organizations.with_columns(
        start=pl.when(once).then(tomorrow).otherwise("start"), end=pl.lit(None, pl.Date), end_reason=None
    )
    later = rpb.read({**{n: region.history(n) for n in region.tables.frames}, "organizations": late}, at=region.day)
    assert "O003" in later.check().counts()
