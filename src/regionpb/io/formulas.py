"""Text that a spreadsheet would take for a formula: guarded by an apostrophe in CSV, and freed of it when read.

Numbers are none, be they negative. Full-width signs are: some spreadsheets take them for the others.

>>> guarded(pl.DataFrame({"name": ["=1+1", "甬", "-1", "＝1"]}))["name"].to_list()
["'=1+1", '甬', '-1', "'＝1"]
>>> freed(pl.DataFrame({"name": ["'=1+1", "甬", "'Twas", "'-1"]}))["name"].to_list()
['=1+1', '甬', "'Twas", '-1']
"""

from __future__ import annotations

import re

import polars as pl

__all__ = ["freed", "freed_text", "guarded", "guarded_expr", "guarded_text"]

# The patterns mean the same to Python and to polars: no `\d`, and `$` only where no line break can stand before it.
_SIGNS = r"[=+\-@\t\r\n＝＋－＠]"
_NUMBER = r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
_GUARDED = f"'{_SIGNS}"


def guarded_text(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe, which spreadsheets hide, in front of one.

    >>> guarded_text("=1+1"), guarded_text("-5.2"), guarded_text("-5;cmd")
    ("'=1+1", '-5.2', "'-5;cmd")
    """
    return f"'{text}" if re.match(_SIGNS, text) and not re.fullmatch(_NUMBER, text) else text


def guarded_expr(text: pl.Expr) -> pl.Expr:
    """`guarded_text` for a column of text."""
    formula = text.str.contains(f"^{_SIGNS}") & ~text.str.contains(f"^(?:{_NUMBER})$")
    return pl.when(formula).then("'" + text).otherwise(text)


def guarded(frame: pl.DataFrame) -> pl.DataFrame:
    """A frame in which no cell and no header begins as a formula would."""
    cells = frame.with_columns(guarded_expr(pl.col(pl.String)).name.keep())
    names, taken = dict[str, str](), {*frame.columns}
    for header in frame.columns:
        name = guarded_text(header)
        while name != header and name in taken:
            name = f"'{name}"
        taken.add(name)
        names[header] = name
    return cells.rename(names)


def freed_text(text: str) -> str:
    """Text without that apostrophe."""
    return text[1:] if re.match(_GUARDED, text) else text


def freed(frame: pl.DataFrame) -> pl.DataFrame:
    """A frame whose cells are without those apostrophes, numbers' too: others guard them."""
    # Most columns have none: one look at their first characters tells.
    quoted = frame.select(pl.col(pl.String).str.starts_with("'").any())
    some = [name for name in quoted.columns if quoted.item(0, name)]
    if not some:
        return frame
    text = pl.col(some)
    free = pl.when(text.str.contains(f"^{_GUARDED}")).then(text.str.slice(1)).otherwise(text)
    return frame.with_columns(free.name.keep())
