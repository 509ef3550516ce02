"""Reading, naively: which rows are taken, what their references mean, and E002 (several of one) to E010.

Cells are taken to be of their column's type already; what cannot be read at all is not asked for here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import Any

from attrs import frozen

from regionpb.contract import TABLES

from .rows import Row, Source, begins, key_of, told

Finding = tuple[str, str, str | None]

_LENGTHS = {"province": 2, "prefecture": 4, "county": 6, "township": 9, "village": 12}


@frozen
class Taken:
    """What was read: the tables that are there, and the findings."""

    tables: dict[str, list[Row]]
    columns: dict[str, set[str]]
    findings: Counter[Finding]


def take(source: Source) -> Taken:
    """Rows taken, their references resolved; what dangles or is ambiguous is empty."""
    columns = {name: set(names) for name in source.rows if (names := _columns(name, source)) is not None}
    present = {name: _rows(name, source, columns[name]) for name in columns}
    findings: Counter[Finding] = Counter()
    taken: dict[str, list[Row]] = {}
    aside: dict[str, list[Row]] = {}
    for name, rows in present.items():
        taken[name], aside[name] = [], []
        for row in rows:
            faults = list(_faults(name, row, columns[name]))
            findings.update((code, name, key_of(name, row)) for code in faults)
            (aside if faults else taken)[name].append(row)
    for row in taken.get("divisions", ()):
        row["code"] = cut(row["code"], row.get("level"))
    known = {name: Known.of(name, taken[name], aside[name]) for name in present}
    for name, rows in taken.items():
        for row in [*rows, *aside[name]]:  # every faulty cell of a row is told, of one set aside too
            key, read = key_of(name, row), dict(row)
            findings.update((code, name, key) for code in _resolve(name, row, known))
            # A key that holds references keeps what dangles: the row is still that row.
            row["key"] = key_of(name, read | {c: row[c] for c in TABLES[name].key if row[c] is not None})
    findings.update(("E007", name, key) for name, rows in taken.items() for key in overlapping(name, rows))
    shown: Counter[Finding] = Counter()
    members = {row["id"] for row in taken.get("members", ())}
    for (code, name, key), times in findings.items():
        shown[code, name, told(name, key, members)] += times
    return Taken(taken, columns, shown)


def _columns(name: str, source: Source) -> list[str] | None:
    """The columns of a table, a name taking the place of an id; None where it has no key."""
    names = source.columns[name]
    missing = set(TABLES[name].key) - set(names)
    if missing == {"id"} and "name" in names:
        return [*names, "id"]
    return None if missing else names


def _rows(name: str, source: Source, columns: set[str]) -> list[Row]:
    """The rows of a table that are not blank."""
    named = "id" in columns and "id" not in source.columns[name]
    empty = dict.fromkeys(TABLES[name].by_name)
    rows = []
    for row in source.rows[name]:
        cells = {column: row.get(column) for column in source.columns[name]}
        if any(cell not in (None, []) for cell in cells.values()):
            rows.append(empty | cells | ({"id": row.get("name")} if named else {}))
    return rows


def _faults(name: str, row: Row, columns: set[str]) -> Iterator[str]:
    """Why a row is set aside: one code for each faulty cell."""
    table = TABLES[name]
    for column in table.columns:
        if (column.required or column.name in table.key) and column.name in columns and row.get(column.name) is None:
            yield "E004"
    filled = [column for column in table.exactly_one if row.get(column) is not None]
    # A source may leave out any column but the key: of columns none of which came nothing can be asked.
    if columns.intersection(table.exactly_one) and len(filled) != 1:
        yield "E002" if filled else "E004"
    if row.get("start") and row.get("end") and row["end"] <= row["start"]:
        yield "E006"
    if name == "divisions" and row.get("code") and row.get("level") and cut(row["code"], row["level"]) is None:
        yield "E009"


def cut(code: str, level: str | None) -> str | None:
    """A code without padding, of the length of its level; None where it has not that length."""
    if level is None:
        return code
    length = _LENGTHS[level]
    padded = len(code) in {length, *(total for total in (6, 12) if total > length)}
    return code[:length] if code.isdigit() and padded and not code[length:].strip("0") else None


def overlapping(name: str, rows: list[Row]) -> Iterator[str | None]:
    groups: dict[str | None, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row.get("key") or key_of(name, row)].append(row)
    for key, versions in groups.items():
        if any(_overlap(one, other) for one, other in combinations(versions, 2)):
            yield key


def _overlap(one: Row, other: Row) -> bool:
    first, second = sorted([one, other], key=begins)
    return first.get("end") is None or begins(second) < first["end"]


@frozen
class Known:
    """What a reference to a table may name."""

    ids: set[str | None]
    aside: set[str | None]
    names: dict[str, set[str | None]]

    @staticmethod
    def of(name: str, taken: list[Row], aside: list[Row]) -> Known:
        names: dict[str, set[str | None]] = defaultdict(set)
        for row in taken:
            if row.get("name"):
                names[row["name"]].add(key_of(name, row))
        # A name stands for the id of its row, whether that was taken or set aside.
        known = {key_of(name, row) for row in aside} | {
            row.get("name") for row in aside if row.get("name") not in names
        }
        if name == "divisions":  # left open: nobody knows to what length a code set aside would have been cut
            known |= {short for code in known if code for short in shorter(code)}
        return Known({key_of(name, row) for row in taken}, known, names)


def _resolve(name: str, row: Row, known: dict[str, Known]) -> Iterator[str]:
    """Put in place of each reference the id that it means, or nothing, and tell the faulty ones."""
    for column in TABLES[name].columns:
        cell = row.get(column.name)
        if column.references not in known or not cell:
            continue
        found = [meant(column.references, one, known[column.references]) for one in each(cell)]
        yield from (code for _, code in found if code)
        ids = [one for one, code in found if not code]
        row[column.name] = ids if column.kind.is_list else next(iter(ids), None)


def shorter(code: str) -> list[str]:
    """What a code may be without the zeros that it was padded with, the longest first."""
    return [code[:n] for n in (9, 6, 4, 2) if len(code) in {6, 12} and n < len(code) and not code[n:].strip("0")]


def each(cell: Any) -> list[Any]:
    return cell if isinstance(cell, list) else [cell]


def meant(table: str, cell: str, known: Known) -> tuple[str | None, str | None]:
    """The id that a reference means, and the code of its fault."""
    for candidate in [cell, *(shorter(cell) if table == "divisions" else ())]:
        if candidate in known.ids:
            return candidate, None
        if candidate in known.aside:
            return candidate, None  # known, but it was set aside: no edge, and no fault of this row's
    # Left open: a code whose level is not known keeps its zeros, and may be named without them.
    longer = {cell.ljust(n, "0") for n in (6, 12) if n > len(cell)} if table == "divisions" else set[str]()
    if len(longer & known.ids) == 1:
        return next(iter(longer & known.ids)), None
    names = known.names.get(cell, set())
    if len(names) == 1:
        return next(iter(names)), None
    return None, "E010" if names else "E005"
