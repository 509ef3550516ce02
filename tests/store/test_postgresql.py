"""The server that the store is tested on: it answers, survives being killed, and nothing of it outlives the tests."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
import sqlalchemy

from store.postgresql import Server, processes

TESTS = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def server(postgresql_binaries):
    with Server(postgresql_binaries) as server:
        yield server


def family(pid):
    return {pid, *(child for child, parent in processes().items() if parent == pid)}


def eventually(done, seconds=30):
    until = time.monotonic() + seconds
    while not done() and time.monotonic() < until:
        time.sleep(0.05)
    return done()


def test_answers_psycopg_and_sqlalchemy(server):
    with psycopg.connect(server.url()) as connection:
        assert connection.execute("select version()").fetchone()[0].startswith("PostgreSQL")
    address = sqlalchemy.make_url(server.url()).set(drivername="postgresql+psycopg")
    engine = sqlalchemy.create_engine(address, poolclass=sqlalchemy.NullPool)
    with engine.connect() as connection:
        assert connection.scalar(sqlalchemy.text("select current_database()")) == "postgres"


@pytest.mark.parametrize(
    ("setting", "value"),
    [("fsync", "on"), ("max_connections", "100"), ("server_encoding", "UTF8"), ("listen_addresses", "")],
)
def test_settings(server, setting, value):
    with psycopg.connect(server.url()) as connection:
        assert connection.execute("select current_setting(%s)", [setting]).fetchone() == (value,)


def test_each_new_database_is_empty_and_is_dropped_in_use(server):
    first, second = server.new_database(), server.new_database()
    with psycopg.connect(first, autocommit=True) as connection:
        connection.execute("create table member (name text)")
        with psycopg.connect(second) as other:
            assert other.execute("select to_regclass('member')").fetchone() == (None,)
        server.drop_database(first)
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(first)


def test_stop_keeps_what_was_committed(server):
    url = server.new_database()
    with psycopg.connect(url) as connection:
        connection.execute("create table member as select '张三' as name")
    server.stop()
    assert not server.running
    server.restart()
    with psycopg.connect(url) as connection:
        assert connection.execute("select name from member").fetchall() == [("张三",)]


@pytest.mark.parametrize("fsync", [True, False])
def test_killed_it_keeps_what_was_committed_and_nothing_else(postgresql_binaries, fsync):
    with Server(postgresql_binaries, fsync=fsync) as server:
        url = server.new_database()
        with psycopg.connect(url) as connection:
            connection.execute("create table member (name text)")
        with psycopg.connect(url) as connection:
            connection.execute("insert into member values ('committed')")
        # Not `with`: it would roll back, and that is the server's to do.
        open_still = psycopg.connect(url)
        open_still.execute("insert into member values ('not committed')")
        all_of_it = family(server.pid)
        assert len(all_of_it) > 2

        server.kill()

        assert not server.running
        assert not any(Path(f"/proc/{pid}").exists() for pid in all_of_it)
        assert not all_of_it & set(processes())
        with pytest.raises(psycopg.OperationalError):
            open_still.execute("select 1")
        open_still.close()
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(url)
        server.restart()
        with psycopg.connect(url) as connection:
            assert connection.execute("select name from member").fetchall() == [("committed",)]


@pytest.mark.parametrize("end", [Server.stop, Server.kill, lambda server: None], ids=["stopped", "killed", "running"])
def test_closed_it_leaves_nothing(postgresql_binaries, end):
    with Server(postgresql_binaries, fsync=False) as server:
        folder, all_of_it = server.folder, family(server.pid)
        end(server)
    assert not folder.exists()
    assert not all_of_it & set(processes())


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT], ids=["killed", "interrupted"])
def test_it_does_not_outlive_the_tests(postgresql_binaries, how):
    code = """if True:
        import sys, time
        from pathlib import Path
        from store.postgresql import Server
        server = Server(Path(sys.argv[1]))
        server.start()
        print(server.pid, server.folder, flush=True)
        time.sleep(600)
    """
    tests = subprocess.Popen(  # noqa: S603 - our own script
        [sys.executable, "-c", code, postgresql_binaries],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=os.environ | {"PYTHONPATH": str(TESTS)},
        start_new_session=True,
    )
    with tests:
        number, folder = tests.stdout.readline().split()
        all_of_it = family(int(number))
        assert len(all_of_it) > 2
        os.killpg(tests.pid, how)  # and all that is in its group, as a terminal and CI do
    assert eventually(lambda: not all_of_it & set(processes()))
    assert eventually(lambda: not Path(folder).exists())


def test_store_url_names_nothing_yet(store_url, tmp_path):
    if not store_url.startswith("postgresql:"):
        assert not Path(store_url).exists()
        assert Path(store_url).parent == tmp_path
        return
    with psycopg.connect(store_url) as connection:
        found = connection.execute("select count(*) from pg_tables where schemaname = 'public'").fetchone()
        assert found == (0,)
        connection.execute("create table member (name text)")  # the next test's database has none


@pytest.mark.parametrize("time", ["first", "again"])
def test_a_test_may_leave_the_server_killed(postgresql, store_url, time):
    assert postgresql.running
    postgresql.kill()
