"""What must hold of a system after acts, and after they are taken back.

>>> import regionpb as rpb
>>> before = rpb.testing.minimal()
>>> act = rpb.changes.transfer("M-2", to="O-1", on="2011-07-29")
>>> after = before.apply(act)
>>> expect(Step((act,), before, after, after, "ningbo"))
>>> try:
...     expect(Step((act,), before, before, after, "ningbo"))
... except AssertionError as told:
...     print(told)
transfer M-2 to O-1 on 2011-07-29: members are not where they should be: {'M-2': ('O-2', 'O-1')}
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import polars as pl
from attrs import frozen

from regionpb.changes import Admit, AnyChange, CloseMember
from regionpb.graph.tables import ROW
from regionpb.region import Region

__all__ = ["CLEAN", "Step", "expect", "expect_as_before"]

_RULES = ("O001", "O003", "U001", "U002", "U004", "U007", "U012", "R001", "R002", "T003", "T005", "T006")
CLEAN = ("E", "D", *_RULES, "H")
"""The families and rules that find nothing after an act that they had not found before."""


@frozen(eq=False)
class Step:
    """What was done at once, and what came of it.

    Attributes:
        changes: the acts, in the order in which they were made.
        before: the region before.
        after: what the system has after it.
        expected: what this library makes of `before`.
        policy: the policy under which it was done.
    """

    changes: tuple[AnyChange, ...]
    before: Region
    after: Region
    expected: Region
    policy: str

    @property
    def on(self) -> date:
        """The day of the last act."""
        return max(change.on for change in self.changes)

    @property
    def said(self) -> str:
        """What was done."""
        return said(self.changes)


def said(changes: Sequence[AnyChange]) -> str:
    """What acts do, in English."""
    return "; ".join(change.said.en for change in changes)


def expect(step: Step) -> None:
    """Everything that must hold after acts.

    Raises:
        AssertionError: when something does not.
    """
    for day in (step.on, step.on + timedelta(days=1), step.on + timedelta(days=1000)):
        found = _found(step.after, day, step.policy)
        new = found - _found(step.before, day, step.policy) if found else found
        if new:
            raise AssertionError(f"{step.said}: on {day} there is {sorted(new, key=str)}")
    _expect_the_past(step)
    then, homes, wanted = (_homes(each, step.on) for each in (step.before, step.after, step.expected))
    there = {*then}
    for change in step.changes:
        match change:
            case Admit():
                there.add(change.member)
            case CloseMember():
                there.discard(change.member)
            case _:
                pass
    if {*homes} != there:
        raise AssertionError(f"{step.said}: {sorted(there ^ {*homes})} came or were lost")
    unlike = {member: (home, wanted[member]) for member, home in homes.items() if wanted[member] != home}
    if unlike:
        raise AssertionError(f"{step.said}: members are not where they should be: {unlike}")


def expect_as_before(before: Region, now: Region, told: str) -> None:
    """Every table has the rows that it had, in whatever order.

    Args:
        before: as it was.
        now: as it is.
        told: what was done.

    Raises:
        AssertionError: when one has not.
    """
    for name in sorted({*before.tables.frames, *now.tables.frames}):
        was, now_is = before.history(name), now.history(name)
        if not was.equals(now_is) and _as_text(was) != _as_text(now_is):
            raise AssertionError(f"{told}: {name} is not what it was")


def _found(region: Region, day: date, policy: str) -> set[tuple[str, str | None, str | None]]:
    return {(f.code, f.table, f.id) for f in region.at(day).check(select=CLEAN, policy=policy).findings}


def _homes(region: Region, day: date) -> dict[str, str]:
    """Where each member is on a day; nobody is in two places."""
    rows = region.at(day).table("members").select("id", "organization").rows() if "members" in region.tables else []
    if len({member for member, _ in rows}) != len(rows):
        raise AssertionError(f"on {day} somebody is in two organizations")
    return dict(rows)


def _expect_the_past(step: Step) -> None:
    """Every day before the first act is as it was."""
    yesterday = min(change.on for change in step.changes) - timedelta(days=1)
    before, after = step.before.at(yesterday), step.after.at(yesterday)
    for name in sorted({*before.tables.frames, *after.tables.frames}):
        if before.history(name).equals(after.history(name)):
            continue
        if _as_text(_until(before, name)) != _as_text(_until(after, name)):
            raise AssertionError(f"{step.said}: {name} is not what it was on {yesterday}")


def _until(region: Region, name: str) -> pl.DataFrame:
    """The rows of a table that held up to the day or on it: what was to happen later had not happened."""
    day, rows = region.day, region.history(name)
    holds = pl.int_range(pl.len()).is_in(region.snapshot.frame(name)[ROW].implode())
    rows = rows.filter(holds | (pl.col("end") <= day) if "end" in rows.columns else holds)
    dates = [column for column, kind in rows.schema.items() if kind == pl.Date]
    rows = rows.with_columns(pl.when(pl.col(column) <= day).then(column) for column in dates)
    why = [column for column in ("exit", "end_reason") if column in rows.columns]
    return rows.with_columns(pl.when(pl.col("end").is_not_null()).then(column) for column in why)


def _as_text(rows: pl.DataFrame) -> list[str]:
    """Rows as text, sorted; a column that did not come is one in which nothing stands."""
    return sorted(str(sorted((c, cell) for c, cell in row.items() if cell is not None)) for row in rows.to_dicts())
