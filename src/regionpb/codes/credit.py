"""Credit codes: 18 characters of 31, the last of which is a check digit.

    >>> is_credit_code("91350100M000100Y43"), credit_check_digit("91350100M000100Y4")
    (True, '3')

Any registration authority is taken, N, A and Y among them. Lower case, white space and full-width characters are
understood; the letters I, O, Z, S and V do not occur.

Source: GB 32100-2015.
"""

from __future__ import annotations

import re

import polars as pl

from regionpb.codes.writing import WIDE_DIGITS, plain, plain_expr, wide

__all__ = [
    "compact_credit",
    "compact_credit_expr",
    "credit_check_digit",
    "credit_check_digit_expr",
    "is_credit_code",
    "is_credit_code_expr",
]

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VALUES = {character: value for value, character in enumerate(_ALPHABET)}
_WEIGHTS = tuple(3**place % 31 for place in range(17))

# ASCII letters only: full upper-casing would turn `ß` into the two letters SS.
_UPPER = {lower: lower.upper() for lower in "abcdefghijklmnopqrstuvwxyz"}
_REPLACED = {**WIDE_DIGITS, **_UPPER} | {wide(old): new for low, new in _UPPER.items() for old in (low, new)}


def compact_credit(code: str) -> str:
    """A credit code in the one form it should have: upper case, without white space or full-width characters.

    Example:
        >>> compact_credit(" 91350100m000100y43 ")
        '91350100M000100Y43'
    """
    return plain(code, _REPLACED)


def compact_credit_expr(code: pl.Expr) -> pl.Expr:
    """`compact_credit` of a column."""
    return plain_expr(code, _REPLACED)


def credit_check_digit(body: str) -> str | None:
    """The eighteenth character of a credit code, from the first seventeen; None if those cannot begin one.

    Example:
        >>> credit_check_digit("91350100M000100Y4")
        '3'
    """
    compact = compact_credit(body)
    if not re.fullmatch(f"[{_ALPHABET}]{{17}}", compact):
        return None
    total = sum(_VALUES[char] * weight for char, weight in zip(compact, _WEIGHTS, strict=True))
    return _ALPHABET[-total % 31]


def credit_check_digit_expr(body: pl.Expr) -> pl.Expr:
    """`credit_check_digit` of a column."""
    needed = -_weighed_expr(compact_credit_expr(body), _WEIGHTS) % 31
    return needed.replace_strict(dict(enumerate(_ALPHABET)), default=None, return_dtype=pl.String)


def _weighed_expr(code: pl.Expr, weights: tuple[int, ...]) -> pl.Expr:
    """The weighted sum of as many characters as there are weights; null for what has others or another number."""
    size = len(weights)
    values = (
        code.str.extract(f"^([{_ALPHABET}]{{{size}}})$")
        .str.split("")
        .list.eval(pl.element().replace_strict(_VALUES, default=None, return_dtype=pl.Int32))
        .list.to_array(size)
    )
    return (values * pl.lit(pl.Series([weights], dtype=pl.Array(pl.Int32, size)))).arr.sum()


def is_credit_code(code: str) -> bool:
    """Whether this is a credit code: 18 characters of the alphabet, the last being the check digit of the others.

    Example:
        >>> is_credit_code("91350100M000100Y43"), is_credit_code("91350100M000100Y4X")
        (True, False)
    """
    compact = compact_credit(code)
    return len(compact) == 18 and credit_check_digit(compact[:17]) == compact[17]


def is_credit_code_expr(code: pl.Expr) -> pl.Expr:
    """`is_credit_code` of a column; null where the code is null."""
    # With the check digit at weight one the sum of a right code is a multiple of 31.
    right = _weighed_expr(compact_credit_expr(code), (*_WEIGHTS, 1)) % 31 == 0
    return pl.when(code.is_not_null()).then(right.fill_null(value=False))
