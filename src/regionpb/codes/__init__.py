"""Division codes and credit codes: scalar functions in the manner of python-stdnum, and the same as polars expressions.

A function takes a code as people write it and never raises on data: what is no code gives None (or False). Its twin
ending in `_expr` does the same to a whole column, without Python for each row.

    >>> compact_division("330200"), division_kind("330203001001").label, is_credit_code("91350100M000100Y43")
    ('3302', '居委会', True)
"""

from __future__ import annotations

from regionpb.codes.credit import (
    compact_credit,
    compact_credit_expr,
    credit_check_digit,
    credit_check_digit_expr,
    is_credit_code,
    is_credit_code_expr,
)
from regionpb.codes.divisions import (
    DIVISION_LENGTHS,
    compact_division,
    compact_division_expr,
    division_candidates,
    division_candidates_expr,
    division_kind,
    division_kind_expr,
    division_parent,
    division_parent_expr,
    is_division_code,
    is_division_code_expr,
    is_within,
    is_within_expr,
    level_of,
    level_of_expr,
    unpadded_exprs,
)

__all__ = [
    "DIVISION_LENGTHS",
    "compact_credit",
    "compact_credit_expr",
    "compact_division",
    "compact_division_expr",
    "credit_check_digit",
    "credit_check_digit_expr",
    "division_candidates",
    "division_candidates_expr",
    "division_kind",
    "division_kind_expr",
    "division_parent",
    "division_parent_expr",
    "is_credit_code",
    "is_credit_code_expr",
    "is_division_code",
    "is_division_code_expr",
    "is_within",
    "is_within_expr",
    "level_of",
    "level_of_expr",
    "unpadded_exprs",
]
