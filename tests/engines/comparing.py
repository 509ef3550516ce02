"""Engines asked the same, and what each gives held against what polars gives in memory."""

import os
from datetime import date
from itertools import product
from random import Random

from attrs import evolve

import regionpb as rpb
from oracle.agreement import questions
from oracle.regions import frames_of
from regionpb.engines import builtin
from regionpb.policies import read_policy
from regionpb.rules.runner import run

CAMPAIGN = os.environ.get("REGIONPB_CAMPAIGN")
REGIONS = int(CAMPAIGN or "12")
DAYS, POLICIES = (date(2011, 7, 29), date(2020, 2, 29)), ("ningbo", "national")
PLANTED = [*product(DAYS, POLICIES)] if CAMPAIGN else [*zip(DAYS, POLICIES, strict=True)]
ASKED = [evolve(rule, where=None) for rule in rpb.rules.values() if rule.function]
"""The rules themselves: engines are compared where there is nothing to find, too."""


def ask(region, policy, **engines):
    """What is found in a region, by all of these engines alike."""
    return run(ASKED, region.snapshot, read_policy(policy).at(region.day), _compared(engines)).findings


def _compared(engines):
    def collect(plans, frames):
        expected = builtin.collect(plans, frames)
        for name, other in engines.items():
            for rule, same, given in zip(plans, expected, other(plans, frames), strict=True):
                assert given.schema == same.schema, f"{rule.code} on {name}"
                assert given.sort(given.columns).equals(same.sort(same.columns)), f"{rule.code} on {name}"
        return expected

    return collect


def everything_planted(day, policy):
    """The smallest region with the fault of every rule that is on, and these rules."""
    rules = [rule for rule in ASKED if read_policy(policy).at(day).is_on(rule.code)]
    return rpb.testing.minimal(day).plant(rules, Random(day.year)), rules


def ask_about_everything_planted(day, policy, **engines):
    region, rules = everything_planted(day, policy)
    assert {*ask(region, policy, **engines)["code"]} >= {rule.code for rule in rules}


def ask_about_a_random_region(seed, **engines):
    """On its own day or another, under one policy or the other."""
    question = [*questions(seed)][seed % 4]
    ask(rpb.read(frames_of(question.source), at=question.day), question.policy, **engines)
