"""The life of a store whose writers, and whose server, are killed again and again."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections import Counter
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import Random

from attrs import define, field, frozen

import regionpb as rpb
from campaign.stores.deeds import Wanted
from campaign.stores.forking import PATIENCE, started
from campaign.stores.places import Place
from campaign.stores.sound import Violation, expect, expect_empty, expect_kept, expect_made, expect_whole
from campaign.stores.writing import Said, Task, begun, said
from regionpb.changes.journal import Journal
from regionpb.region import Region
from regionpb.store import Store

__all__ = ["Blow", "Life", "Tally"]

LONGEST = 0.4
"""So many seconds are waited at most until something is killed."""


@define
class Tally:
    """What happened so far.

    Attributes:
        of: how many kills there are going to be, where progress is shown.
        kills: how often a writer or a server was killed.
        servers: how often it was a server.
        acknowledged: how many changes were acknowledged.
        unheard: how often the change that was on its way was there.
        phases: how far the writers were.
    """

    of: int | None = None
    kills: int = 0
    servers: int = 0
    acknowledged: int = 0
    unheard: int = 0
    phases: Counter[str] = field(factory=Counter[str])
    _lock: threading.Lock = field(factory=threading.Lock, repr=False, init=False)

    def add(self, told: Said, *, server: bool, unheard: bool) -> None:
        """Count a kill."""
        with self._lock:
            self.kills += 1
            self.servers += server
            self.acknowledged += len(told.acknowledged)
            self.unheard += unheard
            self.phases[told.phase] += 1
            if self.of is not None:
                print(f"\r{self.kills}/{self.of}", end="", file=sys.stderr, flush=True)


@frozen
class Blow:
    """What is killed, and when.

    Attributes:
        amid: whether the writer is let come into the midst of its changes first; else it has just begun.
        after: so many seconds later.
        at: the writer dies before this statement or commit, counted from there, or in this phase: not after some time.
        writer: whether the writer is killed.
        server: whether the server is.
    """

    amid: bool
    after: float = 0.0
    at: int | str | None = None
    writer: bool = True
    server: bool = False

    @classmethod
    def drawn(cls, rng: Random, place: Place) -> Blow:
        """At any moment, every third time before a statement; every fourth time the server, and sometimes both."""
        amid = rng.random() < 0.7
        if place.may_fail and rng.random() < 0.25:
            return cls(amid, rng.uniform(0, LONGEST), writer=rng.random() < 0.3, server=True)
        if rng.random() < 0.4:
            return cls(amid, at=rng.randint(1, 100 if amid else 300))
        return cls(amid, rng.uniform(0, LONGEST))


@define
class Life:
    """One store.

    Attributes:
        place: where it lies.
        seed: where all choices come from.
        folder: where writers tell.
        tally: what is counted.
    """

    place: Place
    seed: str
    folder: Path
    tally: Tally
    _known: dict[int, Wanted] = field(factory=dict[int, Wanted], init=False)
    _loaded: bool = field(default=False, init=False)

    def live(self, kills: int) -> None:
        """Kill so many times, and look each time.

        Raises:
            Violation: when something does not hold.
        """
        rng, url, first = Random(self.seed), self.place.new(), begun(self.seed)
        for number in range(1, kills + 1):
            name, blow = f"{self.seed}/{number}", Blow.drawn(rng, self.place)
            told = None
            try:
                told = self.strike(url, name, blow)
                unheard = self.look(url, told, first)
            except Exception as error:
                raise Violation(f"{name}: {type(error).__name__}: {error}\n{blow}\n{told}") from error
            self.tally.add(told, server=blow.server, unheard=unheard)
        self.place.remove(url)

    # ---- killing -------------------------------------------------------------------------------

    def strike(self, url: str, name: str, blow: Blow) -> Said:
        """Start a writer, and kill; what it had told until then."""
        log = self.folder / f"{name.replace('/', '-')}.log"
        task = Task(url, log, name, self.seed, dies_at=blow.at, amid=blow.amid)
        writer = started(task)
        try:
            if blow.at is None:
                self._while_it_writes(writer, log, blow)
            writer.join(PATIENCE)
            expect(writer.exitcode is not None, "a writer does not end")
        finally:
            writer.kill()
            self.place.start()
        told = said(log)
        if told.lost is None:
            expect(
                writer.exitcode == -signal.SIGKILL, f"a writer ended with {writer.exitcode}, and tells nothing of it"
            )
        else:
            expect(blow.server and told.lost[0] == "StoreError", f"a writer ended of itself: {told.lost}")
        return told

    def _while_it_writes(self, writer: BaseProcess, log: Path, blow: Blow) -> None:
        until = time.monotonic() + PATIENCE
        while writer.is_alive() and not (said(log).acknowledged if blow.amid else log.exists()):
            expect(time.monotonic() < until, "a writer does not begin")
            time.sleep(0.004)
        time.sleep(blow.after)
        if blow.server:
            self.place.kill()
        if blow.writer:
            writer.kill()

    # ---- looking -------------------------------------------------------------------------------

    def look(self, url: str, told: Said, first: Region) -> bool:
        """Open the store, and make sure of what must hold; whether what was on its way is there."""
        expect_made(self.place, url)
        connected = self.place.connected(url)
        with rpb.open_store(url) as store:
            self.place.settle(url, connected)
            expect_made(self.place, url)
            self._loaded |= told.loaded
            self._known |= told.acknowledged
            try:
                store.region()
            except rpb.StoreError as error:
                expect(not self._loaded, f"a region was loaded, and then: {error}")
                expect_empty(self.place, url)
                return False
            self._loaded = True
            journal = expect_whole(store, self.place, url, first)
            expect_kept(journal, self._known)
            there = self._unheard(journal, told.flying)
            if told.flying is not None:
                self._ask_again(store, told.flying, there)
            return there is not None

    def _unheard(self, journal: Journal, flying: Wanted | None) -> int | None:
        """The number of the entry nobody was told of: at most that of what was on its way."""
        beyond = [entry for entry in journal.entries if entry.number not in self._known]
        expect(len(beyond) <= 1, f"nobody was told of {beyond}")
        for entry in beyond:
            expect(flying is not None and flying.is_told_by(entry), f"{flying} was on its way, {entry} is there")
            return entry.number
        return None

    def _ask_again(self, store: Store, flying: Wanted, there: int | None) -> None:
        """What was on its way is there once, however often it is asked for."""
        before = store.version
        try:
            entry = flying.ask(store)
        except (rpb.Refused, rpb.UnknownName) as refused:
            expect(there is None, f"{flying} was done, and asked for again it is refused: {refused}")
            expect(store.version == before, f"{flying} was refused, and there is another version")
            return
        expect(entry.number == (there or before + 1), f"{flying} is entry {entry.number} after {before}")
        expect(flying.ask(store) == entry, f"{flying}, asked for again, is another entry")
        expect(store.version == max(before, entry.number), f"{flying} was done twice")
        self._known[entry.number] = flying
