"""The tables a journal began with, worked out backwards from those of today.

Where tables lie in files, the journal beside them tells what acts did to the rows, and not what the rows were before.
Taking back one entry after another gives that. A row that is not as an entry left it was written to past the journal:
it is taken back as far as it goes, so that replaying the journal gives what it should be.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import evolve

from regionpb.changes.journal.entry import Entry
from regionpb.changes.journal.journal import Journal
from regionpb.changes.journal.patch import Patch
from regionpb.changes.ledger import Ledger, Row
from regionpb.changes.sheet import Sheet
from regionpb.changes.shelf import finished
from regionpb.graph.tables import Tables

__all__ = ["unwound"]


def unwound(tables: Tables, entries: Sequence[Entry]) -> Journal:
    """The journal of some entries that ends with some tables.

    Args:
        tables: as they are today.
        entries: all of them, in order; where their rows stand in the tables does not matter.

    Raises:
        SourceError: when an entry does not follow the one before.
    """
    ledger, kept = Ledger.of(tables), [_known(entry, tables) for entry in entries]
    for entry in reversed(kept):
        _take_back(entry.patch, ledger)
    frames = {name: each.frame for name, each in finished(tables, ledger.written()).items()}
    base = evolve(tables, frames={**tables.frames, **frames})
    placeless = (evolve(entry, patch=entry.patch.placeless()) for entry in kept)
    return Journal(base).recording_all(placeless)


def _known(entry: Entry, tables: Tables) -> Entry:
    """An entry without what it did to tables that are not there."""
    there = {name: each for name, each in entry.patch.tables.items() if name in tables}
    return entry if len(there) == len(entry.patch.tables) else evolve(entry, patch=Patch(there))


def _take_back(patch: Patch, ledger: Ledger) -> None:
    for name, each in patch.tables.items():
        sheet = ledger.sheet(name)
        for lying in reversed(each.added):
            at = _likest(sheet, lying.at, lying.row)
            if at is not None:
                sheet.remove(at)
        for lying in each.removed:
            sheet.append(lying.row)
        for row in each.rewritten:
            at = _likest(sheet, row.at, {**row.known, **row.now})
            if at is not None:
                sheet.put(at, **row.was)


def _likest(sheet: Sheet, at: int | None, cells: Row) -> int | None:
    """Where the row of a key stands in which most cells are as they should be; of several the one at a position."""
    places = _places(sheet, cells)
    return max(places, key=lambda place: (_alike(sheet.row(place), cells), place == at), default=None)


def _places(sheet: Sheet, cells: Row) -> Iterator[int]:
    for place in sheet.find(sheet.key, cells[sheet.key]):
        if sheet.has(place):
            yield place


def _alike(row: Mapping[str, Any], cells: Row) -> int:
    return sum(row.get(column) == cell for column, cell in cells.items())
