"""Reports as text: for a terminal of any width, with or without colour, and for files and pipes.

Nothing from data is read as markup, and what would steer a terminal is written out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TextIO

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from regionpb.findings import FINDINGS, Severity
from regionpb.io.reports import document as doc
from regionpb.io.reports.silence import silence
from regionpb.io.reports.wording import column_label, counted, missing, say, severity_label, table_label
from regionpb.io.visible import visible
from regionpb.queries.explanation import Explanation
from regionpb.vocabulary import Language

__all__ = ["SHOWN", "console_for", "findings_told", "verdict", "write_text"]

Beneath = Callable[[Mapping[str, Any]], Iterable[RenderableType]]

SHOWN = 10
"""How many findings of a code are shown."""

COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}
_WIDE = 88
_BAR = 20


class _Console(Console):
    """A console that leaves it to the command what a reader that goes away means."""

    def on_broken_pipe(self) -> None:
        """Let the error through."""
        raise  # noqa: PLE0704 - called while it is handled


def console_for(stream: TextIO) -> Console:
    """A console that writes what it is told and nothing else: no markup, no emoji, no guessing at numbers.

    Lines are broken for a terminal only: what reads a pipe or a file wants one thing on a line.
    """
    console = _Console(file=stream, markup=False, emoji=False, highlight=False)
    return (
        console
        if console.is_terminal
        else _Console(file=stream, markup=False, emoji=False, highlight=False, width=1000)
    )


def write_text(document: doc.Document, stream: TextIO) -> None:
    """Write a report as text."""
    console = console_for(stream)
    explain = document.explain

    def explained(row: Mapping[str, Any]) -> Iterable[RenderableType]:
        return [] if explain is None else _explanation(explain(row), document, console)

    beneath = None if explain is None else explained
    parts: list[RenderableType] = [_head(document), *findings_told(document, console, beneath)]
    if any(n > SHOWN for n in document.counts.values()):
        parts.append(Text(say("see_all", document.language), "dim"))
    parts += _summaries(document, console)
    parts.append(verdict(document))
    for i, part in enumerate(parts):
        if i:
            console.print()
        console.print(part, soft_wrap=not console.is_terminal)


def findings_told(document: doc.Document, console: Console, beneath: Beneath | None = None) -> Iterator[RenderableType]:
    """The findings, code by code.

    Args:
        document: what was found.
        console: where they will be printed.
        beneath: what stands under each finding, told by its row.
    """
    for group in document.groups(SHOWN):
        yield _group(group, document, console, beneath)


def verdict(document: doc.Document) -> Text:
    """The last line: how many of each severity, and how many are not shown."""
    language = document.language
    found, least = document.findings.height, severity_label(document.min_severity, document.language)
    if found:
        worst = next(s for s, n in document.severities.items() if n)
        out = Text("✗ ", f"bold {COLOURS[worst]}")
        out.append(say("verdict", language, n=found, counts=counted(document.severities, language)), "bold")
    else:
        out = Text("✓ ", "bold green")
        everything = document.min_severity is Severity.INFO
        out.append(say("clean" if everything else "clean_at", language, least=least), "bold")
    if document.hidden:
        out.append("  " + say("hidden", language, n=document.hidden, least=least), "dim")
    return out


def _head(document: doc.Document) -> Text:
    """What was checked, as of when, and by which policy."""
    language = document.language
    label = document.policy_label_zh if language == "zh" else document.policy_label
    out = Text(visible(document.source or say("in_memory", language)), "bold")
    for key, part in (("as_of", {"day": document.day}), ("policy", {"label": visible(label)})):
        out.append(" · ", "dim").append(say(key, language, **part))
    return out.append(f" · regionpb {document.version}", "dim")


def _group(
    group: doc.Group, document: doc.Document, console: Console, beneath: Beneath | None = None
) -> RenderableType:
    """The findings of one code: its name, the first of them with their places, and how many more there are."""
    language = document.language
    zh = language == "zh"
    head = Text(group.code, f"bold {COLOURS[group.severity]}").append(f" {group.name_zh if zh else group.name}", "bold")
    of_one = f"{severity_label(group.severity, language)} · {group.total:,}"
    head.append(f"  {counted(group.severities, language) if group.mixed else of_one}", "dim")
    said = group.rows.select("file", "row", "table", "column", "severity", "message_zh" if zh else "message")
    lines = [
        (
            _place(file, row, column_label(table, column) if zh else column),
            _said(text, Severity(severity) if group.mixed else None, language),
        )
        for file, row, table, column, severity, text in said.iter_rows()
    ]
    more = [Text("  " + say("more", language, n=group.more), "dim")] if group.more else []
    if beneath is None:
        return Group(head, *_lines(lines, console), *more)
    rows = group.rows.select(*FINDINGS).iter_rows(named=True)
    told = (part for line, row in zip(lines, rows, strict=True) for part in (*_lines([line], console), *beneath(row)))
    return Group(head, *told, *more)


def _explanation(explanation: Explanation, document: doc.Document, console: Console) -> list[RenderableType]:
    """Why a finding is one, under its message; what is said of the rule itself stands once, in `regionpb rule`."""
    said = [(head, text) for head, text in explanation.lines(document.language, rule=False) if text]
    if not console.is_terminal:
        return [Text(f"    {visible(head)}{': ' if head else ''}{visible(text)}", "dim") for head, text in said]
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold", style="dim")
    for head, text in said:
        table.add_row(visible(head), visible(text))
    return [Padding(table, (0, 0, 0, 4))]


def _said(message: str, severity: Severity | None, language: Language) -> Text:
    """A message, with its severity in front where the head does not say it for all."""
    out = Text()
    if severity is not None:
        mark = severity_label(severity, language) + ("：" if language == "zh" else ": ")
        out.append(mark, COLOURS[severity])
    return out.append(visible(message))


def _place(file: str | None, row: int | None, column: str | None) -> str:
    """Where a finding stands, in the form editors and people know: file:row:column."""
    return visible(":".join(str(part) for part in (file, row, column) if part is not None)) if file else ""


def _lines(lines: list[tuple[str, Text]], console: Console) -> list[RenderableType]:
    """Places and messages: beside each other where there is room, else one under the other."""
    if not console.is_terminal:  # nothing is padded: a pipe has no width
        return [Text(f"  {place}: " if place else "  ").append_text(message) for place, message in lines]
    if not any(place for place, _ in lines):
        return [Padding(message, (0, 0, 0, 2)) for _, message in lines]
    if console.width < _WIDE:
        return [
            part
            for place, message in lines
            for part in ([Text(f"  {place}", "cyan")] if place else []) + [Padding(message, (0, 0, 0, 4))]
        ]
    table = Table.grid(padding=(0, 2))
    table.add_column(style="cyan", overflow="fold", max_width=console.width * 2 // 5)
    table.add_column(overflow="fold")
    for place, message in lines:
        table.add_row(place, message)
    return [Padding(table, (0, 0, 0, 2))]


def _summaries(document: doc.Document, console: Console) -> list[RenderableType]:
    """Counts by family and by county, the rows read, and what was not checked."""
    language, zh = document.language, document.language == "zh"
    out: list[RenderableType] = []
    if document.findings.height:
        families = document.tally("family")
        label = "label_zh" if zh else "label"
        named = [
            (f"{f} {visible(name)}", *rest)
            for f, name, *rest in families.select("family", label, *_NUMBERS).iter_rows()
        ]
        out.append(_tally(say("by_family", language), named, document, console))
        counties = document.tally("county")
        if counties["county"].count():
            places = [
                (visible(" ".join(p for p in (code, name) if p)) or say("no_county", language), *rest)
                for code, name, *rest in counties.select("county", "county_name", *_NUMBERS).iter_rows()
            ]
            out.append(_tally(say("by_county", language), places, document, console))
    if document.rows:
        out.append(_rows(document))
    if document.not_checked:
        lines = [Text(say("not_checked", language), "bold")]
        for what, codes in document.unasked.items():
            line = Text(f"  {', '.join(codes)}", "bold")
            lines.append(line.append("  " + say("missing", language, what=visible(missing(what, language))), "dim"))
        out.append(Group(*lines))
    if untold := [Text(f"  {visible(line.zh if zh else line.en)}", "dim") for line in silence(document.silent)]:
        out.append(Group(Text(say("silent", language), "bold"), *untold))
    return out


_NUMBERS = ("error", "warning", "info", "total")


def _tally(title: str, rows: list[tuple[str, int, int, int, int]], document: doc.Document, console: Console) -> Table:
    """Counts as a small table with bars; severities of which there are none are left out."""
    severities = [s for s, n in document.severities.items() if n]
    table = _table(title)
    for severity in severities:
        table.add_column(severity_label(severity, document.language), justify="right", style=COLOURS[severity])
    bars = console.width >= _WIDE and console.is_terminal
    if bars:
        table.add_column(no_wrap=True)
    most = max((row[-1] for row in rows), default=1)
    for name, *numbers in rows:
        counts = [f"{numbers[_NUMBERS.index(str(s))]:,}" for s in severities]
        bar = [Text("━" * max(1, round(_BAR * numbers[-1] / most)), "dim")] if bars else []
        table.add_row(Text(name), *counts, *bar)
    return table


def _rows(document: doc.Document) -> Table:
    """Rows read, taken and set aside, table by table."""
    language = document.language
    table = _table(say("rows", language))
    for key in ("read", "taken", "set_aside"):
        table.add_column(say(key, language), justify="right")
    for name, rows in document.rows.items():
        aside = Text(f"{rows.set_aside:,}", "yellow" if rows.set_aside else "dim")
        table.add_row(Text(visible(table_label(name, language))), f"{rows.read:,}", f"{rows.taken:,}", aside)
    return table


def _table(title: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column(Text(title, "bold not dim"), overflow="fold")
    return table
