"""Sheets of `.ods` workbooks, looked through before they are read: are they whole, and how many cells do they make?

In these a cell may stand for very many: it says how often it is repeated, and so does a row.
Source: OpenDocument 1.3, part 3, 19.677 and 19.681.
"""

from __future__ import annotations

from pathlib import Path
from xml.parsers.expat import ParserCreate
from zipfile import ZipFile

from attrs import define, field

__all__ = ["repeats_beyond_memory"]

_REPEATED = 5_000_000
"""So many cells may be made of cells that repeat themselves: a gigabyte."""


def repeats_beyond_memory(path: Path) -> str | None:
    """The size of a sheet that would not fit in memory, or null.

    Raises:
        BadZipFile, KeyError, ExpatError: an archive that is damaged, without sheets, or whose sheets are no whole XML
            (of cut ones the reader would wait for the end for ever).
    """
    with ZipFile(path) as book, book.open("content.xml") as content:
        size = book.getinfo("content.xml").file_size
        seen = _Extent()
        parser = ParserCreate(namespace_separator=" ")
        parser.StartElementHandler, parser.EndElementHandler = seen.begin, seen.end
        parser.ParseFile(content)
    return next((f"{c} columns in {r} rows" for c, r in seen.sheets if c * r > _REPEATED + size), None)


@define
class _Extent:
    """How far the cells of a sheet reach that hold something; a cell takes a byte of its file at least."""

    sheets: list[tuple[int, int]] = field(factory=list[tuple[int, int]])
    columns: int = 0
    rows: int = 0
    passed: int = 0
    repeated: int = 1
    along: int = 0
    reached: int = 0

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(" ")[2]:
            case "table":
                self.columns = self.rows = self.passed = 0
            case "table-row":
                self.repeated, self.along, self.reached = _times(attributes, "number-rows-repeated"), 0, 0
            case "table-cell" | "covered-table-cell":
                self.along += _times(attributes, "number-columns-repeated")
                if any(key.endswith("value-type") for key in attributes):
                    self.reached = self.along
            case "p":  # text without a type is text all the same
                self.reached = self.along
            case _:
                pass

    def end(self, name: str) -> None:
        match name.rpartition(" ")[2]:
            case "table-row":
                self.passed += self.repeated
                if self.reached:
                    self.rows, self.columns = self.passed, max(self.columns, self.reached)
            case "table":
                self.sheets.append((self.columns, self.rows))
            case _:
                pass


def _times(attributes: dict[str, str], name: str) -> int:
    """How often something is repeated; numbers beyond every type are cut."""
    said = next((value for key, value in attributes.items() if key.endswith(name)), "1").strip()
    return min(int(said[:12]), 10**11) if said.isdecimal() and said.isascii() else 1
