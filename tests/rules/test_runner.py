"""Frames are the same whichever thread makes them."""

import pytest
from polars.testing import assert_frame_equal

import regionpb as rpb
from regionpb.rules import runner


@pytest.mark.parametrize("size", [0.001, 0.003])
def test_a_large_region_is_counted_by_a_second_thread(monkeypatch, size):
    city = rpb.datasets.ningbo(size=size, faults={"O006": 2, "O012": 1}, seed=3)
    plain = city.at(city.day)
    report = plain.check()
    monkeypatch.setattr(runner, "_MANY", 0)
    asked = []
    real = runner.ThreadPoolExecutor
    monkeypatch.setattr(runner, "ThreadPoolExecutor", lambda **of: asked.append(of) or real(**of))
    again = city.at(city.day)
    assert_frame_equal(again.check().to_polars(), report.to_polars())
    assert asked, "no thread was asked"
    for name in ("counts", "funds", "held", "members_former"):
        assert_frame_equal(again.snapshot.frame(name), plain.snapshot.frame(name))
    assert {"O006", "O012"} <= report.counts().keys()
