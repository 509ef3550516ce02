"""What keyboards and clipboards do to a code, spelt out so that Python and polars undo it in the same way."""

from __future__ import annotations

import re

import polars as pl

__all__ = ["BLANKS", "WIDE_DIGITS", "plain", "plain_expr", "wide"]

BLANKS = (
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
)
"""What counts as white space in codes and around cells: all that Unicode calls so, and what has no width at all."""

_SPACE = f"[{BLANKS}]+"


def wide(characters: str) -> str:
    """The full-width forms of ASCII characters.

    Example:
        >>> wide("3A.")
        '３Ａ．'
    """
    return "".join(chr(ord(character) + 0xFEE0) for character in characters)


WIDE_DIGITS = {wide(digit): digit for digit in "0123456789"}


def plain(code: str, replacements: dict[str, str]) -> str:
    """The code without white space, each character that is in `replacements` replaced.

    Example:
        >>> plain(" ３３ 02\u3000", WIDE_DIGITS)
        '3302'
    """
    return re.sub(_SPACE, "", code).translate({ord(old): new for old, new in replacements.items()})


def plain_expr(code: pl.Expr, replacements: dict[str, str]) -> pl.Expr:
    """`plain` of a column."""
    return code.str.replace_all(_SPACE, "").str.replace_many(replacements)
