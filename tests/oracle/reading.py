"""Reading folders of text, naively: what is taken, what is set aside, and every finding of family E with its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import define, evolve, field, frozen

from regionpb.contract import TABLES
from regionpb.contract.base import Table

from .folders import Folder, Sheet
from .headers import Headers, headers_of, table_of, too_long
from .intake import Known, cut, each, meant, overlapping
from .rows import key_of, told
from .text import read_cell


@frozen(order=True)
class Place:
    """One finding: its code, the row it names, and where it stands; "?" where the documents leave that open."""

    code: str
    severity: str
    table: str
    id: str | None
    file: str | None = None
    row: int | str | None = None
    column: str | None = None


@define
class Line:
    """One row that was read: where it stands, what its cells mean, and whether it was set aside."""

    sheet: Sheet
    number: int
    cells: dict[str, Any]
    key: str | None = None
    aside: bool = False
    ragged: bool = False
    others: dict[str, str] = field(factory=dict)


@define
class Reading:
    """What the oracle reads in a folder.

    Attributes:
        findings: all of them.
        lines: the rows of each table that is there, taken or set aside.
        unread: how many rows a table has that was set aside as a whole.
    """

    findings: list[Place] = field(factory=list)
    lines: dict[str, list[Line]] = field(factory=dict)
    unread: dict[str, int] = field(factory=dict)

    def rows(self) -> dict[str, tuple[int, int, int]]:
        """For each table the rows read, taken and set aside."""
        found = {}
        for name in self.lines.keys() | self.unread:
            lines, unread = self.lines.get(name, []), self.unread.get(name, 0)
            aside = sum(line.aside for line in lines)
            found[name] = (len(lines) + unread, len(lines) - aside, aside + unread)
        return found

    def taken(self, name: str) -> list[Line]:
        return [line for line in self.lines[name] if not line.aside]


def read(folder: Folder) -> Reading:
    """Everything that the documents say of a folder."""
    reading = Reading()
    sheets: dict[str, list[Sheet]] = {}
    empty: set[str] = set()  # left open: a file that cannot be read is told once
    for sheet in folder.sheets:
        name = table_of(sheet)
        if not sheet.lines:
            empty.add(name or sheet.stem)
            reading.findings.append(Place("E011", "error", name or sheet.stem, sheet.file, sheet.file))
        elif name is None:
            reading.findings.append(Place("E008", "info", sheet.stem, None, sheet.file))
        else:
            sheets.setdefault(name, []).append(sheet)
    for name in ("divisions", "organizations"):
        if name not in sheets.keys() | empty:
            reading.findings.append(Place("E014", "error", name, None))
    for name, files in sheets.items():
        _read_table(reading, TABLES[name], files)
    _resolve(reading)
    for name in reading.lines:
        rows = [line.cells for line in reading.taken(name)]
        reading.findings += [Place("E007", "error", name, key, "?", "?", "?") for key in overlapping(name, rows)]
    members = {line.cells["id"] for line in reading.taken("members")} if "members" in reading.lines else set()
    reading.findings = [evolve(place, id=told(place.table, place.id, members)) for place in reading.findings]
    return reading


def _read_table(reading: Reading, table: Table, files: list[Sheet]) -> None:
    # Left open: of two files for one table each has its own headers, and is asked for its columns by itself.
    for sheet in files:
        header = headers_of(table, sheet)
        for code, column in header.faults:
            severity = "info" if code == "E008" else "error"
            reading.findings.append(Place(code, severity, table.name, None, sheet.file, 1, column))
        there = set(header.columns.values())
        named = "id" not in there and "name" in there and "id" in table.by_name
        there |= {"id"} if named else set()
        for column in _missing(table, there):
            severity = "error" if column in table.key else "warning"
            reading.findings.append(Place("E001", severity, table.name, None, sheet.file, "?", column))
        lines = list(_read_sheet(reading, table, sheet, header, there))
        if set(table.key) <= there:
            reading.lines.setdefault(table.name, []).extend(lines)
        else:
            reading.unread[table.name] = reading.unread.get(table.name, 0) + len(lines)


def _missing(table: Table, there: set[str]) -> list[str]:
    wanted = [column.name for column in table.columns if column.required or column.name in table.key]
    if not there.intersection(table.exactly_one):
        wanted += table.exactly_one[:1]  # left open: of several columns of which one is required, which is missing
    return [column for column in wanted if column not in there]


def _read_sheet(reading: Reading, table: Table, sheet: Sheet, header: Headers, there: set[str]) -> Iterator[Line]:
    for number, texts in enumerate(sheet.lines[1:], start=2):
        if not any(text.strip() for text in texts):
            continue
        line = Line(sheet, number, {})
        line.others = {name: texts[at] for at, name in header.others.items() if at < len(texts) and texts[at]}
        written = {name: texts[at] for at, name in header.columns.items() if at < len(texts)}
        if "id" in there and "id" not in header.columns.values():
            written["id"] = written.get("name", "")
        if set(table.key) <= there:
            _read_line(reading, table, line, written, there, ragged=too_long(texts, sheet))
        elif too_long(texts, sheet):  # left open: of a table that is set aside as a whole no other fault is told
            reading.findings.append(Place("E012", "error", table.name, None, sheet.file, number))
        yield line


def _read_line(
    reading: Reading, table: Table, line: Line, written: dict[str, str], there: set[str], *, ragged: bool
) -> None:
    faults: list[tuple[str, str | None]] = [("E012", None)] if ragged else []
    for column in table.columns:
        value, fault = read_cell(column, written.get(column.name, ""))
        line.cells[column.name] = column.default if value is None else value
        needed = column.required or column.name in table.key
        if needed and value is None and fault is None and column.name in there:
            fault = "E004"
        if fault:
            faults.append((fault, column.name))
            line.aside = line.aside or needed
    faults += _faults_of_rows(table, line, there)
    whole = {("E012", None), ("E002", "?"), ("E004", "?"), ("E006", "end"), ("E009", "code")}
    line.aside = line.aside or not whole.isdisjoint(faults)
    if table.name == "divisions" and not ragged:
        # The key as read: cut to the length of its level, wherever that can be told.
        line.cells["code"] = cut(line.cells["code"] or "", line.cells["level"]) or line.cells["code"]
    unread = {name: written[name].strip() for _, name in faults if name in table.key and name in written}
    if ragged:  # left open: its key is told as it came
        unread = {name: written.get(name, "").strip() for name in table.key}
    line.key = key_of(table.name, line.cells | {name: text or None for name, text in unread.items()})
    line.ragged = ragged
    if ragged:
        # Left open: which cell of such a line belongs where nobody knows, so no other is told.
        faults = faults[:1]
    for code, column in faults:
        reading.findings.append(Place(code, "error", table.name, line.key, line.sheet.file, line.number, column))


def _faults_of_rows(table: Table, line: Line, there: set[str]) -> Iterator[tuple[str, str | None]]:
    cells = line.cells
    if there.intersection(table.exactly_one):
        filled = [name for name in table.exactly_one if cells[name] is not None]
        if len(filled) != 1:
            yield ("E002" if filled else "E004"), "?"
    if cells.get("start") and cells.get("end") and cells["end"] <= cells["start"]:
        yield "E006", "end"
    if table.name == "divisions" and cells["code"] and cells["level"]:
        code = cut(cells["code"], cells["level"])
        if code is None and read_cell(table.by_name["code"], cells["code"])[1] is None:
            yield "E009", "code"


def _resolve(reading: Reading) -> None:
    """Put in place of each reference the id that it means, and tell those that mean none or several."""
    known = {
        name: Known.of(name, [ln.cells for ln in lines if not ln.aside], [ln.cells for ln in lines if ln.aside])
        for name, lines in reading.lines.items()
    }
    for name, lines in reading.lines.items():
        for line in lines:
            for column in TABLES[name].columns if not line.ragged else ():
                cell = line.cells.get(column.name)
                if column.references not in known or cell is None:
                    continue
                found = [meant(column.references, one, known[column.references]) for one in each(cell)]
                for _, code in found:
                    if code:
                        reading.findings.append(
                            Place(code, "error", name, line.key, line.sheet.file, line.number, column.name)
                        )
                # What leads nowhere stays in the tables as it came.
                ids = [id_ or one for one, (id_, _) in zip(each(cell), found, strict=True)]
                line.cells[column.name] = ids if column.kind.is_list else ids[0]
    for name, lines in reading.lines.items():
        # Left open: a row that is taken is called what its key means, one that is set aside what stands there.
        called = {(line.sheet.file, line.number): key_of(name, line.cells) for line in lines if not line.aside}
        if any(TABLES[name].by_name[part].references for part in TABLES[name].key):
            reading.findings = [
                evolve(place, id=called[place.file, place.row])
                if place.table == name and (place.file, place.row) in called and place.id is not None
                else place
                for place in reading.findings
            ]
