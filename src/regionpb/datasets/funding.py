"""Money of the last full year: the activity fund, work and project money, and dues returned.

City, counties and townships fund the activities of the members for whom they are the nearest of the three: a hundred
yuan and more for each member of 31 December, a fifth of it from dues. Every committee has work money from its budget.

Source: P4b (activity fund, one to four; money follows tasks in villages; dues returned to the two-new).
"""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from regionpb.datasets.columns import ids, terms
from regionpb.datasets.days import on
from regionpb.datasets.dice import Floats, Ints
from regionpb.datasets.roll import Roll
from regionpb.datasets.scene import Scene
from regionpb.datasets.standing import levels
from regionpb.vocabulary import BudgetSource, Form, Purpose

__all__ = ["budget_table", "funders"]

_YEAR, _LAST_DAY = 2010, on(date(2010, 12, 31))
_SOURCES, _PURPOSES = tuple(BudgetSource), tuple(Purpose)
_DUES, _FISCAL = 20, 80
"""Of each hundred yuan."""


def funders(scene: Scene) -> Ints:
    """The committees of city, counties and townships."""
    board = scene.board
    return np.concatenate([np.array([board.city]), board.counties, board.head])


def budget_table(scene: Scene) -> pl.DataFrame:
    """The table `budgets`."""
    board, dice = scene.board, scene.dice("budgets")
    roll = board.organizations
    budgets = Roll(organization=-1, source=-1, purpose=-1, cents=0)

    def grant(organizations: Ints, source: BudgetSource, purpose: Purpose, yuan: Ints | Floats) -> None:
        cents = np.rint(np.asarray(yuan) * 100).astype(np.int64)
        place, use = _SOURCES.index(source), _PURPOSES.index(purpose)
        budgets.add(len(organizations), organization=organizations, source=place, purpose=use, cents=cents)

    funding = funders(scene)
    members = _nearest(scene, funding)
    funded = funding[members > 0]
    # Five yuan more in some places than in others, never less than what is owed.
    rate = 1 + dice.below(7, len(funded)) * 0.05
    for source, share in ((BudgetSource.FISCAL, _FISCAL), (BudgetSource.DUES, _DUES)):
        grant(funded, source, Purpose.MEMBER_ACTIVITY, members[members > 0] * rate * share)
    grant(funding, BudgetSource.FISCAL, Purpose.WORK, dice.between(50, 400, len(funding)) * 1000)
    hubs = board.regions["hub"]
    grant(hubs, BudgetSource.FISCAL, Purpose.WORK, dice.between(5, 40, len(hubs)) * 1000)
    villages = board.village_organizations
    grant(villages, BudgetSource.FISCAL, Purpose.PROJECT, dice.between(10, 80, len(villages)) * 1000)
    large = (roll["group"] == "enterprise") & (roll["form"] != Form.BRANCH.value) & scene.existed(_LAST_DAY)
    returned = np.flatnonzero(large | (roll["group"] == "social_organization"))
    grant(returned, BudgetSource.DUES_RETURN, Purpose.WORK, dice.between(20, 200, len(returned)) * 100)
    grant(np.flatnonzero(large), BudgetSource.OTHER, Purpose.WORK, dice.between(1, 30, int(large.sum())) * 1000)
    return _table(budgets)


def _nearest(scene: Scene, funding: Ints) -> Ints:
    """The members of the last day of the year for whom each of these is the nearest above."""
    roll = scene.board.organizations
    nearest = np.full(len(roll), scene.board.city, dtype=np.int64)
    nearest[funding] = funding
    its_own = np.isin(np.arange(len(roll)), funding)
    for level in reversed(levels(roll["superior"])):
        below = level[~its_own[level]]
        nearest[below] = nearest[roll["superior"][below]]
    at = scene.members_on(_LAST_DAY)
    return scene.counted(nearest[at[at >= 0]])[funding]


def _table(budgets: Roll) -> pl.DataFrame:
    frame = pl.DataFrame({"organization": budgets["organization"], "cents": budgets["cents"]})
    return frame.select(
        ids("F", pl.int_range(pl.len())).alias("id"),
        ids("O", pl.col("organization")).alias("organization"),
        pl.lit(_YEAR, dtype=pl.Int64).alias("year"),
        terms(_SOURCES, budgets["source"]).alias("source"),
        terms(_PURPOSES, budgets["purpose"]).alias("purpose"),
        (pl.col("cents") / 100).alias("amount"),
    )
