"""The words of reports, in English and in Chinese.

>>> say("rows", "zh"), say("more", "en", n=3)
('数据行', '… and 3 more')
>>> counted({Severity.ERROR: 1, Severity.WARNING: 2}, "en"), counted({Severity.ERROR: 1}, "zh")
('1 error, 2 warnings', '错误 1 个')
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from regionpb.contract import TABLES
from regionpb.findings import Severity
from regionpb.vocabulary import Language

__all__ = ["WORDS", "column_label", "counted", "missing", "say", "severity_label", "table_label"]

WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "report": ("Report", "检查报告"),
        "as_of": ("as of {day}", "截至 {day}"),
        "policy": ("policy: {label}", "政策：{label}"),
        "in_memory": ("tables in memory", "内存中的数据表"),
        "findings": ("Findings", "发现"),
        "by_family": ("By family", "按类别"),
        "by_code": ("By code", "按规则"),
        "by_county": ("By county", "按县（市、区）"),
        "no_county": ("in no county", "不属于任何县（市、区）"),
        "rows": ("Rows", "数据行"),
        "read": ("read", "读取"),
        "taken": ("taken", "采用"),
        "set_aside": ("set aside", "搁置"),
        "not_checked": ("Not checked", "未检查"),
        "missing": ("missing {what}", "缺少{what}"),
        "more": ("… and {n:,} more", "……另有 {n:,} 个"),
        "see_all": (
            "For all of them: --output-format csv, jsonl or html",
            "查看全部：--output-format jsonl、csv 或 html",
        ),
        "clean": ("no finding", "没有发现问题"),
        "clean_at": ("no finding of severity {least} or above", "没有“{least}”及以上的发现"),
        "verdict": ("{n:,} found: {counts}", "共发现 {n:,} 个：{counts}"),
        "hidden": (
            "{n:,} below {least} not shown (--min-severity info)",
            "另有 {n:,} 个低于“{least}”，未列出（--min-severity info）",
        ),
        "silent": ("Not told", "已屏蔽"),
        "norm": ("Norm:", "依据："),
        "made_by": ("made by regionpb {version}", "由 regionpb {version} 生成"),
    }
)
"""Every phrase by its key: English, Chinese."""


def say(key: str, language: Language, **parts: object) -> str:
    """A phrase in a language, its parts filled in."""
    return WORDS[key][language == "zh"].format(**parts)


def severity_label(severity: Severity | str, language: Language) -> str:
    """What a severity is called."""
    return Severity(severity).label if language == "zh" else str(severity)


def counted(counts: Mapping[Severity, int], language: Language) -> str:
    """How many of each severity, leaving out those of which there are none."""
    if language == "zh":
        return "，".join(f"{s.label} {n:,} 个" for s, n in counts.items() if n)
    return ", ".join(f"{n:,} {s}{'' if n == 1 else 's'}" for s, n in counts.items() if n)


def table_label(name: str, language: Language) -> str:
    """What a table is called; a title that is no table keeps its name.

    >>> table_label("regional_units", "zh"), table_label("notes", "zh")
    ('统筹区域', 'notes')
    """
    return TABLES[name].label if language == "zh" and name in TABLES else name


def column_label(table: str | None, column: str | None) -> str | None:
    """What a column is called in Chinese; one that its table does not know keeps its name.

    >>> column_label("organizations", "superior"), column_label("organizations", "remarks")
    ('上级党组织', 'remarks')
    """
    known = TABLES[table].by_name.get(column or "") if table is not None and table in TABLES else None
    return known.label if known else column


def missing(what: tuple[str, ...], language: Language) -> str:
    """Missing tables and columns as people call them.

    >>> missing(("pairings", "organizations.superior"), "en"), missing(("pairings", "organizations.superior"), "zh")
    ('table pairings, column organizations.superior', '“结对”表、“党组织”表的“上级党组织”列')
    """
    names: list[str] = []
    for need in what:
        table, _, column = need.partition(".")
        if language == "en":
            names.append(f"{'column' if column else 'table'} {need}")
        else:
            of = f"“{table_label(table, language)}”表"
            names.append(f"{of}的“{column_label(table, column)}”列" if column else of)
    return ("、" if language == "zh" else ", ").join(names)
