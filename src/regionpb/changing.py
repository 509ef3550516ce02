"""What a region holds after changes: its tables, what reading them would tell, and the journal of it all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from weakref import ref

from attrs import evolve, frozen

from regionpb.changes import Plan, plan_of
from regionpb.changes.journal import Entry, Journal, Patch
from regionpb.changes.journal.between import patched
from regionpb.changes.ledger import Ledger
from regionpb.changes.shelf import Written, finished
from regionpb.contract import TABLES
from regionpb.graph.lineage import Lineage, descended
from regionpb.graph.tables import Tables
from regionpb.io.again import is_settled, take_again
from regionpb.io.besides import Intake, Rows
from regionpb.policies import Policy

__all__ = ["State", "absent_after", "absent_with", "applied", "redone"]


@frozen(eq=False)
class State:
    """What a region holds.

    Attributes:
        tables: all versions of all rows.
        intake: what reading them gave besides.
        journal: everything that was recorded of it; None where nothing was.
        origin: what reading gave when the journal began.
    """

    tables: Tables
    intake: Intake
    journal: Journal | None = None
    origin: Intake | None = None

    def carried_out(
        self,
        plan: Plan,
        policy: Policy,
        *,
        actor: str | None = None,
        document: str | None = None,
        recorded: datetime | None = None,
    ) -> State:
        """The state after a plan was carried out, and that was recorded."""
        begun = self._begun()
        assert begun.journal is not None  # noqa: S101 - told to the type checker
        journal = begun.journal.done(plan, policy, actor=actor, document=document, recorded=recorded)
        assert journal.last is not None  # noqa: S101 - told to the type checker
        absent = absent_with(self.tables.absent, journal.last.patch, begun.journal.base.filled)
        after = applied(self.tables, self.intake, plan.written, absent)
        return begun.holding(*after, journal, sound=self.is_sound)

    def undone(
        self, *, actor: str | None = None, document: str | None = None, recorded: datetime | None = None
    ) -> State:
        """The state before the last entry that stands, and with the record that it was taken back.

        Raises:
            Refused: when there is none.
        """
        begun = self._begun()
        assert begun.journal is not None  # noqa: S101 - told to the type checker
        journal = begun.journal.undone(actor=actor, document=document, recorded=recorded)
        if journal.is_as_begun and begun.origin is not None and self.is_sound:
            return begun.holding(journal.base, begun.origin, journal)
        assert journal.last is not None  # noqa: S101 - told to the type checker
        ledger = Ledger.of(self.tables)
        journal.last.patch.lay(ledger)
        absent = _absent(journal, self.tables)
        after = applied(self.tables, self.intake, ledger.written(), absent)
        return begun.holding(*after, journal, sound=self.is_sound)

    def known(self, instant: datetime) -> State:
        """The state as it was recorded at an instant."""
        if self.journal is None:
            return self
        journal = self.journal.until(instant)
        return self if journal is self.journal else evolve(self, journal=journal).replayed()

    def replayed(self) -> State:
        """The state that its journal gives, whatever its tables are."""
        journal = self.journal
        if journal is None:
            return self
        if journal.is_as_begun and self.origin is not None:
            return self.holding(journal.base, self.origin, journal)
        absent = absent_after(journal.base.absent, journal.standing, journal.base.filled)
        heights = {name: frame.height for name, frame in journal.base.frames.items()}
        begun = self.origin or self.intake.fitting(heights)
        return self.holding(*applied(journal.base, begun, journal.replayed(), absent), journal)

    def patched(self, patch: Patch) -> State:
        """The state with what a patch says done to it. That is no act: what was recorded before does not lead there.

        Raises:
            Conflict: when a row is not as the patch says that it was.
        """
        tables, done = patched(self.tables, patch)
        return State(*applied(tables, self.intake, done, absent_with(tables.absent, patch, tables.filled)))

    def _begun(self) -> State:
        """With a journal, if it had none."""
        if self.journal is not None:
            return self
        return evolve(self, journal=Journal(self.tables, given=self.tables), origin=self.intake)

    @property
    def is_sound(self) -> bool:
        """Whether it is known that the journal gives these tables."""
        return self.journal is None or self.journal.given is self.tables

    def holding(self, tables: Tables, intake: Intake, journal: Journal, *, sound: bool = True) -> State:
        """The state in which these are the tables; whether it is known that the journal gives them."""
        return evolve(self, tables=tables, intake=intake, journal=evolve(journal, given=tables if sound else None))


def redone(journal: Journal, norms: Callable[[str], Policy]) -> Tables:
    """The tables of a journal, with every act that stands done once more by this release.

    Entries say what was written to the rows, and that is what holds. An act done again is done as this release does it,
    which may know better than the one that recorded it.

    Args:
        journal: the tables to begin with, and what was recorded since.
        norms: gives the policy of a name.

    Raises:
        Refused: when an act is not possible any more.
        SourceError: when one cannot be read.
    """
    tables, intake = journal.base, Intake()
    for entry in journal.standing:
        plan = plan_of(Ledger.of(tables), entry.changes, norms(entry.policy))
        absent = absent_with(tables.absent, Patch.of(plan.written), journal.base.filled)
        tables, intake = applied(tables, intake, plan.written, absent)
    return tables


def applied(
    tables: Tables,
    intake: Intake,
    written: Mapping[str, Written],
    absent: Mapping[str, frozenset[str]],
) -> tuple[Tables, Intake]:
    """The tables after something was written to them.

    Where references lead somewhere nothing is asked again: acts leave it so. One that leads nowhere may be mended by an
    act (an id that was missing is founded), and so all of them are followed anew where there is one.

    Args:
        tables: the tables before.
        intake: what reading them gave.
        written: by table, what is written.
        absent: of each table, the columns that no source had and to which nothing that stands was written.
    """
    intake = intake.without({name: [at for at, _ in each.removed] for name, each in written.items()})
    done = finished(tables, written)
    frames = {**tables.frames, **{name: each.frame for name, each in done.items()}}
    moved = {name: each.moved for name, each in done.items()}
    if is_settled(tables, intake):
        after = Tables(frames, absent, lineage=Lineage(ref(tables), moved))
        aside = {name: intake.rows[name].set_aside if name in intake.rows else 0 for name in frames}
        rows = {name: Rows(frame.height + aside[name], frame.height, aside[name]) for name, frame in frames.items()}
        return after, evolve(intake, rows={**intake.rows, **rows})
    read, told = take_again(frames, absent, intake)
    return descended(read, tables, moved), told


def _absent(journal: Journal, tables: Tables) -> Mapping[str, frozenset[str]]:
    """Of each table, the columns that no source had and to which nothing that stands was written.

    Args:
        journal: what stands.
        tables: the tables with all that was written, if it stands or not.
    """
    begun = journal.base.absent
    if all(columns == tables.absent.get(name) for name, columns in begun.items()):
        return begun
    return absent_after(begun, journal.standing, journal.base.filled)


def absent_after(
    begun: Mapping[str, frozenset[str]], standing: Iterable[Entry], filled: Collection[str]
) -> Mapping[str, frozenset[str]]:
    """Of each table, the columns that no source had and to which nothing that stands was written.

    Args:
        begun: the columns that no source had.
        standing: what stands.
        filled: the tables that had rows.
    """
    for entry in standing:
        begun = absent_with(begun, entry.patch, filled)
    return begun


def absent_with(
    absent: Mapping[str, frozenset[str]], patch: Patch, filled: Collection[str]
) -> Mapping[str, frozenset[str]]:
    """Of each table, the columns that no source had, and to which a patch writes nothing either.

    A required column that rows lacked is lacking still, whatever is written to others: rules must not ask about those.

    Args:
        absent: the columns that no source had.
        patch: what is written.
        filled: the tables that had rows.
    """
    said = {
        name: {column for row in each.rows() for column, cell in row.items() if _says(name, column, cell)}
        for name, each in patch.tables.items()
        if absent.get(name)
    }
    lacked = {name: {column.name for column in TABLES[name].columns if column.required} for name in filled}
    return {name: columns - (said.get(name, set()) - lacked.get(name, set())) for name, columns in absent.items()}


def _says(table: str, column: str, cell: object) -> bool:
    """Whether a cell says more than an empty one."""
    known = TABLES[table].by_name.get(column)
    return cell is not None and (known is None or cell != known.default)
