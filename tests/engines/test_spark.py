"""Every rule gives the same on Spark, of which fewer regions are asked, and those only in the campaign."""

import shutil

import pytest

from regionpb.engines import engine

from .comparing import (
    CAMPAIGN,
    PLANTED,
    REGIONS,
    ask_about_a_random_region,
    ask_about_everything_planted,
    everything_planted,
)

# PySpark warns of pandas that are newer than it.
pytestmark = pytest.mark.filterwarnings("ignore::FutureWarning")

# For tables of few rows.
SMALL = {
    "spark.default.parallelism": "1",
    "spark.master": "local[2]",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.shuffle.partitions": "1",
    "spark.ui.enabled": "false",
}


@pytest.fixture(scope="module")
def spark():
    if not CAMPAIGN:
        pytest.skip("Spark is asked in the campaign: make campaign-engines")
    sql = pytest.importorskip("pyspark.sql", reason="PySpark is not installed")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java")
    session = sql.SparkSession.builder.config(map=SMALL).getOrCreate()
    yield engine("spark")
    session.stop()


@pytest.mark.parametrize(("day", "policy"), PLANTED)
def test_every_fault_is_found(day, policy, spark):
    ask_about_everything_planted(day, policy, spark=spark)


@pytest.mark.parametrize("seed", range(max(1, REGIONS // 10)))
def test_it_agrees_about_random_regions(seed, spark):
    ask_about_a_random_region(seed, spark=spark)


def test_a_report_is_the_same(spark):
    region, _ = everything_planted(*PLANTED[0])
    assert region.check(engine="spark").to_polars().equals(region.check().to_polars())
