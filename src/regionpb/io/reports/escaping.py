"""Columns of text from data, made fit to be shown, and cells made fit for a spreadsheet.

>>> print(guarded("=1+1"), guarded("-5.2"), guarded("-5;cmd"))
'=1+1 -5.2 '-5;cmd
"""

from __future__ import annotations

import re

import polars as pl

from regionpb.io.visible import WRITTEN, visible

__all__ = ["guarded", "guarded_expr", "visible_expr"]

_UNSEEN_PATTERN = "[" + "".join(f"\\x{{{code:x}}}" for code in WRITTEN) + "]"

_FORMULA_PATTERN = r"^[=+\-@\t\r\n＝＋－＠]"
_NUMBER_PATTERN = r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$"


def visible_expr(text: pl.Expr) -> pl.Expr:
    """`visible` for a column of text."""
    written = text.str.replace_many([chr(c) for c in WRITTEN], [*WRITTEN.values()])
    return pl.when(text.str.contains(_UNSEEN_PATTERN)).then(written).otherwise(text)


def guarded(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe in front of one, numbers excepted; and visible."""
    formula = re.search(_FORMULA_PATTERN, text) and not re.search(_NUMBER_PATTERN, text)
    return visible(f"'{text}" if formula else text)


def guarded_expr(text: pl.Expr) -> pl.Expr:
    """`guarded` for a column of text."""
    formula = text.str.contains(_FORMULA_PATTERN) & ~text.str.contains(_NUMBER_PATTERN)
    return visible_expr(pl.when(formula).then(pl.lit("'") + text).otherwise(text))
