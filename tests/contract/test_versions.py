"""Versions that overlap, against the definition."""

from datetime import date, timedelta
from unittest.mock import patch

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regionpb.contract import TABLES
from regionpb.contract import versions as module
from regionpb.contract.versions import overlapping

either_way = pytest.mark.parametrize("few", [0, 10_000], ids=["as if there were many", "few"])
days = st.none() | st.integers(-3, 3).map(lambda n: date(2011, 7, 29) + timedelta(n))
rows = st.lists(st.tuples(st.sampled_from([None, "a", "b"]), days, days), max_size=8)


@either_way
@given(rows, st.booleans())
def test_of_two_versions_that_overlap_the_later_is_told(few, versions, ordered):
    if ordered:
        versions = sorted(versions, key=lambda version: version[0] or "")
    cells = [{"id": key, "start": start, "end": end} for key, start, end in versions]
    frame = pl.DataFrame(cells, schema={"id": pl.String, "start": pl.Date, "end": pl.Date})
    order = sorted(range(len(versions)), key=lambda at: (versions[at][1] or date.min, at))
    told = [
        at
        for n, at in enumerate(order)
        if versions[at][0] is not None
        and any(
            versions[before][0] == versions[at][0] and (versions[at][1] or date.min) < (versions[before][2] or date.max)
            for before in order[:n]
        )
    ]
    with patch.object(module, "_FEW", few):
        assert overlapping(TABLES["organizations"], frame).to_list() == sorted(told)


@either_way
@given(st.lists(st.tuples(st.sampled_from([None, "a", "b"]), st.sampled_from(["x", "y", None])), max_size=8))
def test_without_dates_every_row_but_the_first_of_its_key_is_told(few, keys):
    frame = pl.DataFrame(keys, schema={"meeting": pl.String, "member": pl.String}, orient="row")
    told = [at for at, key in enumerate(keys) if None not in key and key in keys[:at]]
    with patch.object(module, "_FEW", few):
        assert overlapping(TABLES["attendances"], frame).to_list() == told
