"""What keyboards and clipboards do to a code, spelt out so that Python and polars undo it in the same way."""

from __future__ import annotations

import re

import polars as pl

__all__ = ["WIDE_DIGITS", "plain", "plain_expr", "wide"]

_SPACE = r"[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]+"


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
