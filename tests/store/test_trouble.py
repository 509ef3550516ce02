"""What goes wrong with a database: an error in both languages, nothing half-written, and then it goes on.

No message tells a password, or what stands in rows; no traceback shows what was to be written.
"""

import os
import shutil
import sqlite3
import subprocess
import tempfile
import traceback
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random

import psycopg
import pytest
import sqlalchemy as sa
from polars.testing import assert_frame_equal
from sqlalchemy import event

import regionpb as rpb
from regionpb import changes
from regionpb.store import opening

NOBODY = 65534
TRANSFER = changes.transfer("M-2", to="O-1", on="2012-01-01")
ANOTHER = changes.transfer("M-3", to="O-1", on="2012-01-01")
NAMED = changes.establish(
    "O-9", name="某某秘密支部", form="branch", division="330282103001", under="O-1", members=[], on="2012-01-01"
)


@pytest.fixture
def store(store_url):
    with rpb.open_store(store_url) as opened:
        opened.load(rpb.testing.minimal())
        yield opened


@pytest.fixture
def file(tmp_path):
    return tmp_path / "region.sqlite"


@pytest.fixture
def in_file(file):
    with rpb.open_store(file) as opened:
        opened.load(rpb.testing.minimal())
        yield opened


@pytest.fixture
def url(postgresql):
    return postgresql.new_database()


@pytest.fixture
def on_server(url):
    with rpb.open_store(url) as opened:
        opened.load(rpb.testing.minimal())
        yield opened


@contextmanager
def raised(kind, english, chinese):
    """An error of a kind with a message in both languages; its traceback shows no other library and no row."""
    with pytest.raises(kind, match=english) as told:
        yield told
    assert type(told.value) is kind
    assert chinese in told.value.chinese
    shown = "".join(traceback.format_exception(told.value)) + told.value.chinese
    for hidden in ("sqlalchemy.exc", "psycopg.errors", "sqlite3.", "[SQL", "parameters", "M-2", "秘密"):
        assert hidden not in shown


def held(store):
    """What a store holds, as whoever reads it sees it."""
    region = store.region()
    return store.version, [entry.number for entry in store.journal().entries], region


def assert_unchanged(store, before):
    version, numbers, region = held(store)
    assert (version, numbers) == before[:2]
    for name, frame in before[2].tables.frames.items():
        assert_frame_equal(region.tables.frames[name], frame)
    store.rebuild()
    for name, frame in before[2].tables.frames.items():
        assert_frame_equal(store.region().tables.frames[name], frame)


def asked(url, command, *values):
    with psycopg.connect(url, autocommit=True) as connection:
        return connection.execute(command, values or None)


# ---- there is no room ------------------------------------------------------------------------------


def test_a_file_that_may_not_grow(in_file, file):
    pages = "PRAGMA page_count"
    with in_file._engine.connect() as connection:
        most = [connection.exec_driver_sql(pages).scalar_one()]
    event.listen(in_file._engine, "connect", lambda raw, _: raw.execute(f"PRAGMA max_page_count = {most[0]}"))
    in_file._engine.dispose()
    before = held(in_file)
    much = [changes.admit(f"M-{number:0500}", organization="O-2", on="2012-01-01") for number in range(20)]
    with raised(rpb.StoreError, "no room left .*; nothing of this was written", "存储空间不足"):
        in_file.apply(*much, key="1")
    assert_unchanged(in_file, before)
    most[0] = 100_000
    in_file._engine.dispose()
    assert [in_file.apply(*much, key="1").number, in_file.apply(*much, key="1").number] == [1, 1]


def test_a_region_for_which_there_is_no_room(file):
    with rpb.open_store(file) as store:
        event.listen(store._engine, "connect", lambda raw, _: raw.execute("PRAGMA max_page_count = 1"))
        store._engine.dispose()
        with raised(rpb.StoreError, "no room left", "存储空间不足"):
            store.load(rpb.datasets.ningbo(size=0.002, seed=3))
    with rpb.open_store(file) as store:
        store.load(rpb.testing.minimal())
        assert store.apply(TRANSFER).number == 1


