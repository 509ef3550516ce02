"""Seats that count: a seat counts only while it has a holder who has not ended."""

from __future__ import annotations

import narwhals as nw

from regionpb.rules.base import Frame

__all__ = ["filled", "secretaries"]


def filled(seats: Frame, members: Frame, members_history: Frame) -> Frame:
    """The current seats that count.

    A holder counts who is current. Where no member is known at all (the table is absent), nobody is known to have
    ended, and every seat that names a holder counts.

    Args:
        seats: current seats with `holder`.
        members: current members.
        members_history: all versions of members.
    """
    held = seats.filter(~nw.col("holder").is_null())
    # Few seats are met with many members by an inner join, which engines build from the smaller side.
    now = held.join(members.select(nw.col("id").alias("holder")), on="holder", how="inner")
    known = members_history.select(nw.len().alias("known"))
    unknown = held.join(known, how="cross").filter(nw.col("known") == 0).drop("known")
    return nw.concat([now, unknown.select(*now.collect_schema().names())])


def secretaries(seats: Frame, members: Frame, members_history: Frame) -> Frame:
    """The seats of secretaries that count: `seat` (its `_row`), `organization`, `holder`."""
    seated = filled(seats.filter(nw.col("role") == "secretary"), members, members_history)
    return seated.select(nw.col("_row").alias("seat"), "organization", "holder")
