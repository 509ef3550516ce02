"""References to what has ended.

>>> import polars as pl
>>> units, now, once = (
...     nw.from_native(pl.LazyFrame(rows))
...     for rows in (
...         {"division": ["3302", "3303", "9999", None]},
...         {"code": ["3302"]},
...         {"code": ["3302", "3303", "3303"]},
...     )
... )
>>> ended(units, "division", now, once, key="code").collect()["division"].to_list()
['3303']
"""

from __future__ import annotations

import narwhals as nw

from regionpb.rules.base import Frame

__all__ = ["ended"]


def ended(frame: Frame, column: str, now: Frame, once: Frame, *, key: str = "id") -> Frame:
    """The rows whose reference exists, but not on the day.

    Args:
        frame: any frame.
        column: the column of it that holds the reference; rows in which it is empty are passed over.
        now: the rows of the table it refers to that are current.
        once: all versions of them.
        key: their key.
    """
    current, known = (rows.select(nw.col(key).alias(column)) for rows in (now, once))
    return frame.join(current, on=column, how="anti").join(known, on=column, how="semi")
