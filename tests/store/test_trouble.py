"""What goes wrong with a disk or a file: an error in both languages, nothing half-written, and then it goes on.

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

import pytest
from sqlalchemy import event

import regionpb as rpb
from regionpb import changes
from store.trouble import ANOTHER, TRANSFER, asked, assert_unchanged, held, raised

NOBODY = 65534


@pytest.fixture
def store(store_url):
    with rpb.open_store(store_url) as opened:
        opened.load(rpb.testing.minimal())
        yield opened


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
        ("55P03", rpb.Conflict, "did not finish in time .*nothing of this was written, try again", "等候超时"),
        ("57014", rpb.Conflict, "did not finish in time", "等候超时"),
        ("40001", rpb.Conflict, "did not finish in time", "等候超时"),
        ("40P01", rpb.Conflict, "did not finish in time", "等候超时"),
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
