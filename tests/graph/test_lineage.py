"""What became of rows from one state to the next, and when that is not known."""

import polars as pl

import regionpb as rpb
from regionpb.graph.lineage import Moved, descended, differing
from regionpb.graph.tables import Tables


def test_rows_that_change_places_are_gone_and_came():
    before = pl.DataFrame({"id": ["a", "b", "c"]})
    moved = Moved.between(before, before[[0, 2, 1]])
    assert (moved.gone.tolist(), moved.came.tolist()) == ([1, 2], [1, 2])
    assert moved.now_at.tolist() == moved.then_at.tolist() == [0, -1, -1]
    assert Moved.between(before, before.head(2)) is None


def test_an_act_knows_what_became_of_each_row():
    region = rpb.testing.minimal()
    after = region.apply(rpb.changes.transfer("M-2", to="O-1", on="2012-01-01"))
    moved = differing(region.tables, after.tables)["members"]
    ids = after.tables.frames["members"]["id"].to_list()
    assert [ids[at] for at in moved.came] == ["M-2", "M-2"]
    kept = [at for at in moved.now_at.tolist() if at >= 0]
    assert [ids[at] for at in kept] == [i for i in region.tables.frames["members"]["id"] if i != "M-2"]


def test_where_rows_were_set_aside_it_is_not_known():
    rows = pl.DataFrame({"id": ["M-1", "M-2"], "organization": ["O-1", "O-1"]})
    before, fewer = Tables({"members": rows}), Tables({"members": rows.head(1)})
    said = Moved.of(pl.Series([0, 1]), pl.Series([False, False]), 2)
    assert descended(fewer, before, {"members": said}).lineage.moved == {}
