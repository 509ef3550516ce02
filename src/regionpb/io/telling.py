"""What reading finds wrong, as rows of a frame of findings: about a file, a header, some rows, some references."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from regionpb.contract import TABLES, Table
from regionpb.contract.keys import WITHHELD, keys_at
from regionpb.findings import FINDINGS, Severity
from regionpb.io.raw import Problem

__all__ = ["fault", "of_file", "of_form", "of_references", "of_references_aside", "of_rows"]


def of_rows(
    table: Table,
    frame: pl.DataFrame,
    places: pl.DataFrame,
    rows: pl.Series,
    code: str,
    column: str,
    frames: Mapping[str, pl.DataFrame] | None = None,
) -> pl.DataFrame:
    """One finding for each of some rows, about their key (see `keys_at`)."""
    keys = keys_at(table, frame, rows, frames)
    frame = pl.DataFrame({"id": keys, "position": rows, "value": keys, "column": [column] * rows.len()})
    return frame.select(
        code=pl.lit(code),
        severity=pl.lit(str(Severity.ERROR)),
        table=pl.lit(table.name),
        id="id",
        position="position",
        values=pl.struct("column", "value").struct.json_encode(),
        file=places["file"].gather(rows),
        row=places["row"].gather(rows),
        column="column",
    ).select(*FINDINGS)


def of_references(
    table: Table, frame: pl.DataFrame, places: pl.DataFrame, column: str, faults: pl.DataFrame
) -> pl.DataFrame:
    """E005 and E010 as findings."""
    return _referring(of_rows(table, frame, places, faults["position"], "E005", column), faults)


def of_references_aside(table: Table, aside: pl.DataFrame, column: str, faults: pl.DataFrame) -> pl.DataFrame:
    """E005 and E010 of rows that were set aside: they have a place in the source, but none in the table."""
    rows = aside.select(pl.all().gather(faults["position"]))
    found = rows.select(
        code=pl.lit("E005"),
        severity=pl.lit(str(Severity.ERROR)),
        table=pl.lit(table.name),
        id="_shown",
        position=pl.lit(None, pl.Int64),
        values=pl.lit("{}"),
        file="_file",
        row="_place",
        column=pl.lit(column),
    )
    return _referring(found, faults)


def _referring(found: pl.DataFrame, faults: pl.DataFrame) -> pl.DataFrame:
    """Findings with the code and the values of faulty references, row by row."""
    people = [name for name, table in TABLES.items() if "name" in table.personal]
    # What stands where the id of a person should and has no digit is the person's name: it stays where it is.
    is_name = pl.col("candidates").is_not_null() | ~pl.col("value").str.contains("[0-9]")
    shown = pl.when(pl.col("references").is_in(people) & is_name).then(pl.lit(WITHHELD)).otherwise("value")
    faults = faults.with_columns(value=shown)
    plain = pl.struct("column", "value", "references").struct.json_encode()
    several = pl.struct("column", "value", "references", "candidates").struct.json_encode()
    return found.with_columns(
        code=faults["code"],
        values=faults.select(pl.when(pl.col("candidates").is_null()).then(plain).otherwise(several))[:, 0],
    ).select(*FINDINGS)


def of_file(problem: Problem, title: str, file: str | None) -> dict[str, Any]:
    """Why a whole file could not be read; its id is its name."""
    told = {"reason": problem.reason.value, "value": problem.detail or problem.reason.value, "column": None}
    return {
        "code": "E011",
        "severity": str(Severity.ERROR),
        "table": title,
        "id": file,
        "values": told,
        "file": file,
    }


def of_form(problems: pl.DataFrame, title: str, file: str | None) -> pl.DataFrame:
    """What is wrong with the form of single rows.

    Args:
        problems: a frame like `NO_PROBLEMS`; with the `key` of each row and the cell to blame as `detail`, where there
            are any.
        title: the table, or what stands for it.
        file: the file.
    """
    known = {"key", "detail"} & {*problems.columns}
    found = problems.with_columns(pl.lit(None, pl.String).alias(c) for c in {"key", "detail"} - known).with_columns(
        value=pl.coalesce("detail", "reason")
    )
    unreadable, too_long = (
        pl.struct(*names).struct.json_encode()
        for names in (("reason", "value", "column"), ("reason", "value", "cells", "columns"))
    )
    return found.select(
        code="code",
        severity=pl.lit(str(Severity.ERROR)),
        table=pl.lit(title),
        id="key",
        position=pl.lit(None, pl.Int64),
        values=pl.when(pl.col("code") == "E012").then(too_long).otherwise(unreadable),
        file=pl.lit(file, pl.String),
        row="row",
        column="column",
    )


def fault(
    code: str,
    title: str,
    id: str | None,  # noqa: A002 - the name of the column
    *,
    file: str | None = None,
    row: int | None = None,
    column: str | None = None,
    value: str | None = None,
    severity: Severity = Severity.ERROR,
) -> dict[str, Any]:
    """One finding about a table, a file or a header."""
    return {
        "code": code,
        "severity": str(severity),
        "table": title,
        "id": id,
        "values": {"column": column, "value": value if value is not None else column},
        "file": file,
        "row": row,
        "column": column,
    }
