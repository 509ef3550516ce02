"""Division codes: 2, 4, 6, 9 or 12 digits for province, prefecture, county, township and village, nesting by prefix.

They may be padded with zeros to 6 or 12 digits. A padded code is cut to the length of its level where the level is
given; where it is not, all padding is taken away, so that `330200` is the prefecture `3302`. Give the level where
you know it: `441900` is a county of its own, and only its level tells.

    >>> compact_division(" ３３０２０３００１００１.0"), compact_division("330200")
    ('330203001001', '3302')
    >>> compact_division("441900", Level.COUNTY)
    '441900'

Source: GB/T 2260 and GB/T 10114; for 12 digits the rules of the statistics bureau.
"""

from __future__ import annotations

import re

import polars as pl

from regionpb.codes.writing import WIDE_DIGITS, plain, plain_expr, wide
from regionpb.vocabulary import DivisionKind, Level

__all__ = [
    "DIVISION_LENGTHS",
    "compact_division",
    "compact_division_expr",
    "division_candidates",
    "division_candidates_expr",
    "division_kind",
    "division_kind_expr",
    "division_parent",
    "division_parent_expr",
    "is_division_code",
    "is_division_code_expr",
    "is_within",
    "is_within_expr",
    "level_of",
    "level_of_expr",
    "unpadded_exprs",
]

DIVISION_LENGTHS = {Level.PROVINCE: 2, Level.PREFECTURE: 4, Level.COUNTY: 6, Level.TOWNSHIP: 9, Level.VILLAGE: 12}
"""How many digits the code of a division of each level has."""

_LENGTH_OF = {str(level): length for level, length in DIVISION_LENGTHS.items()}
_LENGTHS = tuple(DIVISION_LENGTHS.values())
_REPLACED = WIDE_DIGITS | {wide(character): character for character in ".+eE"}

# A number that was a code: `330203001001.0`, and `3.30203001001E+11` if no digit was rounded away.
_NUMBER = r"^(?:([0-9]+)\.0*|([0-9])\.(?:([0-9]{11})[eE]\+?11|([0-9]{8})[eE]\+?0?8|([0-9]{5})[eE]\+?0?5))$"
_NUMBER_GROUPS = 5

# What may pad the code of each level, and how the code may then be written, its padding outside the group.
_PADDING = {2: "(?:0{4}|0{10})", 4: "(?:0{2}|0{8})", 6: "(?:0{6})", 9: "(?:0{3})"}
_WRITTEN = {n: f"([0-9]{{{n}}})" + (f"{_PADDING[n]}?" if n in _PADDING else "") for n in _LENGTHS}
_PADDED = tuple(f"^([0-9]{{{n}}}){padding}$" for n, padding in reversed(_PADDING.items()))
# Alternatives are tried in order: the level that is told, else the shortest form.
_OF_LEVEL = "|".join(f"{_WRITTEN[length]}:{level}" for level, length in _LENGTH_OF.items())
_OF_ANY = "|".join(_WRITTEN.values())
_COMPACT = f"^(?:{_OF_LEVEL}|(?:{_OF_ANY}):)$"
_COMPACT_GROUPS = 10

_ABOVE = "^(?:([0-9]{9})[0-9]{3}|([0-9]{6})[0-9]{3}|([0-9]{4})[0-9]{2}|([0-9]{2})[0-9]{2}|[0-9]{2})$"
_ABOVE_GROUPS = 4

# The kinds by the first of the three digits that a township or a village adds.
_KINDS = {
    9: (
        DivisionKind.STREET,
        DivisionKind.TOWN,
        DivisionKind.RURAL_TOWNSHIP,
        DivisionKind.RURAL_TOWNSHIP,
        DivisionKind.QUASI_TOWNSHIP,
        DivisionKind.QUASI_TOWNSHIP,
    ),
    12: (
        DivisionKind.RESIDENTS_COMMITTEE,
        DivisionKind.RESIDENTS_COMMITTEE,
        DivisionKind.VILLAGERS_COMMITTEE,
        DivisionKind.VILLAGERS_COMMITTEE,
        DivisionKind.QUASI_RESIDENTS_COMMITTEE,
        DivisionKind.QUASI_VILLAGERS_COMMITTEE,
    ),
}

