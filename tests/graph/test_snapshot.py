"""The tables as of a day."""

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regionpb.contract import TABLES
from regionpb.errors import UnknownName
from regionpb.graph.snapshot import Snapshot, current
from regionpb.graph.tables import ROW, Tables
from regionpb.testing import minimal

DAY = date(2011, 7, 29)
days = st.none() | st.integers(-3, 3).map(lambda n: DAY + timedelta(n))


@given(st.lists(st.tuples(st.sampled_from("abc"), days, days), max_size=8))
def test_the_version_that_holds_against_the_definition(versions):
    frame = pl.DataFrame(
        [{"id": i, "start": s, "end": e} for i, s, e in versions],
        schema={"id": pl.String, "start": pl.Date, "end": pl.Date},
    ).with_row_index(ROW)
    holding = {}
    for row, (key, start, end) in enumerate(versions):
        if (start is None or start <= DAY) and (end is None or end > DAY):
            best = holding.get(key)
            if best is None or (start or date.min) >= (versions[best][1] or date.min):
                holding[key] = row
    found = current(frame, TABLES["organizations"], DAY, overlapping=True)
    assert found[ROW].to_list() == sorted(holding.values())


def test_frames_are_made_once():
    snapshot = minimal().snapshot
    assert snapshot.frame("members") is snapshot.frame("members")
    assert snapshot.frame("counts") is snapshot.frame("counts")


def test_an_unknown_frame_is_misuse():
    with pytest.raises(UnknownName):
        minimal().snapshot.frame("people")


def test_counts_roll_up():
    counts = minimal().snapshot.frame("counts")
    assert counts.rows(named=True) == [
        {"id": "O-1", "members_in": 0, "full_in": 0, "members_under": 3, "full_under": 3},
        {"id": "O-2", "members_in": 3, "full_in": 3, "members_under": 3, "full_under": 3},
    ]


def test_history_keeps_every_version():
    region = minimal()
    assert region.snapshot.frame("members_history").height == region.history("members").height


def test_missing_tells_tables_once_and_columns_by_name():
    tables = Tables(
        {"organizations": TABLES["organizations"] and pl.DataFrame()}, {"organizations": frozenset({"form"})}
    )
    assert tables.missing(["pairings", "pairings.left", "organizations.form", "organizations.name"]) == [
        "pairings",
        "organizations.form",
    ]


def test_the_position_of_what_is_not_there():
    with pytest.raises(UnknownName, match="did you mean 'O-1'"):
        Snapshot(minimal().tables, DAY).position("organizations", "O-11")
