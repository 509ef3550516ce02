"""Valid committees of counties for plants to spoil, with what only such a committee owes."""

from __future__ import annotations

from random import Random

import polars as pl

from regionpb.codes import division_kind
from regionpb.rules.planting.draft import Draft
from regionpb.rules.planting.new_divisions import new_division
from regionpb.vocabulary import BudgetSource, DivisionKind, Function, Level, Purpose

__all__ = ["budgeted", "local_committee", "new_local_committee", "require_functions"]

_LED = frozenset({DivisionKind.STREET, DivisionKind.TOWN, DivisionKind.RURAL_TOWNSHIP})
"""The kinds of township-level divisions whose whole leadership is asked for as soon as functions are known."""


def require_functions(draft: Draft) -> None:
    """Make sure that organizations may be given functions.

    Raises:
        Unplantable: when the region knows none, and has streets or towns that would then lack their leadership.
    """
    if not draft.has("organizations", "function"):
        townships = draft.current("divisions").filter(pl.col("level") == Level.TOWNSHIP)["code"]
        if any(division_kind(code) in _LED for code in townships):
            draft.require("organizations", "function")


def local_committee(draft: Draft, rng: Random) -> str:
    """A current committee of a county or of a prefecture: one that is there, or a new one of a county."""
    require_functions(draft)
    divisions = draft.current("divisions").filter(pl.col("level").is_in([Level.COUNTY, Level.PREFECTURE]))
    there = draft.current("organizations").filter(
        (pl.col("function") == Function.LOCAL_COMMITTEE) & pl.col("division").is_in(divisions["code"].implode())
    )["id"]
    if not there.is_empty():
        return str(rng.choice(there.to_list()))
    committee = new_local_committee(draft, rng)
    if draft.has("budgets"):
        budgeted(draft, committee)
    return committee


def new_local_committee(draft: Draft, rng: Random) -> str:
    """A committee of a county, with a branch under it, without money.

    Raises:
        Unplantable: when no committee lies in a county or a prefecture, under which it could be.
    """
    require_functions(draft)
    level_of = dict(draft.current("divisions").select("code", "level").iter_rows())
    draft.seek_home(lambda home: level_of[home["division"]] in {Level.COUNTY, Level.PREFECTURE})
    county = str(draft.home()["division"])
    if level_of[county] == Level.PREFECTURE:
        draft.require("divisions", "parent")
        county = new_division(draft, rng, Level.COUNTY, parent=county)
    committee = draft.organization("committee", function="local_committee", division=county, approved=True)
    draft.lead(committee, draft.branch(rng, under=committee))
    return committee


def budgeted(draft: Draft, committee: str) -> None:
    """Give a committee the fiscal money of the last full year, which the committee of a county owes."""
    draft.add(
        "budgets",
        organization=committee,
        year=draft.day.year - 1,
        source=BudgetSource.FISCAL.value,
        purpose=Purpose.WORK.value,
        amount=1_000_000.0,
    )
