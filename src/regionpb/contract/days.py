"""A day as people give it: a date, or its text as registers write it."""

from __future__ import annotations

from datetime import date, datetime

from regionpb.contract.cells import read_cell
from regionpb.contract.tables import TABLES
from regionpb.errors import SourceError

__all__ = ["as_day"]

_DAY = TABLES["declared"].by_name["day"]


def as_day(day: object) -> date:
    """A day, from a date (a time of day is left off) or from its text as a table may hold it.

    Raises:
        SourceError: when it is no day.

    >>> as_day("2011年7月29日"), as_day(datetime(2011, 7, 29, 9, 30))
    (datetime.date(2011, 7, 29), datetime.date(2011, 7, 29))
    """
    if isinstance(day, datetime) and day == day:  # noqa: PLR0124 - a time that is none is not itself
        return day.date()
    if isinstance(day, date) and not isinstance(day, datetime):
        return day
    try:
        read = read_cell(_DAY, day)
    except ValueError:  # what pydantic's own errors are
        read = None
    if not isinstance(read, date):
        raise SourceError(f"{day!r} is no day; write it as 2011-07-29", f"“{day}”不是日期；请写成 2011-07-29 的形式")
    return read
