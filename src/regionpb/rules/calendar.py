"""Months and days counted from dates in columns, in arithmetic that every engine has.

Neither an offset taken from a column nor the difference of two dates comes out alike on every engine; parts of a date
do. So a date becomes a whole number: yyyymmdd, where months are counted, or its number among all days, where days are.

>>> import polars as pl
>>> from datetime import date
>>> policy = {"day": [date(2012, 2, 29)] * 3, "issued": [date(2011, 8, 29), date(2011, 8, 31), date(2011, 9, 1)]}
>>> frame = nw.from_native(pl.LazyFrame(policy))
>>> counted = frame.select(
...     ago=days_ago("issued"), on=day_number("issued", months=6),
...     least=months_ago("issued", 6), more=more_than_months_ago("issued", 6),
... )
>>> counted.collect().rows()
[(184, 20120229, True, False), (182, 20120229, True, False), (181, 20120301, False, False)]
"""

from __future__ import annotations

import narwhals as nw

__all__ = ["day_number", "days_ago", "month_of", "months_ago", "more_than_months_ago", "ordinal"]

_LONGEST = 12_000
"""More months than any period has: no sum of months can overflow."""


def day_number(date: str, *, months: nw.Expr | int = 0) -> nw.Expr:
    """The date in a column as the number yyyymmdd; so many months on the same day of the month, or its last one."""
    span = months.clip(upper_bound=_LONGEST) if isinstance(months, nw.Expr) else months
    count = month_of(date) + span
    year, month = count // 12, count % 12 + 1
    day = nw.min_horizontal(nw.col(date).dt.day().cast(nw.Int64), _length(year, month))
    return year * 10_000 + month * 100 + day


def month_of(date: str) -> nw.Expr:
    """The month of the date in a column, counted through the years: December and the next January are neighbours."""
    day = nw.col(date).dt
    return day.year().cast(nw.Int64) * 12 + day.month().cast(nw.Int64) - 1


def _length(year: nw.Expr, month: nw.Expr) -> nw.Expr:
    """How many days a month has."""
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    # Odd months are long up to July, even ones from August on.
    return nw.when(month == 2).then(28 + leap.cast(nw.Int64)).otherwise(30 + (month + month // 8) % 2)


def months_ago(date: str, months: nw.Expr | int) -> nw.Expr:
    """Whether the date in a column is at least so many months before `day`."""
    return day_number(date, months=months) <= day_number("day")


def more_than_months_ago(date: str, months: nw.Expr | int) -> nw.Expr:
    """Whether the date in a column is more than so many months before `day`."""
    return day_number(date, months=months) < day_number("day")


def ordinal(date: str) -> nw.Expr:
    """The number of the date in a column among all days since 1 January of the year 1, which is 1 and a Monday."""
    before = nw.col(date).dt.year().cast(nw.Int64) - 1
    return before * 365 + before // 4 - before // 100 + before // 400 + nw.col(date).dt.ordinal_day().cast(nw.Int64)


def days_ago(date: str) -> nw.Expr:
    """How many calendar days the date in a column lies before `day`; negative where it lies after."""
    return ordinal("day") - ordinal(date)
