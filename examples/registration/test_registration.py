"""The registration system, tested with regionpb: how a test suite of one's own uses it.

`pytest examples/registration` runs it. Three things are asked, each of registers that Hypothesis draws:

* what the system takes over it gives back, and that is as valid as it was;
* what it does with members and organizations breaks no rule;
* its own list of strays names whom rule R001 names, where there are faults as well.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest
from examples.registration.registration import Registration
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import regionpb as rpb
from regionpb.testing import FaultyRegion, assert_valid, faulty_regions, regions

# What the tables of the system are called in regionpb, and their columns.
TABLES = {
    "division": ("divisions", {"code": "code", "name": "name", "level": "level", "parent": "parent"}),
    "area": (
        "regional_units",
        {"id": "id", "name": "name", "mode": "mode", "division": "division", "hub": "hub", "reservoir": "reservoir"},
    ),
    "organization": (
        "organizations",
        {
            "id": "id",
            "name": "name",
            "form": "form",
            "division": "division",
            "superior": "superior",
            "area": "regional_unit",
            "founded": "start",
            "ended": "end",
            "why": "end_reason",
        },
    ),
    "membership": (
        "members",
        {"member": "id", "organization": "organization", "status": "status", "since": "start", "until": "end"},
    ),
    "letter": (
        "transfers",
        {
            "number": "id",
            "member": "member",
            "source": "source",
            "target": "target",
            "kind": "kind",
            "issued": "issued",
            "received": "received",
        },
    ),
}
MOVED = ["R001", "R002", "R003", "T002", "T003", "T004", "T006", "H", "O003"]
"""What a system that moves members must not break."""

slow = settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.filter_too_much])
small = {"divisions": (1, 6), "organizations": (2, 10), "members": (3, 30)}


def held(region: rpb.Region, ours: str) -> pl.DataFrame:
    """The rows of a table that the system takes: of divisions and areas it keeps no history."""
    return region.table(ours) if ours in {"divisions", "regional_units"} else region.history(ours)


def taken_over(region: rpb.Region) -> Registration:
    """The system with a register of regionpb taken over."""
    system = Registration()

    def rows(theirs: str) -> list[dict[str, Any]]:
        ours, columns = TABLES[theirs]
        return held(region, ours).select(pl.col(column).alias(name) for name, column in columns.items()).to_dicts()

    system.take_over(*(rows(theirs) for theirs in TABLES))
    return system


def handed_on(system: Registration) -> dict[str, pl.DataFrame]:
    """What the system holds, under the names of regionpb; dates are the text that the system has."""
    frames: dict[str, pl.DataFrame] = {}
    for theirs, (ours, columns) in TABLES.items():
        rows = [{columns[name]: cell for name, cell in row.items()} for row in system.rows(theirs)]
        frames[ours] = pl.DataFrame(rows, schema=dict.fromkeys(columns.values(), pl.String))
    return frames


@slow
@given(regions(**small, history=True))
def test_what_is_taken_over_is_handed_on(region: rpb.Region) -> None:
    handed = rpb.read(handed_on(taken_over(region)), at=region.day)
    assert not handed.intake.findings.height
    for name, columns in TABLES.values():
        before, after = (held(each, name).select(columns.values()).rows() for each in (region, handed))
        assert before == after
    assert_valid(handed, select=MOVED)


@slow
@given(regions(**small), st.data())
def test_a_transfer_breaks_no_rule(region: rpb.Region, data: st.DataObject) -> None:
    members, branches = region.table("members"), region.table("organizations").filter(form="branch")
    assume(members.height and branches.height)
    system, later = taken_over(region), region.day + timedelta(days=data.draw(st.integers(1, 60)))
    for _ in range(data.draw(st.integers(1, 4))):
        member = data.draw(st.sampled_from(members["id"].to_list()))
        system.transfer(member, data.draw(st.sampled_from(branches["id"].to_list())), later)
        later += timedelta(days=1)
    assert_valid(handed_on(system), at=later, select=MOVED)


@slow
@given(regions(**small))
def test_when_an_organization_is_dissolved_nobody_is_lost(region: rpb.Region) -> None:
    organizations = region.table("organizations")
    leaves = organizations.filter(
        pl.col("regional_unit").is_not_null(),
        ~pl.col("id").is_in(organizations["superior"].drop_nulls().implode()),
        ~pl.col("id").is_in(region.table("regional_units")["reservoir"].drop_nulls().implode()),
    )
    assume(leaves.height)
    system, later = taken_over(region), region.day + timedelta(days=30)
    everyone = sorted(region.table("members")["id"])
    system.dissolve(leaves["id"][0], later)
    after = rpb.read(handed_on(system), at=later)
    assert_valid(after, select=MOVED)
    assert sorted(after.table("members")["id"]) == everyone
    assert not system.strays(later)


@slow
@given(faulty_regions("R001", divisions=(1, 6), organizations=(2, 8)))
def test_our_own_list_names_whom_the_rule_names(faulty: FaultyRegion) -> None:
    region = faulty.region
    named = {finding.id for finding in region.check(select=["R001"], policy=faulty.policy).findings}
    assert {*taken_over(region).strays(region.day)} == named == {key for _, _, key in faulty.planted}


def test_who_is_nowhere_is_told() -> None:
    with pytest.raises(LookupError, match="M-1 is nowhere now"):
        Registration().transfer("M-1", "O-1", date(2012, 1, 1))
    with pytest.raises(LookupError, match="O-1 is in no 1\\+N unit"):
        Registration().dissolve("O-1", date(2012, 1, 1))
