"""What repairs would do, as text and JSON: the change for each finding, then every row before and after.

>>> import random, sys, regionpb
>>> region = regionpb.testing.minimal().plant([regionpb.rules["R005"]], random.Random(0))
>>> repairs = region.check().repairs()
>>> write_mending(Mending(repairs, region.preview(*repairs)), sys.stdout)
R005 member M-N16: transfer M-N16 to O-N9 on 2011-07-29
<BLANKLINE>
member M-N16
- organization=O-N1
+ organization=O-N9
transfer T-M-N16-20110729
+ member=M-N16, source=O-N1, target=O-N9, kind=ordinary, issued=2011-07-29, received=2011-07-29
<BLANKLINE>
1 finding mended by 1 change
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, TextIO

from attrs import frozen

from regionpb.changes import Plan, Repairs
from regionpb.contract import TABLES
from regionpb.contract.keys import key_expr
from regionpb.io.reports.wording import column_label
from regionpb.io.visible import visible
from regionpb.vocabulary import Language

__all__ = ["FORMATS", "Mending", "write_mending"]

FORMATS = ("text", "json")

_Row = dict[str, Any]


@frozen(eq=False)
class Mending:
    """What is written.

    Attributes:
        repairs: the changes and the findings they are for.
        plan: what they would do.
        language: the language of the text.
        others: how many findings only have repairs that are not safe, or none.
    """

    repairs: Repairs
    plan: Plan
    language: Language = "en"
    others: int = 0


def write_mending(mending: Mending, stream: TextIO, form: str = "text") -> None:
    """Write what repairs would do.

    Args:
        mending: what is written.
        stream: where to.
        form: one of `FORMATS`.
    """
    if form == "json":
        offers = [
            {"code": o.code, "table": o.table, "id": o.id, "safe": o.safe, "change": o.change.model_dump(mode="json")}
            for o in mending.repairs.offers
        ]
        json.dump({"schema": 1, "repairs": offers}, stream, ensure_ascii=False, indent=1)
        stream.write("\n")
        return
    stream.writelines(f"{line}\n" for line in _lines(mending))


def _lines(mending: Mending) -> Iterator[str]:
    zh = mending.language == "zh"
    for offer in mending.repairs.offers:
        subject = visible(f"{_called(offer.table, mending.language)}{'' if zh else ' '}{offer.id}")
        said = visible(offer.change.said.zh if zh else offer.change.said.en)
        unsafe = "" if offer.safe else ("（须斟酌）" if zh else " (not safe)")
        yield f"{offer.code} {subject}{'：' if zh else ': '}{said}{unsafe}"
    if mending.repairs.offers:
        yield ""
    for name in mending.plan.after:
        yield from _rows(mending, name)
    if mending.plan.after:
        yield ""
    yield _sum(mending)


def _called(table: str, language: Language) -> str:
    return TABLES[table].label if language == "zh" else TABLES[table].singular.replace("_", " ")


def _rows(mending: Mending, name: str) -> Iterator[str]:
    """The rows of a table before and after, thing by thing, in the columns in which they differ."""
    table = TABLES[name]
    shown = [column.name for column in table.columns if not column.personal]
    before, after = (
        frames[name].select(*shown, _key=key_expr(table)).rows_by_key("_key", named=True)
        for frames in (mending.plan.before, mending.plan.after)
        if name in frames
    )
    for key in after:
        was, now = before.get(key, []), after[key]
        differing = _differing([*was, *now]) if was else [c for c in shown if c not in table.key]
        yield visible(f"{_called(name, mending.language)}{'' if mending.language == 'zh' else ' '}{key}")
        kept = [row for row in was if row in now]
        yield from (f"- {_cells(name, row, differing, mending.language)}" for row in was if row not in kept)
        new = bool(was)
        yield from (f"+ {_cells(name, row, differing, mending.language, blanks=new)}" for row in now if row not in kept)


def _differing(rows: Sequence[_Row]) -> list[str]:
    return [name for name in rows[0] if any(row[name] != rows[0][name] for row in rows)]


def _cells(table: str, row: _Row, columns: Sequence[str], language: Language, *, blanks: bool = True) -> str:
    cells = [(name, row[name]) for name in columns if blanks or row[name] is not None]
    label = {name: column_label(table, name) if language == "zh" else name for name in columns}
    told = (f"{label[name]}={'' if cell is None else cell}" for name, cell in cells)
    return visible(("、" if language == "zh" else ", ").join(told))


def _sum(mending: Mending) -> str:
    findings, changes = len(mending.repairs.offers), len(mending.repairs)
    if mending.language == "zh":
        more = f"；另有 {mending.others:,} 个没有可用的修正" if mending.others else ""
        return f"{changes:,} 项变更可修正 {findings:,} 个问题{more}"
    more = f"; {mending.others:,} others have none that could be used" if mending.others else ""
    return f"{_several(findings, 'finding')} mended by {_several(changes, 'change')}{more}"


def _several(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
