"""Versions as of a day that differs from row to row, for rules that read history.

>>> import narwhals as nw, polars as pl
>>> from datetime import date
>>> rows = {"_row": [0, 1], "id": ["M", "M"], "start": [None, date(2010, 5, 1)], "end": [date(2010, 5, 1), None]}
>>> frame = nw.from_native(pl.LazyFrame(rows)).with_columns(nw.lit(date(2010, 5, 1)).alias("day"))
>>> frame.filter(holds_on("day")).collect()["_row"].to_list(), latest(frame, "id").collect()["_row"].to_list()
([1], [1])
"""

from __future__ import annotations

import narwhals as nw

from regionpb.rules.base import Frame

__all__ = ["began", "held_before", "holds_on", "latest"]


def began() -> nw.Expr:
    """When a version started: the oldest of days where `start` is empty, since engines disagree where nulls rank."""
    # Written out, for Spark cannot be handed a `date` of the first thousand years.
    return nw.col("start").fill_null(nw.lit("0001-01-01").str.to_date(format="%Y-%m-%d"))


def holds_on(day: str) -> nw.Expr:
    """Whether a version holds on the day in a column."""
    return (began() <= nw.col(day)) & (nw.col("end").is_null() | (nw.col("end") > nw.col(day)))


def held_before(day: str) -> nw.Expr:
    """Whether a version holds on the day before the day in a column."""
    return (began() < nw.col(day)) & (nw.col("end").is_null() | (nw.col("end") >= nw.col(day)))


def latest(frame: Frame, *key: str) -> Frame:
    """Of the versions of each key the one that starts last; of equal starts the last row."""
    # Windows, not joins of the frame with itself: without a common plan each use of a frame computes it anew.
    starts = frame.with_columns(began().alias("_began"))
    last = starts.with_columns(nw.col("_began").max().over(*key).alias("_last"))
    tied = last.filter(nw.col("_began") == nw.col("_last")).with_columns(
        nw.col("_row").max().over(*key).alias("_last_row")
    )
    return tied.filter(nw.col("_row") == nw.col("_last_row")).drop("_began", "_last", "_last_row")
