"""Seats that count: a seat counts only while it has a holder who has not ended."""

from __future__ import annotations

import narwhals as nw

from regionpb.rules.base import Frame

__all__ = ["filled", "secretaries"]


def filled(seats: Frame, members: Frame, members_history: Frame) -> Frame:
    """The current seats that count.

    A holder has ended who exists in some version but not on the day; one whose rows were all set aside has not.

    Args:
        seats: current seats with `holder`.
        members: current members.
        members_history: all versions of members.
    """
    held = seats.filter(~nw.col("holder").is_null())
    # Few seats are met with many members by inner joins, which engines build from the smaller side.
    once = held.join(members_history.select(nw.col("id").alias("holder")), on="holder", how="inner").select("_row")
    now = held.join(members.select(nw.col("id").alias("holder")), on="holder", how="inner").select("_row")
    return held.join(once.join(now, on="_row", how="anti"), on="_row", how="anti")


def secretaries(seats: Frame, members: Frame, members_history: Frame) -> Frame:
    """The seats of secretaries that count: `seat` (its `_row`), `organization`, `holder`."""
    seated = filled(seats.filter(nw.col("role") == "secretary"), members, members_history)
    return seated.select(nw.col("_row").alias("seat"), "organization", "holder")
