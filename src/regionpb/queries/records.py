"""The records of members between two days: who came, who went, and what they were counted as.

Everything is one long frame of `organization`, `member`, `kind`, `table`, `position`: an entry, an exit, a transfer in
or out, and where the member was on the two days.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from regionpb.graph.snapshot import Snapshot
from regionpb.graph.tables import ROW
from regionpb.vocabulary import Entry, Exit

__all__ = ["CLOSING", "INS", "KINDS", "OPENING", "OUTS", "records"]

OPENING, CLOSING = "opening", "closing"
INS: tuple[str, ...] = (*map(str, Entry), "transferred_in")
OUTS: tuple[str, ...] = (*map(str, Exit), "transferred_out")
KINDS: Mapping[str, tuple[str, str]] = {
    OPENING: ("opening", "期初"),
    **{str(entry): (str(entry).replace("_", " "), entry.label) for entry in Entry},
    "transferred_in": ("transferred in", "转接转入"),
    **{str(way): (str(way).replace("_", " "), way.label) for way in Exit},
    "transferred_out": ("transferred out", "转接转出"),
    CLOSING: ("closing", "期末"),
}
"""What is counted, in the order of a balance: English and Chinese."""

_COLUMNS = ("organization", "member", "kind", "table", "position")


def records(before: Snapshot, after: Snapshot) -> pl.DataFrame:
    """The records of members after one day and up to another, and where members are on both.

    A transfer and an entry (or exit) of the same member into (out of) the same organization on the same day are one
    event, told by two tables: the transfer counts.

    Args:
        before: the first day.
        after: the last day, of the same tables.
    """
    history, transfers = after.frame("members_history"), after.frame("transfers_history")
    issued = pl.col("issued").is_null() | (pl.col("issued") <= after.day)
    moved = (
        transfers.filter(issued)
        .sort("issued", ROW, nulls_last=False)
        .unique("id", keep="last", maintain_order=True)
        .filter(_within("received", before.day, after.day), pl.col("member").is_in(history["id"].implode()))
        .sort(ROW)
    )
    came = _told(moved, "target", pl.lit("transferred_in"), "transfers")
    went = _told(moved, "source", pl.lit("transferred_out"), "transfers")
    entered = history.filter(pl.col("entry").is_not_null() & _within("start", before.day, after.day)).join(
        moved, left_on=["id", "organization", "start"], right_on=["member", "target", "received"], how="anti"
    )
    left = history.filter(pl.col("exit").is_not_null() & _within("end", before.day, after.day)).join(
        moved, left_on=["id", "organization", "end"], right_on=["member", "source", "received"], how="anti"
    )
    return pl.concat(
        [
            _told(before.frame("members"), "organization", pl.lit(OPENING), "members", member="id"),
            _told(entered, "organization", pl.col("entry"), "members", member="id"),
            came,
            _told(left, "organization", pl.col("exit"), "members", member="id"),
            went,
            _told(after.frame("members"), "organization", pl.lit(CLOSING), "members", member="id"),
        ]
    ).drop_nulls("organization")


def _within(column: str, after: date, until: date) -> pl.Expr:
    return (pl.col(column) > after) & (pl.col(column) <= until)


def _told(frame: pl.DataFrame, organization: str, kind: pl.Expr, table: str, member: str = "member") -> pl.DataFrame:
    return frame.select(
        organization=organization,
        member=member,
        kind=kind.cast(pl.String),
        table=pl.lit(table),
        position=pl.col(ROW),
    ).select(*_COLUMNS)
