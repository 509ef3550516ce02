"""Money for the activities of members, summed up over organizations; and the incomes by which pay is measured.

Sums are told to a ten-thousandth of a yuan: in such units they are whole numbers, which add up to the same in any
order.
"""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from regionpb.graph.forest import Forest
from regionpb.graph.preorder import Positions
from regionpb.vocabulary import BudgetSource, Purpose, Series

__all__ = ["count_funded_on", "find_benchmarks", "sum_funds"]

_UNITS = 10_000
_MOST = 1e11
"""Yuan; more than any budget: sums stay whole."""


def sum_funds(subordination: Forest, budgets: pl.DataFrame, homes: Positions, year: int) -> pl.DataFrame:
    """The money for member activities in a year of each organization of a forest.

    Args:
        subordination: the current organizations.
        budgets: all rows, with `organization`, `year`, `source`, `purpose` and `amount`.
        homes: where in the forest the organization of each member of the end of the year is, −1 where nowhere.
        year: which year.

    Returns:
        One row for each organization: `id`; `entries`, its own rows of that year and purpose; `activity_fund`, the
        money of it and those below it; `members`, who were in it or below it; `dues` and `fiscal`, its own money from
        these sources, and `dues_share`, what percentage of the two are dues, null where there is neither.
    """
    rows = budgets.filter((pl.col("year") == year) & (pl.col("purpose") == Purpose.MEMBER_ACTIVITY.value))
    at = subordination.find_all(rows["organization"])
    rows, at = rows.filter(pl.Series(at >= 0)), at[at >= 0]
    amount = np.rint(np.minimum(rows["amount"].fill_null(0).to_numpy(), _MOST) * _UNITS)
    dues, fiscal = (
        _summed(at, np.where((rows["source"] == source.value).fill_null(value=False), amount, 0), subordination)
        for source in (BudgetSource.DUES, BudgetSource.FISCAL)
    )
    return pl.DataFrame(
        [
            subordination.ids,
            pl.Series("entries", np.bincount(at, minlength=len(subordination))),
            pl.Series("activity_fund", subordination.rollup(_summed(at, amount, subordination)) / _UNITS),
            _people(subordination, homes).alias("members"),
            pl.Series("dues", dues / _UNITS),
            pl.Series("fiscal", fiscal / _UNITS),
            _share(dues, dues + fiscal).alias("dues_share"),
        ]
    )


def count_funded_on(funds: pl.DataFrame, subordination: Forest, gone: pl.DataFrame, came: pl.DataFrame) -> pl.DataFrame:
    """Funds carried on from one state to the next, in which they are for other members.

    Args:
        funds: what `sum_funds` gave before.
        subordination: the organizations, of both states.
        gone: the members of the end of the year who are not counted any more, with `organization`.
        came: those who are counted now.
    """
    less, more = (_people(subordination, subordination.find_all(members["organization"])) for members in (gone, came))
    return funds.with_columns(members=funds["members"] - less + more)


def _people(subordination: Forest, homes: Positions) -> pl.Series:
    """How many members were in each organization or below it."""
    return pl.Series(subordination.rollup(np.bincount(homes[homes >= 0], minlength=len(subordination))))


def _summed(at: NDArray[np.int64], amounts: NDArray[np.float64], forest: Forest) -> NDArray[np.float64]:
    return np.bincount(at, weights=amounts, minlength=len(forest)).astype(np.float64)


def _share(part: NDArray[np.float64], whole: NDArray[np.float64]) -> pl.Series:
    shares = np.divide(100 * part, whole, out=np.zeros_like(part), where=whole > 0)
    return pl.select(pl.when(pl.Series(whole > 0)).then(pl.Series(shares))).to_series()


def find_benchmarks(territory: Forest, wages: pl.DataFrame, year: int) -> pl.DataFrame:
    """The incomes that apply in each division: of the nearest above that has the series, for the latest year.

    Args:
        territory: the current divisions.
        wages: each division, year and series once, with `amount`.
        year: the last year that counts; a series that only begins later is none.

    Returns:
        One row for each division and series that applies there: `id`, `series`, `benchmark_division` (whose it is; the
        division itself or one above it), `year`, `amount`.
    """
    told = wages.filter(pl.col("year") <= year).select("division", "series", "year", "amount")
    latest = told.filter(pl.col("year") == pl.col("year").max().over("division", "series"))
    ids = territory.ids
    parts = [_applying(territory, ids, latest.filter(pl.col("series") == series.value)) for series in Series]
    return pl.concat(parts)


def _applying(territory: Forest, ids: pl.Series, series: pl.DataFrame) -> pl.DataFrame:
    """The rows of one series, each for all divisions where it is the nearest."""
    at = territory.find_all(series["division"])
    row_of = np.full(len(territory) + 1, -1, dtype=np.int64)
    row_of[at] = np.arange(series.height)
    row_of[-1] = -1  # a division that is not current, or nobody
    row = row_of[territory.nearest(row_of[:-1] >= 0)]
    found = series[row[row >= 0]]
    return found.select(
        ids.filter(pl.Series(row >= 0)).alias("id"),
        "series",
        pl.col("division").alias("benchmark_division"),
        "year",
        "amount",
    )
