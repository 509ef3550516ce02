"""Declared numbers of members that go on to agree: where members come and go, they are counted on.

A number that was wrong before is wrong by as much afterwards: whether it is right is for rule O018 to say.

>>> import regionpb as rpb
>>> frames = dict(rpb.testing.minimal().frames)
>>> frames["organizations"] = frames["organizations"].with_columns(member_count=pl.Series([3, 3]))
>>> region = rpb.read(frames, at="2011-07-29")
>>> later = region.apply(rpb.changes.transfer("M-2", to="O-1", on="2012-01-01")).at("2012-01-01")
>>> later.table("organizations").select("id", "member_count").rows()
[('O-1', 3), ('O-2', 2)]
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import polars as pl

from regionpb.changes.versions import Versions
from regionpb.graph.snapshot import Snapshot
from regionpb.graph.tables import Tables

__all__ = ["recounted"]


def recounted(tables: Tables, sheets: Mapping[str, Versions], days: Iterable[date]) -> Versions:
    """The organizations with the numbers they declare counted on from the days of changes.

    Args:
        tables: the tables before the changes.
        sheets: the tables after them.
        days: the days of the changes.
    """
    organizations = sheets["organizations"]
    declaring = organizations.rows.filter(pl.col("member_count").is_not_null())
    first = min(days, default=None)
    if declaring.is_empty() or first is None or "members" not in sheets:
        return organizations
    # What is declared by a version that begins later was declared of its own day.
    later = declaring.filter(pl.col("start") > first)["start"].unique().to_list()
    after = Tables(
        {name: sheet.rows for name, sheet in sheets.items()}, tables.absent, tables.dangling, tables.overlapping
    )
    for day in sorted({*days, *later}):
        was, now = Snapshot(tables, day), Snapshot(after, day)
        more = (
            _counted(now)
            .join(_counted(was), on="id", how="inner", suffix="_was")
            .join(was.frame("organizations").select("id", "member_count"), on="id", how="inner")
            .join(now.frame("organizations").select("id", said="member_count"), on="id", how="inner")
            .select("id", "said", member_count=pl.col("member_count") + pl.col("members") - pl.col("members_was"))
            .filter(pl.col("member_count") != pl.col("said"))
        )
        if more.height:
            wanted = more.select("id", pl.lit(day).alias("on"), "member_count")
            organizations = organizations.changed(wanted)
            after = Tables(
                {**after.frames, "organizations": organizations.rows}, after.absent, after.dangling, after.overlapping
            )
    return organizations


def _counted(snapshot: Snapshot) -> pl.DataFrame:
    return snapshot.frame("counts").select("id", members="members_under")
