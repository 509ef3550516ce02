"""Months and days counted from dates in columns, in arithmetic that every engine has.

Neither an offset taken from a column nor the difference of two dates comes out alike on every engine; parts of a date
do. So a date becomes a whole number: that of its month, where months are counted, or of its day, where days are.

>>> import polars as pl
>>> from datetime import date
>>> policy = {"day": [date(2012, 2, 29)] * 3, "issued": [date(2011, 8, 29), date(2011, 8, 31), date(2011, 9, 1)]}
>>> frame = nw.from_native(pl.LazyFrame(policy))
>>> counted = frame.select(
...     ago=days_ago("issued"), month=month_of("issued"),
...     least=months_ago("issued", 6), more=more_than_months_ago("issued", 6),
... )
>>> counted.collect().rows()
[(184, 24139, True, False), (182, 24139, True, False), (181, 24140, False, False)]
"""

from __future__ import annotations

import narwhals as nw

__all__ = ["days_ago", "month_of", "months_ago", "more_than_months_ago", "ordinal"]

_LONGEST = 12_000
"""More months than any period has: no sum of months can overflow."""


def month_of(date: str) -> nw.Expr:
    """The month of the date in a column, counted through the years: December and the next January are neighbours."""
    day = nw.col(date).dt
    return day.year().cast(nw.Int64) * 12 + day.month().cast(nw.Int64) - 1


def months_ago(date: str, months: nw.Expr | int) -> nw.Expr:
    """Whether the date in a column is at least so many months before `day`.

    So many months on is the same day of the month, or where it has none its last.
    """
    then, now = _month_on(date, months), month_of("day")
    year, month = now // 12, now % 12 + 1
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    # Odd months are long up to July, even ones from August on.
    length = nw.when(month == 2).then(28 + leap.cast(nw.Int64)).otherwise(30 + (month + month // 8) % 2)
    today = nw.col("day").dt.day().cast(nw.Int64)
    return (then < now) | ((then == now) & ((nw.col(date).dt.day() <= today) | (today == length)))


def more_than_months_ago(date: str, months: nw.Expr | int) -> nw.Expr:
    """Whether the date in a column is more than so many months before `day`."""
    then, now = _month_on(date, months), month_of("day")
    # A month that has no such day ends before there could be more of it.
    return (then < now) | ((then == now) & (nw.col(date).dt.day() < nw.col("day").dt.day()))


def _month_on(date: str, months: nw.Expr | int) -> nw.Expr:
    """The month so many months after the date in a column."""
    return month_of(date) + (months.clip(upper_bound=_LONGEST) if isinstance(months, nw.Expr) else months)


def ordinal(date: str) -> nw.Expr:
    """The number of the date in a column among all days since 1 January of the year 1, which is 1 and a Monday."""
    before = nw.col(date).dt.year().cast(nw.Int64) - 1
    return before * 365 + before // 4 - before // 100 + before // 400 + nw.col(date).dt.ordinal_day().cast(nw.Int64)


def days_ago(date: str) -> nw.Expr:
    """How many calendar days the date in a column lies before `day`; negative where it lies after."""
    return ordinal("day") - ordinal(date)
