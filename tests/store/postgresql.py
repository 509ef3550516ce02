"""A PostgreSQL server of the tests' own, which can be killed as a machine that fails kills it.

with Server() as server:
    url = server.new_database()  # postgresql://…, for psycopg, SQLAlchemy and regionpb.open_store
    server.kill()
    server.restart()  # what was committed is there, and nothing else
"""

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote, urlsplit

import psycopg
from psycopg import sql

REAPER = Path(__file__).with_name("reaper.py")
ADMIN = "postgres"  # the server's first role and first database
PORT = 5432  # names the socket in the server's own folder: nothing listens on the network
PATIENCE = 60.0  # seconds until a server that neither starts nor stops is an error
LOOK = 0.02  # seconds

LINUX = sys.platform == "linux"

# Outside Linux the C library may not know C.UTF-8; C sorts in the same way.
LOCALE = "C.UTF-8" if LINUX else "C"


class Server:
    """A server with a folder of its own, reached by a socket in it; folder and server are gone when it is closed.

    It never outlives this process, not even when that is killed: see `reaper.py`.

    Args:
        binaries: the folder of initdb, pg_ctl and postgres.
        fsync: whether what is committed is written through to the disk. Without it tests are faster; a killed server
            still finds what it had committed, a machine that loses power would not.
    """

    def __init__(self, binaries: Path, *, fsync: bool = True) -> None:
        self.binaries = binaries
        self.fsync = fsync
        self.folder: Path | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._reaper: subprocess.Popen[bytes] | None = None
        self._made = 0

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def running(self) -> bool:
        """Whether it was started and neither stopped nor killed since."""
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        """The number of the server's first process."""
        assert self._process, "was never started"
        return self._process.pid

    def start(self) -> None:
        """Start the server and wait until it answers; after `kill` it recovers first. The first time, make its data."""
        if self.running:
            return
        folder = self.folder or self._make()
        settings = {
            "port": PORT,
            "listen_addresses": "",
            "unix_socket_directories": folder,
            "max_connections": 100,
            "fsync": "on" if self.fsync else "off",
            # Lies in the folder and goes with it; containers have little /dev/shm, and a killed server leaves it full.
            "dynamic_shared_memory_type": "mmap",
        }
        options = [f"--{name}={value}" for name, value in settings.items()]
        with (folder / "log").open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 - the server
                [self.binaries / "postgres", "-D", folder / "data", *options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=folder,
                start_new_session=True,  # Ctrl-C is for the tests: they stop the server when they are done
                **account(),
            )
        wait(self._answers, lambda: f"PostgreSQL does not answer: {self._said()}")

    def stop(self) -> None:
        """Stop the server in good order, ending its sessions; its data stay."""
        if self.running:
            os.kill(self.pid, signal.SIGINT)
            wait(lambda: not self.running, lambda: f"PostgreSQL does not stop: {self._said()}")

    def kill(self) -> None:
        """End all of the server's processes at once, without a word to any of them; its data stay as they are."""
        if not self.running:
            return
        # Held, it can neither start another process nor tell the others that one died.
        os.kill(self.pid, signal.SIGSTOP)
        os.waitpid(self.pid, os.WUNTRACED)
        killed: set[int] = set()
        while children := [pid for pid, parent in processes().items() if parent == self.pid]:
            killed.update(children)
            for pid in children:
                os.kill(pid, signal.SIGKILL)
            time.sleep(LOOK)
        with adopting():
            os.kill(self.pid, signal.SIGKILL)
            wait(lambda: not self.running, lambda: "PostgreSQL does not die")
            for pid in killed if LINUX else ():
                os.waitpid(pid, 0)

    def restart(self) -> None:
        """Start the server again, whether it runs, was stopped or was killed."""
        self.stop()
        self.start()

    def close(self) -> None:
        """Stop the server and remove its folder."""
        self.stop()
        if self._reaper:
            self._forget()
            self._reaper.communicate(timeout=2 * PATIENCE)
            self._reaper = self.folder = None

    def url(self, database: str = ADMIN) -> str:
        """The address of a database, as psycopg and SQLAlchemy take it."""
        return f"postgresql://{ADMIN}@/{database}?host={quote(str(self.folder), safe='/')}&port={PORT}"

    def new_database(self) -> str:
        """Make an empty database; its address."""
        self._made += 1
        name = f"region_{self._made}"
        self._order("create database {} template template0", name)
        return self.url(name)

    def drop_database(self, url: str) -> None:
        """Remove a database, whoever still uses it."""
        self._order("drop database {} with (force)", urlsplit(url).path.removeprefix("/"))

    def _order(self, command: str, database: str) -> None:
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(sql.SQL(command).format(sql.Identifier(database)))

    def _make(self) -> Path:
        # TMPDIR may be closed to the server's account, and so long that a socket's name does not fit.
        self.folder = folder = Path(tempfile.mkdtemp(prefix="regionpb-postgresql-", dir="/tmp"))
        if server := account():
            os.chown(folder, server["user"], server["group"])
        # In a session of its own, or what kills the tests, Ctrl-C say, kills it with them.
        command = [sys.executable, "-I", REAPER, self.binaries / "pg_ctl", folder]
        self._reaper = subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)  # noqa: S603 - ours
        # A machine that fails takes the tests with it: even with fsync the first files need not be on the disk.
        options = [f"--username={ADMIN}", "--auth=trust", "--encoding=UTF8", f"--locale={LOCALE}", "--no-sync"]
        subprocess.run(  # noqa: S603 - PostgreSQL's own
            [self.binaries / "initdb", f"--pgdata={folder / 'data'}", *options],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            cwd=folder,
            check=True,
            **account(),
        )
        return folder

    def _answers(self) -> bool:
        if not self.running:
            raise RuntimeError(f"PostgreSQL ended while it started: {self._said()}")
        try:
            psycopg.connect(self.url()).close()
        except psycopg.OperationalError:  # no socket yet, or it still recovers
            return False
        return True

    def _said(self) -> str:
        assert self.folder
        return (self.folder / "log").read_text("utf-8")

    def _forget(self) -> None:
        """What a killed server leaves: a small piece of shared memory, and a file that names it and the process."""
        assert self.folder
        left = self.folder / "data" / "postmaster.pid"
        if left.exists():
            key_and_number = left.read_text("utf-8").splitlines()[6:7]
            for number in [words.split()[1] for words in key_and_number if words.strip()]:
                subprocess.run([shutil.which("ipcrm") or "ipcrm", "-m", number], check=False)  # noqa: S603 - the system's own
            left.unlink()  # the number of the process may be another's by now: nobody is to stop that


