"""What is in a region, as text."""

from __future__ import annotations

from typing import TextIO

from rich.table import Table
from rich.text import Text

from regionpb.io.reports.terminal import console_for
from regionpb.io.visible import visible
from regionpb.queries.description import Description
from regionpb.vocabulary import Language

__all__ = ["write_description"]

_WORDS = {
    "en": ("table", "current", "versions", "as of {day}", "rows from {first} to {last}", "share"),
    "zh": ("数据表", "当日有效", "全部版本", "截至 {day}", "数据起止 {first} 至 {last}", "占比"),
}


_FAULTS = {
    "en": "{n:,} faults were found while reading, so the figures may lack rows: regionpb check tells them",
    "zh": "读取时发现 {n:,} 处错误，以上数字可能有缺漏：详见 regionpb check",
}


def write_description(
    description: Description, stream: TextIO, *, title: str | None = None, faults: int = 0, language: Language
) -> None:
    """Write tables, rows, the days covered and the headline indicators, and how many faults reading found."""
    table_, current, versions, as_of, days, share = _WORDS[language]
    console = console_for(stream)
    head = Text(visible(title or ""), "bold")
    parts = [as_of.format(day=description.day)]
    if description.first is not None:
        parts.append(days.format(first=description.first, last=description.last))
    head.append((" · " if title else "") + " · ".join(parts), "dim")
    console.print(head, soft_wrap=not console.is_terminal)

    tables = _table(table_, current, versions)
    for size in description.tables:
        tables.add_row(size.label if language == "zh" else size.name, f"{size.current:,}", f"{size.versions:,}")
    console.print()
    console.print(tables)

    indicators = _table("", "", share)
    for one in description.indicators:
        label = one.label_zh if language == "zh" else one.label
        part = one.of is not None
        percent = "" if one.share is None else f"{one.share:.1%}"
        indicators.add_row(Text(("  " if part else "") + label, "" if part else "bold"), f"{one.value:,}", percent)
    console.print()
    console.print(indicators)
    if faults:
        told = _FAULTS[language].format(n=faults)
        console.print()
        console.print(Text(told, "yellow"), soft_wrap=not console.is_terminal)


def _table(first: str, *others: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column(first, overflow="fold")
    for other in others:
        table.add_column(other, justify="right")
    return table
