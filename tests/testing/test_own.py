"""What is asked of the library's own region; `tests/test_walking.py` puts faults into it."""

import polars as pl
import pytest

import regionpb as rpb
from regionpb.testing.own import Own


def test_who_writes_into_a_frame_that_was_given_is_found():
    region, own = rpb.testing.minimal(), Own("ningbo")
    own.begin(region)
    own.expect_all(region)
    frame = region.tables.frames["members"]
    frame.replace_column(frame.columns.index("status"), pl.Series("status", ["full"] * 2 + ["probationary"]))
    with pytest.raises(AssertionError, match="was written to"):
        own.expect_all(region)
