"""A machine that makes act after act, and asks after each whether all is as it must be (see `RegionMachine`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any, ClassVar

import polars as pl
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from regionpb.changes import Admit, AnyChange, CloseMember
from regionpb.errors import Refused, UnknownName
from regionpb.policies import POLICY_NAMES
from regionpb.region import Region
from regionpb.source import read
from regionpb.testing.deeds import KINDS, made_up
from regionpb.testing.regional import regions

__all__ = ["CLEAN", "RegionMachine"]

CLEAN = ("E", "D", "O001", "O003", "U001", "U002", "U004", "U007", "R001", "R002", "T006", "H")
"""The families and rules that find nothing after an act that they had not found before."""


class RegionMachine(RuleBasedStateMachine):
    """Acts of every kind on valid regions, and what must hold after each, whatever came before.

    Run as it is it tries this library. A system of your own is put under it by three methods: `load` is given the
    tables it begins with, `apply` each act that is possible, `read` gives back all versions of all tables. After each
    act the machine asks: does no rule of `CLEAN` find what it had not found before; is every day before the act as it
    was; is every member who has not left in exactly one organization; is the one who went where the act says.

    Attributes:
        kinds: the acts that are made; fewer where a system does not know them all.
        region: the region as this library has it after the acts so far.
        policy: the policy under which they are made.

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

    region: Region
    policy: str
    _own: Region

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
        self.load(region.frames)

    @rule(
        kind=st.runner().flatmap(lambda machine: st.sampled_from(machine.kinds)),
        seed=st.integers(0, 2**16),
        days=st.sampled_from([0, 1, 30]),
    )
    def act(self, kind: str, seed: int, days: int) -> None:
        """Make an act of some kind, if it is possible."""
        on = self._day + timedelta(days=days)
        change = made_up(self.region, Random(seed), on, kind)  # noqa: S311 - any choice will do
        try:
            expected = self.region.apply(change, policy=self.policy)
        except (Refused, UnknownName):
            return
        self.apply(change)
        after = read(self.read(), at=on)
        _expect(self.region, change, after, expected, self.policy)
        self.region, self._day = after, on


def _expect(before: Region, change: AnyChange, after: Region, expected: Region, policy: str) -> None:
    """Everything that must hold after an act."""
    on, said = change.on, change.said.en
    for day in (on, on + timedelta(days=1), on + timedelta(days=1000)):
        new = _found(after, day, policy) - _found(before, day, policy)
        assert not new, f"{said}: on {day} there is {sorted(new, key=str)}"  # noqa: S101 - what the machine is for
    yesterday = on - timedelta(days=1)
    for name in before.frames:
        was, now = (_so_far(each, name, yesterday) for each in (before, after))
        assert was == now, f"{said}: {name} is not what it was on {yesterday}"  # noqa: S101
    then, homes, wanted = (_homes(each, on) for each in (before, after, expected))
    came = {change.member} if isinstance(change, Admit) else set[str]()
    left = {change.member} if isinstance(change, CloseMember) else set[str]()
    assert {*homes} == ({*then} | came) - left, f"{said}: {sorted({*then} ^ {*homes})} came or were lost"  # noqa: S101
    unlike = {member: (home, wanted[member]) for member, home in homes.items() if wanted[member] != home}
    assert not unlike, f"{said}: members are not where they should be: {unlike}"  # noqa: S101


def _found(region: Region, day: date, policy: str) -> set[tuple[str, str | None, str | None]]:
    return {(f.code, f.table, f.id) for f in region.at(day).check(select=CLEAN, policy=policy).findings}


def _homes(region: Region, day: date) -> dict[str, str]:
    """Where each member is on a day; nobody is in two places."""
    rows = region.at(day).table("members").select("id", "organization").rows() if "members" in region.tables else []
    assert len({member for member, _ in rows}) == len(rows), "somebody is in two organizations"  # noqa: S101
    return dict(rows)


def _so_far(region: Region, name: str, day: date) -> set[str]:
    """The rows of a table as they were on a day, as text: what was to happen later had not happened."""
    if name not in region.tables:
        return set()
    rows = region.at(day).table(name)
    dates = [column for column, kind in rows.schema.items() if kind == pl.Date]
    rows = rows.with_columns(pl.when(pl.col(column) <= day).then(column) for column in dates)
    why = [column for column in ("exit", "end_reason") if column in rows.columns]
    rows = rows.with_columns(pl.when(pl.col("end").is_not_null()).then(column) for column in why)
    return {str(sorted(row.items())) for row in rows.rows(named=True)}
