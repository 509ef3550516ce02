"""`regionpb make`: write a made-up region, with faults planted where asked."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich_click import command

from regionpb.cli.language import chosen_language, language_option
from regionpb.cli.misuse import Misuse
from regionpb.cli.parameters import FAULTS, SEED, SIZE, OneOf, WrittenPath
from regionpb.cli.progress import progress
from regionpb.cli.streams import output
from regionpb.io.visible import visible
from regionpb.vocabulary import Language

if TYPE_CHECKING:
    from regionpb.region import Region

__all__ = ["make"]


@command()
@click.argument("what", type=OneOf(["ningbo", "beilun"]))
@click.argument("directory", metavar="DIR", type=WrittenPath(folder=True))
@click.option("--size", type=SIZE, default=1.0, show_default=True, help="1.0 is the city. 规模")
@click.option("--seed", type=SEED, default=0, show_default=True, help="The same seed, the same city. 种子")
@click.option("--faults", type=FAULTS, metavar="CODE=N,…", help="Faults to plant, such as R001=5,U004=2. 植入错误")
@click.option("--format", "form", type=OneOf(["csv", "parquet", "xlsx"]), default="csv", show_default=True, help="格式")
@language_option
def make(what: str, directory: Path, size: float, seed: int, faults: dict[str, int] | None, form: str) -> None:
    """Make a region up and write it into DIR (生成示例).

    ningbo: the city, made-up organizations on the real divisions. beilun: a branch from 1993 to 2010, with the journal
    of what was done. Planted faults are recorded in planted.csv beside the tables.
    """
    import regionpb as rpb  # noqa: PLC0415 - the help loads nothing heavy
    from regionpb.errors import UnknownName  # noqa: PLC0415
    from regionpb.io.room import check_room  # noqa: PLC0415

    if not math.isfinite(size):
        raise Misuse(
            "is no size; write a number such as 0.05", f"“{size}”不能作为规模；请写数字，如 0.05", param_hint="--size"
        )
    if what != "ningbo" and (size != 1.0 or seed):
        raise Misuse(
            f"{what} has one size and is always the same; leave --size and --seed out",
            f"{what} 大小固定、内容不变；请不要用 --size 和 --seed",
        )
    for code in faults or ():
        if code not in rpb.rules:
            raise UnknownName("rule", code, rpb.rules, "规则")
    check_room(directory)  # before anything long is done
    language = chosen_language()
    with progress() as tell:
        tell("生成" if language == "zh" else f"making {what}")
        region = _made(what, size, seed, faults or {})
        tell("写出" if language == "zh" else "writing")
        files = region.write(directory, format=form)
    with output() as stream:
        stream.write(_told(region, directory, len(files), language) + "\n")


def _made(what: str, size: float, seed: int, faults: dict[str, int]) -> Region:
    from random import Random  # noqa: PLC0415 - the help loads nothing heavy

    import regionpb as rpb  # noqa: PLC0415

    if what == "ningbo":
        return rpb.datasets.ningbo(size=size, seed=seed, faults=faults)
    region = rpb.datasets.beilun()
    planted = [rpb.rules[code] for code, times in faults.items() for _ in range(times)]
    return region.plant(planted, Random(0)) if planted else region  # noqa: S311 - no secret


def _told(region: Region, directory: Path, files: int, language: Language) -> str:
    from regionpb.contract import TABLES  # noqa: PLC0415

    place = visible(str(directory))
    sizes = [(TABLES[name], region.snapshot.frame(name).height) for name in region.tables.frames]
    versions = sum(frame.height for frame in region.tables.frames.values())
    planted = region.planted.height
    if language == "zh":
        lines = [
            f"{place}：{files} 个文件，共 {versions:,} 行",
            f"{region.day} 现行：{'，'.join(f'{table.label} {rows:,}' for table, rows in sizes)}",
            *([f"错误植入 {planted:,} 行，见 planted.csv"] if planted else []),
            f"检查：regionpb check {place}",
        ]
    else:
        named = [(table.name.replace("_", " "), rows) for table, rows in sizes]
        lines = [
            f"{place}: {files} files, {versions:,} rows",
            f"current on {region.day}: {', '.join(f'{rows:,} {name}' for name, rows in named)}",
            *([f"planted on {planted:,} rows, told in planted.csv"] if planted else []),
            f"check it: regionpb check {place}",
        ]
    return "\n".join(lines)
