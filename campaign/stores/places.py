"""Where stores lie: a folder for SQLite, a PostgreSQL server that can be killed; both can be asked past the library."""

from __future__ import annotations

import sqlite3
import tempfile
import threading
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any, Self

import psycopg

from store.binaries import find
from store.postgresql import Server, wait

__all__ = ["Folder", "Place", "Postgresql", "place_of"]

_ONE_AT_A_TIME = threading.Lock()
"""While a server is killed its processes become ours, which is a setting of the whole process."""


class Place(ABC):
    """Where stores lie.

    Attributes:
        name: of the kind of database.
        may_fail: whether there is a server that can be killed.
    """

    name: str
    may_fail: bool

    @abstractmethod
    def __enter__(self) -> Self: ...

    @abstractmethod
    def __exit__(self, *_: object) -> None: ...

    @abstractmethod
    def new(self) -> str:
        """What `open_store` takes for a store that does not exist."""

    @abstractmethod
    def remove(self, url: str) -> None:
        """Remove a store."""

    @abstractmethod
    def ask(self, url: str, query: str) -> list[tuple[Any, ...]]:
        """Ask the database past the library."""

    @abstractmethod
    def tables(self, url: str) -> set[str]:
        """The tables there are."""

    def connected(self, url: str) -> set[int]:  # noqa: ARG002 - others need it
        """Who of the server works for the store: what killed writers had sent is done until they have ended."""
        return set()

    def settle(self, url: str, connected: set[int]) -> None:  # noqa: B027 - where there is no server there is nothing to do
        """Wait until these have ended."""

    def kill(self) -> None:  # noqa: B027
        """End the server as a machine that fails ends it."""

    def start(self) -> None:  # noqa: B027
        """Start the server, if it does not run."""


class Folder(Place):
    """A folder with SQLite files."""

    name = "sqlite"
    may_fail = False

    def __enter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory(prefix="regionpb-sqlite-")
        self._made = 0
        return self

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()

    def new(self) -> str:
        """A file that does not exist."""
        self._made += 1
        return str(Path(self._folder.name) / f"{self._made}.sqlite")

    def remove(self, url: str) -> None:
        """Remove the file, and what lies beside it."""
        for path in Path(url).parent.glob(f"{Path(url).name}*"):
            path.unlink()

    def ask(self, url: str, query: str) -> list[tuple[Any, ...]]:
        """Ask the file past the library."""
        connection = sqlite3.connect(url)
        try:
            return connection.execute(query).fetchall()
        finally:
            connection.close()

    def tables(self, url: str) -> set[str]:
        """The tables there are; none where there is no file."""
        if not Path(url).exists():
            return set()
        return {name for (name,) in self.ask(url, "SELECT name FROM sqlite_master WHERE type = 'table'")}


class Postgresql(Place):
    """A server; without fsync, for what it committed survives its end, if not that of the machine."""

    name = "postgresql"
    may_fail = True

    def __init__(self, server: Server | None = None) -> None:
        self._theirs = server

    def __enter__(self) -> Self:
        if self._theirs is not None:
            self.server = self._theirs
            return self
        binaries = find()
        if binaries is None:
            raise SystemExit("no PostgreSQL server is installed: `make test` installs Debian's package where it may")
        self.server = Server(binaries, fsync=False)
        self.server.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._theirs is None:
            self.server.close()

    def new(self) -> str:
        """An empty database."""
        return self.server.new_database()

    def remove(self, url: str) -> None:
        """Remove the database."""
        self.server.drop_database(url)

    def ask(self, url: str, query: str) -> list[tuple[Any, ...]]:
        """Ask the database past the library."""
        with psycopg.connect(url) as connection:
            return connection.execute(query.encode()).fetchall()

    def tables(self, url: str) -> set[str]:
        """The tables there are."""
        return {name for (name,) in self.ask(url, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")}

    def connected(self, url: str) -> set[int]:
        """The backends of the database, but the one that says so."""
        others = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        return {pid for (pid,) in self.ask(url, others)}

    def settle(self, url: str, connected: set[int]) -> None:
        """Wait until none of the backends is there any more."""
        wait(lambda: not connected & self.connected(url), lambda: f"somebody stays connected to {url}")

    def kill(self) -> None:
        """End all of the server's processes at once."""
        with _ONE_AT_A_TIME:
            self.server.kill()

    def start(self) -> None:
        """Start the server, which recovers first."""
        self.server.start()


def place_of(name: str) -> Place:
    """A place of a kind."""
    return Folder() if name == "sqlite" else Postgresql()
