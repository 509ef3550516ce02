"""Why a finding is one: the rule, the norm in force on the day, how far it is from it, and the rows behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape
from typing import Any, cast

from attrs import frozen

from regionpb.contract import TABLES, Table
from regionpb.errors import Both
from regionpb.policies import InForce
from regionpb.queries.evidence import Piece
from regionpb.rules.base import Rule
from regionpb.rules.norms import measures
from regionpb.rules.saying.messages import shown_as
from regionpb.vocabulary import Language

__all__ = ["SHOWN", "Explanation"]

SHOWN = 10
"""So many rows of a kind are printed."""

_WORDS = {
    "finds": ("Finds", "规则"),
    "why": ("Why", "原因"),
    "norm": ("Norm", "依据"),
    "distance": ("Distance", "差距"),
    "rows": ("Rows", "相关数据"),
    "more": ("… and {n:,} more", "……另有 {n:,} 行"),
}


@frozen(eq=False)
class Explanation:
    """Why a finding is one.

    Attributes:
        code: the code of the finding.
        message: its message.
        rule: the rule.
        policy: the parameters in force on the day.
        distances: how far it is from each limit of the rule, where it has one.
        rows: the rows behind it, its own first.
    """

    code: str
    message: Both
    rule: Rule
    policy: InForce
    distances: tuple[Both, ...]
    rows: Sequence[Piece]

    @property
    def norms(self) -> tuple[Both, ...]:
        """Each parameter in force with its norm and since when, the norm of its switch, and the rule's source."""
        return measures(self.rule, self.policy, dated=True)

    def lines(self, language: Language = "en", *, rule: bool = True) -> Iterator[tuple[str, str]]:
        """What there is to say, as a heading and a text; what follows under the same heading has none.

        Args:
            language: the language it is said in.
            rule: whether to tell what the rule finds, and why.
        """
        last = ""
        for head, text in self._said(language, rule=rule):
            yield "" if head == last else head, text
            last = head

    def _said(self, language: Language, *, rule: bool) -> Iterator[tuple[str, str]]:
        zh = language == "zh"
        story = self.rule.story
        if rule:
            yield _say("finds", language), story.summary_zh if zh else story.summary
            if story.why:
                yield _say("why", language), story.why_zh if zh else story.why
        for norm in self.norms:
            yield _say("norm", language), norm.zh if zh else norm.en
        for distance in self.distances:
            yield _say("distance", language), distance.zh if zh else distance.en
        for piece in self.rows:
            for text in _rows(piece, language):
                yield _say("rows", language), text

    def to_dict(self, language: Language = "en") -> dict[str, Any]:
        """All of it as JSON has it; rows as their cells, without those that are empty."""
        zh = language == "zh"
        return {
            "norms": [norm.zh if zh else norm.en for norm in self.norms],
            "distances": [distance.zh if zh else distance.en for distance in self.distances],
            "rows": [
                {"table": piece.table, "how": piece.how.zh if zh else piece.how.en, "row": _filled(row)}
                for piece in self.rows
                for row in piece.rows.iter_rows(named=True)
            ],
        }

    def told(self, language: Language = "en") -> str:
        """All of it as text, in a language."""
        zh = language == "zh"
        said = [f"{self.code} {self.rule.name_zh if zh else self.rule.name}"]
        said.append(self.message.zh if zh else self.message.en)
        lines = [*self.lines(language)]
        wide = max((_width(head) for head, _ in lines), default=0)
        said += [f"  {head}{' ' * (wide - _width(head))}  {text}" for head, text in lines]
        return "\n".join(said)

    def __str__(self) -> str:
        return self.told()

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><th style='text-align:left'>{escape(head)}</th><td>{escape(text)}</td></tr>"
            for head, text in self.lines()
        )
        head = f"<b>{escape(self.code)} {escape(self.rule.name)}</b> {escape(self.message.en)}"
        return f"<p>{head}</p><table>{rows}</table>"


def _filled(row: dict[str, Any]) -> dict[str, Any]:
    return {name: str(cell) if isinstance(cell, date) else cell for name, cell in row.items() if cell is not None}


def _say(key: str, language: Language, **parts: object) -> str:
    return _WORDS[key][language == "zh"].format(**parts)


def _rows(piece: Piece, language: Language) -> Iterator[str]:
    """Each row as `organization O-17 (superior): form branch, division 330203`."""
    zh = language == "zh"
    table = TABLES[piece.table]
    how = piece.how.zh if zh else piece.how.en
    for row in piece.rows.head(SHOWN).iter_rows(named=True):
        key = "/".join(str(row[part]) for part in table.key)
        cells = {name: value for name, value in row.items() if value is not None and name not in table.key}
        said = [f"{table.by_name[n].label if zh else n} {_cell(table, n, v, language)}" for n, v in cells.items()]
        one = table.label if zh else table.singular.replace("_", " ")
        yield f"{one} {key}{'（' if zh else ' ('}{how}{'）' if zh else ')'}{'：' if zh else ': '}" + (
            "，" if zh else ", "
        ).join(said)
    if piece.rows.height > SHOWN:
        yield _say("more", language, n=piece.rows.height - SHOWN)


def _cell(table: Table, column: str, value: object, language: Language) -> str:
    """A cell as messages show it: vocabulary by its label."""
    if isinstance(value, list):
        return ";".join(_cell(table, column, each, language) for each in cast("list[object]", value))
    said = str(value).lower() if isinstance(value, bool) else str(value)
    return shown_as(table.name, column, language).get(said, said)


def _width(text: str) -> int:
    """How wide a text is on a terminal: Chinese characters take two places."""
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)
