"""Where rows stand in a forest, so that "under" and "within" are comparisons of two columns.

>>> import narwhals as nw, polars as pl
>>> forest = nw.from_native(pl.LazyFrame({"id": ["top", "low"], "enter": [0, 1], "leave": [2, 2]}))
>>> pairs = nw.from_native(pl.LazyFrame({"hub": ["top", "low", "gone"], "reservoir": ["low", "top", "top"]}))
>>> placed(pairs, forest, "hub", "reservoir").filter(~inside("reservoir", "hub")).collect()["hub"].to_list()
['low']
"""

from __future__ import annotations

import narwhals as nw

from regionpb.rules.base import Frame

__all__ = ["inside", "placed"]


def placed(frame: Frame, forest: Frame, *columns: str) -> Frame:
    """The rows all of whose references stand in a forest, with the place of each.

    Args:
        frame: any frame.
        forest: `territory` or `subordination`.
        columns: columns of `frame` that hold ids of the forest's nodes. A row in which one is empty, or
            names what is not current, is passed over.

    Returns:
        The frame with `{column}_enter` and `{column}_leave` for each column.
    """
    for column in columns:
        place = forest.select(
            nw.col("id").alias(column),
            nw.col("enter").alias(f"{column}_enter"),
            nw.col("leave").alias(f"{column}_leave"),
        )
        frame = frame.join(place, on=column, how="inner")
    return frame


def inside(low: str, high: str) -> nw.Expr:
    """Whether what the column `low` names is what `high` names, or below it: "under" or "within"."""
    return (nw.col(f"{high}_enter") <= nw.col(f"{low}_enter")) & (nw.col(f"{low}_enter") < nw.col(f"{high}_leave"))
