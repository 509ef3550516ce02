"""Each rule of family C has a plant that commits its fault and nothing else."""

import polars as pl
import pytest

from regionpb.graph.tables import Tables
from regionpb.rules.consultation import RULES
from regionpb.rules.planting.draft import Unplantable


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_plant_gives_its_code_on_its_rows_and_nothing_else(commit, valid, rule):
    if "meetings" not in valid and rule.code == "C003":
        with pytest.raises(Unplantable):
            commit(rule, valid)
        return
    for seed in range(3):
        planted, found = commit(rule, valid, seed=seed)
        # The 1+N unit of one register has no council of its own.
        mine = {(code, table, id_) for code, _, table, id_ in found if code == rule.code and id_ != "X"}
        graver = {(code, table, id_) for code, severity, table, id_ in found if severity != "info"}
        assert mine == planted
        assert graver <= planted


@pytest.mark.parametrize("rule", RULES[:3], ids=lambda rule: rule.code)
def test_where_the_tables_are_missing_nothing_is_planted(commit, bare, rule):
    with pytest.raises(Unplantable):
        commit(rule, bare)


def test_a_matter_needs_no_other_table_and_does_not_make_others_speak(commit, bare):
    planted, found = commit(RULES[3], bare)
    assert {(code, table, id_) for code, _, table, id_ in found} == planted


def test_matters_that_do_not_say_when_they_were_resolved_are_left_alone(commit, bare):
    absent = {**bare.absent, "matters": frozenset({"resolved_on"})}
    matters = Tables({**bare.frames, "matters": Tables({}).history("matters")}, absent=absent)
    with pytest.raises(Unplantable, match="resolved_on"):
        commit(RULES[3], matters)


def test_a_unit_is_not_put_where_a_council_of_the_division_serves_it(commit, valid):
    council = valid.frames["bodies"].filter(pl.col("kind") == "consultative_council") if "bodies" in valid else None
    if council is not None and council.height:
        bodies = valid.frames["bodies"]
        places = valid.frames["organizations"]["division"].unique()
        shared = [
            council.head(1).with_columns(id=pl.lit(f"all of {code}"), division=pl.lit(code), regional_unit=None)
            for code in places
        ]
        tables = Tables({**valid.frames, "bodies": pl.concat([bodies, *(one.cast(bodies.schema) for one in shared)])})
        with pytest.raises(Unplantable, match="committee"):
            commit(RULES[0], tables)


def test_a_council_of_one_division_serves_no_other(commit, valid):
    council = valid.frames["bodies"].filter(pl.col("kind") == "consultative_council") if "bodies" in valid else None
    if council is not None and council.height:
        bodies, places = valid.frames["bodies"], valid.frames["organizations"]["division"].unique().sort()
        for code in places:
            shared = council.head(1).with_columns(id=pl.lit("all"), division=pl.lit(code), regional_unit=None)
            tables = Tables({**valid.frames, "bodies": pl.concat([bodies, shared.cast(bodies.schema)])})
            for seed in range(3):
                try:
                    planted, found = commit(RULES[0], tables, seed=seed)
                except Unplantable:
                    continue  # whatever could lead a unit lies there
                assert planted <= {(c, table, id_) for c, _, table, id_ in found}


def test_rules_are_in_the_order_of_their_codes():
    assert [rule.code for rule in RULES] == [f"C{n:03}" for n in range(1, 5)]
