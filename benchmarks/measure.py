"""Timing: medians of several runs, in this process or of whole commands."""

from __future__ import annotations

import statistics
import subprocess
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
        limit: what it is meant to stay under, in seconds.
        rows: rows it went over.
    """

    name: str
    seconds: float
    fastest: float
    slowest: float
    runs: int
    limit: float
    rows: int | None = None

    @property
    def kept(self) -> bool:
        """Whether the median is under the limit."""
        return self.seconds < self.limit

    def to_dict(self) -> dict[str, object]:
        """The figure as JSON has it."""
        return asdict(self) | {"kept": self.kept}


def timed(name: str, work: Callable[[], object], *, limit: float, runs: int = 5, rows: int | None = None) -> Figure:
    """Run some work once to warm up, then several times."""
    work()
    seconds: list[float] = []
    for _ in range(runs):
        begun = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - begun)
    return Figure(name, statistics.median(seconds), min(seconds), max(seconds), runs, limit, rows)


def command(name: str, arguments: Sequence[str], *, limit: float, runs: int = 7, rows: int | None = None) -> Figure:
    """Time a whole command, start to end."""

    def work() -> None:
        subprocess.run(arguments, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    return timed(name, work, limit=limit, runs=runs, rows=rows)
