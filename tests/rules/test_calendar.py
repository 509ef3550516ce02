"""Months and days counted from columns, against the calendar of Python, on every engine."""

from calendar import monthrange
from datetime import date, timedelta

import duckdb
import narwhals as nw
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regionpb.rules.calendar import days_ago, month_of, months_ago, more_than_months_ago, ordinal

DATES = st.dates(date(1, 1, 2), date(2999, 12, 31))
CONNECTION = duckdb.connect()
NEAR = st.dates(date(2011, 1, 1), date(2012, 12, 31))


def on(day, months):
    """The same day of the month so many months on, or its last day."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def asked(rows, *expressions):
    schema = {"date": pl.Date, "day": pl.Date, "months": pl.Int64}
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    relation = CONNECTION.from_arrow(frame.to_arrow())
    given = [
        nw.from_native(native).select(**{f"c{n}": e for n, e in enumerate(expressions)})
        for native in (frame.lazy(), relation)
    ]
    of_polars, of_duckdb = (lazy.collect("polars").rows() for lazy in given)
    assert of_polars == of_duckdb
    return of_polars


@settings(max_examples=20)
@given(st.lists(st.tuples(DATES, DATES, st.integers(0, 2400)), max_size=20))
def test_dates_are_numbers(rows):
    said = asked(rows, month_of("date"), ordinal("date"), days_ago("date"))
    assert said == [(d.year * 12 + d.month - 1, d.toordinal(), (day - d).days) for d, day, _ in rows]


@settings(max_examples=20)
@given(st.lists(st.tuples(DATES, st.integers(0, 2400), st.integers(-1, 1)), max_size=20))
def test_months_go_on_to_the_same_day_or_the_last(cases):
    rows = [(d, on(d, months) + timedelta(days=off), months) for d, months, off in cases]
    said = asked(rows, months_ago("date", nw.col("months")), more_than_months_ago("date", nw.col("months")))
    assert said == [(off >= 0, off > 0) for _, _, off in cases]


@settings(max_examples=20)
@given(st.lists(st.tuples(NEAR, NEAR, st.integers(0, 14)), max_size=20))
def test_what_was_so_many_months_ago(rows):
    said = asked(rows, months_ago("date", nw.col("months")), more_than_months_ago("date", nw.col("months")))
    assert said == [(on(d, months) <= day, on(d, months) < day) for d, day, months in rows]


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2011, 1, 29), 6, date(2011, 7, 29)),
        (date(2011, 8, 31), 6, date(2012, 2, 29)),
        (date(2010, 8, 31), 6, date(2011, 2, 28)),
        (date(2000, 1, 31), 1, date(2000, 2, 29)),
        (date(1900, 1, 31), 1, date(1900, 2, 28)),
        (date(2012, 2, 29), 12, date(2013, 2, 28)),
        (date(2011, 3, 31), 1, date(2011, 4, 30)),
        (date(2011, 7, 31), 1, date(2011, 8, 31)),
        (date(2011, 12, 31), 0, date(2011, 12, 31)),
    ],
)
def test_on_the_very_day_and_the_days_around_it(start, months, end):
    days = [end - timedelta(days=1), end, end + timedelta(days=1)]
    rows = [(start, day, months) for day in days]
    assert asked(rows, months_ago("date", months), more_than_months_ago("date", months)) == [
        (False, False),
        (True, False),
        (True, True),
    ]


def test_an_empty_date_is_never():
    rows = [(None, date(2011, 7, 29), 6)]
    said = asked(rows, months_ago("date", 6), more_than_months_ago("date", 6), days_ago("date"), month_of("date"))
    assert said == [(None, None, None, None)]


def test_a_period_longer_than_time_is_no_overflow():
    rows = [(date(2011, 7, 29), date(2011, 7, 29), 2**62)]
    assert asked(rows, months_ago("date", nw.col("months"))) == [(False,)]
