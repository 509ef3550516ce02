"""The machine finds nothing wrong with the library, and everything that is wrong with others."""

import os
from contextlib import suppress
from datetime import timedelta

import polars as pl
import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

import regionpb as rpb
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


class Undoing(Held):
    """A system that takes back, and makes several acts at once."""

    kinds = ("transfer", "float", "pair", "move")

    def load(self, frames):
        super().load(frames)
        self.states = [self.frames]

    def apply(self, change):
        self.apply_all([change])

    def apply_all(self, acts):
        self._own = self._own.apply(*acts, policy=self.policy)
        self.frames = dict(self._own.frames)
        self.states.append(self.frames)

    def undo(self):
        self._own = self._own.undo()
        self.states.pop()
        self.frames = dict(self.states[-1])


class Forgets(Undoing):
    """It leaves the last of the rows that came with an act."""

    def undo(self):
        was = self.states[-1]
        super().undo()
        for name, frame in self.frames.items():
            if was[name].height > frame.height:
                self.frames[name] = pl.concat([frame, was[name].tail(1)], how="diagonal")


class UndoesNothing(Undoing):
    def undo(self):
        pass


class MakesTheFirst(Undoing):
    """Of several acts it makes those before the one that is not possible."""

    def apply_all(self, acts):
        for change in acts:
            super().apply_all([change])


class RefusesNothing(Undoing):
    def apply_all(self, acts):
        with suppress(rpb.Refused, rpb.UnknownName):
            super().apply_all(acts)


@pytest.mark.parametrize(
    ("system", "said"),
    [
        (Loses, "R002|came or were lost"),
        (LeavesBehind, "there is|not what it was|not where they should be"),
        (RewritesThePast, "not what it was"),
        (BuriesTwice, "R002"),
        (Invents, "E005"),
        (Forgets, "undo .* is not what it was"),
        (UndoesNothing, "undo .* is not what it was"),
        (MakesTheFirst, "refused: .* is not what it was"),
        (RefusesNothing, "not possible, and was not refused"),
    ],
)
def test_what_is_wrong_with_a_system_is_found(system, said):
    # What fails is not shrunk: that takes long, and is Hypothesis's business.
    once = {"database": None, "derandomize": True, "phases": [Phase.generate]}
    steps = 8 if issubclass(system, Undoing) else 4
    few = settings(max_examples=60, stateful_step_count=steps, deadline=None, **once)
    with pytest.raises(AssertionError, match=said):
        run_state_machine_as_test(system, settings=few)


def test_what_a_system_leaves_out_is_not_asked():
    def knows(system):
        return system.together, system.undoes, system.thorough

    assert knows(RegionMachine) == (True, True, True)
    assert knows(Held) == knows(Loses) == (False, False, False)
    assert knows(Undoing) == knows(UndoesNothing) == (True, True, False)
    assert knows(type("Few", (RegionMachine,), {"kinds": ("pair",)})) == (True, True, True)
    assert knows(type("Asked", (Held,), {"apply": Held.apply, "thorough": True})) == (False, False, True)