def account() -> dict[str, Any]:
    """Whom the server runs as, for subprocess: us; someone else if we are root, for it refuses to be root."""
    if os.geteuid() != 0:
        return {}
    users = {user.pw_name: user for user in pwd.getpwall()}
    user = users.get("postgres") or users["nobody"]
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def processes() -> dict[int, int]:
    """Every process that runs, with the process that started it; none that ended and waits to be noticed."""
    proc = Path("/proc")
    if not (proc / "self" / "stat").exists():
        listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid=,stat="], capture_output=True, text=True, check=True)  # noqa: S607
        rows = [line.split() for line in listed.stdout.splitlines()]
        return {int(pid): int(parent) for pid, parent, state in rows if not state.startswith("Z")}
    found: dict[int, int] = {}
    for folder in proc.glob("[0-9]*"):
        try:
            # number (name, which may hold anything) state parent …
            state, parent = (folder / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()[:2]
        except OSError:  # ended meanwhile
            continue
        if state not in "ZX":
            found[int(folder.name)] = int(parent)
    return found


@contextmanager
def adopting() -> Iterator[None]:
    """On Linux: whose parent ends meanwhile becomes our child.

    It would become the first process's, which in many containers never looks after its children: those that ended would
    stay in the list of processes for as long as the container runs.
    """
    prctl = ctypes.CDLL(None).prctl if LINUX else lambda *_: None
    set_child_subreaper = 36  # of linux/prctl.h
    prctl(set_child_subreaper, 1, 0, 0, 0)
    try:
        yield
    finally:
        prctl(set_child_subreaper, 0, 0, 0, 0)


def wait(done: Callable[[], bool], otherwise: Callable[[], str]) -> None:
    """Until it is done; an error that says what it says otherwise, if that takes too long."""
    until = time.monotonic() + PATIENCE
    while not done():
        if time.monotonic() > until:
            raise TimeoutError(otherwise())
        time.sleep(LOOK)
