"""What the rules of leadership speak of: streets, rural townships, committees by function, and what stands under them.

>>> import polars as pl
>>> forest = nw.from_native(
...     pl.LazyFrame({"id": ["top", "mid", "low", "far"], "enter": [0, 1, 2, 3], "leave": [4, 3, 3, 4]})
... )
>>> low = nw.from_native(pl.LazyFrame({"id": ["low", "far", "mid", "low"], "division": ["A", "A", "A", "B"]}))
>>> heads = nw.from_native(pl.LazyFrame({"id": ["mid", "top"], "division": ["A", "B"]}))
>>> under_their_own(low, heads, forest).collect().to_native().sort("id", "division").rows()
[('low', 'A'), ('low', 'B'), ('mid', 'A')]
"""

from __future__ import annotations

from collections.abc import Iterable

import narwhals as nw

from regionpb.rules.base import Frame
from regionpb.rules.kinds import RURAL, township_kind
from regionpb.rules.places import placed
from regionpb.rules.scope import of_the_region, one_of
from regionpb.rules.sharing import shared
from regionpb.vocabulary import DivisionKind, Function, Term

__all__ = [
    "ENLARGED",
    "THREE",
    "committees",
    "in_the_countryside",
    "of_streets",
    "rural",
    "under_their_own",
    "urban",
    "within_streets",
]

ENLARGED = Function.ENLARGED_WORKING_COMMITTEE
THREE = (Function.COMPREHENSIVE_COMMITTEE, Function.COMMUNITY_COMMITTEE, Function.GOVERNMENT_ORGANS_COMMITTEE)
"""The three of 1+3."""


def urban(code: str) -> nw.Expr:
    """Whether the code in a column is a street's."""
    return township_kind(code) == str(DivisionKind.STREET)


def rural(code: str) -> nw.Expr:
    """Whether the code in a column is a town's or a rural township's."""
    return township_kind(code).is_in([*map(str, RURAL)])


def committees(organizations: Frame, functions: Iterable[Term]) -> Frame:
    """The region's own organizations of some functions; an external one is nobody's committee."""
    return organizations.filter(of_the_region() & one_of("function", functions))


def of_streets(organizations: Frame) -> Frame:
    """The enlarged committees of streets: `_row`, `committee`, `street`; those that lie elsewhere are no street's."""
    return (
        committees(organizations, [ENLARGED])
        .filter(urban("division"))
        .select("_row", nw.col("id").alias("committee"), nw.col("division").alias("street"))
    )


def within_streets(frame: Frame, nesting: Frame) -> Frame:
    """The rows whose `division` is a street or within one, each with its `street`."""
    streets = nesting.filter(urban("outer")).select(nw.col("inner").alias("division"), nw.col("outer").alias("street"))
    return frame.join(streets, on="division", how="inner")


def in_the_countryside(nesting: Frame) -> Frame:
    """The divisions that are a rural township or lie in one, as `division`."""
    return nesting.filter(rural("outer")).select(nw.col("inner").alias("division")).unique()


def under_their_own(low: Frame, heads: Frame, subordination: Frame) -> Frame:
    """Those of some organizations that stand under a head in a division: themselves, or above them.

    Args:
        low: `id` and the `division` in which a head is looked for; of one organization there may be several.
        heads: `id` and `division`.
        subordination: the forest.

    Returns:
        The rows of `low` for which there is one, each once: `id` and `division`.
    """
    # Heads are counted, not joined: many of them in one division would be met with everybody who looks there. How
    # many of them stand above somebody is how many have begun before, less how many have ended, in preorder; and how
    # many come before somebody is told by ranks.
    lows = shared(placed(low.select("id", "division").unique(), subordination, "id"))
    those = shared(placed(heads.select("id", "division"), subordination, "id"))
    seekers = lows.select("id", "division", (nw.col("id_enter") * 2 + 1).alias("at"), seeks=nw.lit(value=True))
    begins = those.select("id", "division", (nw.col("id_enter") * 2).alias("at"), seeks=nw.lit(value=False))
    ends = those.select("id", "division", (nw.col("id_leave") * 2).alias("at"), seeks=nw.lit(value=False))
    begun, ended = (
        nw.concat([seekers, events])
        .with_columns(nw.col("at").rank("min").over("division").cast(nw.Int64).alias(name))
        .filter(nw.col("seeks"))
        .select("id", "division", name)
        for name, events in (("begun", begins), ("ended", ends))
    )
    return (
        begun.join(ended, on=["id", "division"], how="inner")
        .filter(nw.col("begun") > nw.col("ended"))
        .select("id", "division")
    )
