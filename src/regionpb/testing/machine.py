"""A machine that makes act after act, and asks after each whether all is as it must be (see `RegionMachine`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from random import Random
from typing import Any, ClassVar

import polars as pl
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from regionpb.changes import AnyChange
from regionpb.errors import Refused, UnknownName
from regionpb.policies import POLICY_NAMES
from regionpb.region import Region
from regionpb.source import read
from regionpb.testing.afterwards import CLEAN, Step, expect, expect_as_before, said
from regionpb.testing.deeds import KINDS, made_up
from regionpb.testing.own import Own
from regionpb.testing.regional import regions

__all__ = ["CLEAN", "RegionMachine"]

_MAY_BE_LEFT_OUT = {"apply_all": "together", "undo": "undoes"}
_KINDS: st.SearchStrategy[str] = st.runner().flatmap(lambda machine: st.sampled_from(machine.kinds))


class RegionMachine(RuleBasedStateMachine):
    """Acts of every kind on valid regions, one or two at once, some entered late; now and then the last are taken back.

    Run as it is it tries this library. A system of your own is put under it by three methods: `load` is given the
    tables it begins with, `apply` each act that is possible, `read` gives back all versions of all tables. After each
    act the machine asks: does no rule of `CLEAN` find what it had not found before; is every day before the act as it
    was; is every member who has not left in exactly one organization; is the one who went where the act says.

    Two methods more may be left out by a class that has an `apply` of its own; what they do is not asked for then.
    `apply_all` makes several acts or, where one is not possible, none; `undo` takes back what was applied last, and
    every table must have the rows again that it had before.

    Of this library itself it is also asked, after each step: does `Region.undo` give exactly what was there; do the
    acts, read from the journal and made again, give the same as the first time, and so does replaying the journal; is
    what was known at the instant before what was there; does a check `since` the report before find what a full one
    finds.

    Attributes:
        kinds: the acts that are made; fewer where a system does not know them all.
        together: whether `apply_all` is asked for.
        undoes: whether `undo` is asked for.
        thorough: whether this library is asked, too. It is not where a class has an `apply` of its own, unless it
            says so.
        region: the region as this library has it after the acts so far.
        policy: the policy under which they are made.
        tally: what was done so far: acts by kind; `applied`, how often one was made or several at once; `together`,
            how often several; `refused`; `undone`.

    Example:
        >>> from hypothesis import Phase, settings
        >>> from hypothesis.stateful import run_state_machine_as_test
        >>> class Forgetful(RegionMachine):
        ...     def apply(self, change):
        ...         pass
        >>> few = settings(max_examples=20, stateful_step_count=5, database=None, phases=[Phase.generate])
        >>> try:
        ...     run_state_machine_as_test(Forgetful, settings=few)
        ... except AssertionError:
        ...     print("it forgets acts")
        it forgets acts
    """

    kinds: ClassVar[Sequence[str]] = KINDS
    together: ClassVar[bool] = True
    undoes: ClassVar[bool] = True
    thorough: ClassVar[bool] = True

    region: Region
    policy: str
    tally: Counter[str]
    _own: Region
    _asked: Own
    _taken: list[Step]

    def __init_subclass__(cls, **options: Any) -> None:
        """What a class with an `apply` of its own leaves out it is taken not to know."""
        super().__init_subclass__(**options)
        own = vars(cls)
        for method, knows in _MAY_BE_LEFT_OUT.items():
            if knows not in own and (method in own or "apply" in own):
                setattr(cls, knows, method in own)
        if "thorough" not in own and "apply" in own:
            cls.thorough = False

    # ---- what is replaced for another system ---------------------------------------------------

    def load(self, frames: Mapping[str, pl.DataFrame]) -> None:
        """Begin with these tables.

        Args:
            frames: all versions of every table.
        """
        self._own = read(frames, at=self.region.day)

    def apply(self, change: AnyChange) -> None:
        """Make an act; every one is possible.

        Args:
            change: the act.
        """
        self._own = self._own.apply(change, policy=self.policy)

    def apply_all(self, changes: Sequence[AnyChange]) -> None:
        """Make several acts, one after another: all of them, or, where one is not possible, none.

        Args:
            changes: the acts.

        Raises:
            Refused: when one is not possible.
            UnknownName: when there is nothing of an id that one names.
        """
        self._own = self._own.apply(*changes, policy=self.policy)

    def undo(self) -> None:
        """Take back what the last `apply` or `apply_all` did that was not taken back yet; there is one."""
        self._own = self._own.undo()

    def read(self) -> Mapping[str, Any]:
        """All versions of all tables as they are now: a frame for each, as `regionpb.read` takes them."""
        return self._own.frames

    # ---- what is done --------------------------------------------------------------------------

    @initialize(
        region=regions(divisions=(1, 8), organizations=(1, 10), members=(0, 25), history=True),
        policy=st.sampled_from(POLICY_NAMES),
    )
    def begin(self, region: Region, policy: str) -> None:
        """Begin with a valid region."""
        self.region, self.policy, self._day = region, policy, region.day
        self.tally, self._taken, self._asked, self._fresh = Counter(), [], Own(policy), 0
        self._asked.begin(region)
        self.load(region.frames)

    @rule(kind=_KINDS, seed=st.integers(0, 2**16), days=st.sampled_from([0, 1, 30, -1, -30]), then=st.none() | _KINDS)
    def act(self, kind: str, seed: int, days: int, then: str | None) -> None:
        """Make an act of some kind, if it is possible, or two of them at once."""
        on, rng = self._day + timedelta(days=days), Random(seed)  # noqa: S311 - any choice will do
        changes = [made_up(self.region, rng, on, kind)]
        if then is not None and self.together:
            changes.append(made_up(self._as_after(changes, rng), rng, on + timedelta(days=rng.randrange(2)), then))
        self._make(*changes)

    def _as_after(self, changes: Sequence[AnyChange], rng: Random) -> Region:
        """The region for which the next act is made up: often as the acts before it leave it."""
        try:
            return self.region.apply(*changes, policy=self.policy) if rng.random() < 0.7 else self.region
        except (Refused, UnknownName):
            return self.region

    @precondition(lambda self: self.undoes and self._fresh > 1)
    @rule(times=st.integers(1, 3), again=st.booleans())
    def take_back(self, times: int, again: bool) -> None:
        """Take back the last acts, and perhaps make the last of these again."""
        while times and self._taken:
            step, times = self._taken.pop(), times - 1
            told = f"undo {step.said}"
            self.undo()
            now = read(self.read(), at=self._day)
            expect_as_before(step.before, now, told)
            self.tally["undone"] += 1
            self.region = self._taken_back(step)
            if again and not times:
                self._make(*step.changes)
        self._fresh = 0

    def _taken_back(self, step: Step) -> Region:
        journal = self.region.journal
        if journal is None or journal.is_as_begun:  # what the system had after an act was its own, not the library's
            self._asked.begin(step.before)
            return step.before
        undone = self.region.undo(recorded=self._asked.next_instant())
        if self.thorough:
            self._asked.expect_undone(self.region, undone, step.before, self._day)
        return undone

    @precondition(lambda self: self.thorough and self._fresh > 2)
    @rule()
    def look_back(self) -> None:
        """Ask once more about everything that was ever known."""
        self._asked.expect_all(self.region)

    def _make(self, *changes: AnyChange) -> None:
        """Make acts, all of them or none, and ask whether all is as it must be."""
        before = self.region
        try:
            expected = before.apply(*changes, policy=self.policy, recorded=self._asked.next_instant())
        except (Refused, UnknownName):
            self.tally["refused"] += 1
            if len(changes) > 1:
                self._expect_refused(changes)
            return
        if len(changes) > 1:
            self.apply_all(changes)
        else:
            self.apply(*changes)
        on = max(change.on for change in changes)
        step = Step(changes, before, read(self.read(), at=on), expected, self.policy)
        expect(step)
        if self.thorough:
            self._asked.expect_done(before, expected, on)
        self.tally.update(["applied", *(change.act for change in changes)])
        self.tally["together"] += len(changes) > 1
        self._taken.append(step)
        self._fresh, self._day = self._fresh + 1, max(self._day, on)
        if _alike(step.after, expected):
            self.region = expected.at(on)
        else:
            self.region = step.after
            self._asked.begin(step.after)

    def _expect_refused(self, changes: Sequence[AnyChange]) -> None:
        """Several acts of which one is not possible: none is made."""
        try:
            self.apply_all(changes)
        except (Refused, UnknownName):
            expect_as_before(self.region, read(self.read(), at=self._day), f"{said(changes)}, refused")
            return
        raise AssertionError(f"{said(changes)}: this is not possible, and was not refused")


def _alike(one: Region, other: Region) -> bool:
    """Whether the tables are the same, so that one can go on as the other."""
    frames = other.tables.frames
    return one.tables.frames.keys() == frames.keys() and all(
        frame.equals(frames[name]) for name, frame in one.tables.frames.items()
    )
