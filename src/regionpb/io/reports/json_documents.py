"""Reports for programs: one JSON document, or one finding a line.

The keys are an interface: they are added to, never changed. Text from data stays as it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TextIO

import polars as pl

from regionpb.findings import FINDINGS
from regionpb.io.reports.document import Document
from regionpb.known.silent import Silent

__all__ = ["SCHEMA", "to_dict", "write_json", "write_jsonl"]

SCHEMA = 1
"""The version of the document: a change that would break a reader counts it up."""

_AT_A_TIME = 50_000


def write_json(document: Document, stream: TextIO) -> None:
    """Write a report as one JSON document, one finding on each line of it."""
    head, tail = _around(document)
    stream.write(_members(head)[:-1] + ',\n"findings": [')
    before = "\n"
    for chunk in _objects(document):
        stream.write(before + ",\n".join(chunk))
        before = ",\n"
    stream.write("],\n" + _members(tail)[1:] + "\n")


def write_jsonl(document: Document, stream: TextIO) -> None:
    """Write one finding a line, with the keys it has in the JSON document."""
    stream.writelines("\n".join(chunk) + "\n" for chunk in _objects(document))


def to_dict(document: Document) -> dict[str, Any]:
    """The report as `json.loads` gives back what `write_json` writes."""
    head, tail = _around(document)
    findings = [json.loads(text) for chunk in _objects(document) for text in chunk]
    return {**head, "findings": findings, **tail}


def _around(document: Document) -> tuple[dict[str, Any], dict[str, Any]]:
    """What stands before the findings, and what stands behind them."""
    head = {
        "regionpb": document.version,
        "schema": SCHEMA,
        "day": document.day.isoformat(),
        "policy": document.policy,
        "rows": {
            table: {"read": rows.read, "taken": rows.taken, "set_aside": rows.set_aside}
            for table, rows in document.rows.items()
        },
    }
    tail = {
        "counts": dict(document.counts),
        "not_checked": [{"code": n.code, "missing": [*n.missing]} for n in document.not_checked],
    }
    if document.silent:
        tail["not_told"] = _not_told(document.silent)
    return head, tail


def _not_told(silent: Silent) -> dict[str, Any]:
    """What is known of findings that are not told."""
    suppressed = silent.suppressed.select("code", "table", "id", "reason", pl.col("until").cast(pl.String))
    gone = silent.gone.select("code", "table", "id", "column", "count")
    return {
        "suppressed": suppressed.to_dicts(),
        "stale": [
            {"suppression": str(s.suppression), "reason": s.suppression.reason, "until": str(s.suppression.until)}
            | {"because": str(s.why)}
            for s in silent.stale
        ],
        "known": silent.known,
        "gone": gone.to_dicts(),
    }


def _members(value: dict[str, Any]) -> str:
    """A JSON object with one member a line; lone surrogates (names of files that are no text) escaped."""
    text = ",\n".join(f"{json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in value.items())
    return "{" + text.encode("utf-8", "backslashreplace").decode() + "}"


def _objects(document: Document) -> Iterator[pl.Series]:
    """The findings as JSON objects, many at a time."""
    message = "message_zh" if document.language == "zh" else "message"
    said = pl.struct("code", "name", "severity", "table", "id", pl.col(message).alias("message"))
    place = pl.struct("file", "row", "column").struct.json_encode()
    # Values are JSON already: they are put in as they stand, before the closing brace.
    whole = pl.concat_str(
        said.struct.json_encode().str.strip_suffix("}"),
        pl.lit(',"values":'),
        pl.col("values"),
        pl.lit(',"source":'),
        pl.when(pl.col("file").is_null()).then(pl.lit("null")).otherwise(place),
        pl.lit("}"),
    )
    for start in range(0, document.findings.height, _AT_A_TIME):
        findings = document.findings.slice(start, _AT_A_TIME)
        yield _explained(findings.select(whole)[:, 0], findings, document)


def _explained(objects: pl.Series, findings: pl.DataFrame, document: Document) -> pl.Series:
    """The objects with an explanation each, where it is wanted."""
    if document.explain is None:
        return objects
    rows = findings.select(*FINDINGS).iter_rows(named=True)
    told = [json.dumps(document.explain(row).to_dict(document.language), ensure_ascii=False) for row in rows]
    return objects.str.strip_suffix("}") + ',"explanation":' + pl.Series(told, dtype=pl.String) + "}"
