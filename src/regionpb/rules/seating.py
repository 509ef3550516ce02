"""Members who have not ended, and the seats they hold: a seat counts only while it has such a holder."""

from __future__ import annotations

import narwhals as nw

from regionpb.rules.base import Frame

__all__ = ["filled", "secretaries", "staying"]


def filled(seats: Frame, members: Frame, absent: Frame | None = None) -> Frame:
    """The current seats that count: those whose holder is current.

    Args:
        seats: current seats with `holder`.
        members: current members.
        absent: as in `staying`.
    """
    return staying(seats, "holder", members, absent)


def staying(frame: Frame, column: str, members: Frame, absent: Frame | None = None) -> Frame:
    """The rows of a frame whose member has not ended.

    Args:
        frame: any frame.
        column: the column of it that names the member.
        members: current members.
        absent: the tables that did not come; without members nobody is known to have ended, and whoever is named
            counts. None where the rule needs members anyway.
    """
    # Few rows are met with many members by an inner join, which engines build from the smaller side.
    there = frame.join(members.select(nw.col("id").alias(column)), on=column, how="inner")
    if absent is None:
        return there
    named = frame.filter(~nw.col(column).is_null())
    without = absent.filter(nw.col("table") == "members").select(nw.len().alias("without"))
    unknown = named.join(without, how="cross").filter(nw.col("without") > 0)
    return nw.concat([there, unknown.select(*there.collect_schema().names())])


def secretaries(seats: Frame, members: Frame, absent: Frame | None = None) -> Frame:
    """The seats of secretaries that count: `seat` (its `_row`), `organization`, `holder`.

    Args:
        seats: current seats.
        members: current members.
        absent: as in `filled`.
    """
    seated = filled(seats.filter(nw.col("role") == "secretary"), members, absent)
    return seated.select(nw.col("_row").alias("seat"), "organization", "holder")
