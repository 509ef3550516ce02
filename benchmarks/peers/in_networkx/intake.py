"""E002 to E007, E009 and E010 over rows of plain Python, one row after another."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from benchmarks.peers.dictionary import LENGTHS, Demands, Scope
from benchmarks.peers.in_networkx.register import Row, began

__all__ = ["read"]

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
Found = set[tuple[str, str | None]]


def read(folder: Path) -> tuple[dict[str, list[Row]], Found]:
    """All versions of the tables as rows without what is wrong in them, and what that was.

    Rows that lack what is required are set aside, other unreadable cells are empty, names have become ids.
    """
    found: Found = set()
    kept: dict[str, list[Row]] = {}
    aside: dict[str, list[Row]] = {}
    scope = Scope.of(folder)
    for name, asked in scope.tables.items():
        kept[name], aside[name] = [], []
        for row in pq.read_table(Path(folder, f"{name}.parquet"), columns=[*scope.columns[name]]).to_pylist():
            (kept if _checked(name, asked, row, found) else aside)[name].append(row)
    targets = {name: _Target(asked.id, kept[name], aside[name]) for name, asked in scope.tables.items()}
    for name, asked in scope.tables.items():
        for row in (*kept[name], *aside[name]):
            _follow(asked, row, targets, found)
        found |= {("E007", key) for key in _repeated(kept[name], asked)}
    return kept, found


def _blank(cell: Any) -> bool:  # noqa: ANN401 - any cell
    return not cell.strip() if isinstance(cell, str) else cell is None or bool(cell != cell)  # noqa: PLR0124 - nan


def _key(row: Row, asked: Demands) -> str | None:
    """What findings name: the cells of the key; nothing where one of them is empty."""
    parts = [row[column] for column in asked.key]
    return None if any(map(_blank, parts)) else "/".join(map(str, parts))


def _cut(code: str | None, digits: int) -> str | None:
    """A padded code cut to some digits; None where it is not padded so."""
    if code and digits < len(code) in {6, 12} and re.fullmatch(f"[0-9]{{{digits}}}0+", code):
        return code[:digits]
    return None


def _checked(name: str, asked: Demands, row: Row, found: Found) -> bool:
    """Whether a row can be taken; cells that are unreadable and may be empty are emptied."""
    for words in asked.lists:
        row[words] = [word for word in row[words] or () if not _blank(word)] or None
    if name == "divisions" and row["level"] in LENGTHS:
        row["code"] = _cut(row["code"], LENGTHS[row["level"]]) or row["code"]
    sound = True
    for column, code in (*_faults(asked, row), *_misfits(name, asked, row)):
        found.add((code, _key(row, asked)))
        if column is None or column in asked.required:
            sound = False
        else:
            row[column] = None
    return sound


def _faults(asked: Demands, row: Row) -> Iterator[tuple[str | None, str]]:
    """The faulty cells: column and code."""
    for column in asked.required:
        if _blank(row[column]):
            yield column, "E004"
    for column, terms in asked.terms.items():
        words = (row[column] or ()) if column in asked.lists else (row[column],)
        if any(not _blank(word) and word not in terms for word in words):
            yield column, "E003"
    for column, (least, most) in asked.bounds.items():
        if not _blank(row[column]) and not least <= row[column] <= most:
            yield column, "E002"
    for column in asked.credit:
        if not _blank(row[column]) and not _is_credit_code(row[column]):
            yield column, "E009"


def _misfits(name: str, asked: Demands, row: Row) -> Iterator[tuple[str | None, str]]:
    """What does not fit together in a row: no column, and the code."""
    if asked.one_of:
        filled = sum(not _blank(row[column]) for column in asked.one_of)
        if filled != 1:
            yield None, "E002" if filled else "E004"
    if asked.dated and row["start"] and row["end"] and row["end"] <= row["start"]:
        yield None, "E006"
    if name == "divisions" and not _blank(row["code"]):
        lengths = {LENGTHS[row["level"]]} if row["level"] in LENGTHS else {*LENGTHS.values()}
        if len(row["code"]) not in lengths or not re.fullmatch("[0-9]+", row["code"]):
            yield None, "E009"


def _is_credit_code(code: str) -> bool:
    code = code.upper()
    if len(code) != 18 or not set(code) <= set(_ALPHABET):
        return False
    weights = (pow(3, place % 17, 31) for place in range(18))
    return sum(_ALPHABET.index(c) * weight for c, weight in zip(code, weights, strict=True)) % 31 == 0


class _Target:
    """What a reference to a table may say: an id, the name of one row, a padded code."""

    def __init__(self, key: str, kept: list[Row], aside: list[Row]) -> None:
        self.ids = {row[key] for row in (*kept, *aside)}
        self.coded = key == "code"
        self.named: dict[str, set[str]] = defaultdict(set)
        for row in kept:
            if row.get("name"):
                self.named[row["name"]].add(row[key])
        self.named_aside = {row.get("name") for row in aside}
        if self.coded:  # of a padded code that was set aside nobody knows how long it is
            self.named_aside |= {_cut(row[key], digits) for row in aside for digits in LENGTHS.values()}

    def meaning(self, value: str) -> tuple[str | None, str | None]:
        """The id that a value means which is none, and the code of what is wrong with it."""
        if _blank(value):
            return None, None
        if several := self.named.get(value):
            return (None, "E010") if len(several) > 1 else (next(iter(several)), None)
        for digits in (9, 6, 4, 2) if self.coded else ():
            if (short := _cut(value, digits)) and short in self.ids:
                return short, None
        # A name that stands only in rows set aside stays as it is: it leads nowhere, but somebody is called so.
        return (value, None) if value in self.named_aside else (None, "E005")

    def follow(self, value: str, codes: set[str]) -> str | None:
        """The id that a reference means; codes of what is wrong with it are added to those of its row."""
        if value in self.ids:
            return value
        key, code = self.meaning(value)
        codes.update({code} if code else ())
        return key


def _follow(asked: Demands, row: Row, targets: dict[str, _Target], found: Found) -> None:
    """Turn the names in a row into ids; what leads nowhere is told and emptied."""
    read, codes = {column: row[column] for column in asked.key}, set[str]()
    for column, target in asked.references.items():
        cell = row[column]
        if isinstance(cell, list):
            row[column] = [key for value in cell if (key := targets[target].follow(value, codes))]
        elif cell is not None:
            row[column] = targets[target].follow(cell, codes)
    if codes:
        found |= {(code, _key(read, asked)) for code in codes}
    if len(asked.key) > 1:
        # A key of references keeps what leads nowhere: the row is that row still.
        row["id"] = _key({column: cell if row[column] is None else row[column] for column, cell in read.items()}, asked)


def _repeated(rows: list[Row], asked: Demands) -> Iterator[str]:
    """The ids of versions that overlap; of what has no versions, those that occur twice."""
    key = asked.id if len(asked.key) == 1 else "id"
    versions: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        versions[row[key]].append(row)
    for name, several in versions.items():
        if not asked.dated and len(several) > 1:
            yield name
        elif len(several) > 1:
            ordered = sorted(several, key=began)
            if any(began(later) < (row["end"] or date.max) for row, later in pairwise(ordered)):
                yield name