# The expressions below are chains: each step reads the one before it once, so that nothing is computed twice
# where an engine does not look for common subexpressions.


def _groups(count: int) -> str:
    return "".join(f"${{{group}}}" for group in range(1, count + 1))


def _digits(code: str) -> str:
    found = re.match(_NUMBER, digits := plain(code, _REPLACED))
    return "".join(found.groups("")) if found else digits


def _digits_expr(code: pl.Expr) -> pl.Expr:
    return plain_expr(code, _REPLACED).str.replace(_NUMBER, _groups(_NUMBER_GROUPS))


def division_candidates(code: str) -> tuple[str, ...]:
    """Every division a code may mean, the longest first: the code as it stands, then without its padding.

    A reference means the longest of them that exists. Empty for what is no division code.

    Example:
        >>> division_candidates("441900"), division_candidates("330203001")
        (('441900', '4419'), ('330203001',))
    """
    digits = _digits(code)
    found = (re.fullmatch(_WRITTEN[length], digits) for length in reversed(_LENGTHS))
    return tuple(match[1] for match in found if match)


def division_candidates_expr(code: pl.Expr) -> pl.Expr:
    """`division_candidates` of a column: a list column, null where the code is null.

    Example:
        >>> pl.select(division_candidates_expr(pl.lit("441900"))).item().to_list()
        ['441900', '4419']
    """
    digits = _digits_expr(code)
    found = (digits.str.extract(f"^{_WRITTEN[length]}$") for length in reversed(_LENGTHS))
    return pl.when(code.is_not_null()).then(pl.concat_list(*found).list.drop_nulls())


def unpadded_exprs(code: pl.Expr) -> tuple[pl.Expr, ...]:
    """What a column of canonical codes may be without padding, the longest first: a column each, null where it is not.

    Example:
        >>> pl.select(pl.concat_list(unpadded_exprs(pl.lit("330000")))).item().to_list()
        [None, None, '3300', '33']
    """
    return tuple(code.str.extract(padded) for padded in _PADDED)


def compact_division(code: str, level: str | None = None) -> str | None:
    """The canonical code: digits only, of its level's length; None if there is none.

    Args:
        code: the code as it is written.
        level: the level it should have. Without it (or with one that is no level), all padding is taken away.

    Example:
        >>> compact_division("330203000000"), compact_division("330203", Level.PREFECTURE)
        ('330203', None)
        >>> compact_division("3.30203001001E+11"), compact_division("3.302E+11")
        ('330203001001', None)
    """
    found = re.match(_COMPACT, f"{_digits(code)}:{level if level in _LENGTH_OF else ''}")
    return "".join(found.groups("")) if found else None


def compact_division_expr(code: pl.Expr, level: pl.Expr | None = None) -> pl.Expr:
    """`compact_division` of a column of codes, and of a column of levels where there is one.

    Example:
        >>> table = pl.DataFrame({"code": ["441900", "330200"], "level": ["county", "prefecture"]})
        >>> table.select(compact_division_expr(pl.col("code"), pl.col("level")))["code"].to_list()
        ['441900', '3302']
    """
    told = pl.lit("") if level is None else pl.when(level.is_in(list(_LENGTH_OF))).then(level).otherwise(pl.lit(""))
    written = pl.concat_str(_digits_expr(code), pl.lit(":"), told)
    return written.str.replace(_COMPACT, _groups(_COMPACT_GROUPS)).str.extract("^([0-9]+)$")


