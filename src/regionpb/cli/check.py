"""`regionpb check`: read a source, check it, write the report."""

from __future__ import annotations

import sys
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich_click import command

from regionpb.cli.language import chosen_language, language_option
from regionpb.cli.mend import expect_repairs, fixed, tell_repairs
from regionpb.cli.misuse import Misuse
from regionpb.cli.parameters import CODES, DAY, OneOf, WrittenPath
from regionpb.cli.progress import progress
from regionpb.cli.streams import output as standard_output
from regionpb.engines import ENGINES
from regionpb.engines import engine as engine_named
from regionpb.io.visible import visible

if TYPE_CHECKING:
    from regionpb.io.reports import Document
    from regionpb.region import Region
    from regionpb.report import Report

__all__ = ["FORMATS", "SEVERITIES", "check"]

# Said again here, for the help must not load what writes reports; a test holds them to the originals.
FORMATS = ("text", "json", "jsonl", "csv", "sarif", "junit", "github", "html")
SEVERITIES = ("error", "warning", "info")


@command()
@click.argument("source")
@click.option("--at", type=DAY, metavar="DATE", help="The day it speaks of; else the source's own, else today. 日期")
@click.option("--policy", metavar="NAME|FILE.toml", help="ningbo, national, or a file of your own. 政策")
@click.option(
    "--select",
    type=CODES,
    multiple=True,
    metavar="CODES",
    help="Only these codes or families, such as U,R001; may be given several times. 只查",
)
@click.option("--ignore", type=CODES, multiple=True, metavar="CODES", help="Not these; the longer one wins. 不查")
@click.option(
    "--min-severity",
    type=OneOf(SEVERITIES, case_sensitive=False),
    default="warning",
    show_default=True,
    help="What is less grave is neither shown nor counted. 最低级别",
)
@click.option(
    "--output-format",
    type=OneOf(FORMATS, case_sensitive=False),
    help="By default text; with --output what that file ends in. 格式",
)
@click.option("--output", type=WrittenPath(), metavar="FILE", help="Write there. 输出文件")
@click.option(
    "--set-aside",
    type=WrittenPath(folder=True),
    metavar="DIR",
    help="Write the rows set aside there, as they came. 搁置行目录",
)
@click.option(
    "--engine",
    type=OneOf(ENGINES, case_sensitive=False),
    default="polars",
    show_default=True,
    help="What runs the rules; duckdb and spark are extras. 引擎",
)
@click.option(
    "--explain", is_flag=True, help="Under each: its norm, how far it is from it, and the rows behind it. 说明"
)
@click.option(
    "--baseline",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Findings in it are known: only what is new is told and counted, and what is found no more is told. 基线",
)
@click.option(
    "--write-baseline",
    type=WrittenPath(),
    metavar="FILE",
    help="Write what is found there, to be known from now on, and tell nothing of it. 生成基线",
)
@click.option(
    "--diff",
    is_flag=True,
    help="Tell what repairs would do, instead of the report; nothing is changed. 预览修正",
)
@click.option(
    "--fix",
    type=WrittenPath(folder=True),
    metavar="DIR",
    help="Write the tables there with the repairs made, and report of those; SOURCE stays as it is. 修正后写入目录",
)
@click.option(
    "--unsafe", is_flag=True, help="With --diff or --fix: also the repairs that leave a choice. 包括须斟酌的修正"
)
@language_option
@click.pass_context
def check(
    context: click.Context,
    *,
    source: str,
    at: date | None,
    policy: str | None,
    select: tuple[tuple[str, ...], ...],
    ignore: tuple[tuple[str, ...], ...],
    min_severity: str,
    output_format: str | None,
    output: Path | None,
    set_aside: Path | None,
    engine: str,
    explain: bool,
    baseline: Path | None,
    write_baseline: Path | None,
    diff: bool,
    fix: Path | None,
    unsafe: bool,
) -> None:
    """Check SOURCE (a folder, a workbook, a file) and report (检查台账).

    Exit code 0: nothing found at or above the least severity; 1: findings; 2: misuse, or nothing can be read.
    """
    _expect_a_place(output, output_format)
    _spare_the_source(Path(source), output, set_aside, policy)
    _spare_the_source(Path(source), write_baseline, set_aside, policy, option="--write-baseline")
    if baseline is not None and write_baseline is not None:
        raise Misuse(
            "write a new one, or check against one that there is",
            "请只用其一：生成新基线，或对照已有基线",
            param_hint="--baseline, --write-baseline",
        )
    expect_repairs(Path(source), output_format, output, fix, diff=diff, unsafe=unsafe)
    import regionpb as rpb  # noqa: PLC0415 - the help loads nothing heavy
    from regionpb.rules.norms import read_norms  # noqa: PLC0415
    from regionpb.rules.selection import chosen  # noqa: PLC0415

    # Misuse is told before anything long is done.
    wanted, unwanted = [*chain(*select)] or None, [*chain(*ignore)]
    chosen(rpb.rules, wanted, unwanted)
    norms = read_norms(policy) if policy else None
    engine_named(engine)
    language = chosen_language()
    with progress() as tell:
        tell(f"{'读取' if language == 'zh' else 'reading'} {source}")
        region = rpb.read(source, at=at, progress=tell)
        tell("检查" if language == "zh" else "checking")
        known = baseline

        def asked(of: Region) -> Report:
            return of.check(select=wanted, ignore=unwanted, policy=norms, engine=engine, baseline=known)

        report, taken = asked(region), region.intake
        if write_baseline is not None:
            known = report.baseline().write(write_baseline)
            report = asked(region)
        if fix is not None:
            region, report = fixed(region, report, fix, language, safe=not unsafe, check=asked)
        tell("撰写报告" if language == "zh" else "writing the report")
        document = report.document(language=language, min_severity=min_severity, explain=explain)
        if set_aside is not None:
            taken.write_set_aside(set_aside)
    if diff:
        tell_repairs(region, report, output_format or "text", language, min_severity, safe=not unsafe)
    else:
        _write(document, output_format, output)
    context.exit(1 if document.findings.height else 0)


