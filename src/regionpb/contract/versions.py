"""Versions of one id that overlap (E007)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl

from regionpb.contract.base import Table

__all__ = ["overlapping"]

_FEW = 10_000
"""Of so many rows it costs little to see whether any has the key of another."""

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
    if frame.height <= _FEW and not _repeats(frame, key):
        return _NONE
    columns = [frame[name] for name in (*key, *(("start", "end") if table.dated else ()))]
    rows = _again(pl.DataFrame(columns).with_row_index("position"), key)
    if rows.is_empty():
        return _NONE
    again = pl.all_horizontal(pl.col(k) == pl.col(k).shift(1) for k in key)
    begins, ends = pl.col("start").fill_null(date.min), pl.col("end").fill_null(date.max)
    if not table.dated:
        return rows.sort([*key, "position"]).filter(again)["position"].cast(pl.Int64).sort()
    early = again & (begins < ends.shift(1))
    if _in_order(rows, key) and not rows.select((early | (again & (begins < begins.shift(1)))).any()).item():
        return _NONE  # neighbours do not overlap, so no two versions do
    # Sorting is the cheapest way to bring the versions of an id together: hashing half a million ids takes longer.
    ordered = rows.sort([*key, "start", "position"], nulls_last=False)
    if ordered.filter(early).is_empty():
        return _NONE
    until = ends.cum_max().shift(1).over(key)
    return ordered.filter(begins < until)["position"].cast(pl.Int64).sort()


def _repeats(frame: pl.DataFrame, key: list[str]) -> bool:
    """Whether any row has the key of another."""
    if len(key) == 1 or frame.height < 2:
        return frame.height > 1 and frame[key[0]].n_unique() < frame.height
    return pl.DataFrame([frame[name] for name in key]).is_duplicated().any()


def _again(rows: pl.DataFrame, key: list[str]) -> pl.DataFrame:
    """The rows with a whole key that others have, too; all with a whole key where that is not told cheaply."""
    if any(rows[k].null_count() for k in key):
        rows = rows.drop_nulls(key)
    if rows.height <= _FEW:
        return rows.filter(rows.select(key).is_duplicated())
    # Tables are mostly written in the order of their keys.
    again = pl.all_horizontal(pl.col(k) == pl.col(k).shift(1) for k in key).fill_null(value=False)
    if not _in_order(rows, key):
        return rows
    told = rows.select(again)[:, 0]
    return rows.filter(told | told.shift(-1))


def _in_order(rows: pl.DataFrame, by: Sequence[str]) -> bool:
    """Whether no row comes before the one above it."""
    if len(by) == 1:
        return rows[by[0]].is_sorted()
    here, before = pl.col(by[-1]), pl.col(by[-1]).shift(1)
    ordered = here >= before
    for name in reversed(by[:-1]):
        here, before = pl.col(name), pl.col(name).shift(1)
        ordered = (here > before) | ((here == before) & ordered)
    return bool(rows.select(ordered.all()).item())
