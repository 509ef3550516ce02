"""Faults committed on tables, each in its turn."""

from itertools import permutations
from random import Random

import pytest

import regionpb as rpb
from regionpb.contract import TABLES
from regionpb.contract.syntax import normal
from regionpb.planting import planting
from regionpb.rules.planting.draft import Draft, Unplantable


def draft(**how):
    region = rpb.testing.minimal()
    return Draft.of(region.day, region.tables, **how)


@pytest.mark.parametrize("codes", [*permutations(["E014", "U004", "E001"])], ids="-".join)
def test_what_takes_a_table_away_comes_first_and_a_column_last(codes):
    rules = [rpb.rules[code] for code in codes]
    assert [rule.code for rule in sorted(rules, key=lambda rule: rule.turn)] == ["E014", "U004", "E001"]
    with pytest.raises(rpb.RegionError, match="no table organizations"):
        planting(draft(), rules, Random(0))
    done = planting(draft(), [rule for rule in rules if rule.code != "E014"], Random(0))
    assert done.planted["code"].to_list() == ["U004", "E001"]
    assert {*done.intake.findings["code"]} == {"E001"}


def test_a_twin_has_no_fault_recorded():
    done = planting(draft(spoils=False), [rpb.rules["U004"]], Random(0))
    assert done.planted.is_empty()
    assert done.intake.findings.is_empty()


def test_members_who_came_are_only_added_where_it_is_known_how_members_come():
    region = rpb.testing.minimal()
    frames = {name: frame.drop("entry") if name == "members" else frame for name, frame in region.frames.items()}
    with pytest.raises(Unplantable):
        rpb.read(frames, at=region.day).plant([rpb.rules["X003"]], Random(0))
    assert region.plant([rpb.rules["X003"]], Random(0)).planted["code"].to_list() == ["X003"]


def test_whoever_was_helped_after_death_was_where_no_money_is_owed():
    """Else an organization may fall below what it owes for each member of the last day of the year (F001)."""
    region = rpb.testing.minimal().plant([rpb.rules["F007"]], Random(0))
    helped = region.history("grants")["member"][-1]
    last = region.history("members").filter(id=helped)["organization"].item()
    assert last not in set(region.table("organizations")["id"])


@pytest.mark.parametrize("rule", [rule for rule in rpb.rules.values() if rule.code != "E008"], ids=lambda r: r.code)
def test_what_is_planted_has_the_columns_of_the_model_and_no_others(rule):
    try:
        done = planting(draft(), [rule], Random(0))
    except Unplantable:
        return
    for name, frame in done.frames.items():
        unknown = {column for column in frame.columns if TABLES[name].by_header.get(normal(column)) is None}
        assert not unknown, name
