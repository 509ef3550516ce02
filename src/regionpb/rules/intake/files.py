"""Files and headers that cannot be taken as they are: E001, E008, E011, E012, E013, E014."""

from __future__ import annotations

from random import Random

import polars as pl

from regionpb.contract import TABLES
from regionpb.findings import Severity
from regionpb.rules.base import unasked_rule
from regionpb.rules.intake.shown import COLUMN_AND_VALUE
from regionpb.rules.planting.draft import Draft, Planted
from regionpb.rules.story import Story

__all__ = [
    "DUPLICATE_COLUMN",
    "MISSING_COLUMN",
    "MISSING_TABLE",
    "RAGGED_ROW",
    "UNKNOWN_TABLE",
    "UNREADABLE_FILE",
]

_SOURCE = "what the tables may hold"


def _without_names(draft: Draft, rng: Random) -> Planted:  # noqa: ARG001 - nothing to choose
    # Names of these no rule reads. Those of organizations other plants may have spoilt; rows show what is lost.
    tables = [name for name in ("units", "regional_units", "bodies", "organizations") if draft.has(name, "name")]

    def harm(name: str) -> tuple[bool, bool, bool]:
        names = draft.frames[name]["name"].cast(pl.String).str.strip_chars()
        return (names == "").any() or names.is_duplicated().any(), names.is_empty(), name == "organizations"

    table = min(tables, key=harm, default="organizations")
    if draft.spoils:
        draft.drop(table, "name")
    return Planted.at(table, None)


def _with_remarks(draft: Draft, rng: Random) -> Planted:
    header = f"备注{rng.randrange(10**6)}"
    if draft.spoils:
        draft.write("organizations", header, "见附件")
    return Planted.at("organizations", None)


def _header_in_both_languages(draft: Draft, rng: Random) -> Planted:  # noqa: ARG001 - nothing to choose
    known = [c for c in TABLES["organizations"].columns[1:] if draft.has("organizations", c.name)]
    headers = [header for c in known for header in (c.label, *c.aliases) if not draft.has("organizations", header)]
    if draft.spoils:
        draft.write("organizations", headers[0] if headers else "党组织名称", "同前")
    return Planted.at("organizations", None)


def _without_organizations(draft: Draft, rng: Random) -> Planted:  # noqa: ARG001 - nothing to choose
    if draft.spoils:
        draft.drop("organizations")
    return Planted.at("organizations", None)


def _cut_short(draft: Draft, rng: Random) -> Planted:
    file = f"damaged-{rng.randrange(10**6)}.parquet"
    content = b"PAR1" + rng.randbytes(64)
    if draft.spoils:
        draft.files[file] = content
    return Planted.at(file.removesuffix(".parquet"), file)


def _one_cell_too_many(draft: Draft, rng: Random) -> Planted:
    key = f"O-{rng.randrange(10**6)}"
    name = draft.spoilt("甬新公司,机关党支部", '"甬新公司,机关党支部"')
    # It has ended, so that nobody asks who is in it.
    line = f"{key},{name},branch,{draft.home()['division']},{draft.day}\n"
    draft.files["党组织.csv"] = draft.files.get("党组织.csv", b"id,name,form,division,end\n") + line.encode()
    return Planted.at("organizations", key)


MISSING_COLUMN = unasked_rule(
    "E001",
    "missing-column",
    Severity.ERROR,
    name_zh="缺少列",
    story=Story(
        "A required column is absent from a table.",
        "表中缺少必需的列。",
        "Without its key column a table is set aside whole (an error); without another required column it is kept "
        "(a warning), and the rules that read the column are not checked. A name takes the place of a missing id.",
        "缺少主键列的表整张搁置（错误）；缺少其他必需列的表保留（警告），读取该列的规则不检查。没有编号列时以名称代替。",
        _SOURCE,
    ),
    values=COLUMN_AND_VALUE,
    message="has no column {column}, which is required: add it",
    message_zh="缺少必需的列“{column}”：请补上",
    plant=_without_names,
    turn=1,  # the plants before it may need the column
)

