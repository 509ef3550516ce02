"""Folders of CSV files, as rows of text in memory and as bytes on a disk."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from attrs import field, frozen


@frozen
class Sheet:
    """One file: the stem of its name, its lines as cells of text, the header first, and how it is written.

    Without any line the file is empty.
    """

    stem: str
    lines: list[list[str]]
    encoding: str = "utf-8"
    ending: str = "\n"
    quoted: bool = False

    @property
    def file(self) -> str:
        return f"{self.stem}.csv"

    @property
    def header(self) -> list[str]:
        return self.lines[0] if self.lines else []


@frozen
class Folder:
    """A source: some files."""

    sheets: list[Sheet] = field(factory=list)

    def write(self, where: Path) -> None:
        for sheet in self.sheets:
            (where / sheet.file).write_bytes(_bytes(sheet))


def _bytes(sheet: Sheet) -> bytes:
    records = [_record(line, sheet) for line in sheet.lines]
    text = "".join(records)
    if sheet.encoding == "mixed":
        mixed = b"".join(r.encode(("utf-8", "gb18030")[at % 2]) for at, r in enumerate(records))
        # Bytes that are text of one encoding are read as that.
        return text.encode() if _is(mixed, "utf-8") or _is(mixed, "gb18030") else mixed
    written = text.encode(sheet.encoding)
    return text.encode() if sheet.encoding == "gb18030" and _is(written, "utf-8") else written


def _record(line: list[str], sheet: Sheet) -> str:
    out = io.StringIO()
    quoted = sheet.quoted or any("\n" in cell for cell in line)
    quoting = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    csv.writer(out, lineterminator=sheet.ending, quoting=quoting).writerow(line)
    return out.getvalue()


def _is(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
