"""What is read of a store: the whole region, one thing at a time, the journal."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache

import polars as pl
from attrs import frozen

from regionpb.changes.journal import Journal, as_instant
from regionpb.graph import handles
from regionpb.io.again import take_again
from regionpb.region import Region
from regionpb.store import entries
from regionpb.store.around import InStore
from regionpb.store.database import Database
from regionpb.store.holding import read_base, read_tables

__all__ = ["Readable"]


@frozen(eq=False)
class Readable(Database):
    """A store as far as it can be read. Readers wait for nobody."""

    @property
    def version(self) -> int:
        """The number of the last entry; 0 where nothing was recorded yet."""
        with self._reading() as connection:
            return self._head(connection).version

    def region(self, at: date | str | None = None, *, known: datetime | date | str | None = None) -> Region:
        """The whole region, as one moment has it, whatever others write meanwhile.

        Args:
            at: the day it is to speak of; where None that of the register, else today.
            known: what was recorded later counts for nothing; a date is the instant with which it begins.

        Raises:
            SourceError: when the day or the instant is none.
            StoreError: when nothing was loaded, or the store cannot be read.
        """
        with self._reading() as connection:
            head = self._head(connection)
            frames = read_tables(connection, head.shape)
        tables, intake = take_again(frames, head.shape.absent)
        day = head.at(at)
        region = Region(
            day,
            tables,
            intake,
            policy=head.policy,
            title=self.name,
            recorded=cache(lambda: self._journal(head.version)),
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

    def _journal(self, version: int) -> Journal:
        with self._reading() as connection:
            base = read_base(connection, self._head(connection).loaded)
            return Journal(base).recording_all(entries.entries(connection, version))

    def _around(self, at: date | str | None) -> InStore:
        with self._reading() as connection:
            head = self._head(connection)
        head.expect_loaded()
        return InStore(head.at(at), self._ledger_to_read)
