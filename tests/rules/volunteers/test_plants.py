"""Each rule of family V has a plant that commits its fault and nothing else."""

from datetime import date
from random import Random

import polars as pl
import pytest

from regionpb.rules.planting.draft import Unplantable
from regionpb.rules.volunteers import RULES
from regionpb.rules.volunteers.pieces import Services
from regionpb.testing.minimal import minimal


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_plant_gives_its_code_on_its_rows_and_nothing_else(commit, valid, rule):
    if "volunteer_teams" not in valid:
        with pytest.raises(Unplantable):
            commit(rule, valid)
        return
    for seed in range(3):
        planted, found = commit(rule, valid, seed=seed)
        mine = {(code, table, id_) for code, _, table, id_ in found if code == rule.code}
        assert mine == planted
        assert {(code, table, id_) for code, severity, table, id_ in found if severity != "info"} <= planted


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_where_the_tables_are_missing_nothing_is_planted(commit, bare, rule):
    with pytest.raises(Unplantable):
        commit(rule, bare)


@pytest.mark.parametrize("month", range(1, 13))
def test_in_every_month_only_its_own_fault_is_planted(commit, valid, month):
    """In April the month before is March: who slept through it missed its first Saturday, too."""
    day = date(2012, month, 29)
    for rule in RULES if "volunteer_teams" in valid else ():
        planted, found = commit(rule, valid, day=day)
        ids = {id_ for _, _, id_ in planted}
        mine = {(code, table, id_) for code, _, table, id_ in found if id_ in ids}
        assert planted <= mine
        assert {code for code, _, _ in mine - planted} == ({"V003"} if (rule.code, month) == ("V004", 4) else set())


def test_a_team_served_when_it_should():
    assert Services.before(date(2011, 7, 29)) == Services(date(2011, 6, 4), date(2011, 3, 15), date(2011, 7, 9))
    assert Services.before(date(2012, 1, 1)).month == date(2011, 12, 3)
    assert [Services.before(date(2012, m, 1)).march.year for m in (3, 4)] == [2011, 2012]


def test_rules_are_in_the_order_of_their_codes():
    assert [rule.code for rule in RULES] == [f"V{n:03}" for n in range(1, 7)]


@pytest.mark.parametrize("day", ["2011-07-29", "2011-01-01", "2011-01-02", "2011-12-31"])
def test_a_volunteer_who_is_no_member_any_more_was_none_on_any_31_december(day):
    """Members of that day are those for whom there has to be money: an organization with just enough had too little."""
    region = minimal().at(day)
    for seed in range(40):
        planted = region.plant([rule for rule in RULES if rule.code == "V005"], Random(seed))
        assert planted.check(select=["V005"]).counts() == {"V005": 1}
        member = planted.history("members").filter(pl.col("end").is_not_null()).row(0, named=True)
        assert member["start"] < member["end"] <= planted.day
        assert not any(member["start"] <= date(year, 12, 31) < member["end"] for year in (2009, 2010, 2011))
