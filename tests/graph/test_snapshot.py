"""The tables as of a day."""

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import regionpb as rpb
from regionpb.contract import TABLES
from regionpb.errors import UnknownName
from regionpb.graph import snapshot as snapshot_module
from regionpb.graph.snapshot import DERIVED, Snapshot, current
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


def test_of_a_list_what_leads_nowhere_is_left_out_and_of_none_nothing_is_left():
    points = pl.DataFrame({"id": ["P-1", "P-2", "P-3"], "linked_to": [["P-2", "P-9"], ["P-9"], []]})
    absent = [pl.lit(None, t).alias(c) for c, t in TABLES["service_points"].schema.items() if c not in points.columns]
    dangling = {("service_points", "linked_to"): pl.Series(["P-9"])}
    tables = Tables({"service_points": points.with_columns(absent)}, dangling=dangling)
    assert tables.resolved("service_points")["linked_to"].to_list() == [["P-2"], None, None]
    with pytest.raises(TypeError):
        tables.dangling["members", "organization"] = pl.Series(["O-9"])
    dangling.clear()
    assert tables.dangling


def test_what_is_absent_is_told_in_a_column_of_text():
    whole = Snapshot(Tables({name: pl.DataFrame(schema=table.schema) for name, table in TABLES.items()}), DAY)
    assert whole.frame("absent").schema == {"table": pl.String}
    assert Snapshot(Tables({}), DAY).frame("absent")["table"].to_list() == [*TABLES]
    assert whole.frame("counts").schema["full_under"] == pl.Int64
    assert whole != Snapshot(whole.tables, DAY), "a snapshot is compared by what it is: it may be a key"
    assert {whole: 1}[whole] == 1


@pytest.mark.parametrize("name", DERIVED)
def test_a_derived_frame_is_made_as_it_is_declared(name):
    snapshot = minimal().snapshot
    assert snapshot.frame(name).equals(DERIVED[name](snapshot))
    assert name not in TABLES
    assert f"`{name}`" in snapshot_module.__doc__


def test_the_nearest_id_is_suggested_wherever_it_stands():
    many = [f"O-{i:05}" for i in range(30_000)]
    organizations = pl.DataFrame({"id": many, "name": many, "form": "branch", "division": "3302"})
    with pytest.raises(UnknownName, match="did you mean 'O-29999'"):
        rpb.read({"organizations": organizations}).organization("O-29999x")


def test_the_key_of_a_table_without_ids_is_found():
    attendances = pl.DataFrame({"meeting": ["G-1", "G-9", "G-1"], "member": ["M-1", "M-1", "M-2"]})
    frames = {"attendances": attendances, "meetings": pl.DataFrame({"id": ["G-1"]})}
    snapshot = rpb.read(frames).snapshot
    assert [snapshot.ids("attendances").find(key) for key in ("G-1/M-2", "G-9/M-1")] == [2, None]
    assert snapshot.ids("attendances") is snapshot.ids("attendances")


def test_a_row_that_is_not_there_is_called_by_what_it_would_be():
    with pytest.raises(UnknownName, match="current regional unit named 'X-1'"):
        minimal().snapshot.position("regional_units", "X-1")


def test_which_versions_begin_or_end():
    tables = minimal().tables
    history = tables.history("members")
    either = [(start or end) is not None for start, end in history.select("start", "end").iter_rows()]
    assert tables.bounded("members").tolist() == either
    assert tables.bounded("members") is tables.bounded("members")


def test_tables_take_over_what_was_made_of_those_that_are_the_same():
    earlier = minimal().tables
    for name in ("members", "organizations"):
        earlier.resolved(name), earlier.hashed(name, "id"), earlier.bounded(name)
    later = Tables(dict(earlier.frames))
    later.inherit(earlier, {"members"})
    assert later.resolved("organizations") is earlier.resolved("organizations")
    assert later.hashed("organizations", "id") is earlier.hashed("organizations", "id")
    assert later.bounded("organizations") is earlier.bounded("organizations")
    assert later.resolved("members") is not earlier.resolved("members")
    assert later.hashed("members", "id") is not earlier.hashed("members", "id")
    assert later.bounded("members") is not earlier.bounded("members")
