r"""Text from data, made fit to be shown: nothing in it steers a terminal, a reader's eye or a spreadsheet.

Control characters and those that turn the direction of writing are written out as JSON writes them,
so that text which is JSON stays JSON.

    >>> print(visible("a\x1b[31m\u202eb"), visible("中文"))
    a\u001b[31m\u202eb 中文
    >>> print(guarded("=1+1"), guarded("-5.2"), guarded("-5;cmd"))
    '=1+1 -5.2 '-5;cmd
"""

from __future__ import annotations

import re

import polars as pl

__all__ = ["guarded", "guarded_expr", "visible", "visible_expr"]

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
_WRITTEN = {code: _SHORT.get(code, f"\\u{code:04x}") for code in _UNSEEN}
_UNSEEN_PATTERN = "[" + "".join(f"\\x{{{code:x}}}" for code in _UNSEEN) + "]"
_SURROGATE = re.compile("[\ud800-\udfff]")

_FORMULA_PATTERN = r"^[=+\-@\t\r\n＝＋－＠]"
_NUMBER_PATTERN = r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$"


def visible(text: str) -> str:
    """Text with everything unseen written out; bytes that were no text at all (lone surrogates) too."""
    return _SURROGATE.sub(lambda m: f"\\u{ord(m.group()):04x}", text.translate(_WRITTEN))


def visible_expr(text: pl.Expr) -> pl.Expr:
    """`visible` for a column of text."""
    written = text.str.replace_many([chr(c) for c in _WRITTEN], [*_WRITTEN.values()])
    return pl.when(text.str.contains(_UNSEEN_PATTERN)).then(written).otherwise(text)


def guarded(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe in front of one, numbers excepted; and visible."""
    formula = re.search(_FORMULA_PATTERN, text) and not re.search(_NUMBER_PATTERN, text)
    return visible(f"'{text}" if formula else text)


def guarded_expr(text: pl.Expr) -> pl.Expr:
    """`guarded` for a column of text."""
    formula = text.str.contains(_FORMULA_PATTERN) & ~text.str.contains(_NUMBER_PATTERN)
    return visible_expr(pl.when(formula).then(pl.lit("'") + text).otherwise(text))
