"""A store: a register in a database, changed by acts only, with the journal of all of them."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import polars as pl
import sqlalchemy as sa
from attrs import evolve, field, frozen
from sqlalchemy import Connection, Engine

from regionpb.changes import AnyChange, Plan, plan_of
from regionpb.changes.journal import Entry, Journal, Patch, as_instant
from regionpb.changes.journal.entry import written
from regionpb.changes.journal.journal import expect_last, nothing_to_undo
from regionpb.changes.ledger import Ledger
from regionpb.changes.shelf import Written
from regionpb.changing import State, absent_after, absent_with
from regionpb.contract.days import as_day
from regionpb.errors import Conflict, StoreError
from regionpb.graph import handles
from regionpb.io.frames import read_frames
from regionpb.io.intake import Intake, take_in
from regionpb.policies import DEFAULT_POLICY, Policy
from regionpb.region import Region
from regionpb.rules.norms import read_norms
from regionpb.store import entries
from regionpb.store.around import InStore
from regionpb.store.faults import legible, told
from regionpb.store.holding import keep_base, plain, read_base, read_tables, replace_tables
from regionpb.store.opening import WRITING, engine_of, is_current, migrate
from regionpb.store.schema import REGISTER
from regionpb.store.shape import Shape
from regionpb.store.shelves import shelves, write

__all__ = ["Store", "open_store"]


@frozen
class _Head:
    """What a store says of its register.

    Attributes:
        version: the number of the last entry.
        recorded: when that was recorded; None where there is none.
        day: the day the register speaks of.
        policy: the policy it is held to, where nothing else is asked.
        shape: what its tables are made of; None where nothing was loaded.
    """

    version: int
    recorded: datetime | None
    day: date | None
    policy: str | None
    shape: Shape | None


def open_store(source: str | Path | None = None, *, connection: Connection | None = None) -> Store:
    """Open a store; make it, where there is none.

    Args:
        source: a file, which is a SQLite database, or the URL of a PostgreSQL database.
        connection: a connection of SQLAlchemy whose transaction is joined: what is done is there when its owner
            commits, and gone when they roll back.

    Raises:
        StoreError: when it cannot be opened, or was made by a later release.

    >>> import tempfile
    >>> import regionpb as rpb
    >>> with tempfile.TemporaryDirectory() as folder, rpb.open_store(f"{folder}/region.sqlite") as store:
    ...     store.load(rpb.testing.minimal())
    ...     act = rpb.changes.transfer("M-2", to="O-1", on="2012-01-01")
    ...     entry = store.apply(act, actor="office", key="letter-17")
    ...     store.apply(act, actor="office", key="letter-17").number  # asked twice, done once
    ...     store.region(at="2012-01-01").member("M-2").organization.id
    1
    'O-1'
    """
    if (source is None) == (connection is None):
        raise StoreError(
            "give a file or URL, or a connection whose transaction is to be joined: one of the two",
            "请给出文件或地址，或给出要加入其事务的连接，二者取一",
        )
    if connection is not None:
        store = Store(None, connection, f"the {connection.dialect.name} connection")
    else:
        assert source is not None  # noqa: S101 - told to the type checker
        engine, name = engine_of(source)
        store = Store(engine, None, name)
    try:
        store.prepare()
    except BaseException:
        store.close()
        raise
    return store


@frozen(eq=False)
class Store:
    """A register in a database. Its journal is the truth: the tables are what its entries make of those it began with.

    Every change is one transaction. Writers wait for one another, readers for nobody. May be shared between threads
    unless it joins somebody's transaction.

    Attributes:
        name: what it is called in messages.
    """

    _engine: Engine | None = field(repr=False)
    _joined: Connection | None = field(repr=False)
    name: str

    # ---- opening and closing -------------------------------------------------------------------

    def prepare(self) -> None:
        """Bring the database into the form of this release; where it has that, nobody who writes is waited for."""
        with self._reading() as connection:
            if is_current(connection):
                return
        with self._writing() as connection:
            migrate(connection, self.name)

    def close(self) -> None:
        """Let go of all connections; one that was joined stays open."""
        if self._engine is not None:
            self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # ---- loading -------------------------------------------------------------------------------

    def load(self, region: Region) -> None:
        """Put a region into a store that is empty, with its journal, if it has one.

        Rows that were set aside are not part of it.

        Raises:
            Conflict: when there is something in it already.
            StoreError: when it cannot be written.
        """
        journal = region.journal or Journal(region.tables)
        base, tables = plain(journal.base), plain(region.tables)
        frames = {name: frame.drop(base.absent.get(name, ())) for name, frame in base.frames.items()}
        with self._writing() as connection:
            if self._head(connection, lock=True).shape is not None:
                raise Conflict(
                    f"{self.name} holds a register already; change it by acts, or open an empty store",
                    f"{self.name} 中已有数据；请以变更修改，或另开空库",
                )
            keep_base(connection, frames)
            replace_tables(connection, tables)
            entries.keep(connection, *journal.entries)
            head = {
                "version": journal.number,
                "recorded": None if journal.last is None else entries.as_kept(journal.last.recorded),
                "day": region.day,
                "policy": region.policy,
                "shape": Shape.of(tables, base).to_json(),
            }
            connection.execute(sa.update(REGISTER).values(head))

    # ---- changing ------------------------------------------------------------------------------

    def apply(
        self,
        *changes: AnyChange,
        policy: str | Path | Policy | None = None,
        actor: str | None = None,
        document: str | None = None,
        key: str | None = None,
        expected: int | None = None,
    ) -> Entry:
        """Make changes, all of them or none, and record them: one transaction.

        Args:
            changes: in the order in which they are made.
            policy: the norms they are held to; where None those of the register.
            actor: who makes them; an account rather than a name.
            document: on which approval.
            key: what this is known by to you: asked again under the same key, it is not done again.
            expected: the version (see `version`) that you have seen: where another has come since, nothing is done.

        Returns:
            What was recorded; its `number` is the version of the store then. Asked again under the same key, what was
            recorded the first time.

        Raises:
            UnknownName: when there is nothing of an id that a change names.
            Refused: when a change would break an invariant or a norm.
            Conflict: when the version is not the expected one, the key belongs to something else, or others write for
                too long.
            StoreError: when it cannot be written.
        """
        told_so = written(changes)
        with self._writing() as connection:
            head = self._head(connection, lock=True)
            done = None if key is None else entries.under_key(connection, key)
            if done is not None:
                if done.written != told_so:
                    raise Conflict(
                        f"the key {key!r} belongs to entry {done.number} ({done.said.en}); choose another",
                        f"key“{key}”已用于第{done.number}号（{done.said.zh}）；请另选",
                    )
                return done
            self._expect(head, expected)
            norms = _norms(policy, head)
            plan = plan_of(self._ledger(connection, head), changes, norms)
            entry = Entry(
                head.version + 1,
                _now(head),
                norms.name,
                told_so,
                Patch.of(plan.written),
                actor,
                document,
                key,
            )
            self._record(connection, head, entry, plan.written)
            return entry

    def undo(
        self,
        number: int | None = None,
        *,
        actor: str | None = None,
        document: str | None = None,
        key: str | None = None,
        expected: int | None = None,
    ) -> Entry:
        """Take back the last entry that stands: exactly what was before is there again. The journal tells of both.

        Args:
            number: the entry that is meant, if it should be no other.
            actor: as in `apply`.
            document: as in `apply`.
            key: as in `apply`.
            expected: as in `apply`.

        Raises:
            Refused: when there is none, or the last one is not the one that is meant.
            Conflict: as in `apply`; and when its rows were written to past the journal.
            StoreError: when it cannot be written.
        """
        with self._writing() as connection:
            head = self._head(connection, lock=True)
            done = None if key is None else entries.under_key(connection, key)
            if done is not None:
                if done.undoes is None or number not in {None, done.undoes}:
                    raise Conflict(
                        f"the key {key!r} belongs to entry {done.number} ({done.said.en}); choose another",
                        f"key“{key}”已用于第{done.number}号（{done.said.zh}）；请另选",
                    )
                return done
            self._expect(head, expected)
            last = entries.last_standing(connection)
            if last is None:
                raise nothing_to_undo()
            if number is not None:
                expect_last(last.number, number)
            ledger, patch = self._ledger(connection, head), last.patch.inverse()
            patch.lay(ledger)
            entry = Entry(
                head.version + 1, _now(head), last.policy, (), patch, actor, document, key, undoes=last.number
            )
            self._record(connection, head, entry, ledger.written())
            return entry

    def check(self, *changes: AnyChange, policy: str | Path | Policy | None = None) -> Plan:
        """What changes would do, without doing them: only the rows that they touch are read.

        Args:
            changes: in the order in which they would be made.
            policy: as in `apply`.

        Raises:
            UnknownName: when there is nothing of an id that a change names.
            Refused: when a change would break an invariant or a norm; it says which, and what would be possible.
            StoreError: when the store cannot be read.
        """
        with self._reading() as connection:
            head = self._head(connection)
            return plan_of(self._ledger(connection, head), changes, _norms(policy, head))

    # ---- reading -------------------------------------------------------------------------------

    @property
    def version(self) -> int:
        """The number of the last entry; 0 where nothing was recorded yet."""
        with self._reading() as connection:
            return self._head(connection).version

    def region(self, at: date | str | None = None, *, known: datetime | str | None = None) -> Region:
        """The whole region, as one moment has it, whatever others write meanwhile.

        Args:
            at: the day it is to speak of; where None that of the register, else today.
            known: what was recorded later counts for nothing.

        Raises:
            StoreError: when nothing was loaded, or the store cannot be read.
        """
        with self._reading() as connection:
            head = self._head(connection)
            frames = read_tables(connection, _expect_shape(head, self.name))
        tables, intake = take_in(read_frames(frames))
        day = _day(at, head)
        region = Region(
            day,
            tables,
            intake,
            policy=head.policy,
            title=self.name,
            recorded=lambda: self._journal(head.version),
        )
        return region if known is None else region.at(day, known=as_instant(known))

    def organization(self, key: str, at: date | str | None = None) -> handles.Organization:
        """An organization: a handle, each edge of which is read when it is asked for. The region is not loaded.

        Args:
            key: its id.
            at: the day; where None that of the register, else today.

        Raises:
            UnknownName: when there is no such organization on the day.
            StoreError: when nothing was loaded, or the store cannot be read.

        >>> import tempfile
        >>> import regionpb as rpb
        >>> with tempfile.TemporaryDirectory() as folder, rpb.open_store(f"{folder}/region.sqlite") as store:
        ...     store.load(rpb.testing.minimal())
        ...     branch = store.organization("O-2")
        ...     branch.superior.id, [member.id for member in branch.members], branch.secretary.id
        ('O-1', ['M-1', 'M-2', 'M-3'], 'M-2')
        """
        return handles.Organization.find(self._around(at), key)

    def member(self, key: str, at: date | str | None = None) -> handles.Member:
        """A member, as `organization`.

        Args:
            key: their id.
            at: the day; where None that of the register, else today.

        Raises:
            UnknownName: when there is no such member on the day.
            StoreError: when nothing was loaded, or the store cannot be read.
        """
        return handles.Member.find(self._around(at), key)

    def journal(self) -> Journal:
        """The tables with which the journal begins, and all its entries.

        Raises:
            StoreError: when the store cannot be read.
        """
        return self._journal(self.version)

    def log(self) -> pl.DataFrame:
        """All entries as a frame, in order (see `regionpb.changes.journal.Journal.log`).

        Raises:
            StoreError: when the store cannot be read.
        """
        return self.journal().log()

    def rebuild(self) -> None:
        """Make the tables anew of what the journal says, whatever stands in them.

        Raises:
            StoreError: when the store cannot be read or written.
        """
        with self._writing() as connection:
            head = self._head(connection, lock=True)
            _expect_shape(head, self.name)
            base, _ = read_base(connection)
            journal = Journal(base).recording_all(entries.entries(connection, head.version))
            state = State(base, Intake(), journal, Intake()).replayed()
            replace_tables(connection, state.tables)
            connection.execute(sa.update(REGISTER).values(shape=Shape.of(state.tables, base).to_json()))

    # ---- within one transaction ----------------------------------------------------------------

    def _journal(self, version: int) -> Journal:
        with self._reading() as connection:
            base, _ = read_base(connection)
            return Journal(base).recording_all(entries.entries(connection, version))

    def _around(self, at: date | str | None) -> InStore:
        with self._reading() as connection:
            head = self._head(connection)
            _expect_shape(head, self.name)
        return InStore(_day(at, head), self._ledger_to_read)

    @contextmanager
    def _ledger_to_read(self) -> Generator[Ledger]:
        with self._reading() as connection:
            yield self._ledger(connection, self._head(connection))

    def _ledger(self, connection: Connection, head: _Head) -> Ledger:
        return Ledger(shelves(connection, _expect_shape(head, self.name)))

    def _record(self, connection: Connection, head: _Head, entry: Entry, done: Mapping[str, Written]) -> None:
        """Write what was done, and the entry that tells of it."""
        write(connection, done)
        entries.keep(connection, entry)
        shape = _expect_shape(head, self.name)
        absent = absent_with(shape.absent, entry.patch)
        if entry.undoes is not None and absent_with(shape.begun, entry.patch.inverse()) != shape.begun:
            absent = absent_after(shape.begun, entries.standing(connection))
        values: dict[str, Any] = {"version": entry.number, "recorded": entries.as_kept(entry.recorded)}
        if absent != shape.absent:
            values["shape"] = evolve(shape, absent=absent).to_json()
        connection.execute(sa.update(REGISTER).values(values))

    def _expect(self, head: _Head, expected: int | None) -> None:
        if expected is not None and expected != head.version:
            raise Conflict(
                f"{self.name} is at version {head.version}, not at {expected}: somebody else was first; look at what "
                "they did, and try again",
                f"{self.name} 的版本是 {head.version}，而不是 {expected}：他人已先变更；请查看后重试",
            )

    @legible()
    def _head(self, connection: Connection, *, lock: bool = False) -> _Head:
        """What the store says of its register; whoever locks it writes alone until their transaction ends."""
        asked = sa.select(REGISTER)
        row = connection.execute(asked.with_for_update() if lock else asked).one()
        shape = None if row.shape is None else Shape.from_json(row.shape)
        recorded = None if row.recorded is None else datetime.fromisoformat(row.recorded)
        return _Head(row.version, recorded, row.day, row.policy, shape)

    @contextmanager
    def _writing(self) -> Generator[Connection]:
        with told(self.name):
            if self._joined is not None:
                with self._joined.begin_nested():
                    yield self._joined
                return
            assert self._engine is not None  # noqa: S101 - told to the type checker
            with self._engine.connect() as connection:
                connection = connection.execution_options(**{WRITING: True})  # noqa: PLW2901 - the same one
                with connection.begin():
                    yield connection

    @contextmanager
    def _reading(self) -> Generator[Connection]:
        """One moment for everything that is read."""
        with told(self.name):
            if self._joined is not None:
                yield self._joined
                return
            assert self._engine is not None  # noqa: S101 - told to the type checker
            with self._engine.connect() as connection:
                if connection.dialect.name == "postgresql":
                    connection = connection.execution_options(isolation_level="REPEATABLE READ")  # noqa: PLW2901
                with connection.begin():
                    yield connection


def _expect_shape(head: _Head, name: str) -> Shape:
    if head.shape is None:
        raise StoreError(
            f"{name} holds nothing yet; load a region into it first", f"{name} 中尚无数据；请先装入区域数据"
        )
    return head.shape


def _day(at: date | str | None, head: _Head) -> date:
    return as_day(at) if at is not None else (head.day or date.today())


def _norms(policy: str | Path | Policy | None, head: _Head) -> Policy:
    return read_norms(policy if policy is not None else (head.policy or DEFAULT_POLICY))


def _now(head: _Head) -> datetime:
    """When something is recorded now: clocks that are set back do not turn the order round."""
    now = datetime.now(UTC)
    return now if head.recorded is None else max(now, head.recorded)
