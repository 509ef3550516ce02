"""Each rule of family A has a plant that commits its fault and nothing else."""

from datetime import date
from random import Random

import polars as pl
import pytest

from regionpb.graph.tables import Tables
from regionpb.rules.life import RULES
from regionpb.rules.planting.draft import Draft, Unplantable
from regionpb.testing import minimal

TODAY = date(2020, 2, 29)  # every rule is in force


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_plant_gives_its_code_on_its_rows_and_nothing_else(commit, valid, rule):
    if "meetings" not in valid:
        with pytest.raises(Unplantable):
            commit(rule, valid, day=TODAY)
        return
    for seed in range(3):
        planted, found = commit(rule, valid, seed=seed, day=TODAY)
        mine = {(code, table, id_) for code, _, table, id_ in found if code == rule.code}
        graver = {(code, table, id_) for code, severity, table, id_ in found if severity != "info"}
        assert mine == planted
        assert graver <= planted


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_where_the_tables_are_missing_nothing_is_planted(commit, bare, rule):
    with pytest.raises(Unplantable):
        commit(rule, bare, day=TODAY)


@pytest.mark.parametrize("before", [False, True], ids=["young", "re-established"])
@pytest.mark.parametrize("rule", RULES[:6], ids=lambda rule: rule.code)
def test_a_branch_does_not_outlive_its_superior(commit, valid, rule, before):
    """Where no committee has stood for long there is none under which a branch could have."""
    if "meetings" in valid:
        now = valid.frames["organizations"]
        young = now.with_columns(start=date(2020, 2, 1))
        old = now.with_columns(start=None, end=date(2020, 1, 31)).cast(young.schema).head(now.height * before)
        with pytest.raises(Unplantable, match="committee"):
            commit(rule, Tables({**valid.frames, "organizations": young.vstack(old)}), day=TODAY)


def test_rules_are_in_the_order_of_their_codes():
    assert [rule.code for rule in RULES] == [f"A{n:03}" for n in range(1, 10)]


@pytest.mark.parametrize("column", ["kind", "organization"])
def test_a_meeting_is_only_added_where_it_is_known_what_they_are_and_whose(commit, valid, column):
    if "meetings" in valid:
        meetings = valid.frames["meetings"]
        without = meetings.with_columns(pl.lit(None, meetings.schema[column]).alias(column))
        tables = Tables({**valid.frames, "meetings": without}, {**valid.absent, "meetings": frozenset({column})})
        with pytest.raises(Unplantable):
            commit(RULES[6], tables, day=TODAY)


@pytest.mark.parametrize("seed", range(3))
def test_as_many_are_expected_as_the_branch_has(seed):
    draft = Draft.of(TODAY, minimal(TODAY).tables)
    ((_, meeting),) = RULES[7].planter(draft, Random(seed)).rows
    held = draft.row("meetings", meeting)
    assert len(draft.people(held["organization"])) == held["expected"]
