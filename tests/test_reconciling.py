"""Two days reconciled: as counted by hand, every fault of X found with its rows, sound twins without a finding."""

from collections import Counter
from datetime import date, timedelta
from random import Random

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import regionpb as rpb
from regionpb.queries.statistics import CELLS, statistics
from regionpb.rules.planting.draft import Unplantable
from regionpb.rules.totals import RULES
from regionpb.rules.totals.sums import PERIOD
from regionpb.testing import minimal, regions
from regionpb.vocabulary import BRANCH_TYPE, Entry, Exit

DAY = date(2011, 7, 29)
DAYS = [DAY - timedelta(days=days) for days in (2000, 400, 100, 30, 1)]
SMALL = regions(divisions=(1, 4), organizations=(1, 8), members=(0, 14), history=True)


def rows(region, name):
    return region.history(name).to_dicts() if name in region.tables else []


def now(region, name):
    return region.table(name).to_dicts() if name in region.tables else []


def by_hand(region, first, last):
    """Opening, ways in and out, closing of each organization, and what each member adds to its difference."""
    count, odd = Counter(), Counter()

    def add(organization, member, kind, sign):
        count[organization, kind] += 1
        odd[organization, member] += sign

    moves = [t for t in rows(region, "transfers") if t["received"] and first < t["received"] <= last]
    came = {(t["member"], t["target"], t["received"]) for t in moves}
    went = {(t["member"], t["source"], t["received"]) for t in moves}
    for member in now(region.at(first), "members"):
        add(member["organization"], member["id"], "opening", 1)
    for member in now(region.at(last), "members"):
        add(member["organization"], member["id"], "closing", -1)
    for move in moves:
        add(move["target"], move["member"], "transferred_in", 1)
        add(move["source"], move["member"], "transferred_out", -1)
    for row in rows(region, "members"):
        at = row["id"], row["organization"]
        if row["entry"] and row["start"] and first < row["start"] <= last and (*at, row["start"]) not in came:
            add(row["organization"], row["id"], row["entry"], 1)
        if row["exit"] and row["end"] and first < row["end"] <= last and (*at, row["end"]) not in went:
            add(row["organization"], row["id"], row["exit"], -1)
    return count, +odd - Counter() + Counter(), {key: n for key, n in odd.items() if n}


@settings(max_examples=60, deadline=None)
@given(SMALL, st.sampled_from(DAYS), st.booleans())
def test_as_counted_by_hand(region, first, unrecorded):
    if unrecorded and "transfers" in region.tables:
        tables = {name: region.history(name) for name in region.tables.frames if name != "transfers"}
        region = rpb.read(tables, at=region.day)
    told = region.reconcile(first, DAY, select=["X"])
    count, _, odd = by_hand(region, first, DAY)
    known = {*told.own["id"]}
    for row in told.own.iter_rows(named=True):
        for kind in ("opening", *map(str, Entry), "transferred_in", *map(str, Exit), "transferred_out", "closing"):
            assert row[kind] == count[row["id"], kind], (row["id"], kind)
        due = row["opening"] + row["in"] - row["out"]
        assert row["difference"] == due - row["closing"]
        assert row["difference"] == sum(n for (o, _), n in odd.items() if o == row["id"])
    found = {(r["organization"], r["member"]): r["difference"] for r in told.rows.iter_rows(named=True)}
    assert found == {key: n for key, n in odd.items() if key[0] in known}
    tops = told.under.filter(told.under["superior"].is_null() | ~told.under["superior"].is_in([*known]))
    for column in ("opening", "in", "out", "closing", "difference"):
        assert tops[column].sum() == told.own[column].sum()


@settings(max_examples=60, deadline=None)
@given(SMALL)
def test_statistics_as_counted_by_hand(region):
    organizations = {o["id"]: o for o in now(region, "organizations")}
    forest = region.subordination

    def under(one, top):
        return one in organizations and forest.is_under(one, top)

    members, units = now(region, "members"), now(region, "units")
    covered = Counter(u["organization"] for u in units if u["organization"] in organizations)
    for row in statistics(region.snapshot).iter_rows(named=True):
        top = row["id"]
        below = [o for o in organizations if under(o, top)]
        inside = [m for m in members if under(m["organization"], top)]
        assert row["members"] == len(inside)
        assert row["full_members"] == sum(m["status"] == "full" for m in inside)
        assert row["probationary_members"] == sum(m["status"] == "probationary" for m in inside)
        assert row["organizations"] == len(below)
        assert row["branches"] == sum(organizations[o]["form"] in BRANCH_TYPE for o in below)
        assert row["units_single"] == sum(covered[o] == 1 for o in below)
        assert row["units_joint"] == sum(covered[o] for o in below if covered[o] > 1)
        assert row["units"] == row["units_single"] + row["units_joint"] + row["units_none"]


