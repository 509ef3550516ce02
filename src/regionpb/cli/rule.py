"""`regionpb rule` and `regionpb rules`: what there is to find, and the page of each."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TextIO

import click
from rich_click import command

from regionpb.cli.language import chosen_language, language_option
from regionpb.cli.parameters import DAY
from regionpb.cli.streams import output
from regionpb.vocabulary import Language

if TYPE_CHECKING:
    from regionpb.rules import Rule

__all__ = ["rule", "rules"]


@command()
@click.argument("code")
@click.option("--at", type=DAY, metavar="DATE", help="The day of which the parameters speak; else the example's. 日期")
@click.option("--policy", metavar="NAME|FILE.toml", default="ningbo", show_default=True, help="Whose parameters. 政策")
@language_option
def rule(code: str, at: date | None, policy: str) -> None:
    """What the rule CODE finds, why, bad and good, its parameters and their norms (规则说明)."""
    import regionpb as rpb  # noqa: PLC0415 - the help loads nothing heavy
    from regionpb.errors import UnknownName  # noqa: PLC0415
    from regionpb.pages.markdown import to_markdown  # noqa: PLC0415
    from regionpb.pages.page import page_of  # noqa: PLC0415
    from regionpb.rules.norms import read_norms  # noqa: PLC0415

    known = rpb.rules.get(code.strip().upper())
    if known is None:
        raise UnknownName("rule", code, rpb.rules, "规则")
    norms = read_norms(policy)
    region = rpb.testing.minimal()
    page = page_of(known, norms.at(at or region.day), region)
    with output() as stream:
        _print_markdown(to_markdown(page, chosen_language()), stream)


@command()
@language_option
def rules() -> None:
    """All rules, one line each (规则一览)."""
    import regionpb as rpb  # noqa: PLC0415 - the help loads nothing heavy

    with output() as stream:
        _print_list([*rpb.rules.values()], chosen_language(), stream)


def _print_markdown(text: str, stream: TextIO) -> None:
    """On a terminal as it is meant to look, elsewhere as Markdown."""
    from rich.markdown import Markdown  # noqa: PLC0415

    from regionpb.io.reports.terminal import console_for  # noqa: PLC0415
    from regionpb.io.visible import visible  # noqa: PLC0415

    shown = "\n".join(visible(line) for line in text.splitlines()) + "\n"
    console = console_for(stream)
    if console.is_terminal:
        console.print(Markdown(shown, hyperlinks=False))
    else:
        stream.write(shown)


def _print_list(known: list[Rule], language: Language, stream: TextIO) -> None:
    from rich.cells import cell_len  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    from regionpb.io.reports.terminal import COLOURS, console_for  # noqa: PLC0415

    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    # What a reader looks a rule up by is never cut; the summary takes the room that is left.
    names = [one.name_zh if language == "zh" else one.name for one in known]
    widest = max(map(cell_len, names))
    for column, width in (("code", 4), ("severity", 7), ("name", widest)):
        table.add_column(column, no_wrap=True, min_width=width)
    table.add_column("summary", overflow="fold", ratio=1)
    for one, name in zip(known, names, strict=True):
        severity = one.severity.label if language == "zh" else str(one.severity)
        summary = one.story.summary_zh if language == "zh" else one.story.summary
        table.add_row(Text(one.code, "bold"), Text(severity, COLOURS[one.severity]), name, Text(summary))
    console = console_for(stream)
    console.print(table, soft_wrap=not console.is_terminal)
