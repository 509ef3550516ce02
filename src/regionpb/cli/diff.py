"""`regionpb diff`: what differs between two days of a register."""

from __future__ import annotations

from datetime import date

import click
from rich_click import command

from regionpb.cli.language import chosen_language, language_option
from regionpb.cli.parameters import DAY, OneOf
from regionpb.cli.progress import progress
from regionpb.cli.streams import output

__all__ = ["FORMATS", "diff"]

# Said again here, for the help must not load what writes reports; a test holds them to the original.
FORMATS = ("text", "json", "csv")


@command()
@click.argument("source")
@click.option("--from", "start", type=DAY, metavar="DATE", required=True, help="The earlier day. 前一日期")
@click.option("--to", "end", type=DAY, metavar="DATE", required=True, help="The later day. 后一日期")
@click.option(
    "--output-format",
    type=OneOf(FORMATS, case_sensitive=False),
    default="text",
    show_default=True,
    help="csv: a row for each difference. 格式",
)
@language_option
def diff(*, source: str, start: date, end: date, output_format: str) -> None:
    """What differs between two days of SOURCE: added, removed, modified, moved, merged and split (差异).

    Exit code 0: told; 2: misuse, or nothing can be read.
    """
    import regionpb as rpb  # noqa: PLC0415 - the help loads nothing heavy
    from regionpb.io.reports.differences import Differences, write_differences  # noqa: PLC0415

    language = chosen_language()
    with progress() as tell:
        tell(f"{'读取' if language == 'zh' else 'reading'} {source}")
        region = rpb.read(source, at=end, progress=tell)
        tell("比较" if language == "zh" else "comparing")
        told = region.diff(region.at(start))
    with output(exact=output_format != "text") as stream:
        write_differences(Differences(told, language, region.title), stream, output_format)