UNKNOWN_TABLE = unasked_rule(
    "E008",
    "unknown-table",
    Severity.INFO,
    name_zh="未知的表或列",
    story=Story(
        "A file or sheet is no table of the model, or a column is none of its columns.",
        "文件或工作表不是模型中的表，或者某列不是表中的列。",
        "Nothing is lost silently: an unknown column is carried along, an unknown file is left alone, both are told.",
        "任何内容都不会悄悄丢失：未知的列照样带上，未知的文件不动，两者都会告知。",
        _SOURCE,
    ),
    values=COLUMN_AND_VALUE,
    message='holds "{value}", which the model does not know: check the spelling, or leave it',
    message_zh="中的“{value}”不属于模型：请核对写法，或不予理会",
    plant=_with_remarks,
)

UNREADABLE_FILE = unasked_rule(
    "E011",
    "unreadable-file",
    Severity.ERROR,
    name_zh="文件无法读取",
    story=Story(
        "A file is no file of its kind, or no text in any encoding known.",
        "文件不是其后缀所示的类型，或不是任何已知编码的文本。",
        "What cannot be read is told by name, and the other files are read all the same.",
        "不能读取的文件会指名告知，其余文件照常读取。",
        _SOURCE,
    ),
    values={"reason": "原因", "value": "填写内容", "column": "列"},
    message="cannot be read as it is ({reason}): correct it, or save the file anew in a format of its name",
    message_zh="无法照原样读取（{reason}）：请更正，或按文件名所示格式重新保存",
    plant=_cut_short,
)

RAGGED_ROW = unasked_rule(
    "E012",
    "ragged-row",
    Severity.ERROR,
    name_zh="单元格多于表头",
    story=Story(
        "A line has more cells than the header.",
        "一行的单元格多于表头。",
        "Nobody can say which cell belongs to which column, so the line is set aside; a shorter line is filled with "
        "empty cells.",
        "无法判断哪个单元格属于哪一列，因此该行搁置；单元格不足的行以空值补齐。",
        _SOURCE,
    ),
    values={"reason": "原因", "value": "填写内容", "cells": "单元格数", "columns": "表头列数"},
    message="has {cells} cells where the header has {columns} (the row is set aside): quote cells that hold a comma",
    message_zh="有{cells}个单元格，而表头只有{columns}个（该行已搁置）：含逗号的单元格请加引号",
    plant=_one_cell_too_many,
)

DUPLICATE_COLUMN = unasked_rule(
    "E013",
    "duplicate-column",
    Severity.ERROR,
    name_zh="列重复",
    story=Story(
        "A header occurs twice, or in both languages; the first is kept.",
        "表头重复出现，或中英文各出现一次；取第一个。",
        "Two columns of one name may disagree, and nobody would notice which was used.",
        "同名两列可能互相矛盾，而无人察觉用了哪一列。",
        _SOURCE,
    ),
    values=COLUMN_AND_VALUE,
    message='has the column "{value}" a second time: remove one of the two',
    message_zh="的列“{value}”重复出现：请删去其一",
    plant=_header_in_both_languages,
)

MISSING_TABLE = unasked_rule(
    "E014",
    "missing-table",
    Severity.ERROR,
    name_zh="缺少必需的表",
    story=Story(
        "No table of divisions came, or none of organizations.",
        "没有行政区划表或没有党组织表。",
        "These two carry the graph; every other table may be missing. One that "
        "came but could not be read is E011's, or E001's.",
        "这两张表支撑整个图；其余各表均可缺。表已提供但无法读取的，由 E011 或 E001 说明。",
        _SOURCE,
    ),
    values=COLUMN_AND_VALUE,
    message="is missing: add a file of that name",
    message_zh="缺失：请补充同名文件",
    plant=_without_organizations,
    turn=-1,  # what needs the table is to say so
)
