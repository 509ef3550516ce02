"""The trail of a member, as text and JSON."""

from __future__ import annotations

import json
from typing import TextIO

import polars as pl
from attrs import frozen
from rich.table import Table
from rich.text import Text

from regionpb.io.reports.terminal import console_for
from regionpb.io.visible import visible
from regionpb.queries.trail import EVENTS
from regionpb.vocabulary import Language

__all__ = ["FORMATS", "Trail", "write_trail"]

FORMATS = ("text", "json")
_SINCE_EVER = {"en": "since ever", "zh": "自始"}


@frozen(eq=False)
class Trail:
    """What is written.

    Attributes:
        member: whose trail it is.
        events: what happened, with the names of organizations and bodies (see `regionpb.queries.trail.named`).
        language: the language it is written in.
        title: what the source is called.
    """

    member: str
    events: pl.DataFrame
    language: Language = "en"
    title: str | None = None


def write_trail(trail: Trail, stream: TextIO, form: str = "text") -> None:
    """Write a trail.

    Args:
        trail: what is written.
        stream: where to.
        form: one of `FORMATS`.
    """
    {"text": _write_text, "json": _write_json}[form](trail, stream)


def _write_text(trail: Trail, stream: TextIO) -> None:
    zh = trail.language == "zh"
    console = console_for(stream)
    head = Text(f"{'党员' if zh else 'member '}{visible(trail.member)}", "bold")
    head.append(f" · {visible(trail.title)}" if trail.title else "", "dim")
    console.print(head, soft_wrap=not console.is_terminal)
    console.print()
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    for row in trail.events.iter_rows(named=True):
        day = str(row["day"] or _SINCE_EVER[trail.language])
        way = [_called(row[end], row[f"{end}_name"]) for end in ("source", "target") if row[end] is not None]
        table.add_row(
            Text(day),
            Text(EVENTS[row["event"]][zh]),
            Text(" → ").join(way),
            Text(visible(row["record"] or ""), "dim"),
        )
    console.print(table)


def _called(key: str, name: str | None) -> Text:
    return Text(visible(name or key)).append(f" {visible(key)}" if name else "", "dim")


def _write_json(trail: Trail, stream: TextIO) -> None:
    told = trail.events.drop("source_name", "target_name").to_dicts()
    events = [{**row, "day": None if row["day"] is None else str(row["day"])} for row in told]
    json.dump({"member": trail.member, "events": events}, stream, ensure_ascii=False, indent=1)
    stream.write("\n")
