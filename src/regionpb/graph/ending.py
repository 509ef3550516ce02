"""What has ended, and how most of what goes on is told from it at a glance.

Tables are mostly written in the order of their ids, so that the versions of an id stand together. Where they do not,
more rows are looked at, and the answers come out the same.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from regionpb.contract import Table
from regionpb.graph.tables import ROW

__all__ = ["find_endings", "find_former"]


def find_endings(versions: pl.DataFrame) -> pl.DataFrame:
    """The versions of members that end, but for those that the next row goes on from on the day they end.

    Args:
        versions: versions of members in any order, with `id`, `start` and `end`.

    Returns:
        Those rows in their order: `_row`, `id`, `organization`, `exit`, `start`, `end`.

    Example:
        >>> from datetime import date
        >>> change, rows = date(2010, 5, 1), {"_row": [0, 1, 2], "id": ["M-1", "M-1", "M-2"]}
        >>> dates = {"start": [None, change, None], "end": [change, None, change]}
        >>> empty = {"organization": [None] * 3, "exit": [None] * 3}
        >>> find_endings(pl.DataFrame(rows | empty | dates))["_row"].to_list()
        [2]
    """
    start, end = pl.col("start"), pl.col("end")
    same = pl.col("id") == pl.col("id").shift(-1)
    lasted = start.is_null() | (start < end)  # what ends before it begins is followed by nothing
    taken_up = same & lasted & (start.shift(-1) == end) & lasted.shift(-1).fill_null(value=True)
    left = versions.select(ROW, "id", "organization", "exit", "start", "end")
    return left.filter(end.is_not_null() & ~taken_up.fill_null(value=False))


def find_former(versions: pl.DataFrame, current: pl.DataFrame, table: Table) -> pl.DataFrame:
    """The versions of what there is, but not on the day.

    Args:
        versions: all versions, in the order of their positions.
        current: those of them that hold on the day.
        table: the table.

    Returns:
        `_row` and key of each.

    Example:
        >>> from regionpb.contract import TABLES
        >>> versions = pl.DataFrame({"_row": [0, 1, 2], "id": ["U-1", "U-2", "U-2"]})
        >>> find_former(versions, versions[2:], TABLES["units"])["id"].to_list()
        ['U-1']
    """
    key = [*table.key]
    if current.height == versions.height:
        return versions.select(ROW, *key).clear()
    rows = versions[ROW].to_numpy()
    there = np.zeros(rows.max() + 1, np.bool_)
    there[current[ROW].to_numpy()] = True
    holds = pl.Series(there[rows])
    same = pl.all_horizontal(pl.col(part) == pl.col(part).shift(-1) for part in key)
    # Of versions that stand together each is as current as the other.
    beside = (same & pl.lit(holds).shift(-1)) | (same.shift(1) & pl.lit(holds).shift(1))
    left = versions.select(ROW, *key).filter(~pl.lit(holds) & ~beside.fill_null(value=False))
    still = current.select(key).join(left, on=key, how="semi")
    return left.join(still, on=key, how="anti")
