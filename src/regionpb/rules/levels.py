"""The levels of divisions in their order.

>>> import polars as pl
>>> divisions = nw.from_native(pl.LazyFrame({"level": ["county", "province", "village"]}))
>>> divisions.select(rank("level")).collect()["level"].to_list()
[2, 0, 4]
"""

from __future__ import annotations

import narwhals as nw

from regionpb.codes import DIVISION_LENGTHS

__all__ = ["LEVELS", "rank"]

LEVELS: tuple[str, ...] = tuple(map(str, DIVISION_LENGTHS))
"""The levels from the province down."""


def rank(level: str) -> nw.Expr:
    """How far below the province the level in a column is, from 0; null for what is no level."""
    return nw.col(level).replace_strict(LEVELS, [*range(len(LEVELS))], default=None, return_dtype=nw.Int64)