@pytest.fixture
def little_disk(tmp_path):
    """A disk of four megabytes, where root may make one."""
    mounted = ["mount", "-t", "tmpfs", "-o", "size=4m", "regionpb", str(tmp_path)]
    if os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("only root mounts a disk")
    done = subprocess.run(mounted, capture_output=True, text=True, check=False)  # noqa: S603 - the system's own
    if done.returncode != 0:
        pytest.skip(f"no disk can be mounted: {done.stderr.strip()}")
    yield tmp_path
    subprocess.run(["umount", "--lazy", str(tmp_path)], check=True)  # noqa: S603, S607


def fill(file):
    with suppress(OSError), file.open("wb", buffering=0) as filler:
        while filler.write(bytes(512)):
            pass


def test_a_disk_that_is_full(little_disk):
    filler = little_disk / "filler"
    with rpb.open_store(little_disk / "region.sqlite") as store:
        store.load(rpb.testing.minimal())
        store.apply(TRANSFER, key="1")
        fill(filler)
        before = held(store)
        much = [changes.admit(f"M-{number:0500}", organization="O-2", on="2012-01-01") for number in range(20)]
        with raised(rpb.StoreError, "no room left", "存储空间不足"):
            store.apply(*much, key="2")
        filler.unlink()
        assert_unchanged(store, before)
        assert store.apply(*much, key="2").number == 2


@pytest.mark.parametrize(
    ("code", "kind", "english", "chinese"),
    [
        ("53100", rpb.StoreError, "no room left", "存储空间不足"),
        ("55P03", rpb.Conflict, "did not finish in time .*nothing of this was written, try again", "久未结束"),
        ("57014", rpb.Conflict, "did not finish in time", "久未结束"),
        ("40001", rpb.Conflict, "did not finish in time", "久未结束"),
        ("40P01", rpb.Conflict, "did not finish in time", "久未结束"),
        ("42501", rpb.StoreError, "may only be read", "只能读取"),
        ("25006", rpb.StoreError, "may only be read", "只能读取"),
        ("57P01", rpb.StoreError, "the connection was lost", "连接中断"),
        ("XX001", rpb.StoreError, "it is damaged", "已损坏"),
        ("58030", rpb.StoreError, "said by the trigger", "said by the trigger"),
    ],
)
def test_what_a_server_says_is_wrong(on_server, url, code, kind, english, chinese):
    """A trigger says it after half of the change was written, with a row in its details."""
    asked(
        url,
        "CREATE FUNCTION fails() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'said by the trigger'"
        f" USING ERRCODE = '{code}', DETAIL = 'M-2 秘密', HINT = 'M-2 秘密'; END $$",
    )
    asked(url, "CREATE TRIGGER t BEFORE INSERT ON regionpb_journal EXECUTE FUNCTION fails()")
    before = held(on_server)
    with raised(kind, english, chinese):
        on_server.apply(TRANSFER, key="1")
    assert_unchanged(on_server, before)
    asked(url, "DROP TRIGGER t ON regionpb_journal")
    assert [on_server.apply(TRANSFER, key="1").number, on_server.version] == [1, 1]


# ---- it may not be written to, or it is none ---------------------------------------------------------


