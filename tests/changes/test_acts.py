"""Acts of every kind, made up for valid regions: what must hold after each of them, whatever came before.

`REGIONPB_CAMPAIGN=3000 pytest tests/changes/test_acts.py` walks through that many regions.
"""

import os
from collections import Counter
from datetime import timedelta
from random import Random

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from pydantic import TypeAdapter

import regionpb as rpb
from oracle.regions import valid
from regionpb import changes
from regionpb.contract import TABLES
from regionpb.datasets.days import DAY
from regionpb.testing.deeds import KINDS, made_up

SEEDS = range(int(os.environ.get("REGIONPB_CAMPAIGN", "120")) // 2)
CLEAN = [
    *("E", "D", "O001", "O003", "U001", "U002", "U004", "U007", "U012", "R001", "R002", "T003", "T005", "T006", "H")
]
CHANGES = TypeAdapter(changes.AnyChange)


def walk(seed, steps=6):
    """A valid region, and each region and act on a walk from it; an act that is refused is tried, and left out."""
    rng = Random(seed)
    region = rpb.read(valid(rng, DAY), at=DAY)
    policy, on = rng.choice(["ningbo", "national"]), DAY
    for _ in range(steps):
        on += timedelta(days=rng.choice([0, 1, 30, -1, -20]))
        act = made_up(region, rng, on)
        try:
            after = region.apply(act, policy=policy)
        except (rpb.Refused, rpb.UnknownName) as told:
            assert_both_languages(told)
            continue
        yield region, act, after, policy
        region = after


def assert_both_languages(told):
    assert str(told) != told.chinese


def faults(region, day, policy):
    return {(f.code, f.table, f.id) for f in region.at(day).check(select=CLEAN, policy=policy).findings}


def so_far(region, table):
    """The rows of a table on the day; what is to happen later has not happened."""
    known = region.table(table)
    dates = [name for name, kind in known.schema.items() if kind == pl.Date]
    known = known.with_columns(pl.when(pl.col(name) <= region.day).then(name) for name in dates)
    why = [name for name in ("exit", "end_reason") if name in known.columns]
    return known.with_columns(pl.when(pl.col("end").is_not_null()).then(name) for name in why)


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_is_done(seed):
    for before, act, after, policy in walk(seed):
        told = act.said.en
        for day in (act.on, act.on + timedelta(days=1), act.on + timedelta(days=1000)):
            assert faults(after, day, policy) <= faults(before, day, policy), told
        yesterday = act.on - timedelta(days=1)
        for name in before.frames:
            then, now = (so_far(each.at(yesterday), name) for each in (before, after))
            assert_frame_equal(then, now, check_row_order=False)
        assert CHANGES.validate_json(act.model_dump_json()) == act
        nobody_is_lost(before, act, after, policy)
        read = rpb.read(after.frames, at=DAY)
        for name in after.frames:
            assert_frame_equal(read.history(name), after.history(name))
        assert read.intake.findings["code"].to_list() == after.intake.findings["code"].to_list()


def nobody_is_lost(before, act, after, policy):
    """Every member is there as before, in one organization that is there, but for who came or left."""
    if "members" not in before.tables:
        return
    then, now = (each.at(act.on).table("members") for each in (before, after))
    came = {act.member} if isinstance(act, changes.Admit) else set()
    left = {act.member} if isinstance(act, changes.CloseMember) else set()
    assert {*now["id"]} == ({*then["id"]} | came) - left
    assert now["id"].is_unique().all()
    moved = {row["member"]: row["target"] for row in before.preview(act, policy=policy).members.rows(named=True)}
    homes, were = dict(now.select("id", "organization").rows()), dict(then.select("id", "organization").rows())
    assert all(homes[member] == target for member, target in moved.items())
    assert {member for member in were if member in homes and homes[member] != were[member]} == {*moved} - {
        member for member, home in moved.items() if were[member] == home
    }


# Of the last two one adds the first row of a table, in the other a seat is judged by a seat elsewhere.
@pytest.mark.parametrize("seed", [*range(5000, 5000 + len(SEEDS) // 6), 5013, 5097])
def test_asked_again_of_what_changed_the_report_is_the_same(seed):
    for before, act, after, policy in walk(seed):
        day = act.on
        since = before.at(day).check(policy=policy)
        again, full = after.at(day).check(policy=policy, since=since), after.at(day).check(policy=policy)
        assert again.findings == full.findings
        assert again.not_checked == full.not_checked


def test_every_act_is_done_and_refused_somewhere():
    done, tried = Counter(), Counter()
    for seed in range(60):
        rng = Random(seed)
        region = rpb.read(valid(rng, DAY), at=DAY)
        for kind in KINDS:
            try:
                region.preview(made_up(region, rng, DAY, kind))
                done[kind] += 1
            except (rpb.Refused, rpb.UnknownName):
                tried[kind] += 1
    assert {kind for kind in KINDS if not done[kind] or not tried[kind]} == set()


@pytest.mark.parametrize("seed", SEEDS)
def test_in_which_order_those_are_named_that_are_put_together_does_not_matter(seed):
    rng = Random(seed)
    region = rpb.read(valid(rng, DAY), at=DAY)
    act = made_up(region, rng, DAY, "merge")
    act = act.model_copy(update={"into": rng.choice(act.organizations)})
    one, other = (
        put_together(region, act.model_copy(update={"organizations": named}))
        for named in (act.organizations, act.organizations[::-1])
    )
    assert (one is None) == (other is None)
    for name in one or ():  # of two pairings with the same partner that of the first stays
        less = ["id", "end"] if name == "pairings" else []
        assert_frame_equal(one[name].drop(less), other[name].drop(less), check_row_order=False)


def put_together(region, act):
    try:
        return {name: region.apply(act).at(DAY).table(name) for name in region.frames}
    except (rpb.Refused, rpb.UnknownName):
        return None


def test_all_or_nothing():
    region = rpb.testing.minimal()
    good, bad = changes.transfer("M-2", to="O-1", on=DAY), changes.transfer("M-9", to="O-1", on=DAY)
    with pytest.raises(rpb.UnknownName):
        region.apply(good, bad)
    assert region.history("members").height == 3


def test_every_kind_is_an_act_with_a_name_in_both_languages():
    acts = [one for one in vars(changes).values() if isinstance(one, type) and issubclass(one, changes.Act)]
    known = {one.model_fields["act"].default: one for one in acts if one is not changes.Act}
    assert {*known} == {*KINDS}
    assert all(one.label.en and one.label.zh for one in known.values())
    assert all(TABLES)
