"""Reports for spreadsheets: CSV with a byte order mark, one finding a row."""

from __future__ import annotations

from typing import TextIO

import polars as pl

from regionpb.io.formulas import guarded_expr
from regionpb.io.reports.document import Document
from regionpb.io.reports.escaping import visible_expr

__all__ = ["COLUMNS", "write_csv"]

COLUMNS = (
    "code",
    "name",
    "severity",
    "table",
    "id",
    "message",
    "values",
    "file",
    "row",
    "column",
    "county",
    "county_name",
)
"""The columns of the file; `values` is a JSON object."""

_AT_A_TIME = 50_000


def write_csv(document: Document, stream: TextIO) -> None:
    """Write the findings as a table that spreadsheets open as it is meant: in UTF-8, nothing in it a formula."""
    message = "message_zh" if document.language == "zh" else "message"
    chosen = document.findings.select(pl.col(message).alias(c) if c == "message" else pl.col(c) for c in COLUMNS)
    cells = [
        visible_expr(guarded_expr(pl.col(c))).alias(c) for c, dtype in chosen.schema.items() if dtype == pl.String()
    ]
    stream.write("\ufeff" + ",".join(COLUMNS) + "\n")
    for start in range(0, chosen.height, _AT_A_TIME):
        chunk = chosen.slice(start, _AT_A_TIME).with_columns(cells)
        stream.write(chunk.write_csv(include_header=False))
