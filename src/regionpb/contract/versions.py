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
    keyed = pl.all_horizontal(pl.col(key).is_not_null())
    again = frame.select(pl.struct(key).is_duplicated() if len(key) > 1 else pl.col(key[0]).is_duplicated())[:, 0]
    if not again.any():
        return pl.Series("position", [], pl.Int64)
    rows = frame.with_row_index("position").filter(again & frame.select(keyed)[:, 0])
    if not table.dated:
        found = rows.filter(~pl.struct(key).is_first_distinct())
    else:
        ordered = rows.sort([*key, "start", "position"], nulls_last=False)
        until = pl.col("end").fill_null(date.max).cum_max().shift(1).over(key)
        found = ordered.filter(pl.col("start").fill_null(date.min) < until)
    return found["position"].cast(pl.Int64).sort()
