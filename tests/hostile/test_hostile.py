"""Whatever a source holds: no traceback, no hang, no row lost, memory in proportion to the file.

Each source is read, checked and reported as text, JSON and HTML in a child process that is killed when it takes too
long; small ones share a child, each big one has its own. `REGIONPB_CAMPAIGN=1` writes the page, too, of each that has
very many findings.
"""

import json
import os
import select
import stat
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from . import child
from .files import FILES
from .graphs import GRAPHS
from .texts import TEXTS

CAMPAIGN = bool(os.environ.get("REGIONPB_CAMPAIGN"))
CASES = [*TEXTS.cases, *FILES.cases, *GRAPHS.cases]
PATIENCE = 120
"""Seconds after which a child is taken to hang; the slowest takes ten."""

AT_REST = 800
A_BYTE_TAKES = 16
A_FINDING_TAKES = 2_000
"""The memory that reading, checking and reporting may take: megabytes whatever the file, then bytes for each byte of it
and for each finding, of which there is none for a row without fault and hardly more than one for a faulty cell."""


class Child:
    def __init__(self):
        command = [sys.executable, "-W", "error", child.__file__]
        self.process = subprocess.Popen(  # noqa: S603 - our own module
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, bufsize=1
        )

    def ask(self, source, **wanted):
        self.process.stdin.write(json.dumps({"source": str(source), **wanted}) + "\n")
        ready, _, _ = select.select([self.process.stdout], [], [], PATIENCE)
        line = self.process.stdout.readline() if ready else None
        assert line is not None, f"no answer within {PATIENCE} seconds"
        assert line, f"the process died: {self.process.wait()}"
        return json.loads(line)

    def end(self):
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()


@pytest.fixture(scope="module")
def shared():
    """A child for all small sources, made anew when one kills it."""
    kept = []
    yield kept
    for each in kept:
        each.end()


@contextmanager
def alone(lock):
    """One at a time of all processes that run tests: two big sources would take twice the memory."""
    fcntl = pytest.importorskip("fcntl")
    with lock.open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        each = Child()
        try:
            yield each
        finally:
            each.end()


def answered(case, source, shared, lock):
    if case.big:
        with alone(lock) as each:
            return each.ask(source, command=False, page=case.page or CAMPAIGN)
    if not shared:
        shared.append(Child())
    try:
        return shared[0].ask(source, command=True, page=True)
    except AssertionError:
        shared.pop().end()
        raise


def size_of(folder):
    return sum(path.stat().st_size for path in folder.iterdir() if stat.S_ISREG(path.lstat().st_mode))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_hostile_source(case, tmp_path, tmp_path_factory, shared):
    folder = tmp_path / "source"
    folder.mkdir()
    source = case.make(folder)
    answer = answered(case, source, shared, tmp_path_factory.getbasetemp().parent / "hostile.lock")
    assert "raised" not in answer, answer["raised"]
    assert ("refused" in answer) == case.nothing, answer.get("refused")
    rows = answer.get("rows", {})
    assert all(read == taken + aside for read, taken, aside in rows.values()), rows
    kept = answer.get("kept", {})
    assert all(kept.get(name, 0) == aside for name, (_, _, aside) in rows.items()), kept
    assert {name: rows[name][0] for name in case.rows} == case.rows
    for code, said in answer.get("exits", ()):
        assert code in ({2} if case.nothing else {0, 1})
        assert not any(word in said for word in ("Traceback", "fault of regionpb", "自身的错误"))
    taken = answer["peak"] - answer["before"]
    findings = sum((answer.get("codes") or {}).values())
    allowed = AT_REST + (A_BYTE_TAKES * size_of(folder) + A_FINDING_TAKES * findings) / 1e6
    assert taken <= allowed, f"{taken} MB"


def test_a_file_that_nobody_may_read(tmp_path, monkeypatch):
    """Permissions are withheld by the file system or, for root, who may read everything, by `open`."""
    import regionpb as rpb

    from .case import DIVISIONS, ORGANIZATIONS

    (tmp_path / "divisions.csv").write_text(DIVISIONS, "utf-8")
    for suffix in ("csv", "jsonl"):
        locked = tmp_path / f"organizations.{suffix}"
        locked.write_text(ORGANIZATIONS, "utf-8")
        locked.chmod(0)
    if os.geteuid() == 0:
        opened = Path.open

        def refusing(path, *arguments, **named):
            if path.name.startswith("organizations"):
                raise PermissionError(13, "Permission denied", str(path))
            return opened(path, *arguments, **named)

        monkeypatch.setattr(Path, "open", refusing)
    found = rpb.read(tmp_path, at="2011-07-29").check(select=["E011"]).findings
    assert [(f.id, f.values["reason"]) for f in found] == [
        ("organizations.csv", "no_permission"),
        ("organizations.jsonl", "no_permission"),
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may look into every folder")
def test_a_folder_that_nobody_may_look_into(tmp_path):
    import regionpb as rpb

    (tmp_path / "locked").mkdir(mode=0)
    with pytest.raises(rpb.SourceError, match="permission"):
        rpb.read(tmp_path / "locked")
