"""`regionpb describe`: what is in a source."""

from __future__ import annotations

from datetime import date

import click
from rich_click import command

from regionpb.cli.language import chosen_language, language_option
from regionpb.cli.parameters import DAY
from regionpb.cli.progress import progress
from regionpb.cli.streams import output

__all__ = ["describe"]


@command()
@click.argument("source")
@click.option("--at", type=DAY, metavar="DATE", help="The day it speaks of; else the source's own, else today. 日期")
@language_option
def describe(source: str, at: date | None) -> None:
    """Tables, rows, the days covered and the headline indicators of SOURCE (概况)."""
    import regionpb as rpb  # noqa: PLC0415 - the help loads nothing heavy
    from regionpb.io.reports.description import write_description  # noqa: PLC0415

    language = chosen_language()
    with progress() as tell:
        tell(f"{'读取' if language == 'zh' else 'reading'} {source}")
        region = rpb.read(source, at=at, progress=tell)
        description = region.describe()
        faults = region.intake.findings.filter(severity="error").height
    with output() as stream:
        write_description(description, stream, title=region.title, faults=faults, language=language)
