"""Valid pieces for the plants of this family: a branch of long standing that has met for everything of late."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

import polars as pl

from regionpb.rules.planting.draft import Draft
from regionpb.vocabulary import BRANCH_LIFE, MeetingKind

__all__ = ["lively_branch"]

_LONGEST = 366
"""Days: no period is longer."""


def lively_branch(draft: Draft, rng: Random, missed: MeetingKind, *, members: int = 3) -> str:
    """A branch that has existed longer than any period, and has met within the last month for everything.

    Where the draft spoils, the last meeting of one kind lies further back than any period reaches.

    Raises:
        Unplantable: where meetings of organizations are not known, or no committee is as old as the branch.
    """
    draft.require("meetings", "kind", "organization", "held_on")
    late, early = (timedelta(days=_LONGEST + rng.randint(low, low + 29)) for low in (1, 31))
    founded = draft.day - early
    draft.seek_home(lambda home: _stands_since(draft, home, founded))
    branch = draft.branch(rng, members=members, start=founded)
    for kind in BRANCH_LIFE:
        lately = timedelta(days=rng.randint(1, 28))
        ago = draft.spoilt(late, lately) if kind is missed else lately
        draft.add("meetings", kind=str(kind), organization=branch, held_on=draft.day - ago)
    return branch


def _stands_since(draft: Draft, home: Mapping[str, Any], founded: date) -> bool:
    """Whether an organization has existed without a break since a day: what is under it must not outlive it."""
    versions = draft.versions("organizations").filter(pl.col("id") == home["id"]).select("start", "end")
    spans = [(start or date.min, end or date.max) for start, end in versions.iter_rows()]
    reached = draft.day
    while reached > founded:
        begun = min((start for start, end in spans if start <= reached < end), default=None)
        if begun is None:
            return False
        if begun <= founded:
            return True
        reached = begun - timedelta(days=1)
    return True
