"""A database that holds a store: its transactions, of its own or joined to somebody's."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from attrs import field, frozen
from sqlalchemy import Connection, Engine

from regionpb.changes.ledger import Ledger
from regionpb.store.faults import told
from regionpb.store.head import Head, read_head
from regionpb.store.opening import WRITING, begin_at_once, is_current, migrate
from regionpb.store.shelves import shelves

__all__ = ["Database"]


@frozen(eq=False)
class Database:
    """A database that holds a store.

    Attributes:
        name: what it is called in messages.
    """

    _engine: Engine | None = field(repr=False)
    _joined: Connection | None = field(repr=False)
    name: str

    def prepare(self) -> None:
        """Bring the database into the form of this release; where it has that, nobody who writes is waited for."""
        with self._looking() as connection:
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

    # ---- transactions --------------------------------------------------------------------------

    @contextmanager
    def _writing(self) -> Generator[Connection]:
        with told(self.name):
            if self._joined is not None:
                begin_at_once(self._joined, "BEGIN IMMEDIATE")
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
                begin_at_once(self._joined, "BEGIN")
                yield self._joined
                return
            assert self._engine is not None  # noqa: S101 - told to the type checker
            with self._engine.connect() as connection:
                if connection.dialect.name == "postgresql":
                    connection = connection.execution_options(isolation_level="REPEATABLE READ")  # noqa: PLW2901
                with connection.begin():
                    yield connection

    @contextmanager
    def _looking(self) -> Generator[Connection]:
        """What is looked at only here; who joins and writes later waits for others then, and not in vain."""
        if self._joined is None:
            with self._reading() as connection:
                yield connection
            return
        with told(self.name):
            yield self._joined

    # ---- within one ----------------------------------------------------------------------------

    def _head(self, connection: Connection, *, lock: bool = False) -> Head:
        return read_head(connection, self.name, lock=lock)

    def _ledger(self, connection: Connection, head: Head) -> Ledger:
        return Ledger(shelves(connection, head.shape))

    @contextmanager
    def _ledger_to_read(self) -> Generator[Ledger]:
        with self._reading() as connection:
            yield self._ledger(connection, self._head(connection))