def is_division_code(code: str, level: str | None = None) -> bool:
    """Whether this is a division code, and of this level where one is given.

    Example:
        >>> is_division_code("330203", Level.COUNTY), is_division_code("330203", Level.VILLAGE)
        (True, False)
    """
    return compact_division(code, level) is not None


def is_division_code_expr(code: pl.Expr, level: pl.Expr | None = None) -> pl.Expr:
    """`is_division_code` of a column; null where the code is null."""
    return pl.when(code.is_not_null()).then(compact_division_expr(code, level).is_not_null())


def level_of(code: str) -> Level | None:
    """The level that the length of the canonical code tells.

    Example:
        >>> level_of("330203001001"), level_of("330200"), level_of("33020")
        (<Level.VILLAGE: 'village'>, <Level.PREFECTURE: 'prefecture'>, None)
    """
    compact = compact_division(code)
    return next((level for level, length in DIVISION_LENGTHS.items() if compact and len(compact) == length), None)


def level_of_expr(code: pl.Expr) -> pl.Expr:
    """`level_of` of a column, as the English values."""
    levels = {length: str(level) for level, length in DIVISION_LENGTHS.items()}
    length = compact_division_expr(code).str.len_bytes()
    return length.replace_strict(levels, default=None, return_dtype=pl.String)


def division_parent(code: str, level: str | None = None) -> str | None:
    """The code of the division immediately above; None above a province.

    Example:
        >>> division_parent("330203001001"), division_parent("330200"), division_parent("33")
        ('330203001', '33', None)
    """
    found = re.match(_ABOVE, compact_division(code, level) or "")
    return "".join(found.groups("")) or None if found else None


def division_parent_expr(code: pl.Expr, level: pl.Expr | None = None) -> pl.Expr:
    """`division_parent` of a column."""
    compact = compact_division_expr(code, level)
    return compact.str.replace(_ABOVE, _groups(_ABOVE_GROUPS)).str.extract("^([0-9]+)$")


def is_within(code: str, ancestor: str) -> bool:
    """Whether a division is another one or lies below it, by their codes.

    Example:
        >>> is_within("330203001001", "330203"), is_within("330203", "330200"), is_within("3302", "330203")
        (True, True, False)
    """
    lower, upper = compact_division(code), compact_division(ancestor)
    return lower is not None and upper is not None and lower.startswith(upper)


def is_within_expr(code: pl.Expr, ancestor: pl.Expr) -> pl.Expr:
    """`is_within` of two columns; null where either is null."""
    known = code.is_not_null() & ancestor.is_not_null()
    inside = compact_division_expr(code).str.starts_with(compact_division_expr(ancestor))
    return pl.when(known).then(inside.fill_null(value=False))


def division_kind(code: str, level: str | None = None) -> DivisionKind | None:
    """What kind of township or village a code tells; None for other levels and for digits in no range (as 000).

    Example:
        >>> division_kind("330203001"), division_kind("330203001201").label
        (<DivisionKind.STREET: 'street'>, '村委会')
    """
    compact = compact_division(code, level) or ""
    kinds, number = _KINDS.get(len(compact), ()), int(compact[-3:] or 0)
    return kinds[number // 100] if 0 < number < 100 * len(kinds) else None


def division_kind_expr(code: pl.Expr, level: pl.Expr | None = None) -> pl.Expr:
    """`division_kind` of a column, as the English values.

    Example:
        >>> pl.select(division_kind_expr(pl.lit("330203100"))).item()
        'town'
    """
    kinds = {f"{length}.{hundreds}": str(kind) for length in _KINDS for hundreds, kind in enumerate(_KINDS[length])}
    told = (
        compact_division_expr(code, level)
        .str.replace("^[0-9]+000$", "")
        .str.replace("^[0-9]{6}([0-9])[0-9]{2}$", "9.$1")
        .str.replace("^[0-9]{9}([0-9])[0-9]{2}$", "12.$1")
    )
    return told.replace_strict(kinds, default=None, return_dtype=pl.String)
