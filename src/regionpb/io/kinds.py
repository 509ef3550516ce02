"""What a file in a source is, by its name."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["SUFFIXES", "FileKind"]


class FileKind(StrEnum):
    """What a file is, by its suffix."""

    DELIMITED = "delimited"
    JSON_LINES = "json_lines"
    PARQUET = "parquet"
    WORKBOOK = "workbook"


SUFFIXES = {
    ".csv": FileKind.DELIMITED,
    ".tsv": FileKind.DELIMITED,
    ".jsonl": FileKind.JSON_LINES,
    ".ndjson": FileKind.JSON_LINES,
    ".parquet": FileKind.PARQUET,
    ".xlsx": FileKind.WORKBOOK,
    ".xlsm": FileKind.WORKBOOK,
    ".xlsb": FileKind.WORKBOOK,
    ".xls": FileKind.WORKBOOK,
    ".ods": FileKind.WORKBOOK,
}
"""What a file is, by the end of its name."""
