"""Reports as SARIF 2.1.0, the format in which code scanners tell what they found (OASIS, 2020).

Findings keep their identity between runs by code, table, id and column, not by the line of their row.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TextIO
from urllib.parse import quote

import polars as pl

from regionpb.findings import Severity
from regionpb.io.reports.document import Document
from regionpb.io.reports.wording import missing

__all__ = ["write_sarif"]

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_AT_A_TIME = 50_000


def write_sarif(document: Document, stream: TextIO) -> None:
    """Write a report as SARIF, one result on each line of it.

    >>> import io, random, regionpb
    >>> region = regionpb.testing.minimal().plant([regionpb.rules["O010"]], random.Random(0))
    >>> write_sarif(region.check().document(), stream := io.StringIO())
    >>> result = json.loads(stream.getvalue())["runs"][0]["results"][0]
    >>> result["ruleId"], result["level"], result["partialFingerprints"]
    ('O010', 'warning', {'finding/v1': 'O010/organizations/O-N1/'})
    """
    run = {
        "tool": {"driver": _driver(document)},
        "properties": {"day": document.day.isoformat(), "policy": document.policy},
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": _notifications(document)}],
        "columnKind": "unicodeCodePoints",
    }
    head = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    # The results are put in as they come, at the end of the only run.
    before, behind = _dumped(head)[:-3], "]}]}\n"
    stream.write(f'{before}, "results": [')
    joint = "\n"
    for start in range(0, document.findings.height, _AT_A_TIME):
        results = document.findings.slice(start, _AT_A_TIME).select(result=_result(document))["result"]
        stream.write(joint + ",\n".join(results))
        joint = ",\n"
    stream.write(behind)


def _dumped(value: Mapping[str, Any]) -> str:
    """As JSON; lone surrogates (names of files that are no text) escaped."""
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace").decode()


def _driver(document: Document) -> dict[str, Any]:
    zh = document.language == "zh"
    named = document.findings.unique("code", keep="first", maintain_order=True).select("code", "name", "name_zh")
    rules = [
        {
            "id": code,
            "name": name_zh if zh else name,
            "shortDescription": {"text": about.summary_zh if zh else about.summary},
            "help": {"text": "\n".join(norm.zh if zh else norm.en for norm in about.norms) or code},
        }
        for code, name, name_zh in named.iter_rows()
        if (about := document.about.get(code)) is not None
    ]
    return {"name": "regionpb", "semanticVersion": document.version, "rules": rules}


def _notifications(document: Document) -> list[dict[str, Any]]:
    """The rules that could not be asked."""
    return [
        {
            "level": "note",
            "associatedRule": {"id": each.code},
            "message": {"text": missing(each.missing, document.language)},
        }
        for each in document.not_checked
    ]


def _result(document: Document) -> pl.Expr:
    """A finding as a result. Values are JSON already: they are put in as they stand."""
    message = pl.col("message_zh" if document.language == "zh" else "message")
    level = pl.col("severity").replace_strict({str(s): word for s, word in _LEVELS.items()}, return_dtype=pl.String)
    table, key, column = (pl.col(name).fill_null("") for name in ("table", "id", "column"))
    said = pl.struct(
        pl.col("code").alias("ruleId"), level.alias("level"), pl.struct(message.alias("text")).alias("message")
    )
    thing = pl.struct(
        pl.concat_str(table, pl.lit("/"), key).alias("fullyQualifiedName"), pl.lit("member").alias("kind")
    )
    fingerprint = pl.struct(pl.concat_str("code", table, key, column, separator="/").alias("finding/v1"))
    files = document.findings["file"].drop_nulls().unique().to_list()
    uris = pl.col("file").replace_strict({file: _uri(file) for file in files}, default=None, return_dtype=pl.String)
    file = pl.struct(pl.struct(uris.alias("uri")).alias("artifactLocation")).struct.json_encode()
    row = pl.concat_str(
        file.str.strip_suffix("}"),
        pl.lit(',"region":'),
        pl.struct(pl.col("row").alias("startLine")).struct.json_encode(),
        pl.lit("}"),
    )
    place = (
        pl.when(uris.is_null())
        .then(pl.lit(""))
        .otherwise(
            pl.concat_str(pl.lit(',"physicalLocation":'), pl.when(pl.col("row").is_null()).then(file).otherwise(row))
        )
    )
    return pl.concat_str(
        said.struct.json_encode().str.strip_suffix("}"),
        pl.lit(',"locations":[{"logicalLocations":['),
        thing.struct.json_encode(),
        pl.lit("]"),
        place,
        pl.lit('}],"partialFingerprints":'),
        fingerprint.struct.json_encode(),
        pl.lit(',"properties":{"values":'),
        pl.col("values"),
        pl.lit("}}"),
    )


def _uri(file: str) -> str:
    """Where a file is, seen from the folder that was checked; a sheet is in its workbook."""
    workbook, _, _ = file.partition("#")
    return quote(workbook, errors="replace")
