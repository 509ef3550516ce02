"""A history out of flat registers, each of one day: what differs between two of them becomes a version.

>>> from regionpb.contract import TABLES
>>> def rows(**cells):
...     return pl.DataFrame(cells).with_columns(pl.lit(None, pl.Date).alias(c) for c in ("start", "end"))
>>> before = rows(id=["O-1", "O-2"], form=["branch", "branch"])
>>> after = rows(id=["O-1", "O-3"], form=["committee", "branch"])
>>> days = [date(2010, 12, 31), date(2011, 12, 31)]
>>> joined(TABLES["organizations"], days, [before, after]).select("id", "form", "start", "end").rows()[:2]
[('O-1', 'branch', None, datetime.date(2011, 12, 31)), ('O-1', 'committee', datetime.date(2011, 12, 31), None)]

A day on which something changed is not known from two registers a year apart: it is taken to be that of the later
one, unless a row says so itself (a `start` or `end` between the two). A row that has ended by its register's day
closes what the register before had, with its `exit` or `end_reason`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl

from regionpb.contract import Table

__all__ = ["ORIGIN", "joined"]

ORIGIN = ("_register", "_position")
"""The columns that tell from which register, by its place among them, and from which row of it a version came."""

_REASONS = ("exit", "end_reason")


def joined(table: Table, days: Sequence[date], frames: Sequence[pl.DataFrame | None]) -> pl.DataFrame:
    """The versions that the rows of several registers of one table make.

    Args:
        table: the table.
        days: the day each register speaks of, ascending.
        frames: the rows of each, in contract columns and types; None where a register does not have the table, which
            tells nothing of its rows then.

    Returns:
        The versions with the columns of the registers and `ORIGIN`, those of a key together, in the order in which
        keys first came.
    """
    there = [(at, frame) for at, frame in enumerate(frames) if frame is not None]
    rows = pl.concat(
        [
            frame.with_row_index("_position").with_columns(
                _register=pl.lit(number, pl.Int64),
                _from=pl.lit(days[at], pl.Date),
                _since=pl.lit(days[there[number - 1][0]] if number else None, pl.Date),
            )
            for number, (at, frame) in enumerate(there)
        ],
        how="diagonal_relaxed",
    ).cast({"_position": pl.Int64})
    numbers = pl.Series([at for at, _ in there], dtype=pl.Int64)
    until = [days[at] for at, _ in there]
    found = _dated(table, rows, until) if table.dated else _undated(table, rows)
    return found.with_columns(_register=numbers.gather(found["_register"])).drop("_from", "_since")


def _undated(table: Table, rows: pl.DataFrame) -> pl.DataFrame:
    """Records as they were last told."""
    return rows.unique([*table.key], keep="last", maintain_order=True)


def _dated(table: Table, rows: pl.DataFrame, days: Sequence[date]) -> pl.DataFrame:
    key = [*table.key]
    past = (pl.col("end") <= pl.col("_from")).fill_null(value=False)
    late = (pl.col("start") > pl.col("_from")).fill_null(value=False)
    standing = rows.filter(~past & ~late)
    versions = _versions(key, standing, days)
    closing = rows.filter(past & (pl.col("_since").is_null() | (pl.col("end") > pl.col("_since"))))
    versions, apart = _closed(table, versions, closing)
    others = rows.filter(late | (past & ~(pl.col("_since").is_null() | (pl.col("end") > pl.col("_since")))))
    # What is repeated of the past, or announced again, is told once.
    others = others.unique([*key, "start", "end"], keep="last", maintain_order=True)
    known = pl.concat([versions, apart.select(*versions.columns)])
    others = others.join(known, on=[*key, "start"], how="anti", nulls_equal=True)
    whole = pl.concat([known, others.select(*versions.columns)])
    first = rows.select(*key).unique(maintain_order=True).with_row_index("_order")
    ordered = whole.join(first, on=key, how="left", maintain_order="left")
    return ordered.sort("_order", "start", nulls_last=False, maintain_order=True).drop("_order")


def _versions(key: list[str], standing: pl.DataFrame, days: Sequence[date]) -> pl.DataFrame:
    """The runs of registers in which a row says the same, each as one version."""
    told = [c for c in standing.columns if c not in {"start", "end", *ORIGIN, "_from", "_since"}]
    nth = pl.int_range(pl.len()).over(*key, "_register")  # a key that a register has twice goes on twice
    rows = standing.with_columns(_nth=nth, _told=pl.struct(told).struct.json_encode())
    rows = rows.sort(*key, "_nth", "_register", maintain_order=True)
    same = [*key, "_nth"]
    goes_on = (pl.col("_register") == pl.col("_register").shift(1).over(same) + 1) & (
        pl.col("_told") == pl.col("_told").shift(1).over(same)
    )
    rows = rows.with_columns(_run=(~goes_on.fill_null(value=False)).cum_sum())
    runs = rows.group_by("_run", maintain_order=True).agg(
        pl.all().exclude("_run", "end", "_told").first(),
        end=pl.col("end").last(),
        _last=pl.col("_register").last(),
    )
    began = _within("start", "_since", "_from")
    runs = runs.with_columns(
        start=pl.when(pl.col("_register") == 0).then("start").otherwise(pl.when(began).then("start").otherwise("_from"))
    )
    after = pl.col("_last") + 1
    next_day = after.replace_strict(dict(enumerate(days)), default=None, return_dtype=pl.Date)
    next_start = pl.when(pl.col("_register").shift(-1).over(same) == after).then(pl.col("start").shift(-1).over(same))
    ended = pl.when(_within("end", None, "_next")).then("end").otherwise("_next")
    runs = runs.with_columns(_next=next_day, _then=next_start).with_columns(
        end=pl.when(pl.col("_last") == len(days) - 1).then("end").otherwise(pl.coalesce("_then", ended))
    )
    return runs.drop("_run", "_nth", "_last", "_next", "_then")


def _closed(table: Table, versions: pl.DataFrame, closing: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The versions with the ends and reasons that later registers tell, and the rows that came and went in between."""
    key, reasons = [*table.key], [r for r in _REASONS if r in table.by_name and r in closing.columns]
    told = closing.select(*key, "_since", _end="end", **{f"_{r}": pl.col(r) for r in reasons}).unique(
        [*key, "_since"], keep="last", maintain_order=True
    )
    # A version that ends at a register's day has left it: the row there says when and why.
    open_at = versions.with_row_index("_at").join(
        told.join(closing.select(*key, "_since", "_from").unique([*key, "_since"]), on=[*key, "_since"]),
        on=key,
        how="inner",
        suffix="_told",
    )
    meant = open_at.filter(
        (pl.col("end") == pl.col("_from_told")) & (pl.col("start").is_null() | (pl.col("start") < pl.col("_end")))
    )
    ends = meant.select("_at", "_end", *(f"_{r}" for r in reasons))
    closed = versions.with_row_index("_at").join(ends, on="_at", how="left", maintain_order="left")
    closed = closed.with_columns(
        end=pl.coalesce("_end", "end"), **{r: pl.coalesce(f"_{r}", r) for r in reasons}
    ).select(*versions.columns)
    met = meant.select(*key, pl.col("_since_told").alias("_since"))
    return closed, closing.join(met, on=[*key, "_since"], how="anti", nulls_equal=True)


def _within(column: str, after: str | None, until: str) -> pl.Expr:
    inside = pl.col(column) <= pl.col(until)
    if after is not None:
        inside &= pl.col(column) > pl.col(after)
    return inside.fill_null(value=False)
