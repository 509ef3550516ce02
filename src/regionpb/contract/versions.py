"""Versions of one id that overlap (E007)."""

from __future__ import annotations

from datetime import date

import polars as pl

from regionpb.contract.base import Table

__all__ = ["overlapping"]


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
    columns = [*key, "start", "end"] if table.dated else key
    if frame.height < 2:
        return pl.Series("position", [], pl.Int64)
    rows = frame.select(columns).with_row_index("position").drop_nulls(key)
    order = [*key, "start"] if table.dated else key
    again = pl.all_horizontal(pl.col(k) == pl.col(k).shift(1) for k in key)
    begins, ends = pl.col("start").fill_null(date.min), pl.col("end").fill_null(date.max)
    overlap = again & (begins < ends.shift(1)) if table.dated else again
    if rows.select(~overlap.any() & _in_order(order).all()).item():
        return pl.Series("position", [], pl.Int64)  # neighbours do not overlap, so no two versions do
    # Sorting is the cheapest way to bring the versions of an id together: hashing half a million ids takes longer.
    ordered = rows.sort([*order, "position"], nulls_last=False)
    if not table.dated:
        return ordered.filter(again)["position"].cast(pl.Int64).sort()
    if ordered.filter(overlap).is_empty():
        return pl.Series("position", [], pl.Int64)
    until = ends.cum_max().shift(1).over(key)
    return ordered.filter(begins < until)["position"].cast(pl.Int64).sort()


def _in_order(by: list[str]) -> pl.Expr:
    """Whether a row does not come before the one above it, nulls first: tables are mostly written in such an order."""
    later, same = pl.lit(value=False), pl.lit(value=True)
    for name in by:
        here, before = pl.col(name), pl.col(name).shift(1)
        above = (here > before).fill_null(value=False) | (here.is_not_null() & before.is_null())
        later |= same & above
        same &= here.eq_missing(before)
    return (later | same).slice(1)
