"""A writer that is going to be killed: what it wants and what it was promised stands in its log, line by line."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import sqlalchemy as sa
from attrs import define, field, frozen
from sqlalchemy import event

import regionpb as rpb
from campaign.stores.deeds import Deeds, Wanted, load_if_empty
from oracle.regions import valid
from regionpb.datasets.days import DAY
from regionpb.region import Region
from regionpb.testing.deeds import KINDS

__all__ = ["Said", "Task", "begun", "said", "write"]


@frozen
class Task:
    """What a writer is to do.

    Attributes:
        url: the store.
        log: where it tells.
        name: what its keys begin with, and where its choices come from.
        region: where the choices for the region that is loaded come from.
        changes: after so many it ends of itself.
        dies_at: it kills itself before this statement or commit, or when it is in this phase.
        amid: whether that is counted from its first change on; else from the opening of the store.
        kinds: the acts it makes up.
        refresh: after so many changes it looks at the region again.
        expecting: how often it makes a change only on the version it knows of, and asks again when there is another.
    """

    url: str
    log: Path
    name: str
    region: str
    changes: int | None = None
    dies_at: int | str | None = None
    amid: bool = False
    kinds: Sequence[str] = KINDS
    refresh: int = 8
    expecting: float = 0.0


def begun(seed: str) -> Region:
    """A valid region."""
    return rpb.read(valid(Random(seed), DAY), at=DAY)


def write(task: Task) -> None:
    """Open a store, load it if need be, and change it until the end: that of the process."""
    log = _Log(os.open(task.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND), task)
    event.listen(sa.Engine, "begin", log.begins)
    event.listen(sa.Engine, "before_cursor_execute", log.asks)
    event.listen(sa.Engine, "commit", log.commits)
    try:
        _write(task, log)
    except rpb.RegionError as error:
        log.tell("lost", type(error).__name__, str(error), error.chinese)


def _write(task: Task, log: _Log) -> None:
    log.reach("making", "opening")
    with rpb.open_store(task.url) as store:
        log.reach("loading", "opened")
        load_if_empty(store, lambda: begun(task.region))
        log.tell("loaded")
        log.reach("changing", "choosing")
        deeds, done = Deeds(store, Random(task.name), task.name, task.kinds, task.refresh), 0
        for wanted in deeds:
            log.tell("wants", wanted.key, wanted.acts)
            try:
                entry = deeds.do(wanted, expecting=deeds.rng.random() < task.expecting)
            except (rpb.Refused, rpb.UnknownName):
                log.tell("refused", wanted.key)
                log.reach("changing", "choosing")
                continue
            log.reach("changing", "answered")
            log.tell("has", entry.number, wanted.key)
            log.reach("changing", "choosing")
            done, log.counts = done + 1, True
            if done == task.changes:
                return


@define
class _Log:
    """Where a writer tells, and that it dies when it has come so far."""

    to: int
    task: Task
    counts: bool = field(init=False)
    _stage: str = field(default="making", init=False)
    _count: int = field(default=0, init=False)
    _wrote: bool = field(default=False, init=False)

    def __attrs_post_init__(self) -> None:
        self.counts = not self.task.amid

    def tell(self, *what: Any) -> None:
        os.write(self.to, f"{json.dumps(what, ensure_ascii=False)}\n".encode())

    def reach(self, stage: str, where: str) -> None:
        self._stage = stage
        phase = f"{stage}, {where}"
        self.tell("at", phase)
        if self.counts and phase == self.task.dies_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def begins(self, _connection: sa.Connection) -> None:
        self._wrote = False
        self.reach(self._stage, "reading")

    def asks(self, _connection: sa.Connection, _cursor: object, statement: str, *_: object) -> None:
        if not self._wrote and statement.lstrip().split(maxsplit=1)[0] in {"INSERT", "UPDATE", "DELETE", "CREATE"}:
            self._wrote = True
            self.reach(self._stage, "writing")
        self._step()

    def commits(self, _connection: sa.Connection) -> None:
        if self._wrote:
            self.reach(self._stage, "committing")
        self._step()

    def _step(self) -> None:
        self._count += self.counts
        if self._count == self.task.dies_at:
            os.kill(os.getpid(), signal.SIGKILL)


@define
class Said:
    """What a writer has told.

    Attributes:
        phase: how far it was.
        loaded: whether the store held a region.
        acknowledged: what it was promised, by the number of the entry.
        flying: what it wanted last, and has no answer to.
        lost: the class and the messages of the error with which it ended; None where it was killed.
    """

    phase: str
    loaded: bool
    acknowledged: dict[int, Wanted]
    flying: Wanted | None
    lost: tuple[str, str, str] | None


def said(log: Path) -> Said:
    """Read what a writer has told; a line that was not finished was not told."""
    told = Said("starting", loaded=False, acknowledged={}, flying=None, lost=None)
    lines = log.read_bytes().split(b"\n")[:-1] if log.exists() else []
    for line in lines:
        match json.loads(line):
            case ["at", phase]:
                told.phase = phase
            case ["loaded"]:
                told.loaded = True
            case ["wants", key, acts]:
                told.flying = Wanted(key, acts)
            case ["refused", _]:
                told.flying = None
            case ["has", number, _]:
                assert told.flying is not None  # noqa: S101 - it wanted something first
                told.acknowledged[number], told.flying = told.flying, None
            case ["lost", kind, english, chinese]:
                told.lost = (kind, english, chinese)
            case other:
                raise ValueError(other)
    return told
