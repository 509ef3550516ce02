"""References to what has ended.

>>> import polars as pl
>>> rows = {"division": ["3302", "3303", None]}, {"code": ["3303", "3304"]}
>>> units, former = (nw.from_native(pl.LazyFrame(each)) for each in rows)
>>> ended(units, "division", former, key="code").collect()["division"].to_list()
['3303']
"""

from __future__ import annotations

import narwhals as nw

from regionpb.rules.base import Frame

__all__ = ["ended"]


def ended(frame: Frame, column: str, former: Frame, *, key: str = "id") -> Frame:
    """The rows whose reference exists, but not on the day.

    Args:
        frame: any frame.
        column: the column of it that holds the reference; rows in which it is empty are passed over.
        former: what there is of the table it refers to, but not on the day.
        key: their key.
    """
    return frame.join(former.select(nw.col(key).alias(column)), on=column, how="semi")
