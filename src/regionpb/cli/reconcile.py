"""`regionpb reconcile`: why a number does not add up between two days, and which rows make the difference."""

from __future__ import annotations

from datetime import date
from itertools import chain

import click
from rich_click import command

from regionpb.cli.language import chosen_language, language_option
from regionpb.cli.parameters import CODES, DAY, OneOf
from regionpb.cli.progress import progress
from regionpb.cli.streams import output

__all__ = ["FORMATS", "reconcile"]

# Said again here, for the help must not load what writes reports; a test holds them to the original.
FORMATS = ("text", "json", "csv")


@command()
@click.argument("source")
@click.option("--from", "start", type=DAY, metavar="DATE", required=True, help="The day of the opening. 期初日期")
@click.option("--to", "end", type=DAY, metavar="DATE", required=True, help="The day of the closing. 期末日期")
@click.option("--policy", metavar="NAME|FILE.toml", help="ningbo, national, or a file of your own. 政策")
@click.option("--select", type=CODES, multiple=True, metavar="CODES", help="Only these codes, such as X001. 只查")
@click.option(
    "--output-format",
    type=OneOf(FORMATS, case_sensitive=False),
    default="text",
    show_default=True,
    help="csv: the balance of every organization. 格式",
)
@language_option
@click.pass_context
def reconcile(
    context: click.Context,
    *,
    source: str,
    start: date,
    end: date,
    policy: str | None,
    select: tuple[tuple[str, ...], ...],
    output_format: str,
) -> None:
    """Members of SOURCE between two days: opening, every way in and out, closing, and what does not add up (核对).

    Exit code 0: everything adds up; 1: it does not; 2: misuse, or nothing can be read.
    """
    import regionpb as rpb  # noqa: PLC0415 - the help loads nothing heavy
    from regionpb.findings import Severity  # noqa: PLC0415
    from regionpb.io.reports.balances import write_balances  # noqa: PLC0415

    language = chosen_language()
    with progress() as tell:
        tell(f"{'读取' if language == 'zh' else 'reading'} {source}")
        region = rpb.read(source, at=end, progress=tell)
        tell("核对" if language == "zh" else "reconciling")
        told = region.reconcile(start, end, policy=policy, select=[*chain(*select)] or None)
        balances = told.balances(language, Severity.WARNING)
    with output(exact=output_format != "text") as stream:
        write_balances(balances, stream, output_format)
    context.exit(1 if balances.document.findings.height else 0)
