"""How text is read as a kind of cell, a whole column at once: the thorough way, for what is not spelt plainly.

What cannot be read is null. The patterns are those of `regionpb.contract.syntax`, which the scalar reader uses too.

    >>> from regionpb.contract import TABLES
    >>> joined = TABLES["members"].column("joined")
    >>> parse(joined, pl.Series(["1985.07", "20110729", "40753", "2011-02-30"])).dt.to_string().to_list()
    ['1985-07-01', '2011-07-29', '2011-07-29', None]
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

import polars as pl

from regionpb.codes import compact_credit_expr, division_candidates_expr, is_credit_code_expr
from regionpb.contract.columns import Column, Kind
from regionpb.contract.syntax import (
    BLANKS,
    DAYS,
    EXACT,
    HYPHEN,
    INTEGRAL,
    LEADING_ZEROS,
    MONTHS,
    NO,
    NUMBER,
    SERIAL,
    SERIAL_EPOCH,
    WIDE,
    WIDE_ONES,
    YES,
    ZERO_FRACTION,
    spellings,
)
from regionpb.vocabulary import Term

__all__ = ["FIRST_DAY", "LAST_DAY", "fold", "is_within", "parse", "within_bounds"]

FIRST_DAY, LAST_DAY = date.min, date.max
"""The days that a date can be: those of the years 1 to 9999."""

_REPETITIVE = frozenset({Kind.TERM, Kind.YES_NO, Kind.DATE, Kind.INTEGER, Kind.NUMBER})


def parse(column: Column, text: pl.Series) -> pl.Series:
    """The canonical values of cells.

    Args:
        column: the column they stand in; it holds one value in each cell.
        text: what stands there, not null, without surrounding white space.

    Returns:
        As long as `text`, of the column's type; null where it cannot be read or lies out of bounds.
    """
    read = _PARSERS[column.kind]
    if column.kind not in _REPETITIVE and column.references != "divisions":
        return read(column, text)
    # The same few spellings stand in a hundred thousand cells: each is read once.
    distinct = text.unique()
    values = pl.DataFrame({"text": distinct, "value": read(column, distinct)})
    return pl.DataFrame({"text": text}).join(values, on="text", how="left", maintain_order="left")["value"]


def within_bounds(column: Column, value: pl.Expr) -> pl.Expr:
    """The value, null where it lies out of the column's bounds or, of a float, is infinite or not a number."""
    within = is_within(column, value)
    return value if within is None else pl.when(within).then(value)


def is_within(column: Column, value: pl.Expr) -> pl.Expr | None:
    """Whether a value lies within the column's bounds and, of a float, is a finite number; None: it has no bounds."""
    if column.kind is Kind.NUMBER:
        low, high = -sys.float_info.max, sys.float_info.max
    elif column.minimum is None and column.maximum is None:
        return None
    else:
        low, high = -(2**63), 2**63 - 1
    least = low if column.minimum is None else column.minimum
    most = high if column.maximum is None else column.maximum
    return value.is_between(least, most)


def _text(_column: Column, text: pl.Series) -> pl.Series:
    return text


def _reference(column: Column, text: pl.Series) -> pl.Series:
    if column.references != "divisions":
        return text
    codes = _division_code(column, text)
    return codes.zip_with(codes.is_not_null(), text)


def _division_code(_column: Column, text: pl.Series) -> pl.Series:
    return pl.select(division_candidates_expr(pl.lit(text)).list.first()).to_series()


def _credit_code(_column: Column, text: pl.Series) -> pl.Series:
    codes = pl.lit(text)
    return pl.select(pl.when(is_credit_code_expr(codes)).then(compact_credit_expr(codes))).to_series()


def _term(column: Column, text: pl.Series) -> pl.Series:
    known = {spelt: str(term) for spelt, term in spellings(column.vocabulary or Term).items()}
    spelt = pl.lit(text).str.normalize("NFKC").str.to_lowercase().str.replace_all(f"[{BLANKS}_]+", "")
    spelt = spelt.str.replace_all(HYPHEN, "$1")
    return pl.select(spelt.replace_strict(known, default=None, return_dtype=pl.String)).to_series()


def fold(text: pl.Series) -> pl.Series:
    """The text with full-width letters, digits and signs as ASCII.

    Example:
        >>> fold(pl.Series(["Ｏ－１", "甲"])).to_list()
        ['O-1', '甲']
    """
    if text.str.contains(WIDE_ONES).any():
        return text.str.replace_many([*WIDE], [*WIDE.values()])
    return text


def _yes_no(_column: Column, text: pl.Series) -> pl.Series:
    words = dict.fromkeys(YES, True) | dict.fromkeys(NO, False)
    return fold(text).str.to_lowercase().replace_strict(words, default=None, return_dtype=pl.Boolean)


def _digits(text: pl.Series) -> pl.Series:
    """The text of a number without thousands separators; null where it is none."""
    return fold(text).str.extract(NUMBER, 0).str.replace_all(",", "", literal=True)


def _number(column: Column, text: pl.Series) -> pl.Series:
    number = _digits(text).cast(pl.Float64, strict=False)
    return pl.select(within_bounds(column, pl.lit(number))).to_series()


def _integer(column: Column, text: pl.Series) -> pl.Series:
    read = pl.DataFrame({"digits": _digits(text)}).with_columns(
        plain=pl.col("digits").str.replace(ZERO_FRACTION, ""), number=pl.col("digits").cast(pl.Float64, strict=False)
    )
    exact = pl.col("plain").str.replace(LEADING_ZEROS, "$1$2").cast(pl.Int64, strict=False)
    number = pl.col("number")
    whole = pl.when((number.floor() == number) & (number.abs() <= EXACT)).then(number).cast(pl.Int64, strict=False)
    value = pl.when(pl.col("plain").str.contains(INTEGRAL)).then(exact).otherwise(whole)
    return read.select(value=value).select(within_bounds(column, pl.col("value"))).to_series()


def _date(_column: Column, text: pl.Series) -> pl.Series:
    spelt = pl.lit(fold(text))
    plain = spelt
    for pattern in DAYS:
        plain = plain.str.replace(pattern, "$1-$2-$3")
    for pattern in MONTHS:
        plain = plain.str.replace(pattern, "$1-$2-1")
    day = plain.str.extract("^([0-9]{4}-[0-9]{1,2}-[0-9]{1,2})$").str.to_date("%Y-%m-%d", strict=False, cache=False)
    serial = (spelt.str.extract(SERIAL).cast(pl.Int32) + (SERIAL_EPOCH - date(1970, 1, 1)).days).cast(pl.Date)
    found = pl.select(pl.coalesce(day, serial)).to_series()
    return found.set(found < FIRST_DAY, None)


_PARSERS: Mapping[Kind, Callable[[Column, pl.Series], pl.Series]] = MappingProxyType(
    {
        Kind.TEXT: _text,
        Kind.KEY: _text,
        Kind.REFERENCE: _reference,
        Kind.TERM: _term,
        Kind.DATE: _date,
        Kind.YES_NO: _yes_no,
        Kind.INTEGER: _integer,
        Kind.NUMBER: _number,
        Kind.DIVISION_CODE: _division_code,
        Kind.CREDIT_CODE: _credit_code,
    }
)
