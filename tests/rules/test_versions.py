"""Versions as of days that differ from row to row."""

from datetime import date

import narwhals as nw
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from regionpb.rules.versions import began, held_before, holds_on, latest

DATES = st.none() | st.dates(date(2011, 1, 1), date(2011, 1, 5))
SCHEMA = {"_row": pl.Int64, "id": pl.String, "start": pl.Date, "end": pl.Date, "day": pl.Date}
ROWS = st.lists(
    st.fixed_dictionaries(
        {"id": st.sampled_from("ab"), "start": DATES, "end": DATES, "day": st.dates(date(2011, 1, 1), date(2011, 1, 5))}
    ),
    max_size=6,
).map(lambda rows: [{"_row": n, **row} for n, row in enumerate(rows)])


def kept(rows, change):
    frame = nw.from_native(pl.LazyFrame(rows, schema=SCHEMA))
    return set(change(frame).select("_row").collect()["_row"].to_list())


@given(ROWS)
def test_days_are_compared_as_versions_hold(rows):
    def where(holds):
        return {row["_row"] for row in rows if holds(row["start"] or date.min, row["end"] or date.max, row["day"])}

    assert kept(rows, lambda f: f.filter(began() <= nw.col("day"))) == where(lambda start, _, day: start <= day)
    assert kept(rows, lambda f: f.filter(holds_on("day"))) == where(lambda start, end, day: start <= day < end)
    before = where(lambda start, end, day: start.toordinal() <= day.toordinal() - 1 < end.toordinal())
    assert kept(rows, lambda f: f.filter(held_before("day"))) == before


@given(ROWS)
def test_the_latest_starts_last_and_of_equal_starts_stands_last(rows):
    best = {}
    for row in sorted(rows, key=lambda row: (row["start"] or date.min, row["_row"])):
        best[row["id"]] = row["_row"]
    assert kept(rows, lambda f: latest(f, "id")) == set(best.values())
