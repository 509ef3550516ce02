"""Names of files and headers of columns, read naively."""

from __future__ import annotations

from attrs import frozen

from regionpb.contract import TABLES
from regionpb.contract.base import Table

from .folders import Sheet
from .text import fold


@frozen
class Headers:
    """The columns of one file by their places, those of the model and others, and what is wrong with headers."""

    columns: dict[int, str]
    others: dict[int, str]
    faults: list[tuple[str, str]]


def table_of(sheet: Sheet) -> str | None:
    """The table that a file's name stands for, in English or Chinese."""
    return next((name for name, table in TABLES.items() if fold(sheet.stem) in map(fold, table.names)), None)


def headers_of(table: Table, sheet: Sheet) -> Headers:
    """What the headers of a file stand for; of two for one column the first is kept."""
    columns: dict[int, str] = {}
    others: dict[int, str] = {}
    faults: list[tuple[str, str]] = []
    filled = [line for line in sheet.lines[1:] if any(text.strip() for text in line)]
    fitting = [line for line in filled if not too_long(line, sheet)]
    for at, text in enumerate(sheet.header):
        name = column_of(table, text)
        kept = others if name is None else columns
        # Left open: what a column without a header is called.
        called = name or (text if text.strip() else f"column {at + 1}")
        if fold(called) in map(fold, kept.values()):
            faults.append(("E013", text))
            continue
        if not text.strip() and not any(line[at] for line in fitting if at < len(line)):
            continue  # left open: a column without header and cells is none
        kept[at] = called
        if name is None:
            faults.append(("E008", called))
    return Headers(columns, others, faults)


def too_long(line: list[str], sheet: Sheet) -> bool:
    """Whether a line has more cells than the header; left open: those that are empty do not count."""
    return any(text.strip() for text in line[len(sheet.header) :])


def column_of(table: Table, header: str) -> str | None:
    """The column that a header stands for; a star marks the required."""
    wanted = fold(header.replace("*", "").replace("＊", ""))
    return next((c.name for c in table.columns if wanted in map(fold, c.headers)), None)
