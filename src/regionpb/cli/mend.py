"""What `regionpb check` does with repairs: tells what they would do, or writes a folder in which they are made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from regionpb.cli.misuse import Misuse
from regionpb.cli.streams import output
from regionpb.io.visible import visible

if TYPE_CHECKING:
    from regionpb.region import Region
    from regionpb.report import Report
    from regionpb.vocabulary import Language

__all__ = ["FORMATS", "expect_repairs", "fixed", "tell_repairs"]

# Said again here, for the help must not load what writes reports; a test holds them to the original.
FORMATS = ("text", "json")


def expect_repairs(
    source: Path, output_format: str | None, written: Path | None, fix: Path | None, *, diff: bool, unsafe: bool
) -> None:
    """The options of repairs go together, and nothing is written where something is.

    Raises:
        Misuse: when they do not.
    """
    if diff and (fix is not None or written is not None):
        raise Misuse(
            "look at the repairs first, then make them or write a report",
            "请先预览修正，再写入目录或生成报告",
            param_hint="--diff, --fix, --output",
        )
    if diff and (output_format or "text") not in FORMATS:
        raise Misuse(
            f"repairs are told as {' or '.join(FORMATS)}",
            f"修正只能以 {' 或 '.join(FORMATS)} 输出",
            param_hint="--output-format",
        )
    if unsafe and not diff and fix is None:
        raise Misuse("goes with --diff or --fix", "须与 --diff 或 --fix 同用", param_hint="--unsafe")
    if fix is not None and (fix.resolve() == source.resolve() or (fix.is_dir() and any(fix.iterdir()))):
        raise Misuse(
            "is not empty: repairs are made in a new folder, the source stays as it is",
            "不是空目录：修正写入新目录，原台账保持不变",
            param_hint="--fix",
        )


def tell_repairs(region: Region, report: Report, form: str, language: Language, least: str, *, safe: bool) -> None:
    """Write to standard output what the repairs of a report would do."""
    from regionpb.io.reports.mending import Mending, write_mending  # noqa: PLC0415 - the help loads nothing heavy

    repairs = report.repairs(safe=safe)
    mended = {(offer.code, offer.table, offer.id) for offer in repairs.offers}
    shown = report.document(min_severity=least).findings.select("code", "table", "id").rows()
    others = sum(finding not in mended for finding in shown)
    mending = Mending(repairs, region.preview(*repairs), language, others)
    with output(exact=form != "text") as stream:
        write_mending(mending, stream, form)


def fixed(
    region: Region,
    report: Report,
    folder: Path,
    language: Language,
    *,
    safe: bool,
    check: Callable[[Region], Report],
) -> tuple[Region, Report]:
    """Write a region with the repairs of a report made, and tell what came of it.

    Args:
        region: the region.
        report: what was found in it.
        folder: where to.
        language: the language in which it is told.
        safe: whether only safe repairs are made.
        check: asks the same of the region that comes of it.

    Returns:
        That region, and what is found there.
    """
    repairs = report.repairs(safe=safe)
    after = region.apply(*repairs)
    after.write(folder)
    left = check(after)
    before = {(f.code, f.table, f.id) for f in report}
    came = sum((f.code, f.table, f.id) not in before for f in left)
    aside = sum(rows.set_aside for rows in region.intake.rows.values())
    where, mended, made = visible(str(folder)), len(repairs.offers), len(repairs)
    if language == "zh":
        told = [f"已作 {made:,} 项变更，修正 {mended:,} 个问题，新出现 {came:,} 个 → {where}"]
        told += [f"搁置的 {aside:,} 行和读不出的单元格不在其中；姓名未写入"] if aside else ["姓名未写入"]
    else:
        told = [f"{made:,} changes made, {mended:,} findings mended, {came:,} new → {where}"]
        lost = f"{aside:,} rows that were set aside and cells that could not be read are not there; " if aside else ""
        told += [f"{lost}names of people are left out"]
    for line in told:
        click.echo(line, err=True)
    return after, left
