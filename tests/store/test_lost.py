"""Others write for too long, nobody answers, somebody may not: an error in both languages, and nothing is lost."""

import sqlite3
import traceback

import psycopg
import pytest
import sqlalchemy as sa
from polars.testing import assert_frame_equal
from sqlalchemy import event

import regionpb as rpb
from regionpb.store import opening
from store.trouble import ANOTHER, TRANSFER, asked, raised


@pytest.fixture
def store(store_url):
    with rpb.open_store(store_url) as opened:
        opened.load(rpb.testing.minimal())
        yield opened


# ---- others write for too long -----------------------------------------------------------------------


@pytest.fixture
def hurried(monkeypatch):
    monkeypatch.setattr(opening, "_PATIENCE", 0.1)


@pytest.mark.usefixtures("hurried")
def test_others_write_to_a_file_for_too_long(in_file, file):
    with rpb.open_store(file) as store:
        with store._engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 100  # milliseconds
        other = sqlite3.connect(file, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with raised(rpb.Conflict, "did not finish in time .*try again", "等候超时"):
            store.apply(TRANSFER, key="1")
        assert store.version == 0  # who reads waits for nobody
        other.rollback()
        other.close()
        assert store.apply(TRANSFER, key="1").number == 1


@pytest.mark.usefixtures("hurried")
def test_others_make_a_store_for_too_long(file):
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with raised(rpb.Conflict, "did not finish in time .*try again", "等候超时"):
        rpb.open_store(file)
    other.rollback()
    other.close()
    with rpb.open_store(file) as store:
        assert store.version == 0


@pytest.mark.usefixtures("hurried")
def test_others_write_on_a_server_for_too_long(on_server, url):
    with rpb.open_store(url) as store:
        with psycopg.connect(url) as other:
            other.execute("SELECT * FROM regionpb_register FOR UPDATE")
            with raised(rpb.Conflict, "did not finish in time .*try again", "等候超时"):
                store.apply(TRANSFER, key="1")
            assert store.version == 0
        assert store.apply(TRANSFER, key="1").number == 1


def test_a_statement_that_takes_too_long(on_server, url):
    """The database allows less time than somebody else takes."""
    database = sa.make_url(url).database
    with rpb.open_store(url) as store:
        asked(url, f"ALTER DATABASE {database} SET statement_timeout = 100")
        store._engine.dispose()
        with psycopg.connect(url) as other:
            other.execute("SET statement_timeout = 0")
            other.execute("SELECT * FROM regionpb_register FOR UPDATE")
            with raised(rpb.Conflict, "did not finish in time", "等候超时"):
                store.apply(TRANSFER, key="1")
        asked(url, f"SET statement_timeout = 0; ALTER DATABASE {database} RESET statement_timeout")
        store._engine.dispose()
        assert store.apply(TRANSFER, key="1").number == 1


def test_too_many_at_the_same_time(store):
    pool = store._engine.pool
    pool._timeout = 0.01
    taken = [store._engine.connect() for _ in range(pool.size() + pool._max_overflow)]
    with raised(rpb.Conflict, "too many are using it", "同时使用者过多"):
        store.apply(TRANSFER, key="1")
    for connection in taken:
        connection.close()
    assert store.apply(TRANSFER, key="1").number == 1


# ---- nobody answers ----------------------------------------------------------------------------------


def test_the_server_is_killed_amid_changes(on_server, url, postgresql):
    assert on_server.apply(TRANSFER, key="1").number == 1
    postgresql.kill()
    for ask in (lambda: on_server.apply(ANOTHER, key="2"), on_server.region, lambda: rpb.open_store(url)):
        with raised(rpb.StoreError, "cannot be reached .*nothing was asked of it", "无法连接"):
            ask()
    postgresql.restart()
    assert [on_server.apply(ANOTHER, key=key).number for key in ("1x", "1x")] == [2, 2]
    assert on_server.version == 2


def test_a_server_that_was_started_again_is_as_before(on_server, url, postgresql):
    """The first that is asked of it is answered."""
    on_server.apply(TRANSFER, key="1")
    postgresql.restart()
    assert on_server.apply(ANOTHER, key="2").number == 2
    postgresql.kill()
    postgresql.restart()
    assert on_server.version == 2


def ending(url):
    """End all connections to a database but one."""
    others = "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = current_database()"
    asked(url, f"{others} AND pid <> pg_backend_pid()")


@pytest.mark.parametrize("how", ["ended", "killed"])
@pytest.mark.parametrize("when", ["begins", "writes", "commits"])
def test_the_connection_is_lost_within_a_change(on_server, url, postgresql, when, how):
    lost = []

    def lose(*what):
        if not lost and (when != "writes" or "INSERT INTO regionpb_journal" in what[2]):
            lost.append(when)
            postgresql.kill() if how == "killed" else ending(url)

    at = {"begins": "before_cursor_execute", "writes": "before_cursor_execute", "commits": "commit"}[when]
    event.listen(on_server._engine, at, lose)
    with raised(rpb.StoreError, "the connection was lost .*apply it again with the same key", "连接中断"):
        on_server.apply(TRANSFER, key="1")
    postgresql.start()
    assert on_server.version == 0
    assert [on_server.apply(TRANSFER, key="1").number for _ in range(2)] == [1, 1]
    on_server.rebuild()
    assert on_server.version == 1


@pytest.mark.parametrize("how", ["ended", "killed"])
def test_the_connection_is_lost_while_a_region_is_loaded(url, postgresql, how):
    region, lost = rpb.datasets.ningbo(size=0.002, seed=3), []

    def lose(_connection, _cursor, statement, *_):
        if not lost and "DELETE FROM regionpb_members" in statement:
            lost.append(statement)
            postgresql.kill() if how == "killed" else ending(url)

    with rpb.open_store(url) as store:
        event.listen(store._engine, "after_cursor_execute", lose)
        with raised(rpb.StoreError, "the connection was lost", "连接中断"):
            store.load(region)
        assert lost
        postgresql.start()
        with pytest.raises(rpb.StoreError, match="holds nothing yet"):
            store.region()
        store.load(region)
        for name, frame in region.tables.frames.items():
            assert_frame_equal(store.region().tables.frames[name], frame)


def test_there_is_no_room_for_a_region_on_a_server(url):
    with rpb.open_store(url) as store:
        asked(
            url,
            "CREATE FUNCTION fails() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'said by the trigger'"
            " USING ERRCODE = '53100', DETAIL = 'M-2 秘密'; END $$",
        )
        asked(url, "CREATE TRIGGER t BEFORE INSERT ON regionpb_members FOR EACH ROW EXECUTE FUNCTION fails()")
        with raised(rpb.StoreError, "no room left", "存储空间不足"):
            store.load(rpb.testing.minimal())
        asked(url, "DROP TRIGGER t ON regionpb_members")
        with pytest.raises(rpb.StoreError, match="holds nothing yet"):
            store.region()
        store.load(rpb.testing.minimal())
        assert store.apply(TRANSFER).number == 1


def test_the_answer_is_lost(on_server, url):
    """It is written, but who asked is not told: asked again under the same key it is there once."""
    real = on_server._engine.dialect.do_commit

    def commits(connection):
        real(connection)
        ending(url)
        connection.execute("SELECT 1")

    on_server._engine.dialect.do_commit = commits
    with raised(rpb.StoreError, "whether the last change was written is not known", "是否已写入"):
        on_server.apply(TRANSFER, key="1")
    on_server._engine.dialect.do_commit = real
    assert on_server.version == 1
    assert [on_server.apply(TRANSFER, key="1").number, on_server.version] == [1, 1]


# ---- whom it is not for ------------------------------------------------------------------------------


def test_no_such_database(postgresql):
    with raised(rpb.StoreError, 'cannot be reached .*database "nowhere" does not exist', "无法连接"):
        rpb.open_store(postgresql.url("nowhere"))


def test_a_wrong_password(postgresql):
    url = postgresql.new_database()
    asked(url, "DROP ROLE IF EXISTS clerk")
    asked(url, "CREATE ROLE clerk LOGIN PASSWORD 'right'")
    rules = postgresql.folder / "data" / "pg_hba.conf"
    before = rules.read_text()
    rules.write_text(f"local all clerk scram-sha-256\n{before}")
    try:
        asked(url, "SELECT pg_reload_conf()")
        for wrong in (url.replace("postgres@", "clerk:secret@"), f"{url}&user=clerk&password=secret"):
            with raised(rpb.StoreError, "cannot be reached .*password authentication failed", "无法连接") as told:
                rpb.open_store(wrong)
            assert "secret" not in "".join(traceback.format_exception(told.value)) + told.value.chinese
    finally:
        rules.write_text(before)
        asked(url, "SELECT pg_reload_conf()")


def test_somebody_who_may_only_look(on_server, url):
    asked(url, "DROP ROLE IF EXISTS reader")
    asked(url, "CREATE ROLE reader LOGIN")
    asked(url, "GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader")
    with rpb.open_store(url.replace("postgres@", "reader@")) as store:
        assert store.version == 0
        with raised(rpb.StoreError, "may only be read .*permission denied", "只能读取"):
            store.apply(TRANSFER)
    asked(url, "DROP OWNED BY reader")


def test_a_password_that_was_not_encoded():
    with raised(rpb.StoreError, "its port is no number; .* as %40, %3A", "端口不是数字") as told:
        rpb.open_store("postgresql://clerk:pass@word:secret@host/region")
    assert "secret" not in str(told.value) + told.value.chinese
