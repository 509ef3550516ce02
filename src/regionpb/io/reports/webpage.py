"""Reports as one HTML page that needs nothing but itself: no network, no script, both languages.

Language and severities are switched by form controls and style sheets alone. Everything from data
goes through the template's escaping, after what is unseen in it was written out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, TextIO

from attrs import frozen
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from regionpb.findings import Severity
from regionpb.io.reports.document import About, Document, Group
from regionpb.io.reports.silence import silence
from regionpb.io.reports.wording import WORDS, column_label, counted, missing, table_label
from regionpb.io.visible import visible
from regionpb.rules.saying.labels import label_of
from regionpb.rules.saying.messages import shortened, shown_as

__all__ = ["CUT", "OPEN", "write_html"]

CUT = 20_000
"""How many findings of a code are on the page."""

OPEN = 25
"""A code with more findings than this is folded at first."""


def write_html(document: Document, stream: TextIO) -> None:
    """Write a report as one self-contained page."""
    environment = Environment(
        loader=PackageLoader("regionpb.io.reports"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=_finalize,
    )
    template = environment.get_template("report.html.j2")
    pieces = template.stream(
        document=document,
        say=_say,
        counted={"en": counted(document.severities, "en"), "zh": counted(document.severities, "zh")},
        severities=[s for s, n in document.severities.items() if n],
        severity_zh={str(s): s.label for s in Severity},
        families=[*document.tally("family").iter_rows(named=True)],
        codes=[*document.tally("code").iter_rows(named=True)],
        counties=[*document.tally("county").iter_rows(named=True)],
        groups=_groups(document),
        tables=[(table_label(n, "en"), table_label(n, "zh"), rows) for n, rows in document.rows.items()],
        unasked=[(codes, missing(w, "en"), missing(w, "zh")) for w, codes in document.unasked.items()],
        untold=[*silence(document.silent)],
        open=OPEN,
        cut=CUT,
    )
    pieces.enable_buffering(200)
    stream.writelines(pieces)


def _finalize(value: Any) -> Any:  # noqa: ANN401 - whatever a template prints
    """Write out what is unseen in text from data; what the template itself makes stays as it is."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _say(key: str, **parts: object) -> Markup:
    """A phrase in both languages, of which the page shows one; its parts are escaped."""
    english, chinese = WORDS[key]
    return Markup('<span lang="en">{}</span><span lang="zh">{}</span>').format(
        english.format(**parts), chinese.format(**parts)
    )


@frozen
class _Section:
    """The findings of one code, as the page shows them."""

    group: Group
    about: About | None
    lines: Iterator[Mapping[str, Any]]


def _groups(document: Document) -> Iterator[_Section]:
    """The codes one after another, each with its findings as they are needed."""
    for group in document.groups(CUT):
        yield _Section(group, document.about.get(group.code), _lines(group))


def _lines(group: Group) -> Iterator[Mapping[str, Any]]:
    for row in group.rows.iter_rows(named=True):
        place = [str(row[part]) for part in ("file", "row") if row["file"] and row[part] is not None]
        yield {
            **row,
            "id": shortened(row["id"] or ""),
            "place": ":".join(place),
            "column_zh": column_label(row["table"], row["column"]) or "",
            "values": _values(row["table"], row["values"]),
        }


def _values(table: str | None, text: str) -> list[tuple[str, str, str, str]]:
    """Names and values, both in English and in Chinese; what is empty is an empty text."""
    values: dict[str, Any] = json.loads(text)
    out: list[tuple[str, str, str, str]] = []
    for name, value in values.items():
        said = value if isinstance(value, str) else "" if value is None else json.dumps(value, ensure_ascii=False)
        english, chinese = (shortened(shown_as(table, name, language).get(said, said)) for language in ("en", "zh"))
        out.append((name, label_of(table, name), english, chinese))
    return out
