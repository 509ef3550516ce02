"""`regionpb readiness`: which units are ready for an organization of their own, and which branches fell short."""

from __future__ import annotations

from datetime import date

import click
from rich_click import command

from regionpb.cli.language import chosen_language, language_option
from regionpb.cli.parameters import DAY, OneOf
from regionpb.cli.progress import progress
from regionpb.cli.streams import output

__all__ = ["FORMATS", "readiness"]

# Said again here, for the help must not load what writes reports; a test holds them to the original.
FORMATS = ("text", "json", "csv")


@command()
@click.argument("source")
@click.option("--at", type=DAY, metavar="DATE", help="The day it speaks of; else the source's own, else today. 日期")
@click.option("--policy", metavar="NAME|FILE.toml", help="ningbo, national, or a file of your own. 政策")
@click.option(
    "--output-format",
    type=OneOf(FORMATS, case_sensitive=False),
    default="text",
    show_default=True,
    help="csv: a row for each unit and each branch. 格式",
)
@click.option("--all", "whole", is_flag=True, help="List all, units in no 1+N unit too (csv and json do). 全部列出")
@language_option
def readiness(*, source: str, at: date | None, policy: str | None, output_format: str, whole: bool) -> None:
    """Units of SOURCE ready for an organization of their own, what others lack, branches that fell short (孵化条件).

    Exit code 0: told; 2: misuse, or nothing can be read.
    """
    import regionpb as rpb  # noqa: PLC0415 - the help loads nothing heavy
    from regionpb.io.reports.incubations import Incubations, write_incubations  # noqa: PLC0415
    from regionpb.policies import DEFAULT_POLICY  # noqa: PLC0415
    from regionpb.rules.norms import read_norms  # noqa: PLC0415

    language = chosen_language()
    with progress() as tell:
        tell(f"{'读取' if language == 'zh' else 'reading'} {source}")
        region = rpb.read(source, at=at, progress=tell)
        tell("测算" if language == "zh" else "measuring")
        norms = read_norms(policy or region.policy or DEFAULT_POLICY)
        units, short = region.readiness(norms), region.falling_short(norms)
    named = {"units": {*units["unit"]}, "organizations": {*short["organization"]}}
    names = {
        (table, key): name
        for table, keys in named.items()
        for key, name in region.table(table).select("id", "name").iter_rows()
        if key in keys
    }
    told = Incubations(region.day, norms.name, units, short, names, language, region.title, whole)
    with output(exact=output_format != "text") as stream:
        write_incubations(told, stream, output_format)
