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
from regionpb.rules.sharing import shared

__all__ = ["began", "existing", "gone", "held_before", "holds_on", "latest"]


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


def gone(endings: Frame, history: Frame, policy: Frame, reason: str) -> Frame:
    """The latest versions that have ended by the day, where a column with the reason of it is empty.

    The latest version of an id is the one that starts last; one that starts after the day has not happened yet.

    Args:
        endings: the versions of a table that end, with `_row`, `id`, `start` and `end`; those may be missing that one
            which begins on the day they end goes on from.
        history: all of its versions.
        policy: the day asked.
        reason: the column that would say why it ended.
    """
    # Only what has ended is compared with what came later: most have one version, and it goes on.
    ended = shared(
        endings.filter(nw.col(reason).is_null(), ~nw.col("end").is_null())
        .join(policy, how="cross")
        .filter(nw.col("end") <= nw.col("day"))
    )
    started = history.filter(~nw.col("start").is_null()).select("id", nw.col("start").alias("later"))
    begun = ended.select("id", "_row", "day", began().alias("began"))
    succeeded = begun.join(started, on="id", how="inner").filter(
        nw.col("later") <= nw.col("day"), nw.col("later") > nw.col("began")
    )
    last = shared(ended.join(succeeded.select("_row"), on="_row", how="anti"))
    # Hardly any is left that is compared with those that have the same start.
    others = history.select("id", nw.col("start").alias("other"), nw.col("_row").alias("other_row"))
    alike = (nw.col("other") == nw.col("start")) | (nw.col("other").is_null() & nw.col("start").is_null())
    tied = (
        last.select("id", "_row", "start")
        .join(others, on="id", how="inner")
        .filter(alike, nw.col("other_row") > nw.col("_row"))
    )
    return last.join(tied.select("_row"), on="_row", how="anti")


def existing(frame: Frame, history: Frame, column: str, holds: nw.Expr) -> Frame:
    """The rows of a frame, each once, whose reference in a column exists on a day of their own.

    Args:
        frame: any frame without `start` and `end`.
        history: all versions of the table the column refers to.
        column: the column with the reference.
        holds: `holds_on` or `held_before` the column of the frame with that day.
    """
    versions = history.select(nw.col("id").alias(column), "start", "end")
    return frame.join(versions, on=column, how="inner").filter(holds).drop("start", "end").unique()
