"""Timing: medians of several runs, alone or side by side with a peer, in this process or of whole commands."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

from attrs import asdict, frozen


@frozen
class Figure:
    """One measured figure.

    Attributes:
        name: what was done.
        seconds: the median.
        fastest: the fastest run.
        slowest: the slowest run.
        runs: how many runs.
        limit: what it is meant to stay under, in seconds; None where it is only held against a peer.
        rows: rows it went over.
        memory: most bytes that a process of its own held while doing it.
        peer: who did the same beside it.
        peer_seconds: the peer's median.
        peer_memory: the peer's memory.
        wanted: how many times faster than the peer it is meant to be at least; None where it is only told.
        note: what the reader should know, such as that only a part was measured.
    """

    name: str
    seconds: float
    fastest: float
    slowest: float
    runs: int
    limit: float | None = None
    rows: int | None = None
    memory: int | None = None
    peer: str | None = None
    peer_seconds: float | None = None
    peer_memory: int | None = None
    wanted: float | None = None
    note: str | None = None

    @property
    def ratio(self) -> float | None:
        """How many times faster than the peer it is."""
        return None if self.peer_seconds is None else self.peer_seconds / self.seconds

    @property
    def kept(self) -> bool:
        """Whether the median is under the limit, and the peer slower as many times as wanted."""
        in_time = self.limit is None or self.seconds < self.limit
        return in_time and (self.wanted is None or (self.ratio is not None and self.ratio >= self.wanted))

    def to_dict(self) -> dict[str, object]:
        """The figure as JSON has it."""
        return asdict(self) | {"ratio": self.ratio, "kept": self.kept}


def timed(name: str, work: Callable[[], object], *, limit: float, runs: int = 5, rows: int | None = None) -> Figure:
    """Run some work once to warm up, then several times."""
    work()
    seconds = [_once(work) for _ in range(runs)]
    return Figure(name, statistics.median(seconds), min(seconds), max(seconds), runs, limit, rows)


@frozen
class Short:
    """Some work of milliseconds: what it is called, the work, its limit and its rows."""

    name: str
    work: Callable[[], object]
    limit: float | None
    rows: int


def spread(works: Sequence[Short], *, bursts: int = 15, runs: int = 20, pause: float = 0.5) -> list[Figure]:
    """Run each of some short works often, in bursts spread over time: a machine has slow spells of some seconds."""
    seconds: list[list[float]] = [[] for _ in works]
    for _ in range(bursts):
        for each, taken in zip(works, seconds, strict=True):
            each.work()
            taken += [_once(each.work) for _ in range(runs)]
        time.sleep(pause)
    return [
        Figure(each.name, statistics.median(taken), min(taken), max(taken), len(taken), each.limit, each.rows)
        for each, taken in zip(works, seconds, strict=True)
    ]


def command(name: str, arguments: Sequence[str], *, limit: float, runs: int = 7, rows: int | None = None) -> Figure:
    """Time a whole command, start to end."""
    # As an installed package runs, whose modules are compiled already.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

    def work() -> None:
        subprocess.run(arguments, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)

    return timed(name, work, limit=limit, runs=runs, rows=rows)


def compared(
    name: str,
    work: Callable[[], object],
    peer: str,
    peer_work: Callable[[], object],
    *,
    wanted: float | None = None,
    runs: int = 5,
    peer_runs: int | None = None,
    rows: int | None = None,
    memory: int | None = None,
    peer_memory: int | None = None,
    note: str | None = None,
) -> Figure:
    """Run some work and what a peer does for the same, in turns, so that both see the same machine.

    Each is run once to warm up before, but for a peer that is so slow that its runs are told (`peer_runs`): it runs in
    the middle, for a machine has slow spells of some seconds.
    """
    work()
    if peer_runs is None:
        peer_work()
    ours: list[float] = []
    theirs: list[float] = []
    begin = 0 if peer_runs is None else (runs - peer_runs) // 2
    for turn in range(runs):
        ours.append(_once(work))
        if peer_runs is None or begin <= turn < begin + peer_runs:
            theirs.append(_once(peer_work))
    return Figure(
        name,
        statistics.median(ours),
        min(ours),
        max(ours),
        runs,
        rows=rows,
        memory=memory,
        peer=peer,
        peer_seconds=statistics.median(theirs),
        peer_memory=peer_memory,
        wanted=wanted,
        note=note,
    )


def peak_memory(arguments: Sequence[str]) -> int:
    """The most bytes that a command held at once.

    Raises:
        CalledProcessError: when the command fails.
    """
    # A new process counts from what the one that started it holds: so a small one starts it.
    told = subprocess.run([sys.executable, "-c", _HELD, *arguments], check=True, stdout=subprocess.PIPE, text=True)
    return int(told.stdout) * (1 if sys.platform == "darwin" else 1024)


_HELD = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def _once(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
