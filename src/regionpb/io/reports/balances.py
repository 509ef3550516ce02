"""What became of the members between two days, as text, JSON and CSV."""

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
from regionpb.io.reports.document import Document
from regionpb.io.reports.escaping import visible_expr
from regionpb.io.reports.json_documents import to_dict
from regionpb.io.reports.terminal import console_for, findings_told, verdict
from regionpb.io.visible import visible
from regionpb.queries.records import CLOSING, INS, KINDS, OPENING, OUTS
from regionpb.vocabulary import Language

__all__ = ["FORMATS", "Balances", "write_balances"]

FORMATS = ("text", "json", "csv")
_SHOWN = 20
_HEADS = {
    "organization": ("members under", "其下党员"),
    "opening": ("opening", "期初"),
    "in": ("in", "增加"),
    "out": ("out", "减少"),
    "closing": ("closing", "期末"),
    "difference": ("difference", "差额"),
    "declared": ("declared", "上报"),
}


_THERE = {
    (OPENING, True): "in the opening",
    (OPENING, False): "not in the opening",
    (CLOSING, True): "in the closing",
    (CLOSING, False): "not in the closing",
}
_THERE_ZH = {
    (OPENING, True): "期初在册",
    (OPENING, False): "期初不在册",
    (CLOSING, True): "期末在册",
    (CLOSING, False): "期末不在册",
}


@frozen(eq=False)
class Balances:
    """What is written.

    Attributes:
        start: the first day.
        end: the last day.
        under: the balance of each organization with all that is under it, and `depth`.
        own: the balance of each organization's own members.
        rows: the rows behind the differences, member by member.
        declared: what was declared of the members on the last day: `organization`, `value`.
        document: the findings.
    """

    start: date
    end: date
    under: pl.DataFrame
    own: pl.DataFrame
    rows: pl.DataFrame
    declared: pl.DataFrame
    document: Document


def write_balances(balances: Balances, stream: TextIO, form: str = "text") -> None:
    """Write a reconciliation.

    Args:
        balances: what is written.
        stream: where to.
        form: one of `FORMATS`.
    """
    {"text": _write_text, "json": _write_json, "csv": _write_csv}[form](balances, stream)


def _write_text(balances: Balances, stream: TextIO) -> None:
    document = balances.document
    zh = document.language == "zh"
    console = console_for(stream)
    head = Text(visible(document.source or ("内存中的数据表" if zh else "tables in memory")), "bold")
    head.append(f" · {balances.start} → {balances.end} · regionpb {document.version}", "dim")
    console.print(head, soft_wrap=not console.is_terminal)
    console.print()
    console.print(_table(balances, zh=zh))
    if document.findings.height:

        def beneath(row: Mapping[str, Any]) -> Iterator[Text]:
            return _lines_of(balances, row, document.language)

        for part in findings_told(document, console, beneath):
            console.print()
            console.print(part, soft_wrap=not console.is_terminal)
    console.print()
    console.print(verdict(document))


def _table(balances: Balances, *, zh: bool) -> Table:
    """The first levels of the balance, and every organization whose own members do not add up."""
    off = balances.own.filter(pl.col("difference") != 0)["id"]
    told = pl.sum_horizontal(OPENING, "in", "out", CLOSING) > 0  # what had ended before has nothing to tell
    top = balances.under.filter(((pl.col("depth") <= 1) & told) | pl.col("id").is_in(off.implode()))
    declared = dict(balances.declared.select("organization", "value").iter_rows())
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for key, words in _HEADS.items():
        if key != "declared" or declared:
            table.add_column(words[zh], justify="left" if key == "organization" else "right", overflow="fold")
    for row in top.head(_SHOWN * 5).iter_rows(named=True):
        name = Text("  " * row["depth"] + visible(row["name"] or row["id"])).append(f" {visible(row['id'])}", "dim")
        numbers = [f"{row[key]:,}" for key in ("opening", "in", "out", "closing")]
        difference = Text(f"{row['difference']:,}", "bold red" if row["difference"] else "dim")
        said = declared.get(row["id"])
        last = [] if not declared else ["" if said is None else f"{said:,g}"]
        table.add_row(name, *numbers, difference, *last)
    return table


def _lines_of(balances: Balances, finding: Mapping[str, Any], language: Language) -> Iterator[Text]:
    """The members whose records do not add up, under the finding of their organization."""
    if finding["code"] != "X001":
        return
    rows = balances.rows.filter(pl.col("organization") == finding["id"])
    parts = rows.partition_by("member", maintain_order=True)
    for part in parts[:_SHOWN]:
        yield Text(f"    {visible(_member(part, language))}")
    if len(parts) > _SHOWN:
        more = len(parts) - _SHOWN
        yield Text(f"    ……另有 {more:,} 名" if language == "zh" else f"    … and {more:,} more")


def _member(rows: pl.DataFrame, language: Language) -> str:
    """One member: whether in the opening, which records, whether in the closing."""
    zh = language == "zh"
    kinds = [*rows.select("kind", "record").iter_rows()]
    there = {kind for kind, _ in kinds}
    told = [f"{KINDS[kind][zh]} {record}" for kind, record in kinds if kind in {*INS, *OUTS}]
    words = _THERE_ZH if zh else _THERE
    first, last = words[OPENING, OPENING in there], words[CLOSING, CLOSING in there]
    between = ("、" if zh else ", ").join(told) or ("无记录" if zh else "no record")
    member = rows["member"][0]
    return f"党员{member}：{first}，{between}，{last}" if zh else f"member {member}: {first}; {between}; {last}"


def _write_json(balances: Balances, stream: TextIO) -> None:
    document = to_dict(balances.document)
    numbers = [OPENING, *INS, "in", *OUTS, "out", CLOSING, "difference"]
    own = {row["id"]: row for row in balances.own.select("id", *numbers).iter_rows(named=True)}
    balance = [
        {
            **{key: row[key] for key in ("id", "name", "superior")},
            "own": {key: own[row["id"]][key] for key in numbers},
            "under": {key: row[key] for key in numbers},
        }
        for row in balances.under.iter_rows(named=True)
    ]
    rows = balances.rows.select("organization", "member", "difference", "kind", "table", "record").to_dicts()
    whole = {
        **{key: document[key] for key in ("regionpb", "schema")},
        "from": str(balances.start),
        "to": str(balances.end),
        "policy": document["policy"],
        "balance": balance,
        "rows": rows,
        **{key: document[key] for key in ("findings", "counts", "not_checked")},
    }
    json.dump(whole, stream, ensure_ascii=False, indent=1)
    stream.write("\n")


def _write_csv(balances: Balances, stream: TextIO) -> None:
    """The balance of every organization with all that is under it, for spreadsheets."""
    frame = balances.under.drop("depth")
    texts = [visible_expr(guarded_expr(pl.col(c))).alias(c) for c in ("id", "name", "superior")]
    stream.write("\ufeff" + frame.with_columns(texts).write_csv(line_terminator="\r\n"))
