"""A store under the machine, on SQLite and on PostgreSQL: acts, several at once, refused and taken back.

`REGIONPB_CAMPAIGN=300 pytest tests/store/test_machine.py` makes that many walks on each.
"""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from attrs import field, frozen
from hypothesis import HealthCheck, settings
from hypothesis.stateful import precondition, rule, run_state_machine_as_test
from polars.testing import assert_frame_equal

import regionpb as rpb
from regionpb.datasets.days import DAY
from regionpb.testing import RegionMachine
from store.postgresql import Server

WALKS = int(os.environ.get("REGIONPB_CAMPAIGN", "4"))
FEW = settings(
    max_examples=WALKS,
    stateful_step_count=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


class Stored(RegionMachine):
    """The register in a database; `places` gives empty ones."""

    store = None

    def load(self, frames):
        self.place = self.places.new()
        self.store = rpb.open_store(self.place)
        self.store.load(rpb.read(frames, at=DAY))
        self.known = []

    def apply(self, change):
        self.apply_all([change])

    def apply_all(self, acts):
        self.known.append((datetime.now(UTC), self.read()))
        self.store.apply(*acts, policy=self.policy, expected=self.store.version)

    def undo(self):
        self.known.append((datetime.now(UTC), self.read()))
        self.store.undo(expected=self.store.version)

    def read(self):
        return self.store.region().frames

    @precondition(lambda self: len(self.known) > 1)
    @rule()
    def look_back(self):
        """The tables are those of the journal; what was known at an instant is known still."""
        before = self.read()
        for instant, frames in self.known:
            same(self.store.region(known=instant).frames, frames)
        self.store.rebuild()
        same(self.read(), before)

    def teardown(self):
        if self.store is not None:
            self.store.close()
            self.places.drop(self.place)


def same(frames, others):
    assert [*frames] == [*others]
    for name, frame in frames.items():
        assert_frame_equal(frame, others[name])


@frozen
class Files:
    """Places for stores on SQLite."""

    folder: Path
    numbers: Iterator[int] = field(factory=count)

    def new(self):
        return str(self.folder / f"{next(self.numbers)}.sqlite")

    def drop(self, place):
        Path(place).unlink()


@frozen
class Databases:
    """Places for stores on PostgreSQL."""

    server: Server

    def new(self):
        return self.server.new_database()

    def drop(self, place):
        self.server.drop_database(place)


@pytest.fixture(params=["sqlite", "postgresql"])
def places(request, tmp_path):
    return Files(tmp_path) if request.param == "sqlite" else Databases(request.getfixturevalue("postgresql"))


def test_a_store_holds_what_the_library_makes_of_the_same_acts(places):
    walked = type("Walked", (Stored,), {"places": places})
    assert (walked.together, walked.undoes, walked.thorough) == (True, True, False)
    run_state_machine_as_test(walked, settings=FEW)
