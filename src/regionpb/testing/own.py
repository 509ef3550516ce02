"""What must hold of this library's own region after acts: it is taken back, done again, replayed, known at an instant.

>>> import regionpb as rpb
>>> before = rpb.testing.minimal()
>>> act = rpb.changes.transfer("M-2", to="O-1", on="2011-07-29")
>>> own = Own("ningbo")
>>> own.begin(before)
>>> after = before.apply(act, recorded=own.next_instant())
>>> own.expect_done(before, after, act.on)
>>> undone = after.undo(recorded=own.next_instant())
>>> own.expect_undone(after, undone, before, act.on)
>>> own.expect_all(undone)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from attrs import define, field, frozen

from regionpb.changes.journal import Entry
from regionpb.changing import State, redone
from regionpb.graph.tables import Tables
from regionpb.region import Region
from regionpb.report import Report
from regionpb.rules.norms import read_norms
from regionpb.source import read

__all__ = ["Own", "expect_same"]

_APART = timedelta(minutes=2)
"""So much time lies between what is recorded and what is recorded next."""
_ORDER = ("code", "table", "id", "position")


@frozen(eq=False)
class _Known:
    """What was known from an instant on."""

    recorded: datetime
    region: Region
    marks: Mapping[str, int]

    @classmethod
    def of(cls, recorded: datetime, region: Region) -> _Known:
        return cls(recorded, region, _marks(region.tables))


@define(eq=False)
class Own:
    """What is asked of this library's region on a walk.

    Attributes:
        policy: the policy of the walk.
    """

    policy: str
    _recorded: datetime = datetime(2026, 1, 1, tzinfo=UTC)
    _known: list[_Known] = field(factory=list["_Known"])
    _report: Report | None = None

    def next_instant(self) -> datetime:
        """When the next thing is recorded."""
        self._recorded += _APART
        return self._recorded

    def begin(self, region: Region) -> None:
        """From here on: what was before is not in the journal of this region."""
        self._known = [_Known.of(self._recorded, region)]

    def expect_done(self, before: Region, after: Region, day: date) -> None:
        """What must hold after something was applied.

        Args:
            before: the region before.
            after: the region after, whose last entry tells what was done.
            day: the day of which the rules are asked.

        Raises:
            AssertionError: when something does not.
        """
        assert after.journal is not None and after.journal.last is not None  # noqa: S101, PT018 - told to the type checker
        entry = Entry.from_json(after.journal.last.to_json())
        if entry != after.journal.last:
            raise AssertionError(f"{entry.said.en}: the entry is not read as it was written")
        undone = after.undo(recorded=entry.recorded)
        expect_same(undone, before, f"{entry.said.en}: undone")
        again = undone.apply(*entry.changes, policy=entry.policy, recorded=entry.recorded)
        expect_same(again, after, f"{entry.said.en}: undone and done again")
        self._expect_replayed(after, entry.said.en)
        known = after.at(before.day, known=entry.recorded - _APART / 2)
        expect_same(known, before, f"{entry.said.en}: as it was known before")
        self._known.append(_Known.of(entry.recorded, after))
        self._expect_rechecked(before, after, day)

    def expect_undone(self, done: Region, undone: Region, before: Region, day: date) -> None:
        """What must hold after something was taken back.

        Args:
            done: the region in which it was done.
            undone: the region now.
            before: the region before it was done.
            day: the day of which the rules are asked.

        Raises:
            AssertionError: when something does not.
        """
        assert undone.journal is not None and undone.journal.last is not None  # noqa: S101, PT018 - told to the type checker
        told = undone.journal.last.said.en
        expect_same(undone, before, told)
        self._expect_replayed(undone, told)
        self._known.append(_Known.of(undone.journal.last.recorded, undone))
        self._expect_rechecked(done, undone, day)

    def expect_all(self, region: Region) -> None:
        """What must hold of a region and everything that was ever known of it.

        Raises:
            AssertionError: when something does not.
        """
        for known in self._known:
            if _marks(known.region.tables) != known.marks:
                raise AssertionError(f"the region of {known.recorded} was written to")
            again = region.at(known.region.day, known=known.recorded)
            expect_same(again, known.region, f"as it was known at {known.recorded}")
        if region.journal is not None:
            _expect_same_tables(redone(region.journal, read_norms), region.tables, "everything done once more")
        again = read(region.frames, at=region.day)
        expect_same(again, region, "written as frames and read")

    def _expect_replayed(self, region: Region, told: str) -> None:
        state = State(region.tables, region.intake, region.journal, region.origin).replayed()
        _expect_same_tables(state.tables, region.tables, f"{told}: replayed")

    def _expect_rechecked(self, before: Region, after: Region, day: date) -> None:
        """A check since the report before is the same as a full one."""
        now, earlier = after.at(day), self._report
        if earlier is None or earlier.day != day or earlier.as_found.snapshot.tables is not before.tables:
            earlier = before.at(day).check(policy=self.policy)
        since, full = (now.check(policy=self.policy, since=each) for each in (earlier, None))
        # Of several findings of a rule about one row the order is the rule's, and must be the same.
        found, wanted = (
            report.as_found.outcome.findings.sort(*_ORDER, maintain_order=True) for report in (since, full)
        )
        if not found.equals(wanted) or since.not_checked != full.not_checked:
            one, other = (Counter(map(str, report.findings)) for report in (since, full))
            raise AssertionError(
                f"on {day} a check since the report before finds, beside what a full one finds, {[*one - other]}; it "
                f"leaves out {[*other - one]}"
            )
        self._report = full


def expect_same(one: Region, other: Region, told: str) -> None:
    """Two regions are the same to the last cell.

    Raises:
        AssertionError: when they are not.
    """
    _expect_same_tables(one.tables, other.tables, told)
    if not one.intake.findings.drop("row").equals(other.intake.findings.drop("row")):
        raise AssertionError(f"{told}: reading it tells something else")


def _expect_same_tables(one: Tables, other: Tables, told: str) -> None:
    if [*one.frames] != [*other.frames]:
        raise AssertionError(f"{told}: there are other tables")
    for name, frame in one.frames.items():
        was = other.frames[name]
        if frame is not was and (frame.schema != was.schema or not frame.equals(was)):
            raise AssertionError(f"{told}: {name} is not the same")
    if one.absent != other.absent:
        raise AssertionError(f"{told}: other columns are absent")
    if one.overlapping != other.overlapping or _lost(one) != _lost(other):
        raise AssertionError(f"{told}: other rows overlap or lead nowhere")


def _lost(tables: Tables) -> dict[tuple[str, str], set[str]]:
    return {place: {*cells} for place, cells in tables.dangling.items()}


def _marks(tables: Tables) -> Mapping[str, int]:
    """What changes when somebody writes to a frame."""
    return {name: int(frame.hash_rows().sum()) for name, frame in tables.frames.items() if frame.height}
