"""What people read about a rule, taken from the docstring of its function (whose form `regionpb.rules.base` tells)."""

from __future__ import annotations

import re
from collections.abc import Callable

from attrs import frozen

__all__ = ["Story"]


@frozen
class Story:
    """What people read about a rule, in both languages."""

    summary: str
    summary_zh: str
    why: str
    why_zh: str
    source: str

    @classmethod
    def read(cls, docstring: str | None) -> Story:
        """The story told by a docstring (see the head of this module).

        Raises:
            ValueError: when a part of it is missing.
        """
        told, said = _parts(docstring)
        if len(told) < 2 or len(said) < 3:
            raise ValueError(f"a rule's docstring tells summary, 摘要, Why, 原因 and Source: {docstring!r}")
        why = said["Why:"]
        return cls(told[0], told[1], why[:1].upper() + why[1:], said["原因:"], said["Source:"])

    @classmethod
    def own(cls, function: Callable[..., object]) -> Story:
        """The story of another's rule: what its docstring tells, which may be nothing but a sentence, or nothing."""
        told, said = _parts(function.__doc__)
        summary = told[0] if told else function.__name__.replace("_", " ")
        why = said.get("Why:", "")
        return cls(
            summary,
            told[1] if len(told) > 1 else summary,
            why,
            said.get("原因:", why),
            said.get("Source:", ""),
        )


def _parts(docstring: str | None) -> tuple[list[str], dict[str, str]]:
    """What a docstring tells: its paragraphs, and what stands behind `Why:`, `原因:` and `Source:`."""
    paragraphs = re.split(r"\n\s*\n|\n(?=\s*(?:Why|原因|Source):)", docstring or "")
    parts = [part for part in (_one_line(p) for p in paragraphs) if part]
    heads = ("Why:", "原因:", "Source:")
    said = {head: p.removeprefix(head).strip() for p in parts for head in heads if p.startswith(head)}
    return [p for p in parts if not p.startswith(heads)], said


def _one_line(paragraph: str) -> str:
    """A wrapped paragraph on one line; Chinese is joined without a space."""
    joined = re.sub(r"(?<=[\u3000-\u9fff\uff00-\uffef])\s*\n\s*(?=[\u3000-\u9fff\uff00-\uffef])", "", paragraph)
    return re.sub(r"\s*\n\s*", " ", joined).strip()
