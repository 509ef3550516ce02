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

from collections.abc import Iterable
from datetime import date

import polars as pl

from regionpb.changes.ledger import Ledger
from regionpb.graph.snapshot import Snapshot
from regionpb.graph.tables import Tables

__all__ = ["recount"]


def recount(ledger: Ledger, days: Iterable[date]) -> None:
    """Count on what organizations declare of their members, from the days of changes on.

    Args:
        ledger: the tables after the changes.
        days: the days of the changes.
    """
    tables, first = ledger.tables, min(days, default=None)
    if first is None or "members" not in tables or "organizations" not in tables:
        return
    if tables.frames["organizations"]["member_count"].null_count() == tables.frames["organizations"].height:
        return
    after = ledger.so_far()
    declaring = after.frames["organizations"].filter(pl.col("member_count").is_not_null())
    # What is declared by a version that begins later was declared of its own day.
    later = declaring.filter(pl.col("start") > first)["start"].unique().to_list()
    organizations = ledger.sheet("organizations")
    for day in sorted({*days, *later}):
        for key, count in _counted_on(tables, after, day):
            organizations.change(organizations.held(key, day), day, member_count=count)
        after = ledger.so_far()


def _counted_on(tables: Tables, after: Tables, day: date) -> list[tuple[str, int]]:
    """What organizations are to declare on a day, where it is not what they do."""
    was, now = Snapshot(tables, day), Snapshot(after, day)
    return (
        _counted(now)
        .join(_counted(was), on="id", how="inner", suffix="_was")
        .join(was.frame("organizations").select("id", "member_count"), on="id", how="inner")
        .join(now.frame("organizations").select("id", said="member_count"), on="id", how="inner")
        .select("id", "said", member_count=pl.col("member_count") + pl.col("members") - pl.col("members_was"))
        .filter(pl.col("member_count") != pl.col("said"))
        .select("id", "member_count")
        .rows()
    )


def _counted(snapshot: Snapshot) -> pl.DataFrame:
    return snapshot.frame("counts").select("id", members="members_under")