def test_who_answers_for_a_division_counts_its_bare_units():
    city = rpb.datasets.ningbo(0.001)
    cells = statistics(city.snapshot)
    top = cells.filter(cells["id"] == city.subordination.roots[0]).row(0, named=True)
    told = city.describe()
    assert {cell: top[cell] for cell in CELLS} == {cell: told[cell] for cell in CELLS}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
@pytest.mark.parametrize("seed", range(3))
def test_a_planted_fault_is_found_and_its_twin_is_sound(rule, seed):
    region = minimal()
    bad, sound = (make([rule], Random(seed)) for make in (region.plant, region.twin))
    told = bad.reconcile(DAY - PERIOD, DAY)
    found = {(f.code, f.table, f.id) for f in told.report.findings if f.code == rule.code}
    assert {tuple(row) for row in bad.planted.iter_rows()} <= found
    assert not sound.reconcile(DAY - PERIOD, DAY, select=[rule.code]).report.findings
    assert bad.check().ok
    assert sound.check().ok


NEEDED = [
    *((0, need) for need in ("members", "members.entry", "members.exit", "transfers", "transfers.received")),
    *((1, need) for need in ("members", "declared")),
    *((2, need) for need in ("members", "members.entry")),
]


@pytest.mark.parametrize(("which", "need"), NEEDED)
def test_what_is_planted_without_what_it_needs_is_found_or_nothing_is(which, need):
    name, _, column = need.partition(".")
    frames = {n: f.drop(column or [], strict=False) for n, f in minimal().frames.items() if column or n != name}
    try:
        bad = rpb.read(frames, at=DAY).plant([RULES[which]], Random(0))
    except Unplantable:
        return
    assert need == "declared"  # which is brought
    told = bad.reconcile(DAY - PERIOD, DAY)
    assert {tuple(row) for row in bad.planted.iter_rows()} <= {(f.code, f.table, f.id) for f in told.report.findings}


def test_the_rows_behind_a_difference():
    told = minimal().plant([RULES[0]], Random(0)).reconcile(DAY - PERIOD, DAY)
    one, other = told.report.findings[:2]
    assert told.rows_of(one).select("member", "kind", "record").rows() == [("M-N13", "opening", "M-N13")]
    assert told.rows_of(other)["kind"].to_list() == ["closing"]
    assert repr(told) == "<Reconciliation of 2011-07-09 and 2011-07-29: 2 of 4 organizations do not add up>"


def test_what_lacks_is_not_checked():
    region = minimal()
    tables = {name: region.history(name) for name in ("divisions", "organizations", "members")}
    told = rpb.read(tables, at=DAY).reconcile(DAY - PERIOD, DAY)
    missing = {each.code: each.missing for each in told.report.not_checked}
    assert missing == {"X001": ("transfers",), "X002": ("declared",)}


def test_the_earlier_day_comes_first():
    with pytest.raises(rpb.SourceError, match="is not before"):
        minimal().reconcile("2011-07-29", "2011-07-29")


def test_of_days_in_between_what_was_declared_is_compared_too():
    region = minimal()
    tables = {name: region.history(name) for name in region.tables.frames}
    days = [DAY - timedelta(days=n) for n in (30, 10, 0, -1)]
    tables["declared"] = pl.DataFrame(
        [
            {"organization": "O-1", "day": day, "cell": cell, "value": 9.0}
            for day in days
            for cell in ("members", "other")
        ]
    )
    told = rpb.read(tables, at=DAY).reconcile(DAY - PERIOD, DAY)
    assert [f.id for f in told.report.findings] == [f"O-1/{day}/members" for day in (days[1], days[2])]
    assert told.report.findings[0].values == {"cell": "members", "value": 9, "counted": 3}
