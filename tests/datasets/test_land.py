import numpy as np
import polars as pl
import pytest

from regionpb.datasets.land import divisions, land


def test_the_divisions_are_whole():
    levels = dict(divisions()["level"].value_counts().iter_rows())
    assert levels == {"province": 1, "prefecture": 1, "county": 10, "township": 162, "village": 3042}
    whole = land(1.0)
    assert whole.frame.height == 3216
    assert (int((~whole.communities).sum()), int(whole.communities.sum())) == (2167, 875)


@pytest.mark.parametrize("size", [0.0001, 0.001, 0.003, 0.01, 0.05, 0.2, 0.5, 0.9, 1.0, 7.0])
def test_a_part_is_closed(size):
    part = land(size)
    frame = part.frame
    assert frame["code"].is_unique().all()
    assert set(frame["parent"].drop_nulls()) <= set(frame["code"])
    assert len(part.counties) == 10
    childless = frame.filter(pl.col("level") != "village").join(frame, left_on="code", right_on="parent", how="anti")
    assert childless.is_empty()
    assert set(part.county_of) == set(range(10))
    assert (part.first[1:] > part.first[:-1]).all()
    assert part.urban.any()
    assert part.rural.any()
    both = [set(part.communities[a:b].tolist()) for a, b in zip(part.first[:-1], part.first[1:], strict=True)]
    assert {True, False} in both
    assert len(frame) <= len(divisions())


@pytest.mark.parametrize("size", [0.1, 0.3, 0.6])
def test_a_part_is_as_large_as_its_size(size):
    part = land(size)
    assert abs(len(part.villages) - 3042 * size) < 3042 * 0.02
    assert abs(len(part.townships) - 162 * size) <= 6


def test_positions_lead_to_parents():
    part = land(0.2)
    for codes, above, of in (
        (part.townships, part.counties, part.county_of),
        (part.villages, part.townships, part.township_of),
    ):
        assert all(code.startswith(parent) for code, parent in zip(codes, above[of], strict=True))
    assert not np.isin(part.village_names.astype(str), [""]).any()
