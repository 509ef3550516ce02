"""Reports for pipelines: JUnit's XML, which every build server shows, and annotations of GitHub.

A finding is a failed test of its code; a rule that was not checked is one that was skipped. Files that do not exist for
whoever reads (sheets of a workbook) are named as they are.
"""

from __future__ import annotations

from typing import TextIO
from xml.sax.saxutils import quoteattr

import polars as pl

from regionpb.findings import Severity
from regionpb.io.reports.document import Document
from regionpb.io.reports.escaping import visible_expr
from regionpb.io.reports.wording import missing
from regionpb.io.visible import visible

__all__ = ["write_github", "write_junit"]

_AT_A_TIME = 50_000
_XML = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\ufffe": "\\ufffe", "\uffff": "\\uffff"}
_COMMAND = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = {**_COMMAND, ":": "%3A", ",": "%2C"}
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def write_junit(document: Document, stream: TextIO) -> None:
    """Write a report as a suite of JUnit: a failed test for each finding, one that passed where there is none.

    >>> import random, sys, regionpb
    >>> region = regionpb.testing.minimal().plant([regionpb.rules["O010"]], random.Random(0))
    >>> write_junit(region.check().document(), sys.stdout)  # doctest: +ELLIPSIS
    <?xml version="1.0" encoding="utf-8"?>
    <testsuites name="regionpb" tests="1" failures="1" skipped="0">
    <testsuite name="frames in memory" tests="1" failures="1" skipped="0">
    <testcase classname="O010 no-secretary" name="organizations O-N1"><failure type="warning" message="..."/></testcase>
    </testsuite>
    </testsuites>
    """
    found, skipped = document.findings.height, len(document.not_checked)
    zh = document.language == "zh"
    none = "没有查出问题" if zh else f"no finding of severity {document.min_severity} or above"
    counted = f'tests="{(found or 1) + skipped}" failures="{found}" skipped="{skipped}"'
    source = visible(document.source or ("内存中的数据" if zh else "frames in memory"))
    stream.write('<?xml version="1.0" encoding="utf-8"?>\n')
    stream.write(f'<testsuites name="regionpb" {counted}>\n<testsuite name={quoteattr(source)} {counted}>\n')
    cases = pl.format(
        '<testcase classname="{} {}" name="{}"><failure type="{}" message="{}"/></testcase>\n',
        "code",
        _replaced(pl.col("name_zh" if zh else "name"), _XML),
        _replaced(_subject(), _XML),
        "severity",
        _replaced(_located(document), _XML),
    )
    _write(cases, document, stream)
    if not found:
        stream.write(f'<testcase classname="regionpb" name={quoteattr(none)}/>\n')
    for each in document.not_checked:
        lacking = visible(missing(each.missing, document.language))
        stream.write(f'<testcase classname="{each.code}" name="{each.code}"><skipped message={quoteattr(lacking)}/>')
        stream.write("</testcase>\n")
    stream.write("</testsuite>\n</testsuites>\n")


def write_github(document: Document, stream: TextIO) -> None:
    """Write a report as commands of a GitHub workflow: an annotation for each finding, at its line of its file.

    >>> import random, sys, regionpb
    >>> region = regionpb.testing.minimal().plant([regionpb.rules["O010"]], random.Random(0))
    >>> write_github(region.check().document(), sys.stdout)
    ::warning title=O010 no-secretary::organization O-N1 has no secretary: enter who holds the seat, or have one elected
    """
    zh = document.language == "zh"
    level = pl.col("severity").replace_strict({str(s): word for s, word in _LEVELS.items()}, return_dtype=pl.String)
    file = pl.format(",file={}", _replaced(pl.col("file"), _PROPERTY)).fill_null("")
    line = pl.format(",line={}", "row").fill_null("")
    command = pl.format(
        "::{} title={} {}{}{}::{}\n",
        level,
        "code",
        _replaced(pl.col("name_zh" if zh else "name"), _PROPERTY),
        file,
        line,
        _replaced(pl.col("message_zh" if zh else "message"), _COMMAND),
    )
    _write(command, document, stream)


def _subject() -> pl.Expr:
    return pl.concat_str(pl.col("table").fill_null(""), pl.lit(" "), pl.col("id").fill_null("")).str.strip_chars()


def _located(document: Document) -> pl.Expr:
    """What is said, with the place it is said of behind it."""
    message = pl.col("message_zh" if document.language == "zh" else "message")
    place = pl.concat_str(
        pl.lit(" ("),
        "file",
        pl.format(":{}", "row").fill_null(""),
        pl.format(" {}", "column").fill_null(""),
        pl.lit(")"),
    )
    return pl.concat_str(message, place.fill_null(""))


def _replaced(text: pl.Expr, by: dict[str, str]) -> pl.Expr:
    return visible_expr(text).str.replace_many([*by], [*by.values()])


def _write(line: pl.Expr, document: Document, stream: TextIO) -> None:
    for start in range(0, document.findings.height, _AT_A_TIME):
        stream.writelines(document.findings.slice(start, _AT_A_TIME).select(line=line)["line"])