@pytest.fixture
def guarded():
    """A folder for files that may not be written to; root, who may write anything, is nobody meanwhile."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@contextmanager
def without_rights():
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_file_that_may_only_be_read(guarded):
    file = guarded / "region.sqlite"
    with rpb.open_store(file) as store:
        store.load(rpb.testing.minimal())
    file.chmod(0o444)
    guarded.chmod(0o555)
    with without_rights(), raised(rpb.StoreError, "may only be read", "只能读取"):
        rpb.open_store(file)
    guarded.chmod(0o755)
    file.chmod(0o644)
    with rpb.open_store(file) as store:
        assert store.apply(TRANSFER).number == 1


def test_a_folder_that_may_only_be_read(guarded):
    guarded.chmod(0o555)
    with without_rights(), raised(rpb.StoreError, "cannot be opened", "无法打开"):
        rpb.open_store(guarded / "region.sqlite")
    guarded.chmod(0o755)
    assert [*guarded.iterdir()] == []


def test_a_folder_is_no_file(tmp_path):
    with raised(rpb.StoreError, "cannot be opened .*: it is no file", "无法打开"):
        rpb.open_store(tmp_path)


@pytest.mark.parametrize("seed", range(20))
def test_a_file_that_is_damaged(file, seed):
    """Some bytes are others. What can still be read is read, what cannot is told."""
    with rpb.open_store(file) as store:
        store.load(rpb.testing.minimal())
        store.apply(TRANSFER, key="1")
        store.undo()
    rng, content = Random(seed), bytearray(file.read_bytes())
    used = [at for at, byte in enumerate(content) if byte]
    for at in rng.sample(used, rng.choice([1, 3, 20, 200])):
        content[at] = rng.randrange(256)
    file.write_bytes(content)
    told = []

    def ask(what):
        try:
            return what()
        except rpb.RegionError as error:  # all else fails the test
            told.append(error)
            return None

    if store := ask(lambda: rpb.open_store(file)):
        with store:
            for what in (
                store.region,
                store.journal,
                store.log,
                lambda: store.apply(ANOTHER),
                store.undo,
                store.rebuild,
            ):
                ask(what)
    for error in told:
        assert error.chinese
        assert "sqlalchemy.exc" not in "".join(traceback.format_exception(error))


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE regionpb_base SET content = X'00'",
        "UPDATE regionpb_base SET content = substr(content, 1, 100)",
        "UPDATE regionpb_journal SET patch = '{'",
        "UPDATE regionpb_journal SET patch = '[]'",
        "UPDATE regionpb_journal SET recorded = 'then'",
        "UPDATE regionpb_journal SET changes = CAST(X'FF' AS TEXT)",
        "UPDATE regionpb_register SET shape = '{'",
        "UPDATE regionpb_register SET shape = '{\"members\": 1}'",
        "UPDATE regionpb_register SET recorded = 'M-2 秘密'",
        "UPDATE regionpb_register SET recorded = CAST(X'E7A798E5AF86FF' AS TEXT)",
        "UPDATE regionpb_register SET day = 'M-2 秘密'",
        "DELETE FROM regionpb_register",
    ],
)
def test_what_a_store_has_written_is_damaged(in_file, file, damage):
    in_file.apply(TRANSFER, key="1")
    with sqlite3.connect(file) as connection:
        connection.execute(damage)
    connection.close()
    with raised(rpb.StoreError, "it is damaged", "已损坏"):
        in_file.rebuild()


# ---- others write for too long -----------------------------------------------------------------------


@pytest.fixture
def hurried(monkeypatch):
    monkeypatch.setattr(opening, "_PATIENCE", 0.1)


@pytest.mark.usefixtures("hurried")
def test_others_write_to_a_file_for_too_long(in_file, file):
    with rpb.open_store(file) as store:
        other = sqlite3.connect(file, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with raised(rpb.Conflict, "did not finish in time .*try again", "久未结束"):
            store.apply(TRANSFER, key="1")
        assert store.version == 0  # who reads waits for nobody
        other.rollback()
        other.close()
        assert store.apply(TRANSFER, key="1").number == 1


@pytest.mark.usefixtures("hurried")
def test_others_make_a_store_for_too_long(file):
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with raised(rpb.Conflict, "did not finish in time .*try again", "久未结束"):
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
            with raised(rpb.Conflict, "did not finish in time .*try again", "久未结束"):
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
            with raised(rpb.Conflict, "did not finish in time", "久未结束"):
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
    with raised(rpb.StoreError, "whether the last change was written is not known", "是否写入未知"):
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
