"""What must hold of a store, whatever became of those who wrote to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from campaign.stores.deeds import Wanted, day_of
from campaign.stores.places import Place
from regionpb.changes.journal import Journal
from regionpb.changing import State
from regionpb.graph.tables import Tables
from regionpb.io.besides import Intake
from regionpb.region import Region
from regionpb.store import Store
from regionpb.store.schema import METADATA
from regionpb.testing.machine import CLEAN

__all__ = ["Violation", "expect", "expect_empty", "expect_kept", "expect_made", "expect_same", "expect_whole", "replay"]


class Violation(Exception):  # noqa: N818 - it is no error of the program that finds it
    """Something does not hold that must."""


def expect(holds: bool, otherwise: str) -> None:
    """Make sure of something.

    Raises:
        Violation: when it does not hold.
    """
    if not holds:
        raise Violation(otherwise)


def expect_made(place: Place, url: str) -> None:
    """A store is there with all its tables, or not at all."""
    there = {name for name in place.tables(url) if name.startswith("regionpb_")}
    wanted = {*METADATA.tables, "regionpb_migration"}
    expect(not there or there == wanted, f"tables are there without {sorted(wanted - there)}")
    if there:
        rows = place.ask(url, "SELECT count(*) FROM regionpb_register")
        expect(rows == [(1,)], f"regionpb_register has rows: {rows}")


def expect_empty(place: Place, url: str) -> None:
    """A store into which nothing was loaded holds nothing."""
    for name in METADATA.tables:
        ((rows,),) = place.ask(url, f"SELECT count(*) FROM {name}")  # noqa: S608 - names of the library
        expect(rows == (name == "regionpb_register"), f"nothing was loaded, but {name} has {rows} rows")


def expect_whole(store: Store, place: Place, url: str, first: Region) -> Journal:
    """A store holds what its journal gives, entry by entry, and that is as sound as what was loaded.

    Args:
        store: the store, to which nobody writes.
        place: where it lies.
        url: what it is called there.
        first: what was loaded.

    Returns:
        Its journal.

    Raises:
        Violation: when that is not so.
    """
    region, journal, version = store.region(), store.journal(), store.version
    rows = place.ask(url, "SELECT number, key FROM regionpb_journal ORDER BY number")
    expect([n for n, _ in rows] == [*range(1, version + 1)], f"version {version} with entries {[n for n, _ in rows]}")
    expect(journal.number == version, f"version {version}, but the journal ends with {journal.number}")
    keys = [key for _, key in rows]
    expect(len({*keys}) == len(keys), "a key is there twice")
    expect_same(journal.base, first.tables, "what was loaded")
    expect_same(region.tables, replay(journal), "what the journal gives")
    day = day_of(version)
    new = _found(region, day) - _found(first, day)
    expect(not new, f"on {day} there is {sorted(new, key=str)}, which was not there when the region was loaded")
    return journal


def replay(journal: Journal) -> Tables:
    """The tables that a journal gives."""
    return State(journal.base, Intake(), journal, Intake()).replayed().tables


def expect_same(one: Tables, other: Tables, what: str) -> None:
    """Tables are the same, row by row."""
    expect({*one.frames} == {*other.frames}, f"other tables than {what}: {sorted({*one.frames} ^ {*other.frames})}")
    unlike = [name for name, frame in one.frames.items() if not frame.equals(other.frames[name])]
    expect(not unlike, f"{', '.join(unlike)}: not {what}")
    expect(one.absent == other.absent, f"other columns are absent than in {what}")


def expect_kept(journal: Journal, acknowledged: Mapping[int, Wanted]) -> None:
    """Everything that was acknowledged is there once, under its number, as it was wanted."""
    for number, wanted in acknowledged.items():
        expect(number <= journal.number, f"entry {number} was acknowledged ({wanted.key}), and is lost")
        entry = journal.entries[number - 1]
        expect(wanted.is_told_by(entry), f"entry {number} was acknowledged as {wanted}, and is {entry}")


def _found(region: Region, day: date) -> set[tuple[str, str | None, str | None]]:
    return {(f.code, f.table, f.id) for f in region.at(day).check(select=CLEAN).findings}
