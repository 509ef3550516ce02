"""Versions of one id that overlap (E007)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl

from regionpb.contract.base import Table

__all__ = ["overlapping"]

_NONE = pl.Series("position", [], pl.Int64)


def overlapping(table: Table, frame: pl.DataFrame) -> pl.Series:
    """Positions of the rows whose version begins before an earlier one of the same id has ended.

    In a table without dates every row but the first of its key. Rows without a whole key are passed over.

    Args:
        table: the table.
        frame: all its rows, in contract columns.

    Returns:
        Positions in ascending order, Int64.
    """
    key = [*table.key]
    if frame.height < 2:
        return _NONE
    rows = frame.select(*key, *(("start", "end") if table.dated else ())).with_row_index("position")
    if any(rows[k].null_count() for k in key):
        rows = rows.drop_nulls(key)
    again = pl.all_horizontal(pl.col(k) == pl.col(k).shift(1) for k in key)
    begins, ends = pl.col("start").fill_null(date.min), pl.col("end").fill_null(date.max)
    # Tables are mostly written in the order of their keys: only those that stand there again are looked at then.
    told = rows.select(again.fill_null(value=False).alias("again"), _in_order(key).alias("ordered"))
    if told["ordered"].all():
        if not told["again"].any():
            return _NONE
        rows = rows.filter(told["again"] | told["again"].shift(-1))
        disordered = again & ((begins < ends.shift(1)) | (begins < begins.shift(1))) if table.dated else again
        if not rows.select(disordered.any()).item():
            return _NONE  # neighbours do not overlap, so no two versions do
    # Sorting is the cheapest way to bring the versions of an id together: hashing half a million ids takes longer.
    ordered = rows.sort([*key, "start", "position"] if table.dated else [*key, "position"], nulls_last=False)
    if not table.dated:
        return ordered.filter(again)["position"].cast(pl.Int64).sort()
    if ordered.filter(again & (begins < ends.shift(1))).is_empty():
        return _NONE
    until = ends.cum_max().shift(1).over(key)
    return ordered.filter(begins < until)["position"].cast(pl.Int64).sort()


def _in_order(by: Sequence[str]) -> pl.Expr:
    """Whether no row comes before the one above it."""
    here, before = pl.col(by[-1]), pl.col(by[-1]).shift(1)
    ordered = here >= before
    for name in reversed(by[:-1]):
        here, before = pl.col(name), pl.col(name).shift(1)
        ordered = (here > before) | ((here == before) & ordered)
    return ordered.all()
