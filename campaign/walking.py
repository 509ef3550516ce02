"""Walks from act to act over made-up regions; after each step everything is asked that `RegionMachine` asks.

    python -m campaign.walking [--steps N] [--seed S] [--workers 2]    so many steps, from that seed on
    python -m campaign.walking --only SEED                             one walk, step by step
    python -m campaign.walking --marathon [--steps N]                  goes on where docs/marathon.json says, until Ctrl-C

A step is what was done at once: one act or two that are made together, or one of these taken back. What was refused is
counted apart. Each walk is made of its seed and nothing else. Exits 1 where something did not hold, and says how to walk
there again. Nothing is shrunk: Hypothesis does that, where the fault is put under `tests/testing/test_machine.py`.
"""

from __future__ import annotations

import argparse
import math
import multiprocessing
import os
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from typing import TypeAlias

from attrs import evolve

from campaign.tally import FILE, Tally, Walked
from regionpb.datasets.days import DAY
from regionpb.policies import POLICY_NAMES, read_policy
from regionpb.region import Region
from regionpb.source import read
from regionpb.testing.deeds import KINDS
from regionpb.testing.dice import SIDES, Dice
from regionpb.testing.machine import RegionMachine
from regionpb.testing.make import OPTIONAL, Drawn, Wanted, make_frames
from regionpb.testing.pieces import Norms

__all__ = ["campaign", "main", "walk"]

TRIES = 30
"""So many times a walk tries to do something."""
BATCH = 40
"""So many walks are made before they are counted."""
ACTED = frozenset({"members", "transfers", "units", "regional_units", "seats", "pairings", "liaisons"})
"""The optional tables to which acts write."""


def drawn(rng: Random) -> Region:
    """A valid region: half of them small and with few tables, which are asked about quickly, few as large as forty."""
    which = rng.random()
    fewer = which < 0.5
    tables = frozenset(name for name in sorted(ACTED) if rng.random() < 0.85) if fewer else frozenset(OPTIONAL)
    most, members = (7, [0, 6, 12, 20]) if fewer else (10, [8, 25]) if which < 0.9 else (16, [40])
    norms = Norms.of(read_policy(rng.choice(POLICY_NAMES)).at(DAY))
    sizes = [rng.randint(1, most), rng.randint(1, most), rng.choice(members), rng.randint(0, 8)]
    dice = [[Dice(rng.randbytes(SIDES)) for _ in range(size)] for size in sizes]
    history = rng.random() < 0.7
    choices = Drawn(Dice(rng.randbytes(SIDES)), *dice[:3], happenings=dice[3] if history else [])
    return read(make_frames(Wanted(*sizes[:3], tables, history=history), norms, choices), at=DAY)


def walk(seed: int, *, loud: bool = False) -> Walked:
    """Make a walk, and ask after each step whether all is as it must be."""
    rng, path, machine = Random(seed), list[str](), RegionMachine()
    machine.tally = Counter()
    try:
        machine.begin(region=drawn(rng), policy=rng.choice(POLICY_NAMES))
        for _ in range(TRIES):
            path.append(_step(machine, rng))
            if loud:
                print(path[-1])
        machine.look_back()
    except Exception:  # noqa: BLE001 - whatever a step ends in
        return Walked(seed, machine.tally, (*path,), traceback.format_exc())
    return Walked(seed, machine.tally, (*path,))


def _step(machine: RegionMachine, rng: Random) -> str:
    """Try to do something; what it was."""
    if rng.random() < 0.12:
        times, again = rng.choice([1, 1, 2, 3]), rng.random() < 0.4
        machine.take_back(times=times, again=again)
        return f"take_back({times}, again={again})"
    kind, then = rng.choice(KINDS), rng.choice(KINDS) if rng.random() < 0.2 else None
    seed, days = rng.randrange(2**16), rng.choice([0, 0, 0, 1, 30])
    machine.act(kind=kind, seed=seed, days=days, then=then)
    return f"act({kind!r}, {seed}, {days}, {then!r})"


def quietly() -> None:
    """Leave Ctrl-C to the process that counts."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


Walkers: TypeAlias = Callable[[Callable[[int], Walked], Iterable[int]], Iterable[Walked]]


@contextmanager
def walkers(workers: int) -> Iterator[Walkers]:
    """What makes walks of seeds, in so many processes; in this one where that is one."""
    if workers == 1:
        yield map
        return
    os.environ.setdefault("POLARS_MAX_THREADS", "1")  # the processes share the cores, not the threads
    with multiprocessing.get_context("spawn").Pool(workers, quietly) as pool:
        yield pool.imap_unordered


def campaign(tally: Tally, steps: float, make: Walkers, *, batch: int = BATCH) -> Iterator[list[Walked]]:
    """Walk until there are so many steps, or something did not hold; each batch as soon as it is counted.

    Args:
        tally: where it is counted, and which seed comes next.
        steps: how many steps there are to be; infinity for no end.
        make: what makes walks.
        batch: so many walks are made before they are counted.
    """
    while tally.steps < steps and not tally.violations:
        began = time.monotonic()
        done = [*make(walk, range(tally.next_seed, tally.next_seed + batch))]
        tally.add(done, time.monotonic() - began)
        yield done


def shown(walked: Walked) -> str:
    """A walk on which something did not hold, and how to walk there again."""
    path = "\n".join(f"  {step}" for step in walked.path)
    again = f"python -m campaign.walking --only {walked.seed}"
    return f"\nseed {walked.seed}, after\n{path}\n{walked.fault}\nto walk there again: {again}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the campaign."""
    parser = argparse.ArgumentParser(prog="python -m campaign.walking", description=__doc__.partition("\n")[0])
    parser.add_argument("--steps", type=int, help="how many; 50,000 where nothing is said, of a marathon without end")
    parser.add_argument("--seed", type=int, default=1, help="of the first walk")
    parser.add_argument("--only", type=int, metavar="SEED", help="only this walk, step by step")
    parser.add_argument("--workers", type=int, default=2, help="how many processes")
    parser.add_argument("--marathon", action="store_true", help="go on where the last marathon ended, and count on")
    parser.add_argument("--file", type=Path, default=FILE, help="where a marathon is counted")
    asked = parser.parse_args(arguments)
    if asked.only is not None:
        walked = walk(asked.only, loud=True)
        print(walked.fault or f"{walked.steps} steps, and everything held")
        return 1 if walked.fault else 0
    tally = Tally.read(asked.file) if asked.marathon else Tally(asked.seed)
    begun = evolve(tally)
    wanted = asked.steps or (math.inf if asked.marathon else 50_000)
    began, faults = time.monotonic(), list[Walked]()
    with suppress(KeyboardInterrupt), walkers(asked.workers) as make:
        for done in campaign(tally, tally.steps + wanted if asked.marathon else wanted, make):
            if asked.marathon:
                tally.write(asked.file)
            faults += [walked for walked in done if walked.fault]
            print(f"\r{tally.steps:,} steps", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    for walked in faults:
        print(shown(walked))
    minutes = (time.monotonic() - began) / 60
    print(
        f"{tally.steps - begun.steps:,} steps on {tally.walks - begun.walks:,} walks in {minutes:.1f} minutes; in all:"
    )
    print(tally.shown())
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
