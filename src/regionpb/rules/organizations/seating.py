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
    ended = seats.join(members, left_on="holder", right_on="id", how="anti").join(
        members_history, left_on="holder", right_on="id", how="semi"
    )
    return seats.filter(~nw.col("holder").is_null()).join(ended, on="_row", how="anti")


def secretaries(seats: Frame, members: Frame, members_history: Frame) -> Frame:
    """The seats of secretaries that count: `seat` (its `_row`), `organization`, `holder`."""
    seated = filled(seats.filter(nw.col("role") == "secretary"), members, members_history)
    return seated.select(nw.col("_row").alias("seat"), "organization", "holder")
