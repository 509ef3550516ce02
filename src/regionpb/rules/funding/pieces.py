"""Valid money and workers for plants to spoil."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

import polars as pl

from regionpb.rules.planting.draft import Draft
from regionpb.rules.planting.local_committees import budgeted
from regionpb.vocabulary import BudgetSource, Function, Level, Post, Purpose, RecruitedBy, Series

__all__ = ["MEASURES", "activity_money", "benchmark", "budgets_known", "income", "incomes_known", "worker"]

MEASURES = {
    Post.VILLAGE_SECRETARY: (Series.RURAL_LABOUR_INCOME, "village_secretary_pay_ratio"),
    Post.COMMUNITY_SECRETARY: (Series.AVERAGE_WAGE, "community_secretary_pay_ratio"),
    Post.FULL_TIME_WORKER: (Series.AVERAGE_WAGE, "full_time_worker_pay_ratio"),
}
"""The posts whose pay has a floor: which income it is measured by, and the parameter that says how many of it."""

_PLENTY = 3
"""So many incomes are more than is asked for."""


def budgets_known(draft: Draft) -> None:
    """Make sure that budgets are known: where they are not, the committees of counties get the money that they owe."""
    if not draft.has("budgets"):
        counties = draft.current("divisions").filter(pl.col("level") == Level.COUNTY)["code"]
        committees = draft.current("organizations").filter(
            (pl.col("function") == Function.LOCAL_COMMITTEE) & pl.col("division").is_in(counties.implode())
        )
        for committee in committees["id"]:
            budgeted(draft, committee)


def activity_money(draft: Draft, organization: str, source: BudgetSource, amount: float) -> str:
    """Give an organization money for the activities of members in the last full year."""
    return draft.add(
        "budgets",
        organization=organization,
        year=draft.day.year - 1,
        source=str(source),
        purpose=str(Purpose.MEMBER_ACTIVITY),
        amount=amount,
    )


def benchmark(draft: Draft, division: str, series: Series) -> float | None:
    """The income of a series that applies in a division; None where none does."""
    wages = draft.current("wages").filter((pl.col("series") == str(series)) & (pl.col("year") <= draft.day.year))
    above = dict(draft.current("divisions").select("code", "parent").iter_rows())
    here: str | None = division
    while here is not None and here in above:
        told = wages.filter(pl.col("division") == here).sort("year")
        if told.height:
            return float(told["amount"][-1])
        here = above.pop(here)
    return None


def incomes_known(draft: Draft) -> bool:
    """Whether incomes are known, or may become so: nobody's pay would then be measured whose was not before."""
    posts = [str(post) for post in MEASURES]
    return draft.has("wages") or draft.current("workers").filter(pl.col("post").is_in(posts)).is_empty()


def income(draft: Draft, series: Series) -> float:
    """The income of a series that applies where the home is; where none does, one comes into being."""
    division = str(draft.home()["division"])
    told = benchmark(draft, division, series)
    if told is None:
        told = 20_000.0
        draft.add("wages", division=division, year=draft.day.year - 1, series=str(series), amount=told)
    return told


def worker(draft: Draft, rng: Random, post: Post, **values: Any) -> str:
    """A worker of the home, of whom nothing is to be said where the region knows the columns for it.

    Pay is enough wherever incomes are known or may be.
    """
    measured = post in MEASURES and "annual_pay" not in values and incomes_known(draft)
    there = {
        "annual_pay": _PLENTY * income(draft, MEASURES[post][0]) if measured else 36_000.0,
        "insured": True,
        "certified_on": draft.day - timedelta(days=rng.randint(100, 3000)),
        "recruited_by": str(rng.choice([*RecruitedBy])),
    }
    new = not draft.has("workers")
    told = {column: value for column, value in there.items() if new or draft.has("workers", column)}
    return draft.add("workers", **{"post": str(post), "organization": draft.home()["id"], **told, **values})
