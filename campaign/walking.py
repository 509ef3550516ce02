"""Walks from act to act over made-up regions; after each step everything is asked that `RegionMachine` asks.

    python -m campaign.walking [--steps N] [--seed S]    so many steps, in walks from that seed on
    python -m campaign.walking --only SEED               one walk, step by step
    python -m campaign.walking --marathon [--steps N]    on from where docs/marathon.json says, until Ctrl-C

A step is what was done at once: one act, or two that are made together, or one of these taken back. What was refused
is counted apart. Each walk is made of its seed and nothing else. Exits 1 where something did not hold, and says how to
walk there again. Nothing is shrunk, which takes Hypothesis long: `tests/testing/test_machine.py` does that.
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
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from random import Random
from typing import Any, TypeAlias

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
    """A valid region: four of five are small and have few tables, which are asked about quickly; a few are larger."""
    which = rng.random()
    fewer = which < 0.8
    tables = {name for name in sorted(ACTED) if rng.random() < 0.8} | {"members"} if fewer else {*OPTIONAL}
    most, members = (7, [0, 6, 12, 20]) if fewer else (10, [8, 25]) if which < 0.97 else (16, [40])
    norms = Norms.of(read_policy(rng.choice(POLICY_NAMES)).at(DAY))
    divisions, organizations = rng.randint(1, most), rng.randint(1, most)
    # One organization alone is a committee, which holds no members.
    sizes = [divisions, organizations, rng.choice(members) if organizations > 1 else 0, rng.randint(0, 8)]
    dice = [[Dice(rng.randbytes(SIDES)) for _ in range(size)] for size in sizes]
    history = rng.random() < 0.7
    choices = Drawn(Dice(rng.randbytes(SIDES)), *dice[:3], happenings=dice[3] if history else [])
    return read(make_frames(Wanted(*sizes[:3], frozenset(tables), history=history), norms, choices), at=DAY)


def walk(seed: int, tries: int = TRIES, *, loud: bool = False) -> Walked:
    """Make a walk, and ask after each step whether all is as it must be.

    Args:
        seed: what it is made of.
        tries: how often something is tried.
        loud: whether each step is printed before it is made.
    """
    rng, path, machine = Random(seed), list[str](), RegionMachine()
    machine.tally = Counter()
    try:
        machine.begin(region=drawn(rng), policy=rng.choice(POLICY_NAMES))
        for _ in range(tries):
            rule, drawn_for_it = _next(rng)
            path.append(f"{rule}({', '.join(f'{name}={value!r}' for name, value in drawn_for_it.items())})")
            if loud:
                print(path[-1], flush=True)
            getattr(machine, rule)(**drawn_for_it)
        machine.look_back()
    except Exception:  # noqa: BLE001 - whatever a step ends in
        return Walked(seed, machine.tally, (*path,), traceback.format_exc())
    return Walked(seed, machine.tally, (*path,))


def _next(rng: Random) -> tuple[str, Mapping[str, Any]]:
    """What is tried next: a rule of the machine, and what is drawn for it."""
    if rng.random() < 0.12:
        return "take_back", {"times": rng.choice([1, 1, 2, 3]), "again": rng.random() < 0.4}
    kind, then = rng.choice(KINDS), rng.choice(KINDS) if rng.random() < 0.2 else None
    return "act", {
        "kind": kind,
        "seed": rng.randrange(2**16),
        "days": rng.choice([0, 0, 0, 1, 30, -1, -2, -30]),
        "then": then,
    }


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


def campaign(tally: Tally, steps: float, make: Walkers, walk: Callable[[int], Walked]) -> Iterator[list[Walked]]:
    """Walk until there are so many steps, or something did not hold; each batch as soon as it is counted.

    Args:
        tally: where it is counted, and which seed comes next.
        steps: how many steps there are to be; infinity for no end.
        make: what makes walks of seeds.
        walk: a walk of a seed.
    """
    known = len(tally.violations)
    while tally.steps < steps and len(tally.violations) == known:
        began = time.monotonic()
        done = [*make(walk, range(tally.next_seed, tally.next_seed + BATCH))]
        tally.add(done, time.monotonic() - began)
        yield done


def shown(walked: Walked, tries: int) -> str:
    """A walk on which something did not hold, and how to walk there again."""
    path = "\n".join(f"  {step}" for step in walked.path)
    again = f"python -m campaign.walking --only {walked.seed}{'' if tries == TRIES else f' --tries {tries}'}"
    return f"\nseed {walked.seed}:\n{path}\n\n{walked.fault}\nto walk there again: {again}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the campaign."""
    parser = argparse.ArgumentParser(prog="python -m campaign.walking", description=__doc__.partition("\n")[0])
    parser.add_argument("--steps", type=int, help="how many; 50,000 where nothing is said, of a marathon without end")
    parser.add_argument("--seed", type=int, default=1, help="of the first walk")
    parser.add_argument("--tries", type=int, default=TRIES, help="how often a walk tries to do something")
    parser.add_argument("--only", type=int, metavar="SEED", help="only this walk, step by step")
    parser.add_argument("--workers", type=int, default=2, help="how many processes")
    parser.add_argument("--marathon", action="store_true", help="go on where the last marathon ended, and count on")
    parser.add_argument("--file", type=Path, default=FILE, help="where a marathon is counted")
    asked = parser.parse_args(arguments)
    if asked.only is not None:
        walked = walk(asked.only, asked.tries, loud=True)
        print(walked.fault or f"{walked.steps} steps, and everything held")
        return 1 if walked.fault else 0
    tally = Tally.read(asked.file) if asked.marathon else Tally(asked.seed)
    steps, walks, began, faults = tally.steps, tally.walks, time.monotonic(), list[Walked]()
    wanted = asked.steps or (math.inf if asked.marathon else 50_000)
    # A marathon ends when somebody ends it; any other campaign has not done what it was to do then.
    with suppress(*([KeyboardInterrupt] if asked.marathon else [])), walkers(asked.workers) as make:
        for done in campaign(tally, steps + wanted, make, partial(walk, tries=asked.tries)):
            if asked.marathon:
                tally.write(asked.file)
            faults += [walked for walked in done if walked.fault]
            print(f"\r{tally.steps - steps:,} steps", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    for walked in faults:
        print(shown(walked, asked.tries))
    minutes = (time.monotonic() - began) / 60
    print(f"{tally.steps - steps:,} steps on {tally.walks - walks:,} walks in {minutes:.1f} minutes; in all:")
    print(tally.shown())
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
