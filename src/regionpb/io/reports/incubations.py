"""Which units are ready for an organization of their own, and which branches fell short, as text, JSON and CSV."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, TextIO

import polars as pl
from attrs import frozen
from rich.table import Table
from rich.text import Text

from regionpb.io.formulas import guarded_expr
from regionpb.io.reports.escaping import visible_expr
from regionpb.io.reports.terminal import console_for
from regionpb.io.visible import visible
from regionpb.vocabulary import Language

__all__ = ["FORMATS", "Incubations", "write_incubations"]

FORMATS = ("text", "json", "csv")
_SHOWN = 20
_TITLES = {
    "en": ("Ready", "Nearest", "In no 1+N unit", "Fallen short"),
    "zh": ("已具备条件", "最接近的", "不在统筹区域内的", "已不具备条件的党组织"),
}


@frozen(eq=False)
class Incubations:
    """What is written.

    Attributes:
        day: the day it speaks of.
        policy: the policy it speaks of.
        units: how ready units are (see `regionpb.queries.readiness`).
        short: the branches that have too few full members.
        names: what units and organizations are called, by table and id.
        language: the language it is written in.
        title: what the source is called.
        whole: whether text lists all of them, and the units in no 1+N unit, too.
    """

    day: date
    policy: str
    units: pl.DataFrame
    short: pl.DataFrame
    names: Mapping[tuple[str, str], str]
    language: Language = "en"
    title: str | None = None
    whole: bool = False

    @property
    def grouped(self) -> pl.DataFrame:
        """The units that lie in a 1+N unit."""
        return self.units.filter(pl.col("regional_unit").is_not_null())

    @property
    def alone(self) -> pl.DataFrame:
        """The units that lie in none."""
        return self.units.filter(pl.col("regional_unit").is_null())


def write_incubations(incubations: Incubations, stream: TextIO, form: str = "text") -> None:
    """Write how ready units are.

    Args:
        incubations: what is written.
        stream: where to.
        form: one of `FORMATS`.
    """
    {"text": _write_text, "json": _write_json, "csv": _write_csv}[form](incubations, stream)


def _write_text(incubations: Incubations, stream: TextIO) -> None:
    zh = incubations.language == "zh"
    console = console_for(stream)
    head = Text(visible(incubations.title or ("内存中的数据表" if zh else "tables in memory")), "bold")
    head.append(f" · {incubations.day} · {visible(incubations.policy)}", "dim")
    console.print(head, soft_wrap=not console.is_terminal)
    console.print()
    for line in _counted(incubations):
        console.print(line, soft_wrap=not console.is_terminal)
    ready = pl.col("ready")
    parts = (
        ("units", "unit", incubations.grouped.filter(ready)),
        ("units", "unit", incubations.grouped.filter(~ready)),
        ("units", "unit", incubations.alone if incubations.whole else incubations.alone.clear()),
        ("organizations", "organization", incubations.short),
    )
    for title, (table, key, rows) in zip(_TITLES[incubations.language], parts, strict=True):
        if rows.is_empty():
            continue
        console.print()
        console.print(Text(title, "bold"))
        shown = rows.height if incubations.whole else _SHOWN
        console.print(_listed(incubations, table, key, rows.head(shown)))
        if rows.height > shown:
            more = rows.height - shown
            console.print(Text(f"  ……另有 {more:,} 个" if zh else f"  … and {more:,} more", "dim"))


def _counted(incubations: Incubations) -> Iterator[Text]:
    """How many units there are, how many are ready, and how far the others are."""
    units, zh = incubations.grouped, incubations.language == "zh"
    total, ready = units.height, int(units["ready"].sum())
    yield Text(
        f"统筹区域内没有单独建立党组织的单位{total:,}个，其中已具备条件的{ready:,}个"
        if zh
        else f"units of 1+N units without an organization of their own: {total:,}; ready for one: {ready:,}"
    )
    far = units.filter(pl.col("lacking_full_members") > 0).group_by("lacking_full_members").len()
    if far.height:
        counts = [*far.sort("lacking_full_members").iter_rows()]
        by = "、".join(f"{lacking:,}名的{count:,}个" for lacking, count in counts)
        by_en = ", ".join(f"by {lacking:,}: {count:,}" for lacking, count in counts)
        yield Text(f"尚缺正式党员{by}" if zh else f"short of full members {by_en}", "dim")
    alone = incubations.alone
    if alone.height:
        enough = int((alone["lacking_full_members"] == 0).sum())
        listed = ("", "") if incubations.whole else (" (--all lists them)", "（加 --all 列出）")
        yield Text(
            f"不在统筹区域内、没有单独建立党组织的单位{alone.height:,}个，其中正式党员已够的{enough:,}个{listed[1]}"
            if zh
            else f"units in no 1+N unit without an organization of their own: {alone.height:,}; "
            f"with full members enough: {enough:,}{listed[0]}"
        )


def _listed(incubations: Incubations, table: str, key: str, rows: pl.DataFrame) -> Table:
    """Each with its name and the reasons."""
    reasons = "reasons_zh" if incubations.language == "zh" else "reasons"
    listed = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    listed.add_column(overflow="fold")
    listed.add_column(overflow="fold")
    for one, why in rows.select(key, reasons).iter_rows():
        name = incubations.names.get((table, one))
        called = Text(f"  {visible(name or one)}").append(f" {visible(one)}" if name else "", "dim")
        listed.add_row(called, Text(visible(why)))
    return listed


def _write_json(incubations: Incubations, stream: TextIO) -> None:
    def told(frame: pl.DataFrame) -> list[dict[str, Any]]:
        return [{**row, "act": row["act"] and json.loads(row["act"])} for row in frame.iter_rows(named=True)]

    whole = {
        "day": str(incubations.day),
        "policy": incubations.policy,
        "units": told(incubations.units),
        "falling_short": told(incubations.short),
    }
    json.dump(whole, stream, ensure_ascii=False, indent=1)
    stream.write("\n")


def _write_csv(incubations: Incubations, stream: TextIO) -> None:
    """A row for each unit and each branch; what only the others have is empty."""
    units = incubations.units.with_columns(pl.lit("incubate").alias("change"), pl.col("lacking").list.join(", "))
    short = incubations.short.with_columns(change=pl.lit("dissolve"))
    frame = pl.concat([units, short], how="diagonal").drop("act")
    texts = visible_expr(guarded_expr(pl.col(pl.String))).name.keep()
    shown = frame.with_columns(texts).select("change", "organization", pl.exclude("change", "organization"))
    stream.write("\ufeff" + shown.write_csv(line_terminator="\r\n"))
