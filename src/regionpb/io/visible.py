r"""Text from data, made fit to be shown: nothing in it steers a terminal or a reader's eye.

Control characters and those that turn the direction of writing are written out as JSON writes them,
so that text which is JSON stays JSON.

    >>> print(visible("a\x1b[31m\u202eb"), visible("中文"))
    a\u001b[31m\u202eb 中文
"""

from __future__ import annotations

import re

__all__ = ["WRITTEN", "visible"]

_UNSEEN = [
    *range(0x20),  # C0, escape among them
    *range(0x7F, 0xA0),  # delete and C1
    0x61C,
    *range(0x200B, 0x2010),  # no width, marks of direction
    *range(0x2028, 0x202F),  # line and paragraph separators, embeddings and overrides
    *range(0x2060, 0x2070),  # no width, isolates
    0xFEFF,
]
_SHORT = {9: "\\t", 10: "\\n", 13: "\\r"}
WRITTEN = {code: _SHORT.get(code, f"\\u{code:04x}") for code in _UNSEEN}
"""How what is unseen is written out, by its code point."""

_SURROGATE = re.compile("[\ud800-\udfff]")


def visible(text: str) -> str:
    """Text with everything unseen written out; bytes that were no text at all (lone surrogates) too."""
    return _SURROGATE.sub(lambda m: f"\\u{ord(m.group()):04x}", text.translate(WRITTEN))
