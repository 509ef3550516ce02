"""A page for every table of the contract, and the index of tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generate.words import Language, cell, table
from regionpb.contract import NODE_TABLES, TABLES, Column, Kind, Table

__all__ = ["table_index", "table_page"]

_KINDS: Mapping[Kind, tuple[str, str]] = {
    Kind.KEY: ("id", "编号"),
    Kind.TEXT: ("text", "文本"),
    Kind.REFERENCE: ("reference", "引用"),
    Kind.REFERENCES: ("references", "引用（可多个）"),
    Kind.TERM: ("one of", "选一"),
    Kind.TERMS: ("some of", "可选多个"),
    Kind.WORDS: ("words", "文本（可多个）"),
    Kind.DATE: ("date", "日期"),
    Kind.YES_NO: ("yes/no", "是/否"),
    Kind.INTEGER: ("whole number", "整数"),
    Kind.NUMBER: ("number", "数值"),
    Kind.DIVISION_CODE: ("division code", "区划代码"),
    Kind.CREDIT_CODE: ("credit code", "统一社会信用代码"),
}


_NOTES: Mapping[str, str] = {
    "annual_pay": "元/年",
    "approved": "形式不合人数规定，但经批准",
    "area_m2": "平方米",
    "body": "与党组织二者填一",
    "cell": "统计指标名",
    "circles": "所属十分钟服务圈",
    "elected_on": "最近一次换届",
    "end": "自此日起不再有效；空为至今",
    "external": "只作为转接的另一端而登记",
    "exit": "最后一个版本结束的原因",
    "guided_by": "条",
    "host_organization": "流动党员参加活动的组织",
    "hub": "1+N 中的“1”",
    "influential": "在所在街道",
    "member_count": "上报的人数",
    "received": "空为尚未接收",
    "reservoir": "区域性党组织之下；空即区域性党组织本身",
    "start": "空为向来如此",
    "superior": "块",
    "term_years": "自有规定的",
}
"""What Chinese labels do not say by themselves, by column."""

_TABLE_NOTES: Mapping[str, str] = {
    "budgets.amount": "元",
    "divisions.parent": "紧邻的上一级",
    "grants.amount": "元",
    "matters.body": "与党组织二者填一",
    "meetings.body": "三者填一",
    "meetings.organization": "三者填一",
    "meetings.team": "三者填一",
    "members.id": "代号，不是身份证号",
    "members.name": "可不填；不写出",
    "members.organization": "正式组织关系所在",
    "organizations.regional_unit": "作为其 N 之一",
    "regional_units.division": "包含它的最小区划",
    "units.organization": "覆盖该单位的组织",
    "volunteer_teams.body": "负责协调的机构",
    "volunteer_teams.stars": "零至五",
    "wages.amount": "元/年",
}
"""The same where it differs from table to table."""


def table_index(language: Language) -> str:
    """All tables: what is a node, and what is a relation or a record."""
    zh = language == "zh"
    heads = ("表", "中文名", "列", "引用") if zh else ("table", "in Chinese", "columns", "refers to")
    groups = (
        ("节点" if zh else "Nodes", [TABLES[name] for name in NODE_TABLES]),
        ("关系与记录" if zh else "Relations and records", [t for t in TABLES.values() if t.name not in NODE_TABLES]),
    )
    return "\n".join(f"## {head}\n\n{table(heads, map(_line, tables), right=[2])}" for head, tables in groups)


def _line(one: Table) -> tuple[str, str, str, str]:
    to = dict.fromkeys(c.references for c in one.columns if c.references)
    links = ", ".join(f"[{name}]({name}.md)" for name in to)
    return f"[`{one.name}`]({one.name}.md)", one.label, str(len(one.columns)), links


def table_page(one: Table, language: Language) -> str:
    """A table: its columns, how their cells are read, its vocabulary, and who refers to it."""
    return "\n\n".join(_parts(one, zh=language == "zh")) + "\n"


def _parts(one: Table, *, zh: bool) -> Iterator[str]:
    yield f"# {one.label} `{one.name}`" if zh else f"# {one.name} {one.label}"
    yield _head(one, zh=zh)
    heads = ("列", "标签", "内容", "说明") if zh else ("column", "label", "cells", "meaning")
    yield table(heads, (_row(column, one, zh=zh) for column in one.columns))
    known = {c.vocabulary.__name__: c for c in one.columns if c.vocabulary}
    if known:
        yield "## 词表" if zh else "## Vocabulary"
        yield from (_vocabulary(column, zh=zh) for column in known.values())
    here = [
        f"[{other.name}.{column.name}]({other.name}.md)"
        for other in TABLES.values()
        for column in other.columns
        if column.references == one.name
    ]
    if here:
        yield ("## 被引用" if zh else "## Referred to by") + "\n\n" + ", ".join(here)
    yield _schema(one, zh=zh)


def _head(one: Table, *, zh: bool) -> str:
    names = ", ".join(f"`{name}`" for name in (one.name, one.label, *one.aliases))
    key = ", ".join(f"`{name}`" for name in one.key)
    said = (
        [f"文件名或工作表名：{names}。", f"主键：{key}。"]
        if zh
        else [f"Files and sheets of this table are named {names}.", f"A row is identified by {key}."]
    )
    if not one.dated:
        said.append("各行没有版本。" if zh else "Its rows have no versions.")
    if one.exactly_one:
        columns = ", ".join(f"`{name}`" for name in one.exactly_one)
        said.append(f"每行须且只须填写其一：{columns}。" if zh else f"Exactly one of {columns} is filled in each row.")
    return ("" if zh else " ").join(said)


def _row(column: Column, one: Table, *, zh: bool) -> tuple[str, str, str, str]:
    name = f"`{column.name}`" + ("\\*" if column.required or column.name in one.key else "")
    labels = "、".join((column.label, *column.aliases))
    kind = _KINDS[column.kind][zh]
    if column.references:
        kind += f" → [{column.references}]({column.references}.md)"
    elif column.vocabulary:
        name_of_terms = column.vocabulary.__name__
        kind += f" [{column.label if zh else name_of_terms}](#{name_of_terms.lower()})"
    bounds = _bounds(column)
    if bounds:
        kind += f" {bounds}"
    if column.default and column.vocabulary:
        label = column.vocabulary(column.default).label if zh else f"`{column.default}`"
        kind += f"；空即{label}" if zh else f"; empty: {label}"
    chinese = _TABLE_NOTES.get(f"{one.name}.{column.name}", _NOTES.get(column.name, ""))
    return name, labels, kind, chinese if zh else cell(column.meaning)


def _bounds(column: Column) -> str:
    least, most = column.minimum, column.maximum
    if least is None and most is None:
        return ""
    if most is None:
        return f"≥ {least:g}"
    return f"{least:g} … {most:g}"


def _vocabulary(column: Column, *, zh: bool) -> str:
    vocabulary = column.vocabulary
    if vocabulary is None:
        return ""
    heads = ("值", "标签", "也可写作") if zh else ("value", "label", "also read")
    rows = [
        (f"`{term}`", term.label, "、".join(s for s in term.spellings if s not in {str(term), term.label}))
        for term in vocabulary
    ]
    name = vocabulary.__name__
    head = f"{column.label} {{ #{name.lower()} }}" if zh else name
    return f"### {head}\n\n{table(heads, rows)}"


def _schema(one: Table, *, zh: bool) -> str:
    command = f"`regionpb schema {one.name}`"
    if zh:
        return f"\\* 必填。{command} 给出本表的 JSON Schema；加 `--template` 给出供填报的空工作簿。"
    return f"\\* required. {command} prints the JSON Schema; with `--template` it writes an empty workbook to fill in."
