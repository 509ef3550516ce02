"""Versions of one id that overlap (E007)."""

from __future__ import annotations

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
    columns = [*key, "start", "end"] if table.dated else key
    if frame.height < 2:
        return _NONE
    rows = frame.lazy().select(columns).with_row_index("position").drop_nulls(key)
    # Sorting is the cheapest way to bring the versions of an id together: hashing half a million ids takes longer.
    sorted_rows = rows.sort([*key, *(["start"] if table.dated else []), "position"], nulls_last=False)
    again = pl.all_horizontal(pl.col(k) == pl.col(k).shift(1) for k in key)
    begins, ends = pl.col("start").fill_null(date.min), pl.col("end").fill_null(date.max)
    clash = again & (begins < ends.shift(1)) if table.dated else again
    ordered = sorted_rows.with_columns(clash=clash).collect(engine="in-memory")
    if not ordered["clash"].any():
        return _NONE  # neighbours do not overlap, so no two versions do
    if not table.dated:
        return ordered.filter("clash")["position"].cast(pl.Int64).sort()
    until = ends.cum_max().shift(1).over(key)
    return ordered.filter(begins < until)["position"].cast(pl.Int64).sort()
