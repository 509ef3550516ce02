"""Many writers at once on PostgreSQL: every acknowledged change is there once, and how many there are a second.

    python -m campaign.writers [--writers N] [--changes M] [--seed S]

The writers are processes of their own. Each makes up acts for the region as it saw it some changes ago, under keys;
every tenth change it makes only on the version it knows of, and again when somebody else was first. Then the journal
has exactly the changes that were acknowledged, each under its number; and the tables are what it gives.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import regionpb as rpb
from campaign.stores.deeds import Wanted
from campaign.stores.forking import write_together
from campaign.stores.places import Place, Postgresql
from campaign.stores.sound import Violation, expect, expect_kept, expect_whole
from campaign.stores.writing import Task

__all__ = ["main"]

KINDS = (
    "admit",
    "appoint",
    "close_member",
    "confirm",
    "float",
    "link",
    "pair",
    "return",
    "transfer",
    "unpair",
    "vacate",
)
"""What is done every day: acts that write a few rows."""


def run(place: Place, folder: Path, writers: int, changes: int, seed: int) -> float:
    """Let them write, and look; how many seconds it took from the first change to the last.

    Raises:
        Violation: when something does not hold.
    """
    url, first = place.new(), rpb.datasets.ningbo(size=0.002, seed=seed)
    with rpb.open_store(url) as store:
        store.load(first)
    shares = [changes // writers + (number < changes % writers) for number in range(writers)]
    tasks = [
        Task(url, folder / f"{number}.log", f"{seed}-{number}", "", share, kinds=KINDS, refresh=50, expecting=0.1)
        for number, share in enumerate(shares)
    ]

    def progress() -> None:
        time.sleep(1)
        ((version,),) = place.ask(url, "SELECT version FROM regionpb_register")
        print(f"\r{version}/{changes}", end="", file=sys.stderr, flush=True)

    told = write_together(tasks, progress)
    print(file=sys.stderr)
    acknowledged: dict[int, Wanted] = {}
    for each in told:
        expect(not acknowledged.keys() & each.acknowledged.keys(), "two were promised the same number")
        acknowledged |= each.acknowledged
    with rpb.open_store(url) as store:
        journal = expect_whole(store, place, url, first)
    expect_kept(journal, acknowledged)
    expect(len(acknowledged) == changes == journal.number, f"{len(acknowledged)} changes, {journal.number} entries")
    return (journal.entries[-1].recorded - journal.entries[0].recorded).total_seconds()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the campaign."""
    parser = argparse.ArgumentParser(prog="python -m campaign.writers", description=__doc__.partition("\n")[0])
    parser.add_argument("--writers", type=int, default=10)
    parser.add_argument("--changes", type=int, default=10_000, help="so many by all of them together")
    parser.add_argument("--seed", type=int, default=0, help="which acts")
    asked = parser.parse_args(arguments)
    try:
        with Postgresql() as place, tempfile.TemporaryDirectory(prefix="regionpb-writers-") as folder:
            seconds = run(place, Path(folder), asked.writers, asked.changes, asked.seed)
    except Violation as violation:
        print(f"violated (--seed {asked.seed}): {violation}")
        return 1
    print(
        f"{asked.changes:,} changes by {asked.writers} writers in {seconds:.0f} s, {asked.changes / seconds:.1f} a "
        "second; each is there once, and the tables are what the journal gives"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
