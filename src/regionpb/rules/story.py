"""What people read about a rule, taken from the docstring of its function (whose form `regionpb.rules.base` tells)."""

from __future__ import annotations

import re

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
        paragraphs = re.split(r"\n\s*\n|\n(?=\s*(?:Why|原因|Source):)", docstring or "")
        parts = [part for part in (_one_line(p) for p in paragraphs) if part]
        said = {
            head: p.removeprefix(head).strip()
            for p in parts
            for head in ("Why:", "原因:", "Source:")
            if p.startswith(head)
        }
        told = [p for p in parts if not p.startswith(("Why:", "原因:", "Source:"))]
        if len(told) < 2 or len(said) < 3:
            raise ValueError(f"a rule's docstring tells summary, 摘要, Why, 原因 and Source: {docstring!r}")
        why = said["Why:"]
        return cls(told[0], told[1], why[:1].upper() + why[1:], said["原因:"], said["Source:"])


def _one_line(paragraph: str) -> str:
    """A wrapped paragraph on one line; Chinese is joined without a space."""
    joined = re.sub(r"(?<=[\u3000-\u9fff\uff00-\uffef])\s*\n\s*(?=[\u3000-\u9fff\uff00-\uffef])", "", paragraph)
    return re.sub(r"\s*\n\s*", " ", joined).strip()
