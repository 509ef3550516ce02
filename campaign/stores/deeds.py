"""What a writer does to a store, made up as it goes, and how that is told: what was wanted, under which key."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from attrs import define, field, frozen

import regionpb as rpb
from regionpb.changes.journal import Entry
from regionpb.changes.journal.entry import written
from regionpb.changes.journal.upcasting import acts_of
from regionpb.datasets.days import DAY
from regionpb.region import Region
from regionpb.store import Store
from regionpb.testing.deeds import KINDS, made_up

__all__ = ["Deeds", "Wanted", "day_of"]


@frozen
class Wanted:
    """What is wanted of a store.

    Attributes:
        key: what it is known by.
        acts: the acts as JSON has them; None where the last entry is to be taken back.
    """

    key: str
    acts: Sequence[Any] | None

    def ask(self, store: Store, *, expected: int | None = None) -> Entry:
        """Ask a store for it."""
        if self.acts is None:
            return store.undo(key=self.key, expected=expected)
        return store.apply(*acts_of(self.acts), key=self.key, expected=expected)

    def is_told_by(self, entry: Entry) -> bool:
        """Whether an entry tells of it, and of nothing else."""
        acts = [*entry.written] if entry.undoes is None else None
        return (entry.key, acts) == (self.key, None if self.acts is None else [*self.acts])


def day_of(version: int) -> date:
    """The day of acts that are made on a version of a store."""
    return DAY + timedelta(days=version // 4)


@define
class Deeds:
    """What a writer makes up, for the region as it saw it last.

    Attributes:
        store: whose region it is.
        rng: where choices come from.
        name: what its keys begin with.
        kinds: the acts it makes up.
        refresh: after so many it looks at the region again.
        seen: the version it knows of.
    """

    store: Store
    rng: Random
    name: str
    kinds: Sequence[str] = KINDS
    refresh: int = 8
    seen: int = field(default=0, init=False)

    def __iter__(self) -> Iterator[Wanted]:
        """Without end."""
        count = 0
        while True:
            self.seen = self.store.version
            region = self.store.region(day_of(self.seen))
            for _ in range(self.refresh):
                count += 1
                yield Wanted(f"{self.name}:{count}", self._acts(region))

    def _acts(self, region: Region) -> Sequence[Any] | None:
        if self.rng.random() < 0.1:
            return None
        many = 2 if self.rng.random() < 0.1 else 1
        kinds = [self.rng.choice(self.kinds) for _ in range(many)]
        return [*written([made_up(region, self.rng, region.day, kind) for kind in kinds])]

    def do(self, wanted: Wanted, *, expecting: bool) -> Entry:
        """Ask for something; where it is expected that nobody else was first, again until that is so."""
        while True:
            try:
                entry = wanted.ask(self.store, expected=self.seen if expecting else None)
            except rpb.Conflict:
                if not expecting:
                    raise
                self.seen = self.store.version
            else:
                self.seen = entry.number
                return entry


def load_if_empty(store: Store, region: Callable[[], Region]) -> None:
    """Put a region into a store that holds none."""
    try:
        store.region()
    except rpb.StoreError as error:
        if "holds nothing yet" not in str(error):
            raise
        store.load(region())
