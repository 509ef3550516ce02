"""The country's tree beside graph and tree libraries, and what its index answers by itself."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

import numpy as np

from benchmarks.country import FILE, country
from benchmarks.measure import Figure, timed
from benchmarks.peers.trees import LIBRARIES, numbers
from regionpb import Forest

__all__ = ["figures"]

TIMEOUT = 600
PAIRS = 1_000_000


def figures() -> Iterator[Figure]:
    """Every figure, one after another; a library that is not installed is passed over."""
    yield from _alone()
    yield from _beside()


def _alone() -> Iterator[Figure]:
    divisions = country()
    forest = Forest.from_parents(divisions["code"], divisions["parent"], name="territory")
    own = numbers(divisions.height)
    yield timed(
        "country: a sum over every subtree", lambda: forest.rollup(own), limit=0.02, runs=9, rows=divisions.height
    )
    rng = np.random.default_rng(2011)
    a, b = (rng.integers(0, divisions.height, PAIRS) for _ in range(2))
    yield timed("country: is a under b, by position", lambda: forest.is_under_at(a, b), limit=0.05, runs=9, rows=PAIRS)
    below, above = (divisions["code"].gather(places) for places in (a, b))
    yield timed("country: is a under b, by id", lambda: forest.is_under(below, above), limit=0.3, runs=9, rows=PAIRS)


def _beside() -> Iterator[Figure]:
    rows = country().height
    for library in LIBRARIES:
        if library == "regionpb" or find_spec(library) is None:
            continue
        ours = _measured("regionpb")  # anew beside each, so that both see the same machine
        assert ours is not None
        theirs = _measured(library)
        if theirs is not None and theirs["digest"] != ours["digest"]:
            raise AssertionError(f"{library} answers otherwise")
        yield Figure(
            "country: read, index, list 1,000 subtrees, sum over every subtree",
            ours["seconds"],
            ours["fastest"],
            ours["slowest"],
            ours["runs"],
            rows=rows,
            memory=ours["memory"],
            peer=library,
            peer_seconds=TIMEOUT if theirs is None else theirs["seconds"],
            peer_memory=None if theirs is None else theirs["memory"],
            wanted=1,
            note=None if theirs else f"{library} was stopped after {TIMEOUT} s",
        )


def _measured(library: str) -> dict[str, Any] | None:
    """What came of it in a process of its own; None where it was not done in time."""
    work = [sys.executable, "-m", "benchmarks.peers.trees", library, str(FILE)]
    try:
        done = subprocess.run(work, check=True, stdout=subprocess.PIPE, timeout=TIMEOUT)
    except subprocess.TimeoutExpired:
        return None
    measured: dict[str, Any] = json.loads(done.stdout)
    return measured
