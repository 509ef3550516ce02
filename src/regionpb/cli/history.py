"""`regionpb history`: the trail of one member through the register, and the journal of all that was done to it."""

from __future__ import annotations

import click
from rich_click import RichGroup, group

from regionpb.cli.language import chosen_language, language_option
from regionpb.cli.parameters import OneOf
from regionpb.cli.progress import progress
from regionpb.cli.streams import output

__all__ = ["FORMATS", "JOURNAL_FORMATS", "history"]

# Said again here, for the help must not load what writes reports; a test holds them to the original.
FORMATS = ("text", "json")
JOURNAL_FORMATS = ("text", "json", "csv")


@group(cls=RichGroup)
@language_option
def history() -> None:
    """What happened to one thing in a register, in order (经过)."""


@history.command()
@click.argument("source")
@click.argument("key", metavar="ID")
@click.option(
    "--output-format", type=OneOf(FORMATS, case_sensitive=False), default="text", show_default=True, help="格式"
)
@language_option
def member(*, source: str, key: str, output_format: str) -> None:
    """Follow the member with an ID through SOURCE: entry, every way they went, seats, and exit (党员经过).

    Exit code 0: told; 2: misuse, nothing can be read, or there is no such member.
    """
    import regionpb as rpb  # noqa: PLC0415 - the help loads nothing heavy
    from regionpb.io.reports.trails import Trail, write_trail  # noqa: PLC0415
    from regionpb.queries.trail import named  # noqa: PLC0415

    language = chosen_language()
    with progress() as tell:
        tell(f"{'读取' if language == 'zh' else 'reading'} {source}")
        region = rpb.read(source, progress=tell)
        events = region.trail(key)
    with output(exact=output_format != "text") as stream:
        write_trail(Trail(key, named(region.tables, events), language, region.title), stream, output_format)


@history.command()
@click.argument("source")
@click.option(
    "--output-format", type=OneOf(JOURNAL_FORMATS, case_sensitive=False), default="text", show_default=True, help="格式"
)
@language_option
def journal(*, source: str, output_format: str) -> None:
    """What was done to SOURCE, in order: who did it, when and on which approval it was recorded (变更日志).

    SOURCE is a store, or a folder with a journal.jsonl. Exit code 0: told; 2: misuse, or nothing can be read.
    """
    import regionpb as rpb  # noqa: PLC0415 - the help loads nothing heavy
    from regionpb.io.reports.logs import Log, write_log  # noqa: PLC0415

    language = chosen_language()
    with progress() as tell:
        tell(f"{'读取' if language == 'zh' else 'reading'} {source}")
        region = rpb.read(source, progress=tell)
    with output(exact=output_format != "text") as stream:
        write_log(Log(region.log(), language, region.title), stream, output_format)
