"""The first proofs: what is valid is found valid, and every fault is found where it was committed and nowhere else."""

from datetime import date, timedelta
from random import Random

import polars as pl
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

import regionpb as rpb
from regionpb.contract import TABLES
from regionpb.policies import read_policy
from regionpb.rules import RULES
from regionpb.testing import assert_valid, faulty_regions, minimal, regions

SMALL = {"divisions": (1, 8), "organizations": (1, 8), "members": (3, 20)}
CHECKED = [code for code in RULES if not code.startswith("X")]  # those of X are reconciled: tests/test_reconciling.py
FOUND_IN_ROWS = [code for code in CHECKED if not code.startswith("E")]


def found(region, policy=None):
    return {(f.code, f.table, f.id) for f in region.check(policy=policy).findings}


def in_force(code):
    """A policy and a day on which a rule is asked."""
    return next(
        (policy, day)
        for policy in ("ningbo", "national")
        for day in (date(2011, 7, 29), date(2018, 12, 1))
        if read_policy(policy).at(day).is_on(code)
    )


def allowed(code, findings):
    """Of findings those that are neither of the code nor of one of its companions."""
    return {(c, table, key) for c, table, key in findings if c not in {code, *RULES[code].companions}}


# ---- valid regions ---------------------------------------------------------------------------------


@settings(max_examples=60)
@given(regions())
def test_a_valid_region_has_no_finding(region):
    assert_valid(region, min_severity="info")


@settings(max_examples=60)
@given(regions(history=True))
def test_a_valid_region_with_a_past_has_no_finding(region):
    assert_valid(region, min_severity="info")


@settings(max_examples=20)
@given(st.data(), st.sampled_from(["ningbo", "national"]), st.sampled_from(["2011-07-29", "2012-02-29", "2024-12-31"]))
def test_regions_are_valid_on_the_day_and_under_the_policy_asked_for(data, policy, day):
    region = data.draw(regions(organizations=(1, 12), history=True, at=day, policy=policy))
    assert region.day.isoformat() == day
    assert_valid(region, policy=policy, min_severity="info")


@settings(max_examples=15)
@given(regions(organizations=(1, 12)), st.dates(date(1990, 1, 1), date(2030, 12, 31)))
def test_a_flat_region_is_the_same_on_every_day(region, day):
    then = region.at(day)
    for name in region.tables.frames:
        if TABLES[name].dated:
            assert_frame_equal(then.table(name), region.table(name))
    assert then.territory.roots == region.territory.roots
    assert then.subordination.roots == region.subordination.roots


# ---- faulty ones -----------------------------------------------------------------------------------


@pytest.mark.parametrize("code", CHECKED)
def test_a_plant_in_a_random_region_is_found_and_nothing_else(code):
    @settings(max_examples=4)
    @given(st.booleans().flatmap(lambda history: faulty_regions(code, history=history, **SMALL)))
    def found_exactly(faulty):
        findings = found(faulty.region)
        assert {f for f in findings if f[0] == code} == faulty.planted
        assert not allowed(code, findings)

    found_exactly()


@pytest.mark.parametrize("code", CHECKED)
def test_a_plant_in_the_smallest_region_is_found_and_nothing_else(code):
    policy, day = in_force(code)
    region = RULES[code].plant(minimal(day), Random(1))
    findings = found(region, policy)
    assert {f for f in findings if f[0] == code} == {*region.planted.iter_rows()}
    assert not allowed(code, findings)


@pytest.fixture(scope="module")
def city():
    return rpb.datasets.ningbo(size=0.001)


@pytest.fixture(scope="module")
def known(city):
    """What is found in the city before anything is planted, by policy and day: in later years elections are overdue."""
    return {(policy, day): found(city.at(day), policy) for policy, day in {*map(in_force, CHECKED)}}


@pytest.mark.parametrize("code", CHECKED)
def test_a_plant_in_a_city_is_found_and_nothing_else(code, city, known):
    policy, day = in_force(code)
    region = RULES[code].plant(city.at(day), Random(2))
    findings = found(region, policy)
    if not code.startswith("E"):  # a file that is missing takes findings with it
        assert known[policy, day] <= findings
    findings -= known[policy, day]
    assert {f for f in findings if f[0] == code} == {*region.planted.iter_rows()}
    assert not allowed(code, findings)


# ---- the same whichever way it comes ---------------------------------------------------------------


@pytest.mark.parametrize("format_", ["csv", "parquet", "jsonl", "xlsx"])
def test_what_was_written_is_read_the_same(format_, tmp_path_factory):
    @settings(max_examples=6)
    @given(st.sampled_from(FOUND_IN_ROWS).flatmap(lambda code: faulty_regions(code, history=True, **SMALL)))
    def the_same(faulty):
        region = evolve(rpb.read(frames(faulty.region), at=faulty.region.day), policy=faulty.policy)
        target = tmp_path_factory.mktemp("region")
        region.write(target, format=format_)
        again = rpb.read(target)
        assert (again.day, again.policy) == (region.day, region.policy)
        for name, frame in region.tables.frames.items():
            hidden = [pl.lit(None, pl.String).alias("name")] if name == "members" else []
            assert_frame_equal(again.history(name), frame.with_columns(hidden))
        assert found(again) == found(region)

    the_same()


@settings(max_examples=15)
@given(
    st.sampled_from(FOUND_IN_ROWS).flatmap(lambda code: faulty_regions(code, history=True, **SMALL)), st.integers(0, 99)
)
def test_the_order_of_rows_does_not_matter(faulty, seed):
    shuffled = {
        name: frame.sample(fraction=1, shuffle=True, seed=seed) for name, frame in frames(faulty.region).items()
    }
    again = rpb.read(shuffled, at=faulty.region.day)
    assert found(again, faulty.policy) == found(faulty.region)


@settings(max_examples=10)
@given(faulty_regions("R001", history=True, **SMALL), st.integers(1, 400))
def test_asking_about_other_days_changes_nothing(faulty, days):
    before = found(faulty.region)
    found(faulty.region.at(faulty.region.day - timedelta(days=days)))
    assert found(faulty.region) == before
    assert found(faulty.region.at(faulty.region.day)) == before


def frames(region):
    """The tables of a region with the columns their source had."""
    return {name: frame.drop(region.tables.absent.get(name, ())) for name, frame in region.tables.frames.items()}
