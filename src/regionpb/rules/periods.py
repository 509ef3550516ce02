"""Periods that reach back from the day: what was held in them last, and what existed on every day of them.

* "not for n days": the last time was at most n days ago, or it is a finding;
* what is younger than the period is not asked: it must have existed on every day of it, in one version or in several
  that follow one another; what ended and was re-established within the period did not.

>>> import polars as pl
>>> from datetime import date
>>> versions = {"id": ["O", "O"], "start": [None, date(2011, 6, 1)], "end": [date(2011, 6, 1), None]}
>>> asked = {"id": ["O"], "first": [date(2011, 4, 28)], "last": [date(2011, 7, 29)]}
>>> unbroken(nw.from_native(pl.LazyFrame(asked)), nw.from_native(pl.LazyFrame(versions))).collect()["id"].to_list()
['O']
"""

from __future__ import annotations

import narwhals as nw

from regionpb.rules.base import Frame
from regionpb.rules.sharing import shared
from regionpb.vocabulary import MeetingKind

__all__ = ["unbroken", "without_meeting"]


def unbroken(frame: Frame, history: Frame) -> Frame:
    """The rows of a frame whose things existed on every day of a period.

    Args:
        frame: one row a thing: `id`, and the `first` and the `last` day of its period, on which it existed.
        history: all versions of such things, with `start` and `end`; they may overlap.
    """
    frame = shared(frame)
    versions = shared(
        history.select("id", "start", "end").join(frame.select("id", "first", "last"), on="id", how="inner")
    )
    # Existence breaks nowhere but before the start of a version, where no other one reaches up to it.
    begun = versions.filter(nw.col("start") > nw.col("first"), nw.col("start") <= nw.col("last")).select(
        "id", nw.col("start").alias("begun")
    )
    reaching = begun.join(versions.select("id", "start", "end"), on="id", how="inner").filter(
        nw.col("start").is_null() | (nw.col("start") < nw.col("begun")),
        nw.col("end").is_null() | (nw.col("end") >= nw.col("begun")),
    )
    broken = begun.join(reaching, on=["id", "begun"], how="anti")
    return frame.join(broken, on="id", how="anti")


def without_meeting(
    frame: Frame, history: Frame, meetings: Frame, policy: Frame, *, kind: MeetingKind, of: str, days: str
) -> Frame:
    """What has not met for so many days, though it existed on every one of them.

    Args:
        frame: what exists on the day, one row a thing, with `id`.
        history: all versions of such things.
        meetings: meetings that have been held.
        policy: the day, and the parameter.
        kind: the kind of meeting that is asked about.
        of: the column of `meetings` that says whose meeting it was.
        days: the parameter that says how many days.

    Returns:
        Those rows of the frame with the parameter, and with the day of the last such meeting as `last_held_on`, empty
        where there was none.
    """
    held = meetings.filter(nw.col("kind") == str(kind)).select(nw.col(of).alias("id"), "held_on")
    period = policy.select(days, nw.col(f"{days}_ago").alias("first"), nw.col("day").alias("last"))
    late = (
        frame.join(held.group_by("id").agg(nw.col("held_on").max().alias("last_held_on")), on="id", how="left")
        .join(period, how="cross")
        .filter(nw.col("last_held_on").is_null() | (nw.col("last_held_on") < nw.col("first")))
    )
    return unbroken(late, history)
