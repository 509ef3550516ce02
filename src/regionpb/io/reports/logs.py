"""The journal of a region, as text, JSON and CSV."""

from __future__ import annotations

import json
from typing import TextIO

import polars as pl
from attrs import frozen
from rich.text import Text

from regionpb.io.formulas import guarded
from regionpb.io.reports.terminal import console_for
from regionpb.io.visible import visible
from regionpb.vocabulary import Language

__all__ = ["FORMATS", "Log", "write_log"]

FORMATS = ("text", "json", "csv")


@frozen(eq=False)
class Log:
    """What is written.

    Attributes:
        entries: the entries (see `regionpb.changes.journal.Journal.log`).
        language: the language it is written in.
        title: what the source is called.
    """

    entries: pl.DataFrame
    language: Language = "en"
    title: str | None = None


def write_log(log: Log, stream: TextIO, form: str = "text") -> None:
    """Write a journal.

    Args:
        log: what is written.
        stream: where to.
        form: one of `FORMATS`.
    """
    {"text": _write_text, "json": _write_json, "csv": _write_csv}[form](log, stream)


def _write_text(log: Log, stream: TextIO) -> None:
    zh = log.language == "zh"
    console = console_for(stream)
    number = log.entries.height
    counted = f"{number} {'条' if zh else 'entry' if number == 1 else 'entries'}"
    head = Text(f"{'变更日志' if zh else 'journal'} · {counted}", "bold")
    head.append(f" · {visible(log.title)}" if log.title else "", "dim")
    console.print(head, soft_wrap=not console.is_terminal)
    for row in log.entries.iter_rows(named=True):
        console.print()
        told = Text(f"{row['number']}", "bold").append(f"  {row['recorded']:%Y-%m-%d %H:%M} UTC", "dim")
        for name in ("actor", "document", "key"):
            told.append(f"  {visible(row[name])}" if row[name] else "", "dim" if name == "key" else "")
        if row["undone"]:
            told.append("  已撤回" if zh else "  undone", "yellow")
        console.print(told, soft_wrap=not console.is_terminal)
        for said in row["said_zh" if zh else "said"].splitlines():
            console.print(Text(f"   {visible(said)}"), soft_wrap=not console.is_terminal)


def _plain(entries: pl.DataFrame) -> pl.DataFrame:
    return entries.with_columns(recorded=pl.col("recorded").dt.strftime("%Y-%m-%dT%H:%M:%S%.fZ"))


def _write_json(log: Log, stream: TextIO) -> None:
    json.dump({"journal": _plain(log.entries).to_dicts()}, stream, ensure_ascii=False, indent=1)
    stream.write("\n")


def _write_csv(log: Log, stream: TextIO) -> None:
    stream.write(guarded(_plain(log.entries)).write_csv())
