"""What has ended is told from what goes on in whatever order rows stand: beside a naive reading of the same rows."""

from datetime import date, timedelta

import hypothesis.strategies as st
import polars as pl
from hypothesis import example, given

from regionpb.contract import TABLES
from regionpb.graph.ending import find_endings, find_former
from regionpb.graph.holding import hold_seats
from regionpb.graph.snapshot import current

DAY = date(2011, 7, 29)
MEMBERS = TABLES["members"]

days = st.none() | st.integers(-2, 2).map(lambda n: DAY + timedelta(days=n))
versions = st.lists(st.tuples(st.sampled_from(["M-1", "M-2", "M-3", None]), days, days), max_size=8)


def frame_of(rows):
    ids, starts, ends = zip(*rows, strict=True) if rows else ((), (), ())
    schema = {"id": pl.String, "start": pl.Date, "end": pl.Date, "organization": pl.String, "exit": pl.String}
    data = {"id": ids, "start": starts, "end": ends, "organization": [None] * len(ids), "exit": [None] * len(ids)}
    return pl.DataFrame(data, schema=schema).with_columns(pl.int_range(pl.len()).alias("_row"))


def holds(row):
    _, start, end = row
    return (start is None or start <= DAY) and (end is None or end > DAY)


@given(versions)
@example([("M-1", None, DAY), ("M-1", DAY, None)])
@example([("M-1", DAY, None), ("M-1", None, DAY)])
@example([("M-1", None, DAY), ("M-2", None, None), ("M-1", DAY, None)])
def test_what_there_is_but_not_on_the_day(rows):
    frame = frame_of(rows)
    now = current(frame, MEMBERS, DAY)
    still = {row[0] for row in rows if holds(row)} - {None}
    wanted = [(at, row[0]) for at, row in enumerate(rows) if not holds(row) and row[0] not in still]
    found = find_former(frame, now, MEMBERS)
    assert found.columns == ["_row", "id"]
    assert [*found.sort("_row").iter_rows()] == wanted


@given(
    st.lists(st.tuples(st.sampled_from(["a", "b", None]), st.sampled_from(["x", "y", None]), st.booleans()), max_size=7)
)
def test_keys_of_several_parts_are_told_apart_by_all_of_them(rows):
    schema = {"meeting": pl.String, "member": pl.String, "holds": pl.Boolean}
    frame = pl.DataFrame(rows, schema=schema, orient="row").with_columns(pl.int_range(pl.len()).alias("_row"))
    now = frame.filter("holds")
    still = {(a, b) for a, b, here in rows if here and None not in (a, b)}
    wanted = [at for at, (a, b, here) in enumerate(rows) if not here and (a, b) not in still]
    assert sorted(find_former(frame, now, TABLES["attendances"])["_row"]) == wanted


def follows(one, other):
    """Whether the second version goes on, on the day that the first one ends."""
    (id_, start, end), (next_id, next_start, next_end) = one, other
    lasts = start is None or start < end
    goes_on = next_end is None or (next_start is not None and next_start < next_end)
    return id_ is not None and id_ == next_id and lasts and next_start == end and goes_on


@given(versions)
@example([("M-1", None, DAY), ("M-1", DAY, None)])
@example([("M-1", DAY, DAY), ("M-1", DAY, None)])
@example([("M-1", None, DAY), ("M-1", DAY, DAY)])
@example([("M-1", None, DAY), ("M-1", DAY, DAY + timedelta(days=1))])
@example([("M-1", None, DAY), ("M-1", None, DAY)])
def test_what_the_next_row_goes_on_from_is_no_ending(rows):
    following = [*rows, (None, None, None)][1:]
    wanted = [
        at
        for at, (row, after) in enumerate(zip(rows, following, strict=True))
        if row[2] is not None and not follows(row, after)
    ]
    found = find_endings(frame_of(rows))
    assert found.columns == ["_row", "id", "organization", "exit", "start", "end"]
    assert found["_row"].to_list() == wanted


def test_a_seat_counts_while_its_holder_is_a_member():
    seats = pl.DataFrame({"id": ["S-1", "S-2", "S-3", "S-4"], "holder": ["M-2", None, "M-1", "M-3"]})
    assert hold_seats(seats, pl.DataFrame({"id": ["M-3", "M-2", None, "M-9"]}))["id"].to_list() == ["S-1", "S-4"]
    assert hold_seats(seats, pl.DataFrame(schema={"id": pl.String})).is_empty()
    assert hold_seats(seats, None)["id"].to_list() == ["S-1", "S-3", "S-4"]
