"""Engines by name, and what is told where one is missing."""

import sys

import pytest

import regionpb as rpb
from regionpb.engines import ENGINES, engine
from regionpb.errors import RegionError, UnknownName


def test_an_unknown_engine_suggests_the_nearest():
    with pytest.raises(UnknownName) as told:
        rpb.testing.minimal().check(engine="duck")
    assert str(told.value) == "no engine named 'duck'; did you mean 'duckdb'?"
    assert told.value.chinese == "没有名为“duck”的引擎；是不是指“duckdb”？"


@pytest.mark.parametrize(
    ("name", "package", "extra"),
    [
        ("duckdb", "duckdb", "sql"),
        ("duckdb", "pyarrow", "sql"),
        ("spark", "pyspark", "spark"),
        ("spark", "pyarrow", "spark"),
    ],
)
def test_what_is_not_installed_is_told_with_the_extra_that_brings_it(name, package, extra, monkeypatch):
    for loaded in [
        m for m in sys.modules if m.split(".")[0] == package or m in {"regionpb.engines.duck", "regionpb.engines.spark"}
    ]:
        monkeypatch.delitem(sys.modules, loaded)
    monkeypatch.setitem(sys.modules, package, None)  # as if it were not there
    with pytest.raises(RegionError) as told:
        engine(name)
    for message in (str(told.value), told.value.chinese):
        assert package in message
        assert f"pip install 'regionpb[{extra}]'" in message


def test_polars_needs_nothing_else(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert engine(ENGINES[0])({}, {}) == []
