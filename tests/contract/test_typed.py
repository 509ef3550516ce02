"""Cells that come with a type of their own."""

from datetime import date

import polars as pl
import pytest

from regionpb.contract import TABLES, Kind
from regionpb.contract.reading import read_table
from regionpb.contract.typed import refused, texts


@pytest.mark.parametrize("kind", Kind)
def test_yes_or_no_and_days_are_cells_of_their_own_kind_only(kind):
    for cells, own in ((pl.Series([True, None]), Kind.YES_NO), (pl.Series([date(2011, 7, 29), None]), Kind.DATE)):
        found = refused(cells, kind)
        assert (found is None) if kind is own else (found.to_list() == [True, False])


def test_what_says_nothing_is_text_still():
    for dtype in (pl.Object, pl.Null, pl.Float64, pl.List(pl.Int64), pl.Binary):
        told = texts(pl.Series([None, None], dtype=dtype))
        assert (told.dtype, told.to_list()) == (pl.String, [None, None])


def test_a_count_beyond_all_counts_is_unreadable_and_no_error():
    unit = {"id": ["U-1"], "name": ["甲公司"], "kind": ["other"], "division": ["3302"]}
    frame = pl.DataFrame({**unit, "employees": pl.Series([2**63], dtype=pl.UInt64)})
    reading = read_table(TABLES["units"], frame)
    assert reading.faults.rows() == [(0, "employees", "E002", str(2**63))]
    assert reading.keep.to_list() == [True]
