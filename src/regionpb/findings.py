"""What a check finds: one frame of findings, and `Finding` objects made from it when asked for.

A frame of findings has the columns of `FINDINGS`. `values` is a JSON object, `position` the row of
the table in which the fault stands (null where that row was set aside), `file`, `row` and `column`
the place in the source (null for frames in memory).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

import polars as pl
from attrs import frozen

__all__ = ["FINDINGS", "NO_FINDINGS", "Finding", "Severity", "Source", "to_frame"]


class Severity(StrEnum):
    """What a clerk would call a fault.

    >>> Severity.ERROR.at_least(Severity.WARNING), Severity.INFO.label
    (True, '提示')
    """

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def label(self) -> str:
        """The Chinese name."""
        return {"error": "错误", "warning": "警告", "info": "提示"}[self.value]

    def at_least(self, other: Severity) -> bool:
        """Whether this is as grave as `other` or graver."""
        order = [*Severity]
        return order.index(self) <= order.index(other)


@frozen
class Source:
    """Where a faulty row came from.

    Attributes:
        file: the file as people know it, with the sheet behind `#` where it has sheets.
        row: counted from 1 for the first line of the file, as a spreadsheet shows it.
        column: the column at fault, where there is one.
    """

    file: str
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        place = f"{self.file}:{self.row}" if self.row is not None else self.file
        return f"{place} ({self.column})" if self.column else place


@frozen
class Finding:
    """One fault, naming one row.

    Attributes:
        code: the code of the rule.
        name: the name of the fault.
        severity: error, warning or info.
        table: the table of the row it names.
        id: the key of that row; None where a faulty row has none.
        message: what is wrong and what to do, in the language of the report.
        values: the values that show the fault, under the model's column names.
        source: where the row came from; None for frames in memory.
    """

    code: str
    name: str
    severity: Severity
    table: str
    id: str | None
    message: str
    values: Mapping[str, Any]
    source: Source | None = None


FINDINGS: Mapping[str, pl.DataType] = {
    "code": pl.String(),
    "severity": pl.String(),
    "table": pl.String(),
    "id": pl.String(),
    "position": pl.Int64(),
    "values": pl.String(),
    "file": pl.String(),
    "row": pl.Int64(),
    "column": pl.String(),
}
"""The columns of a frame of findings and their types."""

NO_FINDINGS = pl.DataFrame(schema=dict(FINDINGS))
"""The frame of a check that found nothing."""


def to_frame(rows: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    """A frame of findings from rows written by hand; `values` may be a mapping, what is not given is null.

    >>> row = {"code": "E014", "severity": "error", "table": "divisions", "values": {"value": "divisions"}}
    >>> to_frame([row]).shape
    (1, 9)
    """
    out: list[dict[str, Any]] = []
    for row in rows:
        values: Any = row.get("values", {})
        text = (
            values
            if isinstance(values, str)
            else json.dumps(values, ensure_ascii=False, default=str, separators=(",", ":"))
        )
        out.append({name: row.get(name) for name in FINDINGS} | {"values": text})
    return pl.DataFrame(out, schema=dict(FINDINGS))
