"""What mends a fault: the change that a rule offers for each of its findings.

A repair is a function from the findings of a rule to the fields of an act (see `regionpb.changes.acts`), a row each:

    @repair("move")
    def under_the_hub(found, snapshot, policy):
        '''Move it under the hub; safe where the hub may stand above it.

        改隶区域性党组织；区域性党组织可以居于其上的，为安全。
        '''

* `found` has `_row` and `id` of the row at fault, and the values of the finding, all as text.
* The result has the fields of the act, `_row`, and `safe`: whether what is written leaves no choice about what to do,
  and the change brings no other fault along. `on` is the day of the report where the result does not say otherwise.
* A finding for which nothing is to be offered is left out.
"""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
from attrs import frozen

from regionpb.errors import Both
from regionpb.graph.forest import Forest
from regionpb.graph.snapshot import Snapshot
from regionpb.graph.tables import ROW
from regionpb.policies import InForce
from regionpb.vocabulary import BRANCH_TYPE, GENERAL_TYPE

__all__ = [
    "Repair",
    "fits_above",
    "in_force_above",
    "is_below",
    "is_free",
    "leaves_something",
    "may_hold",
    "repair",
]

Offered = Callable[[pl.DataFrame, Snapshot, InForce], pl.DataFrame]


@frozen(eq=False)
class Repair:
    """What a rule offers.

    Attributes:
        act: the name of the act.
        summary: what it does and when it is safe, in both languages.
        function: what is offered for findings.
    """

    act: str
    summary: Both
    function: Offered


def repair(act: str) -> Callable[[Offered], Repair]:
    """Make a repair of a function (see the head of this module)."""

    def make(function: Offered) -> Repair:
        paragraphs = (function.__doc__ or "").split("\n\n")
        english, chinese = (
            "".join(p.strip().split("\n")) if i else " ".join(p.split()) for i, p in enumerate(paragraphs)
        )
        return Repair(act, Both(english, chinese), function)

    return make


def fits_above(organizations: pl.Series, superiors: pl.Series, snapshot: Snapshot) -> pl.Series:
    """Whether current organizations may be put under others, row by row.

    The superior is current and the region's own, its form may stand above, and it lies in a division that contains the
    other's.

    >>> import regionpb
    >>> region = regionpb.testing.minimal()
    >>> fits_above(pl.Series(["O-2", "O-1"]), pl.Series(["O-1", "O-2"]), region.snapshot).to_list()
    [True, False]
    """
    known = snapshot.frame("organizations").select("id", "form", "division", "external")
    pairs = pl.DataFrame({"low": organizations, "high": superiors})
    pairs = pairs.join(known, left_on="low", right_on="id", how="left", maintain_order="left").join(
        known, left_on="high", right_on="id", how="left", maintain_order="left", suffix="_above"
    )
    territory = snapshot.territory
    here, there = territory.find_all(pairs["division"]), territory.find_all(pairs["division_above"])
    branch, general = [*map(str, BRANCH_TYPE)], [*map(str, GENERAL_TYPE)]
    form = ~pl.col("form_above").is_in(branch) & (~pl.col("form_above").is_in(general) | pl.col("form").is_in(branch))
    return pairs.select(
        form.fill_null(value=False)
        & ~pl.col("external_above").fill_null(value=False)
        & pl.lit(pl.Series(territory.is_under_at(here, there)))
    )[:, 0]


def is_free(members: pl.Series, snapshot: Snapshot) -> pl.Series:
    """Whether members may go without anything else following, row by row.

    They hold no seat, and did not come from elsewhere on the day: of whoever did, something else is recorded.
    """
    day, start, end = snapshot.day, pl.col("start"), pl.col("end")
    seated = snapshot.frame("seats")["holder"].drop_nulls()
    until = snapshot.frame("members_history").filter(start.is_null() | (start < day), end == day)["id"]
    came = snapshot.frame("members").filter(start == day, pl.col("id").is_in(until.implode()))["id"]
    bound = pl.concat([seated, came])
    return pl.select(~pl.lit(members).is_in(bound.implode())).to_series()


def may_hold(organizations: pl.Series, snapshot: Snapshot) -> pl.Series:
    """Whether organizations may have members, row by row: branches, hubs and reservoirs of the region."""
    known = snapshot.frame("organizations").filter(~pl.col("external").fill_null(value=False))
    units = snapshot.frame("regional_units")
    stores = pl.concat([units["hub"], units["reservoir"]]).drop_nulls()
    branch = pl.col("form").is_in([*map(str, BRANCH_TYPE)])
    there = known.filter(branch | pl.col("id").is_in(stores.implode()))["id"]
    return pl.select(pl.lit(organizations).is_in(there.implode())).to_series()


def leaves_something(organizations: pl.Series, snapshot: Snapshot) -> pl.Series:
    """Whether what each of some organizations is under now has members or others under it besides, row by row."""
    below = snapshot.subordination.frame.drop_nulls("parent").group_by("parent").len("children")
    held = snapshot.frame("counts").select(pl.col("id").alias("parent"), "members_in")
    above = pl.DataFrame({"id": organizations}).join(
        snapshot.subordination.frame.select("id", "parent"), on="id", how="left", maintain_order="left"
    )
    told = above.join(below, on="parent", how="left", maintain_order="left").join(
        held, on="parent", how="left", maintain_order="left"
    )
    empty = (pl.col("children") <= 1) & (pl.col("members_in") == 0)
    return told.select(~empty.fill_null(value=False))[:, 0]


def is_below(superiors: pl.Series, organizations: pl.Series, snapshot: Snapshot) -> pl.Series:
    """Whether what is to be above some organizations is one of them or below it, row by row: that would close a cycle.

    So may what is on one already.

    >>> import regionpb
    >>> region = regionpb.testing.minimal()
    >>> is_below(pl.Series(["O-1", "O-2"]), pl.Series(["O-2", "O-1"]), region.snapshot).to_list()
    [False, True]
    """
    forest = snapshot.subordination
    high, low = forest.find_all(superiors), forest.find_all(organizations)
    round_about = (forest.on_cycle[high] & (high >= 0)) | (forest.on_cycle[low] & (low >= 0))
    return pl.Series(forest.is_under_at(high, low) | round_about)


def in_force_above(organizations: pl.Series, fit: pl.Series, snapshot: Snapshot) -> pl.Series:
    """The nearest that fits above each of some organizations, whether these are current or not.

    What has ended is under what its last version says.

    Args:
        organizations: ids of organizations; they themselves may be what is found.
        fit: the ids of those that fit.
        snapshot: the region.

    Returns:
        An id for each; null where none fits.
    """
    history = snapshot.frame("organizations_history").select("id", "superior", "start", ROW)
    last = history.sort("start", ROW, nulls_last=False).unique("id", keep="last", maintain_order=True).drop_nulls("id")
    forest = Forest.from_parents(last["id"], last["superior"])
    nearest = pl.Series(forest.nearest(last["id"].is_in(fit.implode()).to_numpy()))
    asked = pl.DataFrame({"at": pl.Series(forest.find_all(organizations))})
    found = asked.select(pl.when(pl.col("at") >= 0).then(pl.lit(nearest).gather(pl.col("at").clip(0))))[:, 0]
    return last["id"].gather(found.set(found < 0, None))
