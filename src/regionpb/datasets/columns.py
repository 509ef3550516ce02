"""Columns of tables, made of the arrays in which the city is drawn.

>>> texts(np.array(["园区", ""], dtype=np.object_)).to_list()
['园区', '']
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl

from regionpb.datasets.days import NEVER
from regionpb.datasets.dice import Flags, Ints, Words

__all__ = ["dates", "ids", "lists", "terms", "texts"]


def ids(prefix: str, rows: pl.Expr | pl.Series) -> pl.Expr:
    """Ids from positions, empty for -1.

    Example:
        >>> pl.select(ids("O", pl.Series([0, -1]))).to_series().to_list()
        ['O-000001', None]
    """
    place = rows if isinstance(rows, pl.Expr) else pl.lit(rows)
    number = (place + 1).cast(pl.String).str.zfill(6)
    return pl.when(place >= 0).then(pl.concat_str(pl.lit(f"{prefix}-"), number))


def texts(words: Words) -> pl.Series:
    """A column of text."""
    return pl.Series(words.tolist(), dtype=pl.String)


def dates(days: Ints) -> pl.Series:
    """A column of dates, empty where `NEVER`.

    Example:
        >>> dates(np.array([0, NEVER])).to_list()
        [datetime.date(1970, 1, 1), None]
    """
    column = pl.Series(days.astype(np.int32))
    return pl.select(pl.when(column != NEVER).then(column).cast(pl.Date)).to_series()


def terms(values: Sequence[str], places: Ints) -> pl.Series:
    """A column of text told by positions in a short list, empty for -1.

    Example:
        >>> terms(("甲", "乙"), np.array([1, 0, -1])).to_list()
        ['乙', '甲', None]
    """
    return pl.Series([*values, None], dtype=pl.String).gather(np.where(places < 0, len(values), places))


def lists(drawn: Mapping[str, Flags]) -> pl.Series:
    """A column of lists: of each row the values whose flag is set, in their order; empty where none is.

    Example:
        >>> lists({"life": np.array([True, False]), "health": np.array([True, False])}).to_list()
        [['life', 'health'], None]
    """
    frame = pl.DataFrame(dict(drawn))
    named = (pl.when(value).then(pl.lit(value)) for value in drawn)
    return frame.select(pl.when(pl.any_horizontal(pl.all())).then(pl.concat_list(*named).list.drop_nulls())).to_series()
