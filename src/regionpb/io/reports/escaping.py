"""Columns of text from data, made fit to be shown: see `regionpb.io.visible`."""

from __future__ import annotations

import polars as pl

from regionpb.io.visible import WRITTEN

__all__ = ["visible_expr"]

_UNSEEN_PATTERN = "[" + "".join(f"\\x{{{code:x}}}" for code in WRITTEN) + "]"


def visible_expr(text: pl.Expr) -> pl.Expr:
    """`visible` for a column of text."""
    written = text.str.replace_many([chr(c) for c in WRITTEN], [*WRITTEN.values()])
    return pl.when(text.str.contains(_UNSEEN_PATTERN)).then(written).otherwise(text)
