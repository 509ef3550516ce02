"""Workbooks that are small on disk and larger than memory, found before anything is made of them.

A workbook is an archive. Two things make little of it into much: what is packed a thousand times denser than any
table, and one cell in a far corner, for a reader makes all cells between it and the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile, ZipInfo, is_zipfile

from regionpb.io.encodings import CHUNK
from regionpb.io.raw import sprawls

__all__ = ["larger_than_memory"]

_DENSEST = 100
"""How many bytes one may hold: of the densest sheets it is thirty."""

_SMALL = 50_000_000
"""Archives that unpack to no more than this are never refused."""

_OVERLAP = 200
_ROWS = 1_048_576
_SAID = re.compile(rb'<dimension ref="[A-Z]+[0-9]+:([A-Z]{1,3})([0-9]{1,7})"')
_WIDE = re.compile(rb"""r\s*=\s*["'](?:[Y-Zy-z]|[A-Za-z]{2,9})[0-9]""")
_CELL = rb"""<(?:[A-Za-z]{1,9}:)?c\s[^>]{0,99}?\br\s*=\s*["']"""
_COLUMN = re.compile(_CELL + rb"([A-Za-z]{1,9})[0-9]")
_ROW = re.compile(_CELL + rb"[A-Za-z]{1,9}([0-9]{1,12})")


def larger_than_memory(path: Path) -> str | None:
    """What of an archive would not fit in memory, or null; null, too, for what is no archive.

    Raises:
        BadZipFile, NotImplementedError, RuntimeError, zlib.error: an archive that is damaged, packed in an unknown
            way, or encrypted.
    """
    if not is_zipfile(path):
        return None
    with ZipFile(path) as book:
        unpacked, packed = sum(part.file_size for part in book.infolist()), path.stat().st_size
        if unpacked > _DENSEST * packed + _SMALL:
            return f"{unpacked} bytes packed into {packed}"
        return next(filter(None, (_far_cell(book, part) for part in book.infolist())), None)


def _far_cell(book: ZipFile, part: ZipInfo) -> str | None:
    """The size of a sheet one cell of which lies far from all others, be it said at its head or not."""
    columns, rows, wide = 1, 1, False
    for piece in _pieces(book, part):  # each part to its end: an archive may lie about its size
        if said := _SAID.search(piece, 0, 4096):
            columns, rows = max(columns, _column_number(said[1])), max(rows, int(said[2]))
        wide = wide or _WIDE.search(piece) is not None
    if wide:  # where a cell of every row could be beyond measure, and only there, the cells are looked at
        columns = max(columns, max((_column_number(letters) for letters in _columns(book, part)), default=1))
        if sprawls(columns, _ROWS, part.file_size):
            rows = max(rows, max(_rows(book, part), default=1))
    return f"{columns} columns in {rows} rows" if sprawls(columns, rows, part.file_size) else None


def _pieces(book: ZipFile, part: ZipInfo) -> Iterator[bytes]:
    """A part of an archive, in pieces that overlap."""
    end = b""
    with book.open(part) as stream:
        while chunk := stream.read(CHUNK):
            yield end + chunk
            end = chunk[-_OVERLAP:]


def _columns(book: ZipFile, part: ZipInfo) -> set[bytes]:
    """The letters of all columns in which cells say they stand."""
    return {letters for piece in _pieces(book, part) for letters in _COLUMN.findall(piece)}


def _rows(book: ZipFile, part: ZipInfo) -> Iterator[int]:
    """The row of each cell that says where it stands."""
    return (int(digits) for piece in _pieces(book, part) for digits in _ROW.findall(piece))


def _column_number(letters: bytes) -> int:
    """The number of a column: A is 1, Z 26, AA 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number
