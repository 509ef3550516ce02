"""Small words of the generated pages, and Markdown tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

__all__ = ["Language", "cell", "period", "table"]

Language = Literal["en", "zh"]


def cell(text: object) -> str:
    """A text in which nothing ends a cell or starts a tag."""
    return str(text).replace("|", "\\|").replace("\n", " ").replace("<", "&lt;")


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[int] = ()) -> str:
    """A Markdown table; cells are Markdown already.

    Args:
        heads: the header.
        rows: the rows.
        right: the positions of columns that are set to the right.
    """
    rule = ["---:" if position in right else "---" for position in range(len(heads))]
    return "".join(f"| {' | '.join(line)} |\n" for line in (heads, rule, *rows))


def period(start: object | None, end: object | None, language: Language) -> str:
    """From when to when something is in force."""
    if start is None and end is None:
        return "always" if language == "en" else "一直"
    if language == "en":
        return " ".join([*([f"from `{start}`"] if start else []), *([f"before `{end}`"] if end else [])])
    return " ".join([*([f"`{start}` 起"] if start else []), *([f"`{end}` 前"] if end else [])])
