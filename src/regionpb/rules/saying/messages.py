"""What a finding says to people, in English and in Chinese.

A message is a subject and a predicate: "organization O-17" and what its rule says of it. Findings
keep code and values only; messages are made here, for a whole frame at a time. Text from data stands
in a message as it is: whoever shows it escapes it.

    >>> from regionpb.findings import to_frame
    >>> from regionpb.rules import RULES
    >>> found = to_frame([{"code": "O014", "table": "organizations", "id": "O-17", "values": {}}])
    >>> with_messages(found, RULES)["message_zh"].to_list()
    ['党组织O-17及其下级没有一名党员：请登记党员，或撤销']
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from string import Formatter

import polars as pl

from regionpb.contract import TABLES, Kind, Table
from regionpb.errors import UnknownName
from regionpb.rules.base import Rule
from regionpb.rules.saying.filling import known_values, what_is_kept, what_is_missing, what_to_write
from regionpb.vocabulary import Cell, DivisionKind, Language, ReadingProblem, Term

__all__ = ["shortened", "shown_as", "with_messages"]

ABOUT_A_TABLE = frozenset({"E001", "E008", "E013", "E014"})
"""Codes whose findings speak of a table, not of one of its rows."""

OF_THE_COLUMN = {
    "expected": what_to_write,
    "kept": what_is_kept,
    "known": known_values,
    "needed": what_is_missing,
}
"""What messages may say of the column in `values` beyond what a finding holds, and how it is said."""

ABOUT_A_FILE = frozenset({"E011"})
"""Codes whose findings speak of a file, which is their id; without one they speak of a row."""

LONGEST = 200
"""How many characters of a value a message shows: what is longer is no name, and nobody reads it to its end."""

_EMPTY: Mapping[Language, str] = {"en": "(empty)", "zh": "（空）"}
_YES_NO: Mapping[Language, Mapping[str, str]] = {
    "en": {"true": "yes", "false": "no"},
    "zh": {"true": "是", "false": "否"},
}


def with_messages(findings: pl.DataFrame, rules: Mapping[str, Rule]) -> pl.DataFrame:
    """Add `name`, `name_zh`, `message` and `message_zh` to a frame of findings.

    Args:
        findings: a frame with the columns of `regionpb.findings.FINDINGS`.
        rules: the rules by code.

    Returns:
        The same rows in the same order with four more columns, all text and never null.

    Raises:
        UnknownName: when a finding has a code of no rule.
    """
    if findings.is_empty():
        return findings.with_columns(pl.lit("").alias(c) for c in ("name", "name_zh", "message", "message_zh"))
    parts: list[pl.DataFrame] = []
    for (code, table), part in (
        findings.with_row_index("_at").partition_by(["code", "table"], maintain_order=True, as_dict=True).items()
    ):
        rule = rules.get(str(code))
        if rule is None:
            raise UnknownName("rule code", code, rules, "规则")
        of = None if table is None else str(table)
        names = {*_names_in(rule.message), *_names_in(rule.message_zh)}
        # Each value is taken out of its JSON once, for both languages.
        shown = part.select("_at", "id", *(_value(name).alias(f"={name}") for name in names))
        said = shown.select(
            "_at",
            name=pl.lit(rule.name),
            name_zh=pl.lit(rule.name_zh),
            message=_sentence(rule, of, "en"),
            message_zh=_sentence(rule, of, "zh"),
        )
        parts.append(said)
    texts = pl.concat(parts).sort("_at").drop("_at")
    return pl.concat([findings, texts], how="horizontal")


def shortened(text: str) -> str:
    """A text as messages show it, cut where it is too long.

    >>> shortened("甲村"), len(shortened("x" * 1000))
    ('甲村', 201)
    """
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def _shortened(text: pl.Expr) -> pl.Expr:
    return pl.when(text.str.len_chars() > LONGEST).then(text.str.head(LONGEST) + "…").otherwise(text)


def _subject_parts(table: str | None, language: Language, code: str) -> tuple[str, str]:
    """What a finding of a code speaks of, a row, a table or a file: what stands before its id, or where it has none."""
    known = TABLES.get(table or "")
    if code in ABOUT_A_TABLE:
        name = known.name if known else (table or "")
        kind = "table" if known else "file or sheet"
        whole = f"{kind} {name}" if language == "en" else (f"{known.label}表" if known else f"文件或工作表{name}")
        return (f"{whole}, " if language == "en" else f"{whole}，"), whole
    one = (known.singular or known.name).replace("_", " ") if known else (table or "row")
    many = known.name if known else (table or "the source")
    label = known.label if known else (table or "数据")
    before = (
        ("file " if language == "en" else "文件")
        if code in ABOUT_A_FILE
        else (f"{one} " if language == "en" else label)
    )
    return before, (f"a row of {many}" if language == "en" else f"{label}的一行")


def _names_in(template: str) -> list[str]:
    return [name for _, name in _pieces(template) if name is not None]


@cache
def shown_as(table: str | None, column: str, language: Language) -> Mapping[str, str]:
    """How values under a column's name are shown: vocabulary by label, yes and no, names of tables and columns.

    A name that the finding's own table has means that column; else any table's column of that name.

    >>> shown_as("organizations", "form", "zh")["branch"], shown_as("members", "floating", "en")["true"]
    ('党支部', 'yes')
    """
    out: dict[str, str] = {}
    own = TABLES.get(table or "")
    if column in OF_THE_COLUMN:
        return {c.name: OF_THE_COLUMN[column](own, c, language) for c in own.columns} if own else {}
    # Later ones win: the finding's own table comes last.
    tables = [*reversed([*TABLES.values()]), *([own] if own else [])]
    for other in tables:
        found = other.by_name.get(column)
        if found is None:
            continue
        if found.kind is Kind.YES_NO:
            out |= _YES_NO[language]
        elif found.vocabulary is not None:
            out |= _labels(found.vocabulary) if language == "zh" else _words(found.vocabulary)
    if spoken := {"cell": Cell, "division_kind": DivisionKind, "reason": ReadingProblem}.get(column):
        return out | (_labels(spoken) if language == "zh" else _words(spoken))
    return out | _names_in_chinese(own, column) if language == "zh" else out


def _names_in_chinese(own: Table | None, column: str) -> dict[str, str]:
    """The Chinese of what is no cell of a table: names of tables and columns."""
    if column in {"table", "references"}:
        return {t.name: t.label for t in TABLES.values()}
    if column == "column" and own is not None:
        return {c.name: c.label for c in own.columns}
    return {}


def _labels(vocabulary: type[Term]) -> dict[str, str]:
    return {str(term): term.label for term in vocabulary}


def _words(vocabulary: type[Term]) -> dict[str, str]:
    return {str(term): term.value.replace("_", " ") for term in vocabulary}


def _template(rule: Rule, language: Language) -> str:
    return rule.message if language == "en" else rule.message_zh


def _gap(template: str, language: Language) -> str:
    """What stands between subject and predicate: a space in English, and in Chinese before Latin letters."""
    return " " if language == "en" or (template[:1].isascii() and template[:1].isalnum()) else ""


@cache
def _pieces(template: str) -> tuple[tuple[str, str | None], ...]:
    """A format string as text and the name behind it, name None where there is none."""
    return tuple((literal, name) for literal, name, _, _ in Formatter().parse(template))


def _sentence(rule: Rule, table: str | None, language: Language) -> pl.Expr:
    """The messages of one rule's findings in one table."""
    template = _template(rule, language)
    before, without = _subject_parts(table, language, rule.code)
    who = pl.when(pl.col("id").is_null()).then(pl.lit(without)).otherwise(pl.lit(before) + _shortened(pl.col("id")))
    out = [who, pl.lit(_gap(template, language))]
    for literal, name in _pieces(template):
        out.append(pl.lit(literal))
        if name is not None:
            known = shown_as(table, name, language)
            text = pl.col(f"={name}")
            out.append(_shortened(text.replace(dict(known)) if known else text).fill_null(_EMPTY[language]))
    return pl.concat_str(out)


def _taken_from(name: str) -> str:
    """The key of `values` that a name in a message is about."""
    return "column" if name in OF_THE_COLUMN else name


def _value(name: str) -> pl.Expr:
    """The values under a name, as JSON writes them; text without its quotes."""
    return pl.col("values").str.json_path_match(f"$['{_taken_from(name)}']")
