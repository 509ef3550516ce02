"""Single tables as a strategy."""

import pytest
from hypothesis import given, settings
from polars.testing import assert_frame_equal

import regionpb as rpb
from regionpb.contract import TABLES
from regionpb.errors import UnknownName
from regionpb.testing import tables


@pytest.mark.parametrize("name", TABLES)
def test_a_valid_table_is_read_as_it_is(name):
    @settings(max_examples=10)
    @given(tables(name))
    def read_as_it_is(frame):
        region = rpb.read({name: frame}, at="2011-07-29")
        assert not region.check(select=["E"], ignore=["E014"]).findings
        assert_frame_equal(region.history(name), frame)

    read_as_it_is()


@settings(max_examples=10)
@given(tables("党员", rows=(2, 3)))
def test_there_are_as_many_rows_as_asked_for(frame):
    assert 2 <= frame.height <= 3
    assert frame["id"].is_unique().all()


def test_an_unknown_table_is_told():
    with pytest.raises(UnknownName, match="table"):
        tables("nothing")
