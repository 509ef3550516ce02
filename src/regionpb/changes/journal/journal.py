"""The journal of a region: the tables it began with, and everything that was recorded since.

>>> import regionpb as rpb
>>> first = rpb.testing.minimal()
>>> region = first.apply(rpb.changes.transfer("M-2", to="O-1", on="2012-01-01"))
>>> region = region.undo()
>>> region.journal.log().select("number", "said", "undoes", "undone").rows()
[(1, 'transfer M-2 to O-1 on 2012-01-01', None, True), (2, 'undo 1', 1, False)]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property

import polars as pl
from attrs import evolve, field, frozen

from regionpb.changes.journal.entry import Entry, written
from regionpb.changes.journal.patch import Patch
from regionpb.changes.ledger import Ledger
from regionpb.changes.plan import Plan
from regionpb.changes.shelf import Written
from regionpb.errors import Refused, SourceError
from regionpb.graph.tables import Tables
from regionpb.policies import Policy

__all__ = ["Journal"]

_LOG = {
    "number": pl.Int64(),
    "recorded": pl.Datetime("us", "UTC"),
    "actor": pl.String(),
    "document": pl.String(),
    "key": pl.String(),
    "policy": pl.String(),
    "said": pl.String(),
    "said_zh": pl.String(),
    "undoes": pl.Int64(),
    "undone": pl.Boolean(),
}


@frozen(eq=False)
class _Link:
    """An entry and those before it: journals that begin alike share what they have in common."""

    entry: Entry = field(repr=False)
    before: _Link | None = field(repr=False)
    standing: _Link | None = field(repr=False)
    """The entries that are not taken back, the last one first."""


@frozen(eq=False, repr=False)
class Journal:
    """Everything that was recorded, in order. Immutable: recording gives another journal.

    Attributes:
        base: the tables it begins with.
        given: the tables it gives, where they are at hand.
    """

    base: Tables
    _last: _Link | None = None
    given: Tables | None = field(default=None, kw_only=True)

    # ---- reading -------------------------------------------------------------------------------

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """All entries, in order."""
        return _in_order(self._last)

    @cached_property
    def standing(self) -> tuple[Entry, ...]:
        """The entries that were not taken back, in order."""
        return _in_order(None if self._last is None else self._last.standing)

    @property
    def number(self) -> int:
        """The number of the last entry; 0 where there is none."""
        return 0 if self._last is None else self._last.entry.number

    @property
    def last(self) -> Entry | None:
        """The last entry; None where there is none."""
        return None if self._last is None else self._last.entry

    @property
    def is_as_begun(self) -> bool:
        """Whether nothing stands that was recorded."""
        return self._last is None or self._last.standing is None

    def log(self) -> pl.DataFrame:
        """All entries as a frame, in order.

        Returns:
            `number`, `recorded`, `actor`, `document`, `key`, `policy`, `said` and `said_zh` (what was done, a line an
            act), `undoes` (the entry it takes back), `undone` (whether it was taken back itself).
        """
        stand = {entry.number for entry in self.standing}
        rows = [
            (
                *(entry.number, entry.recorded, entry.actor, entry.document, entry.key, entry.policy),
                "\n".join(each.en for each in entry.told),
                "\n".join(each.zh for each in entry.told),
                entry.undoes,
                entry.undoes is None and entry.number not in stand,
            )
            for entry in self.entries
        ]
        return pl.DataFrame(rows, schema=_LOG, orient="row")

    # ---- recording -----------------------------------------------------------------------------

    def recording(self, entry: Entry) -> Journal:
        """The journal with one entry more.

        Raises:
            SourceError: when it is not the next one.
        """
        if entry.number != self.number + 1:
            raise SourceError(
                f"entry {entry.number} does not follow entry {self.number}; entries are missing, or come twice",
                f"第{entry.number}号记录不能接在第{self.number}号之后；记录有缺失或重复",
            )
        before = self._last
        if before is not None and entry.recorded < before.entry.recorded:
            raise SourceError(
                f"entry {entry.number} was recorded at {entry.recorded}, before entry {before.entry.number} at "
                f"{before.entry.recorded}; entries come in the order in which they are recorded",
                f"第{entry.number}号记录的时刻 {entry.recorded} 早于第{before.entry.number}号"
                f"（{before.entry.recorded}）；记录须按时间先后",
            )
        standing = None if before is None else before.standing
        if entry.undoes is None:
            standing = _Link(entry, standing, None)
        else:
            expect_last(standing.entry.number if standing else None, entry.undoes)
            standing = standing.before if standing else None
        return evolve(self, last=_Link(entry, before, standing), given=None)

    def recording_all(self, entries: Iterable[Entry]) -> Journal:
        """The journal with further entries.

        Raises:
            SourceError: when one does not follow the one before.
        """
        journal = self
        for entry in entries:
            journal = journal.recording(entry)
        return journal

    def done(
        self,
        plan: Plan,
        policy: Policy,
        *,
        actor: str | None = None,
        document: str | None = None,
        recorded: datetime | None = None,
    ) -> Journal:
        """The journal in which it is recorded that a plan was carried out."""
        entry = Entry(
            self.number + 1,
            self._now(recorded),
            policy.name,
            written(plan.changes),
            Patch.of(plan.written, plan.walked),
            actor,
            document,
        )
        return self.recording(entry)

    def undone(
        self, *, actor: str | None = None, document: str | None = None, recorded: datetime | None = None
    ) -> Journal:
        """The journal in which it is recorded that the last entry that stands was taken back.

        Raises:
            Refused: when there is none.
        """
        standing = None if self._last is None else self._last.standing
        if standing is None:
            raise nothing_to_undo()
        last = standing.entry
        return self.recording(
            Entry(
                self.number + 1,
                self._now(recorded),
                last.policy,
                (),
                last.patch.inverse(),
                actor,
                document,
                undoes=last.number,
            )
        )

    def _now(self, recorded: datetime | None) -> datetime:
        """When the next entry is recorded: clocks that are set back do not turn the order round."""
        if recorded is not None:
            return recorded
        now = datetime.now(UTC)
        return now if self._last is None else max(now, self._last.entry.recorded)

    # ---- replaying -----------------------------------------------------------------------------

    def until(self, instant: datetime) -> Journal:
        """The journal as it was at an instant."""
        link = self._last
        while link is not None and link.entry.recorded > instant:
            link = link.before
        return self if link is self._last else evolve(self, last=link, given=None)

    def replayed(self) -> Mapping[str, Written]:
        """What stands in the tables at the end and did not at the beginning, as the entries say what was written.

        Raises:
            Conflict: when an entry does not fit what is there.
        """
        ledger = Ledger.of(self.base)
        for entry in self.entries:
            entry.patch.lay(ledger)
        return ledger.written()

    def __reduce__(self) -> tuple[object, ...]:
        # Entries hang together like a chain, which pickle would walk down to the limit of recursion.
        return _unpickled, (self.base, self.entries)

    def __repr__(self) -> str:
        taken_back = sum(1 for entry in self.entries if entry.undoes is not None)
        return f"<Journal of {self.number:,} entries, {taken_back:,} of which take back others>"


def _in_order(link: _Link | None) -> tuple[Entry, ...]:
    return tuple(reversed([*_back(link)]))


def _back(link: _Link | None) -> Iterator[Entry]:
    while link is not None:
        yield link.entry
        link = link.before


def nothing_to_undo() -> Refused:
    """What to raise where there is nothing to be taken back."""
    return Refused("nothing was done that could be undone", "没有可撤回的变更")


def expect_last(last: int | None, number: int) -> None:
    """Make sure that an entry is the last that stands: what came later may rest on it.

    Raises:
        Refused: when it is not.
    """
    if last is None:
        raise nothing_to_undo()
    if last != number:
        raise Refused(
            f"entry {number} is not the last that stands; undo {last} first, which may rest on it",
            f"第{number}号不是最后一条有效变更；请先撤回可能以其为前提的第{last}号",
        )


def _unpickled(base: Tables, entries: Sequence[Entry]) -> Journal:
    return Journal(base).recording_all(entries)
