"""What differs between two days, as text, JSON and CSV."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, TextIO

import polars as pl
from attrs import frozen
from rich.table import Table
from rich.text import Text

from regionpb.contract import TABLES
from regionpb.graph.diff import Diff
from regionpb.io.formulas import guarded_expr
from regionpb.io.reports.escaping import visible_expr
from regionpb.io.reports.terminal import console_for
from regionpb.io.visible import visible
from regionpb.vocabulary import EndReason, Language, Way

__all__ = ["FORMATS", "Differences", "write_differences"]

FORMATS = ("text", "json", "csv")
_SHOWN = 20
_HEADS = {"en": ("table", "added", "removed", "modified", "moved"), "zh": ("表", "新增", "减少", "变更", "其中调动")}


@frozen(eq=False)
class Differences:
    """What is written.

    Attributes:
        diff: what differs.
        language: the language it is written in.
        title: what the source is called.
    """

    diff: Diff
    language: Language = "en"
    title: str | None = None


def write_differences(differences: Differences, stream: TextIO, form: str = "text") -> None:
    """Write what differs.

    Args:
        differences: what is written.
        stream: where to.
        form: one of `FORMATS`.
    """
    {"text": _write_text, "json": _write_json, "csv": _write_csv}[form](differences, stream)


def _write_text(differences: Differences, stream: TextIO) -> None:
    diff, zh = differences.diff, differences.language == "zh"
    console = console_for(stream)
    head = Text(visible(differences.title or ("内存中的数据表" if zh else "tables in memory")), "bold")
    head.append(f" · {diff.start} → {diff.end}", "dim")
    console.print(head, soft_wrap=not console.is_terminal)
    console.print()
    console.print(_counted(diff, differences.language) if diff else "没有差异" if zh else "nothing differs")
    for title, lines in _parts(diff, zh=zh):
        console.print()
        console.print(Text(title, "bold"))
        for line in lines[:_SHOWN]:
            console.print(Text(f"  {visible(line)}"), soft_wrap=not console.is_terminal)
        if len(lines) > _SHOWN:
            more = len(lines) - _SHOWN
            console.print(Text(f"  ……另有 {more:,} 处" if zh else f"  … and {more:,} more", "dim"))


def _counted(diff: Diff, language: Language) -> Table:
    """How much of each table differs."""
    counts = [
        dict(frame.group_by("table").agg(pl.col("id").n_unique()).iter_rows())
        for frame in (diff.added, diff.removed, diff.modified, diff.moved)
    ]
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for at, word in enumerate(_HEADS[language]):
        table.add_column(word, justify="right" if at else "left")
    for name, known in TABLES.items():
        numbers = [count.get(name, 0) for count in counts]
        if any(numbers):
            shown = (Text(f"{number:,}" if number else "", "" if number else "dim") for number in numbers)
            table.add_row(known.label if language == "zh" else name, *shown)
    return table


def _parts(diff: Diff, *, zh: bool) -> Iterator[tuple[str, list[str]]]:
    """What hangs elsewhere, and what became of what is no more."""
    moved = [
        f"{_named(row['table'], row['id'], zh=zh)}: {row['before'] or '—'} → {row['after'] or '—'}"
        for row in diff.moved.filter(pl.col("table") != "members").iter_rows(named=True)
    ]
    if moved:
        yield ("改隶、划归" if zh else "Moved"), moved
    for known, title, title_zh in (
        (True, "What became of it, as the acts say", "去向（依变更记录）"),
        (False, "What became of it, inferred from references and names", "去向（据引用和名称推断）"),
    ):
        went = [_became(row, zh=zh) for row in diff.crosswalk.filter(pl.col("known") == known).iter_rows(named=True)]
        if went:
            yield (title_zh if zh else title), went


def _became(row: Mapping[str, Any], *, zh: bool) -> str:
    """What something became, how or why it ended, and how many cells say so."""
    term = Way(row["way"]) if row["way"] else EndReason(row["reason"]) if row["reason"] else None
    why = "" if term is None else f" ({term.label if zh else term})"
    times = f": {row['references']:,}{' 处' if zh else ''}" if row["references"] else ""
    return f"{_named(row['table'], row['before'], zh=zh)} → {row['after']}{why}{times}"


def _named(table: str, key: str, *, zh: bool) -> str:
    known = TABLES[table]
    return f"{known.label}{key}" if zh else f"{known.singular.replace('_', ' ')} {key}"


def _write_json(differences: Differences, stream: TextIO) -> None:
    diff = differences.diff
    whole = {
        "from": str(diff.start),
        "to": str(diff.end),
        **{name: getattr(diff, name).to_dicts() for name in ("added", "removed", "modified", "moved", "crosswalk")},
    }
    json.dump(whole, stream, ensure_ascii=False, indent=1)
    stream.write("\n")


def _write_csv(differences: Differences, stream: TextIO) -> None:
    """A row for what was added or removed, and for each cell that says something else."""
    diff = differences.diff
    nothing = dict.fromkeys(("column", "before", "after"), pl.lit(None, pl.String))
    parts = [
        frame.select(change=pl.lit(change), table="table", id="id", **nothing)
        for change, frame in (("added", diff.added), ("removed", diff.removed))
    ]
    parts.append(diff.modified.select(pl.lit("modified").alias("change"), "table", "id", "column", "before", "after"))
    frame = pl.concat(parts)
    texts = [visible_expr(guarded_expr(pl.col(c))).alias(c) for c in ("id", "before", "after")]
    stream.write("\ufeff" + frame.with_columns(texts).write_csv(line_terminator="\r\n"))
