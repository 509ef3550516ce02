"""Processes for writers."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from multiprocessing.process import BaseProcess

from campaign.stores.sound import expect
from campaign.stores.writing import Said, Task, said, write

__all__ = ["PATIENCE", "started", "write_together"]

PATIENCE = 120.0
"""So many seconds a writer may take that should begin, or end of itself."""

IMPORTED = (
    "alembic.command", "alembic.config", "hypothesis.stateful", "jinja2", "narwhals", "networkx", "numpy", "polars",
    "psycopg", "pydantic", "regionpb.changes.acts", "sqlalchemy.dialects.postgresql.psycopg",
)  # fmt: skip
"""What the process has imported from which writers fork. When all of the library is imported plans are run, whose
threads survive no fork: the rest each writer imports for itself."""

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload([*IMPORTED])


def started(task: Task) -> BaseProcess:
    """A process that writes."""
    process = FORKS.Process(target=write, args=(task,))
    process.start()
    return process


def write_together(tasks: Sequence[Task], meanwhile: Callable[[], None]) -> list[Said]:
    """Let writers write at the same time, until each has made its changes.

    Args:
        tasks: what they do.
        meanwhile: what is done until they have ended, again and again.

    Returns:
        What they tell.

    Raises:
        Violation: when one ends before.
    """
    processes = [started(task) for task in tasks]
    try:
        while any(process.is_alive() for process in processes):
            meanwhile()
        for process in processes:
            process.join()
    finally:
        for process in processes:
            process.kill()
    told = [said(task.log) for task in tasks]
    for task, process, each in zip(tasks, processes, told, strict=True):
        expect(each.lost is None, f"{task.name} ended with {each.lost}")
        expect(process.exitcode == 0, f"{task.name} ended with {process.exitcode}")
        expect(len(each.acknowledged) == task.changes, f"{task.name} made {len(each.acknowledged)} changes")
    return told
