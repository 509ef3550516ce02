"""A page for every rule, and the index of rules by family."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

import regionpb
from generate.words import Language, table
from regionpb.pages.markdown import to_markdown
from regionpb.pages.page import page_of
from regionpb.policies import read_policy
from regionpb.rules.saying.families import FAMILIES

__all__ = ["rule_index", "rule_pages"]


def rule_pages() -> Iterator[tuple[str, dict[Language, str]]]:
    """The code of every rule and its page in both languages; the examples are run once for both."""
    region = regionpb.testing.minimal()
    norms = read_policy("ningbo").at(region.day)
    for rule in regionpb.rules.values():
        page = page_of(rule, norms, region)
        yield rule.code, {"en": _linked(to_markdown(page, "en")), "zh": _linked(to_markdown(page, "zh"))}


def _linked(page: str) -> str:
    """Codes that are named in the list of facts lead to their pages."""
    return re.sub(
        r"^(- \*\*(?:Brings along|伴随的规则)\*\*.*)$",
        lambda line: re.sub(r"\b[A-Z]\d{3}\b", _link, line[0]),
        page,
        flags=re.MULTILINE,
    )


def _link(code: re.Match[str]) -> str:
    return f"[{code[0]}]({code[0]}.md)" if code[0] in regionpb.rules else code[0]


def rule_index(language: Language) -> str:
    """All rules, a table for each family."""
    zh = language == "zh"
    heads = ("代码", "名称", "级别", "查什么") if zh else ("code", "name", "severity", "finds")
    parts: list[str] = []
    for letter, rules in groupby(regionpb.rules.values(), key=lambda rule: rule.family):
        family = FAMILIES[letter]
        rows = [
            (
                f"[{rule.code}]({rule.code}.md)",
                rule.name_zh if zh else f"`{rule.name}`",
                rule.severity.label if zh else str(rule.severity),
                rule.story.summary_zh if zh else rule.story.summary,
            )
            for rule in rules
        ]
        label = family.label_zh if zh else family.label
        parts.append(f"## {letter} · {label}\n\n{table(heads, rows)}")
    return "\n".join(parts)
