"""Changes of a store beside what its driver writes, and a journal of a hundred thousand changes replayed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import psycopg
from attrs import evolve
from tests.store.binaries import find
from tests.store.postgresql import Server

import regionpb as rpb
from benchmarks.changes import transfers
from benchmarks.measure import Figure, compared, timed
from regionpb.changes import plan_of
from regionpb.changes.journal import Entry, Journal, Patch
from regionpb.changes.journal.entry import written
from regionpb.changes.ledger import Ledger
from regionpb.changing import State
from regionpb.io.besides import Intake
from regionpb.io.journals import as_lines, read_journal
from regionpb.rules.norms import read_norms

__all__ = ["figures"]

_ROWS = 5
"""So many rows a transfer writes: the version of the member that ends and the one that begins, the letter, the entry of
the journal, and the version of the store."""

_AT_ONCE = 200
"""So many changes, and so many rows, are timed together."""

_REPLAYED = 100_000

_TABLE = "CREATE TABLE raw (id INTEGER PRIMARY KEY, one TEXT, other TEXT)"
_CELLS = ("x" * 200, "y" * 600)


def figures(size: float = 1.0) -> Iterator[Figure]:
    """Every figure, one after another.

    Args:
        size: of the city.
    """
    city = rpb.datasets.ningbo(size)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "region.sqlite"
        with _inserting_sqlite(Path(folder) / "raw.sqlite") as insert:
            yield _throughput("SQLite", str(path), "sqlite3", insert, city)
        binaries = find()
        if binaries is not None:
            with Server(binaries) as server, _inserting_postgresql(server.new_database()) as insert:
                yield _throughput("PostgreSQL", server.new_database(), "psycopg", insert, city)
        yield _replay(city, Path(folder) / "journal.jsonl")


def _throughput(name: str, url: str, driver: str, insert: Callable[[], None], city: rpb.Region) -> Figure:
    """The time for a row: of the store with all that a change asks, and of the driver that writes one a transaction."""
    acts = transfers(city, Random(0))
    with rpb.open_store(url) as store:
        store.load(city)

        def work() -> None:
            for _ in range(_AT_ONCE // _ROWS):
                store.apply(next(acts), actor="bench")

        def peer() -> None:
            for _ in range(_AT_ONCE):
                insert()

        figure = compared(
            f"store on {name}: a row written, one change a transaction",
            work,
            f"{driver}, one row a transaction",
            peer,
            wanted=1 / 3,
            runs=15,
            note=f"a transfer in the city writes {_ROWS} rows",
        )
    return _a_row(figure)


def _a_row(figure: Figure) -> Figure:
    """A figure of many rows as one of a single row."""
    return evolve(
        figure,
        seconds=figure.seconds / _AT_ONCE,
        fastest=figure.fastest / _AT_ONCE,
        slowest=figure.slowest / _AT_ONCE,
        peer_seconds=(figure.peer_seconds or 0) / _AT_ONCE,
    )


@contextmanager
def _inserting_sqlite(path: Path) -> Iterator[Callable[[], None]]:
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL"):  # as the store has it
        connection.execute(f"PRAGMA {pragma}")
    connection.execute(_TABLE)
    numbers = count()

    def insert() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO raw VALUES (?, ?, ?)", (next(numbers), *_CELLS))
        connection.execute("COMMIT")

    yield insert
    connection.close()


@contextmanager
def _inserting_postgresql(url: str) -> Iterator[Callable[[], None]]:
    with psycopg.connect(url) as connection:
        connection.execute(_TABLE)
        connection.commit()
        numbers = count()

        def insert() -> None:
            connection.execute("INSERT INTO raw VALUES (%s, %s, %s)", (next(numbers), *_CELLS))
            connection.commit()

        yield insert


def _replay(city: rpb.Region, path: Path) -> Figure:
    """Reading a journal of transfers, one an entry, and making the tables of it."""
    path.write_bytes(as_lines(_entries(city)))

    def work() -> None:
        journal = Journal(city.tables).recording_all(read_journal(path))
        State(city.tables, Intake(), journal, Intake()).replayed()

    return timed(f"city: read and replay {_REPLAYED:,} changes", work, limit=60.0, runs=1, rows=_REPLAYED)


def _entries(city: rpb.Region) -> Iterator[Entry]:
    norms, acts = read_norms("ningbo"), transfers(city, Random(1))
    heights = {name: city.tables.frames[name].height for name in ("members", "transfers")}
    for number in range(_REPLAYED):
        act = next(acts)
        patch = Patch.of(plan_of(Ledger.of(city.tables), [act], norms).written)
        # Each is planned on the city as it is at first; new rows stand behind those of the entries before.
        tables = {
            name: evolve(each, added=tuple(evolve(row, at=heights[name] + number) for row in each.added))
            for name, each in patch.tables.items()
        }
        recorded = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=number)
        yield Entry(number + 1, recorded, "ningbo", written([act]), Patch(tables))
