"""Cells that come with a type of their own."""

import re
import unicodedata
from datetime import date

import polars as pl
import pytest

from regionpb.contract import TABLES, Kind
from regionpb.contract.reading import read_table
from regionpb.contract.syntax import WIDE, WIDE_ONES
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


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.KEY, Kind.REFERENCE, Kind.DIVISION_CODE, Kind.CREDIT_CODE])
def test_a_float_that_lost_digits_is_no_code(kind):
    found = refused(pl.Series([1e17, 330203.0, 0.0, 1e-5, None]), kind)
    assert found.to_list() == [True, False, False, True, None]
    assert refused(pl.Series([1e17]), Kind.NUMBER) is None


def test_every_wide_character_is_one_for_unicode_too():
    assert {wide: unicodedata.normalize("NFKC", wide) for wide in WIDE} == dict(WIDE)
    assert all(re.fullmatch(WIDE_ONES, wide) for wide in WIDE)
    assert len(WIDE) == len([c for c in map(chr, range(0x21, 0x7F)) if c.isprintable()])
