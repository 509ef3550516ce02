"""Writers at the same time: what each was promised is there once, in one order; whoever reads sees whole regions.

`make campaign-writers` has ten of them make ten thousand changes.
"""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from random import Random
from threading import Barrier

import psycopg
import pytest
from campaign.stores.deeds import Deeds
from campaign.stores.forking import write_together
from campaign.stores.places import Folder, Postgresql
from campaign.stores.sound import expect_kept, expect_same, expect_whole, replay
from campaign.stores.writing import Task, begun

import regionpb as rpb
from regionpb import changes
from regionpb.store import opening

SEED = "tests"
WRITERS, EACH = 4, 25
TRANSFER = changes.transfer("M-2", to="O-1", on="2012-01-01")


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request):
    found = Folder() if request.param == "sqlite" else Postgresql(request.getfixturevalue("postgresql"))
    with found:
        yield found


def expect_all(place, url, acknowledged, first):
    """What was promised is all there is."""
    with rpb.open_store(url) as store:
        journal = expect_whole(store, place, url, first)
        expect_kept(journal, acknowledged)
        assert journal.number == len(acknowledged) == WRITERS * EACH


def test_processes(place, tmp_path):
    """Some expect that nobody else was first, and ask again when somebody was. One region after the other is read."""
    url, first = place.new(), begun(SEED)
    tasks = [
        Task(url, tmp_path / f"{number}.log", f"{number}", SEED, EACH, expecting=0.3 * (number % 2))
        for number in range(WRITERS)
    ]
    seen = [0]
    with rpb.open_store(url) as store:
        store.load(first)

        def read():
            region = store.region()
            expect_same(region.tables, replay(region.journal), "what the journal gives up to there")
            assert region.journal.number >= seen[-1]
            seen.append(region.journal.number)

        told = write_together(tasks, read)
    assert len({*seen}) > 2
    acknowledged = {number: wanted for each in told for number, wanted in each.acknowledged.items()}
    expect_all(place, url, acknowledged, first)


def test_threads_that_share_a_store(place):
    url, first = place.new(), begun(SEED)
    with rpb.open_store(url) as store:
        store.load(first)

        def write(name):
            deeds, done = Deeds(store, Random(name), name), {}
            wanted = iter(deeds)
            while len(done) < EACH:
                each = next(wanted)
                with suppress(rpb.Refused, rpb.UnknownName):
                    done[deeds.do(each, expecting=deeds.rng.random() < 0.3).number] = each
            return done

        with ThreadPoolExecutor(WRITERS) as threads:
            done = [*threads.map(write, "abcd")]
    acknowledged = {number: wanted for each in done for number, wanted in each.items()}
    expect_all(place, url, acknowledged, first)


def test_many_ask_for_the_same(place):
    """Under the same key, at the same time: it is done once, and all are told of the one entry."""
    url = place.new()
    with rpb.open_store(url) as store:
        store.load(rpb.testing.minimal())
        with ThreadPoolExecutor(8) as threads:
            done = [*threads.map(lambda _: store.apply(TRANSFER, key="1"), range(24))]
        assert {entry.number for entry in done} == {1}
        assert all(entry == done[0] for entry in done)
        assert store.version == 1


def test_of_many_who_expect_the_same_version_one_is_first(place):
    url = place.new()

    def ask(number):
        try:
            return store.apply(changes.transfer(f"M-{number}", to="O-1", on="2012-01-01"), expected=0).number
        except rpb.Conflict:
            return None

    with rpb.open_store(url) as store:
        store.load(rpb.testing.minimal())
        with ThreadPoolExecutor(3) as threads:
            done = [*threads.map(ask, (1, 2, 3))]
        assert sorted(done, key=str) == [1, None, None]
        assert store.version == 1


def test_many_open_and_load_at_the_same_time(place):
    """It is made once, and one of them loads."""
    url, first = place.new(), rpb.testing.minimal()

    def load(_):
        with rpb.open_store(url) as store:
            try:
                store.load(first)
            except rpb.Conflict as told:
                return str(told)
            return ""

    with ThreadPoolExecutor(6) as threads:
        told = sorted(threads.map(load, range(6)))
    assert told[0] == ""
    assert all("holds a register already" in each for each in told[1:])
    with rpb.open_store(url) as store:
        assert expect_whole(store, place, url, first).number == 0


def test_many_stores_are_made_at_the_same_time(place):
    """Each in a thread: every one has its tables, and none those of another."""
    urls = [place.new() for _ in range(6)]
    ready = Barrier(len(urls))

    def make(url):
        ready.wait()
        with rpb.open_store(url) as store:
            store.load(rpb.testing.minimal())
            return store.apply(TRANSFER).number

    with ThreadPoolExecutor(len(urls)) as threads:
        assert [*threads.map(make, urls)] == [1] * len(urls)


def test_of_many_who_make_a_file_nobody_is_turned_away(tmp_path):
    """SQLite says at once that a file is locked, when it is changed how it is written."""

    class Crowded(sqlite3.Connection):
        turned_away = 0

        def execute(self, statement, *values):
            if "journal_mode" in statement and self.turned_away < 3:
                self.turned_away += 1
                raise sqlite3.OperationalError("database is locked")
            return super().execute(statement, *values)

    connection = sqlite3.connect(tmp_path / "region.sqlite", factory=Crowded)
    opening._settle_sqlite(connection, None)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_what_is_committed_to_a_file_is_on_the_disk(in_file):
    with in_file._engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2  # FULL


def writing(place, url):
    """A transaction that has written to everything a reader reads, and stays open."""
    connection = sqlite3.connect(url, isolation_level=None) if place.name == "sqlite" else psycopg.connect(url)
    begin = "BEGIN IMMEDIATE" if place.name == "sqlite" else "SELECT * FROM regionpb_register FOR UPDATE"
    commands = (
        begin,
        "UPDATE regionpb_register SET version = 7",
        "DELETE FROM regionpb_members",
        "DELETE FROM regionpb_journal",
    )
    for command in commands:
        connection.execute(command)
    return connection


def test_who_reads_does_not_wait_for_who_writes(place):
    url = place.new()
    with rpb.open_store(url) as store:
        store.load(rpb.testing.minimal())
        store.apply(TRANSFER, key="1")
        before = store.region()
        other = writing(place, url)
        try:
            region = store.region()
            assert (store.version, region.journal.number) == (1, 1)
            expect_same(region.tables, before.tables, "what was there before")
            expect_whole(store, place, url, rpb.testing.minimal())
            assert store.member("M-2", "2012-01-01").organization.id == "O-1"
            with rpb.open_store(url) as another:
                assert another.version == 1
        finally:
            other.rollback()
            other.close()
        assert store.undo().number == 2
