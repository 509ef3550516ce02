"""Valid pieces for plants to spoil, beyond those that every draft knows: organizations, and divisions beside a home."""

from __future__ import annotations

from random import Random
from typing import Any

import polars as pl
from attrs import frozen

from regionpb.rules.planting.draft import Draft, Unplantable
from regionpb.rules.planting.new_divisions import deepen, level_below, new_division
from regionpb.vocabulary import Level

__all__ = ["Pair", "general_branch", "headless_branch", "outside", "require_seats", "two_divisions"]


def general_branch(draft: Draft, rng: Random, *, branches: int = 1, members: int = 3, **values: Any) -> str:
    """A general branch with branches under it and one of their secretaries at its head.

    With fewer than fifty members it is valid if `approved`.
    """
    general = draft.organization("general_branch", **values)
    under = [draft.branch(rng, under=general, members=members) for _ in range(branches)]
    draft.lead(general, under[0])
    return general


def headless_branch(draft: Draft, rng: Random, *, members: int = 3, **values: Any) -> tuple[str, list[str]]:
    """A branch that has members but no secretary: its id and theirs."""
    branch = draft.organization(**values)
    return branch, [draft.member(branch, rng) for _ in range(members)]


def require_seats(draft: Draft) -> None:
    """Make sure that secretaries are asked about.

    Raises:
        Unplantable: when they are not.
    """
    draft.require("members", "organization")
    draft.require("seats", "role", "organization", "holder")


def outside(draft: Draft, rng: Random, division: str) -> str:
    """A new division beside one, at the same level."""
    draft.require("divisions", "parent")
    beside = draft.row("divisions", division)
    return new_division(draft, rng, beside["level"], parent=beside["parent"])


@frozen
class Pair:
    """Two divisions, the second not within the first, and which of them is the plant's home.

    Attributes:
        narrow: within the division of the home.
        outside: not within the narrow one.
        other: the one of them that is not the home's.
    """

    narrow: str
    outside: str
    other: str


def two_divisions(draft: Draft, rng: Random) -> Pair:
    """The division of the plant's home and a new one: below it, or beside it where it is a village.

    Raises:
        Unplantable: where the region knows no parents, or its only division is a village without one.
    """
    draft.require("divisions", "parent")
    here = draft.choose("divisions", pl.col("code") == draft.home()["division"], rng)
    code = str(here["code"])
    if here["level"] == Level.VILLAGE:
        if here["parent"] is None:
            raise Unplantable(
                f"division {code} has nothing above it that could hold another",
                f"区划 {code} 没有上级，无处添加相邻区划",
            )
        beside = new_division(draft, rng, Level.VILLAGE, parent=here["parent"])
        return Pair(narrow=code, outside=beside, other=beside)
    if here["level"] == Level.TOWNSHIP:
        # The first village makes all other townships miss theirs.
        deepen(draft, rng, to=Level.VILLAGE)
    below = new_division(draft, rng, level_below(here["level"]), parent=code)
    villages = draft.current("divisions").filter(pl.col("level") == Level.VILLAGE)
    if here["level"] == Level.COUNTY and villages.height:
        # A township misses its villages as soon as there are any.
        new_division(draft, rng, Level.VILLAGE, parent=below)
    return Pair(narrow=below, outside=code, other=below)
