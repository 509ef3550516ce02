"""A folder read by the library and by the oracle, and folders on which they differ made small."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from attrs import evolve

import regionpb as rpb
from regionpb.contract import TABLES
from regionpb.errors import SourceError
from regionpb.findings import Finding

from .folders import Folder, Sheet
from .reading import Line, Place, Reading, read
from .untidy import DAY


def differences(folder: Folder, where: Path) -> list[str]:
    """What the library and the oracle read differently, a line each."""
    there = where / "folder"
    shutil.rmtree(there, ignore_errors=True)
    there.mkdir()
    folder.write(there)
    reading = read(folder)
    try:
        region = rpb.read(there, at=DAY)
    except SourceError as error:
        return [] if not reading.lines else [f"SourceError {error}"]
    lines = _findings(region.check(select=["E"]).findings, reading.findings)
    for name, (was_read, taken, aside) in sorted(reading.rows().items()):
        rows = region.intake.rows.get(name)
        theirs = (rows.read, rows.taken, rows.set_aside) if rows else None
        if theirs != (was_read, taken, aside):
            lines.append(f"rows of {name}: library {theirs}, oracle {(was_read, taken, aside)}")
    for name in sorted(reading.lines):
        lines += _values(name, region, reading)
    return lines


def _findings(theirs: list[Finding], ours: list[Place]) -> list[str]:
    library, oracle = Counter(map(_place, theirs)), Counter(map(_open, ours))
    for found in (library, oracle):
        for place in found:
            if place.code == "E007":
                found[place] = 1
    return [
        f"{place.code} {place}: library {library[place]}, oracle {oracle[place]}"
        for place in {**library, **oracle}
        if library[place] != oracle[place]
    ]


def _place(finding: Finding) -> Place:
    where = finding.source
    place = Place(finding.code, finding.severity.value, finding.table or "", finding.id)
    if where is None:
        return _open(place)
    return _open(evolve(place, file=where.file, row=where.row, column=where.column))


def _open(place: Place) -> Place:
    """The same without what the documents leave open: in which of several cells or rows a fault stands."""
    table = TABLES.get(place.table)
    if place.code in {"E001", "E007"}:
        file = "?" if place.code == "E007" else place.file
        return evolve(place, file=file, row="?", column="?" if place.code == "E007" else place.column)
    if place.code in {"E002", "E004"} and table and place.column in {*table.exactly_one, None}:
        return evolve(place, column="?")
    return evolve(place, column="?") if place.code in {"E006", "E012"} else place


def _values(name: str, region: rpb.Region, reading: Reading) -> list[str]:
    lines = reading.taken(name)
    frame = region.history(name)
    theirs = Counter(map(flat, frame.to_dicts()))
    ours = Counter(map(flat, map(_row, lines)))
    found = []
    if theirs != ours:
        found = [f"values of {name}: library {dict(row)}" for row in (theirs - ours).elements()]
        found += [f"values of {name}: oracle {dict(row)}" for row in (ours - theirs).elements()]
    return found


def _row(line: Line) -> dict[str, Any]:
    return {**line.cells, **{name.strip(): text for name, text in line.others.items()}}


def kind_of(difference: str) -> tuple[str, bool, bool]:
    """Of two differences of one kind it is the same that has to be decided."""
    return difference.split(" ", maxsplit=1)[0], "library 0" in difference, "oracle 0" in difference


def flat(row: dict[str, Any]) -> tuple[tuple[str, Any], ...]:
    """The filled cells of a row, so that rows can be counted."""
    cells = ((column, tuple(cell) if isinstance(cell, list) else cell) for column, cell in row.items())
    return tuple(sorted((column, cell) for column, cell in cells if cell not in (None, ())))


def fewest(folder: Folder, differs: Callable[[Folder], bool]) -> Folder:
    """The same folder with as few files, lines and cells as still differ."""
    smaller = True
    while smaller:
        smaller = False
        for attempt in _smaller(folder):
            if differs(attempt):
                folder, smaller = attempt, True
                break
    return folder


def _smaller(folder: Folder) -> Iterator[Folder]:
    for at in range(len(folder.sheets)):
        yield Folder(folder.sheets[:at] + folder.sheets[at + 1 :])
    for at, sheet in enumerate(folder.sheets):
        for less in _less(sheet):
            yield Folder([*folder.sheets[:at], less, *folder.sheets[at + 1 :]])


def _less(sheet: Sheet) -> Iterator[Sheet]:
    if (sheet.encoding, sheet.ending, sheet.quoted) != ("utf-8", "\n", False):
        yield Sheet(sheet.stem, sheet.lines)
    body = sheet.lines[1:]
    step = len(body)
    while step:
        for at in range(0, len(body), step):
            yield evolve(sheet, lines=[sheet.header, *body[:at], *body[at + step :]])
        step //= 2
    for at in range(len(sheet.header)):
        yield evolve(sheet, lines=[line[:at] + line[at + 1 :] for line in sheet.lines])


def told(folder: Folder) -> str:
    """A folder as a person reads it."""
    lines = []
    for sheet in folder.sheets:
        lines.append(f"{sheet.file} ({sheet.encoding}, {sheet.ending!r}):")
        lines += [f"  {line}" for line in sheet.lines]
    return "\n".join(lines)
