"""Seats that count: a seat counts only while it has a holder who has not ended."""

from __future__ import annotations

import narwhals as nw

from regionpb.rules.base import Frame

__all__ = ["filled", "secretaries"]


def filled(seats: Frame, members: Frame, absent: Frame | None = None) -> Frame:
    """The current seats that count: those whose holder is current.

    Args:
        seats: current seats with `holder`.
        members: current members.
        absent: the tables that did not come; without members nobody is known to have ended, and whoever is named
            holds the seat. None where the rule needs members anyway.
    """
    # Few seats are met with many members by an inner join, which engines build from the smaller side.
    seated = seats.join(members.select(nw.col("id").alias("holder")), on="holder", how="inner")
    if absent is None:
        return seated
    named = seats.filter(~nw.col("holder").is_null())
    without = absent.filter(nw.col("table") == "members").select(nw.len().alias("without"))
    unknown = named.join(without, how="cross").filter(nw.col("without") > 0)
    return nw.concat([seated, unknown.select(*seated.collect_schema().names())])


def secretaries(seats: Frame, members: Frame, absent: Frame | None = None) -> Frame:
    """The seats of secretaries that count: `seat` (its `_row`), `organization`, `holder`.

    Args:
        seats: current seats.
        members: current members.
        absent: as in `filled`.
    """
    seated = filled(seats.filter(nw.col("role") == "secretary"), members, absent)
    return seated.select(nw.col("_row").alias("seat"), "organization", "holder")
