"""Writers, and the server, are killed at random moments: is everything there that was acknowledged, and nothing half?

    python -m campaign.killing [--kills N] [--seed S] [--store sqlite|postgresql|both]

A store lives through ten kills: while it is made, while a region is loaded into it, and while act after act is applied
and taken back under keys. After each kill it is opened again and must hold what `campaign.stores.sound` asks for; what
was on its way is asked for once more under its key, and is there once. Every fourth time on PostgreSQL it is the server
that is killed, and sometimes both. The first violation ends the campaign with exit code 1, and is told with its seed.
The seed gives the acts, and the moments as far as a clock goes: at which instruction a kill arrives it cannot say.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from campaign.stores.life import Life, Tally
from campaign.stores.places import place_of
from campaign.stores.sound import Violation

__all__ = ["main"]

KILLS = 10
"""So many in the life of one store."""


def lives(kills: int, seed: int, stores: Sequence[str]) -> list[tuple[str, str, int]]:
    """The lives that take so many kills: the store, the seed, how many of them."""
    found: list[tuple[str, str, int]] = []
    for number in range(-(-kills // KILLS)):
        store = stores[number % len(stores)]
        found.append((store, f"{seed}-{store}-{number}", min(KILLS, kills - number * KILLS)))
    return found


def run(share: Sequence[tuple[str, str, int]], tally: Tally, stop: threading.Event) -> None:
    """Live some lives one after the other, until somebody says stop.

    Raises:
        Violation: when something does not hold.
    """
    with tempfile.TemporaryDirectory(prefix="regionpb-killing-") as folder, ExitStack() as opened:
        places = {name: opened.enter_context(place_of(name)) for name in {store for store, _, _ in share}}
        for store, seed, kills in share:
            if stop.is_set():
                return
            try:
                Life(places[store], seed, Path(folder), tally).live(kills)
            except BaseException:
                stop.set()
                raise


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the campaign."""
    parser = argparse.ArgumentParser(prog="python -m campaign.killing", description=__doc__.partition("\n")[0])
    parser.add_argument("--kills", type=int, default=500, help="so many, over all stores")
    parser.add_argument("--seed", type=int, default=0, help="which acts, and when")
    parser.add_argument("--store", choices=["sqlite", "postgresql", "both"], default="both")
    parser.add_argument("--workers", type=int, default=2, help="so many stores live at the same time")
    asked = parser.parse_args(arguments)
    wanted = lives(asked.kills, asked.seed, ["sqlite", "postgresql"] if asked.store == "both" else [asked.store])
    tally, stop, began = Tally(asked.kills), threading.Event(), time.monotonic()
    wanted.sort()
    shares = [wanted[worker :: asked.workers] for worker in range(asked.workers)]
    with ThreadPoolExecutor(asked.workers) as workers:
        runs = [workers.submit(run, share, tally, stop) for share in shares if share]
    print(file=sys.stderr)
    failed = [error for each in runs if (error := each.exception()) is not None]
    report(tally, time.monotonic() - began)
    for error in failed:
        if not isinstance(error, Violation):
            raise error
        print(f"violated (--seed {asked.seed}): {error}")
    if not failed:
        print("everything that was acknowledged is there once, nothing is half done, nothing was done twice")
    return 1 if failed else 0


def report(tally: Tally, seconds: float) -> None:
    """Print what happened."""
    print(
        f"{tally.kills} kills in {seconds:.0f} s, {tally.servers} of them of a server; {tally.acknowledged} changes "
        f"were acknowledged, {tally.unheard} were written of which nobody heard any more"
    )
    for phase, count in sorted(tally.phases.items()):
        print(f"{count:6} while {phase}")


if __name__ == "__main__":
    sys.exit(main())
