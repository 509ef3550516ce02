"""The machine finds nothing wrong with the library, and everything that is wrong with others."""

import os
from datetime import timedelta

import polars as pl
import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from regionpb.changes import CloseMember, Dissolve, Move, Transfer
from regionpb.testing import RegionMachine

WALKS = int(os.environ.get("REGIONPB_CAMPAIGN", "15"))


class TestLibrary(RegionMachine.TestCase):
    settings = settings(max_examples=WALKS, stateful_step_count=10, deadline=None)


class Held(RegionMachine):
    """A system that keeps frames, and does what this library does but for one thing."""

    def load(self, frames):
        super().load(frames)
        self.frames = dict(frames)

    def apply(self, change):
        super().apply(change)
        self.frames = dict(self._own.frames)
        self.spoil(change)

    def read(self):
        return self.frames

    def put(self, table, *columns):
        self.frames[table] = self.frames[table].with_columns(*columns)


class Loses(Held):
    kinds = ("dissolve",)

    def spoil(self, change):
        if isinstance(change, Dissolve) and "members" in self.frames:
            self.frames["members"] = self.frames["members"].filter((pl.col("start") != change.on).fill_null(value=True))


class LeavesBehind(Held):
    kinds = ("transfer",)

    def spoil(self, change):
        if isinstance(change, Transfer):
            home = pl.when(pl.col("id") == change.member).then(pl.lit(self.region.table("organizations")["id"][0]))
            self.put("members", home.otherwise("organization").alias("organization"))


class RewritesThePast(Held):
    kinds = ("move",)

    def spoil(self, change):
        if isinstance(change, Move):
            moved = pl.col("id") == change.organization
            self.put("organizations", pl.when(moved).then(pl.lit(change.under)).otherwise("superior").alias("superior"))


class BuriesTwice(Held):
    kinds = ("close_member",)

    def spoil(self, change):
        if isinstance(change, CloseMember):
            left = (pl.col("id") == change.member) & (pl.col("end") == change.on)
            self.put("members", pl.when(left).then(pl.lit(None)).otherwise("exit").alias("exit"))


class Invents(Held):
    kinds = ("pair", "confirm", "admit")

    def spoil(self, change):
        on = change.on + timedelta(days=1)
        ghost = {"id": ["O-0"], "name": ["幽灵"], "form": ["branch"], "division": ["0"], "start": [on]}
        self.frames["organizations"] = pl.concat([self.frames["organizations"], pl.DataFrame(ghost)], how="diagonal")


@pytest.mark.parametrize(
    ("system", "said"),
    [
        (Loses, "R002|came or were lost"),
        (LeavesBehind, "there is|not what it was|not where they should be"),
        (RewritesThePast, "not what it was"),
        (BuriesTwice, "R002"),
        (Invents, "E005"),
    ],
)
def test_what_is_wrong_with_a_system_is_found(system, said):
    # What fails is not shrunk: that takes long, and is Hypothesis's business.
    once = {"database": None, "derandomize": True, "phases": [Phase.generate]}
    few = settings(max_examples=60, stateful_step_count=4, deadline=None, **once)
    with pytest.raises(AssertionError, match=said):
        run_state_machine_as_test(system, settings=few)
