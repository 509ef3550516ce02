"""A division beside a plant's own, for 1+N units that lie elsewhere than they should."""

from __future__ import annotations

from random import Random

import polars as pl
from attrs import frozen

from regionpb.rules.draft import Draft, Unplantable
from regionpb.rules.new_divisions import deepen, level_below, new_division
from regionpb.vocabulary import Level

__all__ = ["Pair", "two_divisions"]


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
