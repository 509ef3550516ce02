"""A region that is changed: acts previewed and made, and the journal of what was done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import polars as pl
from attrs import evolve, field, fields, frozen

from regionpb.changes import AnyChange, Plan, plan_of
from regionpb.changes.journal import Journal, Patch, as_instant
from regionpb.changes.journal.between import between
from regionpb.changes.journal.leading import leading
from regionpb.changes.ledger import Ledger
from regionpb.changing import State
from regionpb.contract.days import as_day
from regionpb.errors import StoreError
from regionpb.graph.diff import Diff, diff
from regionpb.holding import Held
from regionpb.io.besides import Intake
from regionpb.policies import DEFAULT_POLICY, Policy
from regionpb.rules.norms import read_norms

__all__ = ["Recorded"]


@frozen(eq=False, repr=False)
class Recorded(Held):
    """What a region holds, what was recorded of it, and how it is changed.

    Attributes:
        intake: what reading the source gave besides its tables: E findings, rows read and set aside.
        policy: the name or file of the policy its source asks for; None for the default.
        recorded: everything that was recorded of it since it was read, or what gives that when it is asked for; None
            where nothing was.
        origin: what reading gave when the journal began.
    """

    intake: Intake = field(factory=Intake)
    policy: str | None = field(default=None, kw_only=True)
    recorded: Journal | Callable[[], Journal] | None = field(default=None, kw_only=True)
    origin: Intake | None = field(default=None, kw_only=True)

    def __reduce__(self) -> tuple[object, ...]:
        # What gives the journal of a store cannot be sent elsewhere; the journal can.
        kept = {each.name: getattr(self, each.name) for each in fields(type(self)) if each.init}
        return _unpickled, (type(self), kept | {"recorded": self.journal})

    # ---- two times -----------------------------------------------------------------------------

    def at(self, day: date | str, *, known: datetime | date | str | None = None) -> Self:
        """The same region as of another day; and as it was known at an instant.

        Args:
            day: what it is to speak of.
            known: what was recorded later counts for nothing; where None, everything counts. A date is the instant with
                which it begins; what does not say a time zone is in that of this machine. Nothing is known of what came
                before the region was read.

        Raises:
            SourceError: when the day or the instant is none.

        >>> import regionpb as rpb
        >>> region = rpb.testing.minimal()
        >>> region.at("2012-01-01").day
        datetime.date(2012, 1, 1)
        >>> act = rpb.changes.transfer("M-2", to="O-1", on="2012-01-01")
        >>> later = region.apply(act, recorded="2012-01-05T09:00:00Z")
        >>> for instant in ("2012-01-04T09:00:00Z", "2012-01-06T09:00:00Z"):
        ...     print(later.at("2012-01-02", known=instant).member("M-2").organization.id)
        O-2
        O-1
        """
        region = self if known is None else self._of(self._state.known(as_instant(known)))
        return evolve(region, day=as_day(day))

    @cached_property
    def journal(self) -> Journal | None:
        """Everything that was recorded of it since it was read, or loaded into a store; None where nothing was."""
        return self.recorded() if callable(self.recorded) else self.recorded

    def log(self) -> pl.DataFrame:
        """What was recorded of it, an entry a row, in order (see `regionpb.changes.journal.Journal.log`).

        >>> import regionpb as rpb
        >>> rpb.datasets.beilun().log().select("number", "document", "said").row(1)
        (2, '甬仑组〔1995〕2号（虚构）', 'help U-1 to found its own organization on 1995-05-20')
        """
        return (self.journal or Journal(self.tables)).log()

    @property
    def _state(self) -> State:
        return State(self.tables, self.intake, self.journal, self.origin)

    def _of(self, state: State) -> Self:
        """This region with other contents."""
        return evolve(
            self,
            tables=state.tables,
            intake=state.intake,
            recorded=state.journal,
            origin=state.origin,
        )

    def diff(self, before: Held) -> Diff:
        """What differs on the day of this region from another one, or from an earlier day of it.

        What became of what was merged, split or got another code is told as the acts say that led from one to the
        other, where the journal of this region has them. Else, or where the store that has it cannot be read any more,
        it is inferred (see `regionpb.graph.inferring`), and `known` is false.

        Args:
            before: the earlier state, as of its day.

        >>> import regionpb
        >>> region = regionpb.testing.minimal()
        >>> bool(region.diff(region))
        False
        """
        return diff(before.snapshot, self.snapshot, walked=lambda: self._walked_since(before))

    def _walked_since(self, before: Held) -> pl.DataFrame:
        """What acts let go on as another since an earlier state; of a store that is out of reach nothing is known."""
        try:
            later, earlier = self.journal, before.journal if isinstance(before, Recorded) else None
        except StoreError:
            later = earlier = None
        return leading(later, earlier, before.tables, (before.day, self.day))

    def patch(self, before: Held) -> Patch:
        """What makes the tables of another region those of this one: data that can be sent, and applied (`patched`).

        It is about all versions of all rows, whatever the days of the two. Two days of one region have the same tables.

        Args:
            before: the region to which it can be done.

        >>> import regionpb as rpb
        >>> region = rpb.testing.minimal()
        >>> later = region.apply(rpb.changes.transfer("M-2", to="O-1", on="2012-01-01"))
        >>> patch = later.patch(region)
        >>> region.patched(patch).history("members").equals(later.history("members"))
        True
        """
        return between(before.tables, self.tables)

    def patched(self, patch: Patch) -> Self:
        """The region with what a patch says done to its tables. That is no act: nothing is asked, nothing recorded.

        Args:
            patch: what `patch` gave, or its inverse.

        Raises:
            Conflict: when a row is not as the patch says that it was.

        >>> import regionpb as rpb
        >>> region = rpb.testing.minimal()
        >>> later = region.apply(rpb.changes.transfer("M-2", to="O-1", on="2012-01-01"))
        >>> later.patched(later.patch(region).inverse()).history("members").equals(region.history("members"))
        True
        """
        return self._of(self._state.patched(patch))

    # ---- changing -------------------------------------------------------------------------------

    def preview(self, *changes: AnyChange, policy: str | Path | Policy | None = None) -> Plan:
        """What some changes would do, one after another: the rows before and after, and who goes where.

        Args:
            changes: in the order in which they are made; all of them, or none.
            policy: as in `check`; it says how the reservoir works, and what is refused.

        Raises:
            UnknownName: when there is nothing of an id that a change names.
            Refused: when a change would break an invariant or a norm; it says which, and what would be possible.
            RegionError: when a change is no act.

        >>> import regionpb as rpb
        >>> plan = rpb.testing.minimal().preview(rpb.changes.transfer("M-2", to="O-1", on="2012-01-01"))
        >>> {table: rows.height for table, rows in plan.after.items()}
        {'members': 2, 'transfers': 1}
        """
        return plan_of(Ledger.of(self.tables), changes, self._norms(policy))

    def apply(
        self,
        *changes: AnyChange,
        policy: str | Path | Policy | None = None,
        actor: str | None = None,
        document: str | None = None,
        recorded: datetime | date | str | None = None,
    ) -> Self:
        """A region in which some changes have been made, one after another; this one stays as it is.

        What was done is recorded in its `journal`. Rows that were set aside are not part of it.

        Args:
            changes: in the order in which they are made; all of them, or none. Without any nothing is recorded: it is
                the same region.
            policy: as in `preview`.
            actor: who makes them: an account rather than a name, for it is written wherever the journal is.
            document: on which approval.
            recorded: when that is recorded, as `known` in `at`; now, where None. Not before what was recorded last.

        Raises:
            UnknownName: when there is nothing of an id that a change names.
            Refused: when a change would break an invariant or a norm; it says which, and what would be possible.
            SourceError: when `recorded` is no instant, or before what was recorded last.
            RegionError: when a change is no act.

        >>> import regionpb as rpb
        >>> region = rpb.testing.minimal()
        >>> act = rpb.changes.transfer("M-2", to="O-1", on="2012-01-01")
        >>> changed = region.apply(act, document="甬组〔2011〕8号")
        >>> changed.history("members").height - region.history("members").height
        1
        >>> changed.journal.log().select("number", "document", "said").row(0)
        (1, '甬组〔2011〕8号', 'transfer M-2 to O-1 on 2012-01-01')
        """
        if not changes:
            return self
        norms = self._norms(policy)
        plan = plan_of(Ledger.of(self.tables), changes, norms)
        at = None if recorded is None else as_instant(recorded)
        return self._of(self._state.carried_out(plan, norms, actor=actor, document=document, recorded=at))

    def undo(
        self,
        *,
        actor: str | None = None,
        document: str | None = None,
        recorded: datetime | date | str | None = None,
    ) -> Self:
        """A region in which what was applied last is taken back: exactly what it was before. The journal tells of both.

        Args:
            actor: as in `apply`.
            document: as in `apply`.
            recorded: as in `apply`.

        Raises:
            Refused: when nothing was applied, or all of it is taken back.

        >>> import regionpb as rpb
        >>> region = rpb.testing.minimal()
        >>> changed = region.apply(rpb.changes.transfer("M-2", to="O-1", on="2012-01-01"))
        >>> changed.undo().history("members").equals(region.history("members"))
        True
        """
        at = None if recorded is None else as_instant(recorded)
        return self._of(self._state.undone(actor=actor, document=document, recorded=at))

    def _norms(self, policy: str | Path | Policy | None) -> Policy:
        """The policy that is asked for, else the one the source asks for."""
        return read_norms(policy if policy is not None else (self.policy or DEFAULT_POLICY))


def _unpickled(kind: type[Recorded], kept: dict[str, Any]) -> Recorded:
    return kind(**kept)