def _expect_a_place(path: Path | None, output_format: str | None) -> None:
    """A report can be written there: the folder exists, and the format is said or is that of the file's name."""
    from regionpb.io.reports import FORMATS as WRITERS  # noqa: PLC0415 - the help loads nothing heavy

    if path is None:
        return
    if not path.parent.is_dir():
        parent = str(path.parent)
        raise Misuse(f"there is no folder {parent!r}", f"没有文件夹“{parent}”", param_hint="--output")
    suffixes = [suffix for form in WRITERS.values() for suffix in form.suffixes]
    if output_format is None and path.suffix.lower() not in suffixes:
        known = [*filter(None, suffixes)]
        raise Misuse(
            f"{path.name!r} names no format of a report: end it in {', '.join(known)}, or give --output-format",
            f"“{path.name}”的后缀不是报告格式：请用 {'、'.join(known)}，或给出 --output-format",
            param_hint="--output",
        )


def _spare_the_source(
    source: Path, output: Path | None, set_aside: Path | None, policy: str | None, option: str = "--output"
) -> None:
    """Nothing is written where it would replace, or be read together with, what is checked."""
    from regionpb.contract.beside import PLANTED, SETTINGS  # noqa: PLC0415 - the help loads nothing heavy
    from regionpb.io.kinds import SUFFIXES  # noqa: PLC0415

    folder = source if source.is_dir() else source.parent
    if set_aside is not None and set_aside.resolve() == folder.resolve():
        raise Misuse(
            "is the folder that is checked: choose another", "正是要检查的文件夹：请另选", param_hint="--set-aside"
        )
    if output is None:
        return
    beside = output.parent.resolve() == folder.resolve() and output.suffix.lower() in SUFFIXES
    if output.resolve() == source.resolve() or beside:
        raise Misuse(
            "would be read as a table of what is checked: choose another",
            "会被当作要检查的数据表：请另选",
            param_hint=option,
        )
    there = [*folder.iterdir()] if folder.is_dir() else []
    kept = [path for path in there if path.suffix.lower() in SUFFIXES or path.name in {SETTINGS, PLANTED}]
    if output.resolve() in {path.resolve() for path in [*kept, *([Path(policy)] if policy else [])]}:
        raise Misuse(
            "would replace what the check reads: choose another", "会覆盖检查所读的文件：请另选", param_hint=option
        )
    if set_aside is not None and output.parent.resolve() == set_aside.resolve():
        raise Misuse(
            "would stand among the rows set aside: choose another", "会与搁置行混在一起：请另选", param_hint=option
        )


def _write(document: Document, output_format: str | None, path: Path | None) -> None:
    """Write the report to a file, or to standard output."""
    from rich.console import Console  # noqa: PLC0415

    from regionpb.io.reports import save, write  # noqa: PLC0415
    from regionpb.io.reports.terminal import verdict  # noqa: PLC0415

    if path is None:
        name = output_format or "text"
        with standard_output(exact=name != "text") as stream:
            write(document, name, stream)
        return
    save(document, path, output_format)
    if sys.stderr.isatty():
        Console(stderr=True, markup=False, highlight=False).print(verdict(document), f"→ {visible(str(path))}")
