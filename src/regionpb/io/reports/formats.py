"""Every format a report can be written in.

>>> [*FORMATS], format_of("report.html").name
(['text', 'json', 'jsonl', 'csv', 'sarif', 'junit', 'github', 'html'], 'html')
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TextIO, cast

from attrs import frozen

from regionpb.errors import UnknownName
from regionpb.io.reports.document import Document

__all__ = ["FORMATS", "Format", "format_of", "save", "write"]


@frozen
class Format:
    """A way to write a report.

    Attributes:
        name: what it is called on the command line.
        suffixes: how files of it end.
        writer: `module:function` that writes a document to a text stream.
    """

    name: str
    suffixes: tuple[str, ...]
    writer: str

    def __call__(self, document: Document, stream: TextIO) -> None:
        """Write a document; the library it needs is loaded now."""
        module, _, function = self.writer.partition(":")
        cast("Callable[[Document, TextIO], None]", getattr(import_module(module), function))(document, stream)


def _by_name(*formats: Format) -> Mapping[str, Format]:
    return MappingProxyType({f.name: f for f in formats})


FORMATS: Mapping[str, Format] = _by_name(
    Format("text", (".txt", ".log", ".out", ""), "regionpb.io.reports.terminal:write_text"),
    Format("json", (".json",), "regionpb.io.reports.json_documents:write_json"),
    Format("jsonl", (".jsonl", ".ndjson"), "regionpb.io.reports.json_documents:write_jsonl"),
    Format("csv", (".csv",), "regionpb.io.reports.spreadsheet:write_csv"),
    Format("sarif", (".sarif",), "regionpb.io.reports.sarif:write_sarif"),
    Format("junit", (".xml",), "regionpb.io.reports.pipelines:write_junit"),
    Format("github", (".github",), "regionpb.io.reports.pipelines:write_github"),
    Format("html", (".html", ".htm"), "regionpb.io.reports.webpage:write_html"),
)
"""The formats by name, in the order people are told of them."""


def format_of(path: str | Path) -> Format:
    """The format that a file's name ends in.

    Raises:
        UnknownName: when no format has that ending.
    """
    suffix = Path(path).suffix.lower()
    found = next((f for f in FORMATS.values() if suffix in f.suffixes), None)
    if found is None:
        raise UnknownName(
            "report format for files ending in", suffix, [s for f in FORMATS.values() for s in f.suffixes], "报告格式"
        )
    return found


def write(document: Document, name: str, stream: TextIO) -> None:
    """Write a document in the format of that name.

    Raises:
        UnknownName: when there is no such format.
    """
    if name not in FORMATS:
        raise UnknownName("report format", name, FORMATS, "报告格式")
    FORMATS[name](document, stream)


def save(document: Document, path: str | Path, name: str | None = None) -> Path:
    """Write a document to a file, in UTF-8.

    Args:
        document: what to write.
        path: where to; its folder must exist.
        name: the format; None is the one the file's name ends in.

    Returns:
        The path.

    Raises:
        UnknownName: when there is no such format.
        OSError: when the file cannot be written.
    """
    form = format_of(path) if name is None else FORMATS.get(name)
    if form is None:
        raise UnknownName("report format", name, FORMATS, "报告格式")
    target = Path(path)
    with target.open("w", encoding="utf-8", newline="") as stream:
        form(document, stream)
    return target
