"""A region of a hundred rows, as test suites make thousands of: read from frames, checked by all or by a family."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from random import Random
from tempfile import TemporaryDirectory

import polars as pl

import regionpb as rpb
from benchmarks.measure import Figure, Short, command, spread
from regionpb.rules.planting.draft import Draft
from regionpb.testing import minimal

__all__ = ["figures", "frames"]

_ROWS = 100
_FAMILY = "U"
_SPINE = ("E", "D", "O", "U", "R")


def frames() -> dict[str, pl.DataFrame]:
    """The tables of a valid region of a hundred rows or a few more: 1+N units, branches, members, seats, units."""
    region, rng = minimal(), Random(0)
    draft = Draft.of(region.day, region.tables, spoils=False)
    while sum(frame.height for frame in draft.finished().values()) < _ROWS:
        unit, _, one = draft.regional_unit(rng)
        draft.unit(organization=one, regional_unit=unit)
        draft.branch(rng, members=4)
    return dict(draft.finished())


def figures() -> Iterator[Figure]:
    """Every figure, one after another."""
    tables = frames()
    rows = sum(frame.height for frame in tables.values())
    day = minimal().day
    region = rpb.read(tables, at=day)
    assert region.check().ok, region.check().findings
    # The rules of a sound region mostly have nothing to look at; in the last one each has a fault of its own to find.
    faulty = minimal().plant([rule for rule in rpb.rules.values() if rule.function], Random(0))
    told = sum(frame.height for frame in faulty.tables.frames.values())
    yield from spread(
        [
            Short("small region: read from frames", lambda: rpb.read(tables, at=day), 0.015, rows),
            Short("small region: check, all rules", lambda: region.at(day).check(), 0.025, rows),
            Short(
                "small region: check, families E, D, O, U, R", lambda: region.at(day).check(select=_SPINE), 0.010, rows
            ),
            Short(
                f"small region: check, family {_FAMILY}", lambda: region.at(day).check(select=[_FAMILY]), 0.004, rows
            ),
            Short("small region, each fault planted: check", lambda: faulty.at(day).check(), None, told),
        ]
    )
    with TemporaryDirectory() as folder:
        region.write(folder)
        check = [sys.executable, "-m", "regionpb", "check", folder]
        yield command("small region: regionpb check, a process of its own", check, limit=1.2, rows=rows)
