"""The days of the made-up city, as whole days since 1970-01-01.

    >>> DAY, on(DAY) > REGISTER
    (datetime.date(2011, 7, 29), True)

Source: the book's preface speaks of 2011-07-29; the four-level information network is of 2004 (P3a), and the register
made up here knows what happened since the middle of 2006.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from regionpb.datasets.dice import Ints

__all__ = ["DAY", "NEVER", "REGISTER", "TODAY", "new_year", "on"]

DAY = date(2011, 7, 29)
"""The day of the book's figures, of which everything made up speaks unless told otherwise."""

NEVER = -(10**6)
"""No day: since ever where a version starts, still where it ends, an empty cell elsewhere."""


def on(day: date) -> int:
    """The days since 1970-01-01.

    Example:
        >>> on(date(1970, 1, 2))
        1
    """
    return day.toordinal() - date(1970, 1, 1).toordinal()


TODAY = on(DAY)
REGISTER = on(date(2006, 7, 1))
"""The first day whose changes the register knows."""


def new_year(years: Ints) -> Ints:
    """The first of January of each year.

    Example:
        >>> new_year(np.array([1970, 1971])).tolist()
        [0, 365]
    """
    return (years - 1970).astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64)
