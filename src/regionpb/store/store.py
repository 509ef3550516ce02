"""A store: a register in a database, changed by acts only, with the journal of all of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from attrs import evolve, frozen
from sqlalchemy import Connection

from regionpb.changes import AnyChange, Plan, plan_of
from regionpb.changes.acts.base import expect_acts
from regionpb.changes.journal import Entry, Journal, Patch
from regionpb.changes.journal.entry import written
from regionpb.changes.journal.journal import expect_last, nothing_to_undo
from regionpb.changes.shelf import Written
from regionpb.changing import State, absent_after, absent_with
from regionpb.errors import Conflict, Refused, StoreError
from regionpb.io.besides import Intake
from regionpb.policies import Policy
from regionpb.region import Region
from regionpb.store import entries
from regionpb.store.faults import shown
from regionpb.store.head import Head
from regionpb.store.holding import keep_base, plain, read_base, replace_tables
from regionpb.store.opening import engine_of
from regionpb.store.reading import Readable
from regionpb.store.schema import REGISTER
from regionpb.store.shape import Shape
from regionpb.store.shelves import write

__all__ = ["Store", "open_store"]


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
            "请给出文件或地址，或给出要加入其事务的连接，二者择一",
        )
    if connection is not None:
        store = Store(None, connection, shown(connection.engine.url))
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
class Store(Readable):
    """A register in a database. Its journal is the truth: the tables are what its entries make of those it began with.

    Every change is one transaction. Writers wait for one another, readers for nobody. May be shared between threads
    unless it joins somebody's transaction.

    Attributes:
        name: what it is called in messages.
    """

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
        with self._writing() as connection:
            if self._head(connection, lock=True).loaded is not None:
                raise Conflict(
                    f"{self.name} holds a register already; change it by acts, or open an empty store",
                    f"{self.name} 中已有数据；请通过变更来修改，或另建空的数据库",
                )
            keep_base(connection, base.came)
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
            Refused: when a change would break an invariant or a norm, or there is none.
            RegionError: when a change is no act.
            Conflict: when the version is not the expected one, the key belongs to something else, or others write for
                too long.
            StoreError: when it cannot be written.
        """
        expect_acts(changes)
        if not changes:
            raise Refused(
                "there is nothing to do; name the changes that are to be made", "没有要办理的变更；请列出要办理的变更"
            )
        told_so = written(changes)
        with self._writing() as connection:
            head = self._head(connection, lock=True)
            done = None if key is None else entries.under_key(connection, key)
            if done is not None:
                return _the_same(done, is_so=done.undoes is None and done.changes == (*changes,))
            head.expect(expected)
            norms = head.norms(policy)
            plan = plan_of(self._ledger(connection, head), changes, norms)
            entry = Entry(
                head.version + 1,
                head.now,
                norms.name,
                told_so,
                Patch.of(plan.written, plan.walked),
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
                return _the_same(done, is_so=done.undoes is not None and number in {None, done.undoes})
            head.expect(expected)
            last = entries.last_standing(connection)
            if last is None:
                raise nothing_to_undo()
            if number is not None:
                expect_last(last.number, number)
            ledger, patch = self._ledger(connection, head), last.patch.inverse()
            patch.lay(ledger)
            entry = Entry(head.version + 1, head.now, last.policy, (), patch, actor, document, key, undoes=last.number)
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
            RegionError: when a change is no act.
            StoreError: when the store cannot be read.
        """
        with self._reading() as connection:
            head = self._head(connection)
            return plan_of(self._ledger(connection, head), changes, head.norms(policy))

    def rebuild(self) -> None:
        """Make the tables anew of what the journal says, whatever stands in them.

        Raises:
            StoreError: when the store cannot be read or written.
        """
        with self._writing() as connection:
            head = self._head(connection, lock=True)
            head.expect_loaded()
            base = read_base(connection, head.shape)
            journal = Journal(base).recording_all(entries.entries(connection, head.version))
            state = State(base, Intake(), journal, Intake()).replayed()
            replace_tables(connection, state.tables)
            connection.execute(sa.update(REGISTER).values(shape=Shape.of(state.tables, base).to_json()))

    def _record(self, connection: Connection, head: Head, entry: Entry, done: Mapping[str, Written]) -> None:
        """Write what was done, and the entry that tells of it."""
        write(connection, done)
        entries.keep(connection, entry)
        shape = head.shape
        absent = absent_with(shape.absent, entry.patch, shape.filled)
        if entry.undoes is not None and absent_with(shape.begun, entry.patch.inverse(), shape.filled) != shape.begun:
            absent = absent_after(shape.begun, entries.standing(connection), shape.filled)
        values: dict[str, Any] = {"version": entry.number, "recorded": entries.as_kept(entry.recorded)}
        if absent != shape.absent:
            values["shape"] = evolve(shape, absent=absent).to_json()
        connection.execute(sa.update(REGISTER).values(values))


def _the_same(done: Entry, *, is_so: bool) -> Entry:
    """What was recorded under a key, where it is what is asked for again.

    Raises:
        Conflict: where it is something else.
    """
    if not is_so:
        raise Conflict(
            f"the key {done.key!r} belongs to entry {done.number} ({done.said.en}); choose another",
            f"key“{done.key}”已用于第{done.number}号（{done.said.zh}）；请另选",
        )
    return done
