"""The library finds in random damaged regions what the oracle finds, no more and no less.

`REGIONPB_CAMPAIGN=3000 pytest tests/oracle` asks about that many regions.
"""

import os
from collections.abc import Iterator
from datetime import date
from itertools import chain

import pytest

import regionpb as rpb

from . import balance, totals
from .agreement import ASKED, PLANTED, POLICIES, Question, differences, fewest, planted_in, questions, told
from .answer import RULES, Answer
from .needs import NEEDS
from .regions import source_of
from .rows import Source

SEEDS = range(int(os.environ.get("REGIONPB_CAMPAIGN", "200")))
DAY = date(2020, 1, 1)


@pytest.mark.parametrize("seed", SEEDS)
def test_library_and_oracle_agree(seed):
    turn = seed // 2 + seed // (2 * len(PLANTED))  # so that each rule meets each kind of question
    question = list(questions(seed))[turn % 4]  # its own day or another, under one policy or the other
    different = differences(question)
    if different:
        least = fewest(question, lambda smaller: different[0] in differences(smaller))
        pytest.fail("\n".join([*different, "", told(least), *differences(least)]), pytrace=False)


@pytest.mark.parametrize("code", PLANTED)
def test_every_rule_has_something_to_say_of_some_region(code):
    """What is found in no region is not compared."""
    planted = (seed for seed in range(20 * len(PLANTED)) if planted_in(seed) == code)
    seeds = chain(planted, range(20 * len(PLANTED)))  # some are rarely plantable, and come of themselves
    answers = (Answer(q.source, q.day, q.policy) for seed in seeds for q in questions(seed))
    assert any(found == code for answer in answers for found, _, _ in answer.findings)


def test_without_a_table_or_column_the_same_rules_are_not_checked():
    different = {
        f"{line} without {absent}"
        for absent, source, policies in _reduced()
        for policy in policies
        for line in differences(Question(source, DAY, policy))
    }
    assert not different


def _reduced() -> Iterator[tuple[str, Source, tuple[str, ...]]]:
    """The smallest region without one table, or one column that some rule reads or needs."""
    minimal = rpb.testing.minimal(DAY)
    whole = source_of({name: minimal.history(name) for name in minimal.tables.frames})
    for name in whole.columns:
        others = [other for other in whole.columns if other != name]
        yield name, Source({o: whole.columns[o] for o in others}, {o: whole.rows[o] for o in others}), POLICIES
    read = {need.rstrip("?!") for code in ASKED for need in (*rpb.rules[code].reads, *NEEDS[code])}
    switched = {need for code in ("R003", "R008") for need in NEEDS[code]}
    for need in sorted(read):
        name, _, column = need.partition(".")
        if column and name in whole.columns:
            left = {**whole.columns, name: [other for other in whole.columns[name] if other != column]}
            # Only R003 and R008 are asked under one policy and not under the other.
            yield need, Source(left, whole.rows), POLICIES if need in switched else POLICIES[:1]


def test_the_smallest_region_is_valid_for_the_oracle_too():
    minimal = rpb.testing.minimal()
    source = source_of({name: minimal.history(name) for name in minimal.tables.frames})
    assert not Answer(source, minimal.day, "ningbo").findings


def test_the_oracle_has_every_rule_of_its_families():
    """Families that the library has not yet are left out; of one that it has no rule may be missing on either side."""
    theirs = {code for code in rpb.rules if code[0] != "E"} - {"H004"}  # H004 is asked of a journal
    families = {code[0] for code in theirs}
    assert theirs == {code for code in (*RULES, *totals.RULES) if code[0] in families}
    assert RULES.keys() == NEEDS.keys()
    assert totals.RULES.keys() == balance.NEEDS.keys()
