"""Every rule gives the same rows, values and types on polars in memory, polars over Parquet files, and DuckDB.

`REGIONPB_CAMPAIGN=300 pytest tests/engines` asks about that many random regions.
"""

import polars as pl
import pytest

import regionpb as rpb
from regionpb.engines import duck

from .comparing import (
    PLANTED,
    REGIONS,
    ask,
    ask_about_a_random_region,
    ask_about_everything_planted,
    everything_planted,
)


@pytest.fixture
def engines(tmp_path):
    def over_parquet(plans, frames):
        for name, frame in frames.items():
            frame.write_parquet(tmp_path / name)
        scans = {name: pl.scan_parquet(tmp_path / name) for name in frames}
        return pl.collect_all([build(scans) for build in plans.values()], engine="streaming")

    return {"parquet": over_parquet, "duckdb": duck.collect}


@pytest.mark.parametrize(("day", "policy"), PLANTED)
def test_every_fault_is_found(day, policy, engines):
    ask_about_everything_planted(day, policy, **engines)


@pytest.mark.parametrize("seed", range(REGIONS))
def test_they_agree_about_random_regions(seed, engines):
    ask_about_a_random_region(seed, **engines)


def test_they_agree_where_tables_have_no_rows(engines):
    region = rpb.testing.minimal()
    empty = rpb.read({name: frame.clear() for name, frame in region.tables.frames.items()}, at=region.day)
    assert ask(empty, "ningbo", **engines).is_empty()


def test_a_report_is_the_same():
    region, _ = everything_planted(*PLANTED[0])
    assert region.check(engine="duckdb").to_polars().equals(region.check().to_polars())
