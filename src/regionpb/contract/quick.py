"""How a column is read that is spelt plainly: one cheap expression for each, all columns of a table at once.

What an expression leaves null though the cell is not empty is read again, thoroughly (`regionpb.contract.parsing`).
An expression may leave more than it must; what it reads, it reads as the thorough way does.

    >>> from regionpb.contract import TABLES
    >>> joined = TABLES["members"].column("joined")
    >>> pl.DataFrame({"joined": ["2011-07-29", "1985.07"]}).select(quick(joined, pl.String()))["joined"].to_list()
    [datetime.date(2011, 7, 29), None]

Cheaper still is only to ask whether a column is spelt as it is kept: then it is taken as it came.

    >>> status = TABLES["members"].column("status")
    >>> pl.DataFrame({"status": ["full", "正式党员"]}).select(is_plain(status, pl.String())).item()
    False
"""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache

import polars as pl

from regionpb.codes import DIVISION_LENGTHS
from regionpb.contract.columns import Column, Kind
from regionpb.contract.parsing import FIRST_DAY, LAST_DAY, is_within, within_bounds
from regionpb.contract.syntax import BLANKS, EXACT, NO, YES
from regionpb.contract.typed import is_worded
from regionpb.vocabulary import Term

__all__ = ["is_plain", "quick"]

_FEW = 8
"""So many terms are compared one by one: that is quicker than to look each cell up."""


@lru_cache(maxsize=2048)
def is_plain(column: Column, dtype: pl.DataType, *, sparse: bool = False) -> pl.Expr:
    """Whether the column of that name holds nothing but what its cells would be read as: one yes or no.

    Args:
        column: which column.
        dtype: of which type its cells came.
        sparse: whether most of them are empty.
    """
    cell = pl.col(column.name)
    plain = _plain(column, cell.drop_nulls() if sparse else cell) if dtype == column.dtype else None
    return (pl.lit(value=False) if plain is None else plain).alias(column.name)


def _plain(column: Column, cell: pl.Expr) -> pl.Expr | None:  # noqa: PLR0911 - one way for each kind
    """Whether every cell of a column of its own type is kept as it is. None: nothing says so cheaply."""
    match column.kind:
        case Kind.DIVISION_CODE:
            return _are_codes(cell)
        case Kind.REFERENCE if column.references == "divisions":
            return _are_codes(cell)
        case Kind.KEY | Kind.REFERENCE:
            return _is_id(cell).all()
        case Kind.TEXT:
            return _is_tidy(cell).all()
        case Kind.TERM:
            terms = [str(term) for term in column.vocabulary or Term]
            few = len(terms) <= _FEW
            return (pl.any_horizontal(cell == term for term in terms) if few else cell.is_in(terms)).all()
        case Kind.YES_NO:
            return pl.lit(value=True)
        case Kind.DATE:
            return cell.is_between(FIRST_DAY, LAST_DAY).all()
        case Kind.INTEGER | Kind.NUMBER:
            within = is_within(column, cell)
            return pl.lit(value=True) if within is None else within.all()
        case _:
            return None


@lru_cache(maxsize=1024)  # a small table costs little but what its expressions cost to build
def quick(column: Column, dtype: pl.DataType) -> pl.Expr:
    """The values of the column of that name, null where they are empty or want to be read thoroughly.

    Args:
        column: which column.
        dtype: of which type its cells came.
    """
    cell = pl.col(column.name)
    if is_worded(dtype):
        value = _from_text(column, cell if dtype == pl.String else cell.cast(pl.String))
    else:
        value = _from_type(column, cell, dtype)
    if value is None:
        return pl.repeat(None, pl.len(), dtype=column.dtype).alias(column.name)
    return within_bounds(column, value).alias(column.name)


def _from_text(column: Column, cell: pl.Expr) -> pl.Expr | None:  # noqa: C901, PLR0911 - one way for each kind
    match column.kind:
        case Kind.DIVISION_CODE:
            return pl.when(_is_code(cell)).then(cell)
        case Kind.REFERENCE if column.references == "divisions":
            return pl.when(_is_code(cell)).then(cell)
        case Kind.KEY | Kind.REFERENCE:
            return pl.when(_is_id(cell)).then(cell)
        case Kind.TEXT:
            return pl.when(_is_tidy(cell)).then(cell)
        case Kind.TERMS:
            return _listed(column, cell.str.split(";"))
        case Kind.TERM:
            known, values = _terms(column.vocabulary or Term)
            return pl.lit(values).gather(cell.cast(known, strict=False).to_physical())
        case Kind.YES_NO:
            return cell.cast(pl.Enum([*YES, *NO]), strict=False).to_physical() < len(YES)
        case Kind.INTEGER:
            return cell.cast(pl.Int64, strict=False)
        case Kind.NUMBER:
            return cell.cast(pl.Float64, strict=False)
        case Kind.DATE:
            day = cell.str.to_date("%Y-%m-%d", strict=False, cache=False)
            # polars takes years of fewer digits and signs before them; we do not.
            return pl.when(day.is_between(date(1000, 1, 1), LAST_DAY) & ~cell.str.starts_with("+")).then(day)
        case _:
            return None


def _is_tidy(cell: pl.Expr) -> pl.Expr:
    """What is not empty and neither begins nor ends with white space."""
    return (cell != "") & (cell.str.strip_chars(BLANKS) == cell)


def _is_id(cell: pl.Expr) -> pl.Expr:
    """What begins and ends with a visible character of ASCII: a third of what looking for white space costs."""
    last = cell.cast(pl.Binary).bin.get(-1, null_on_oob=True)
    return cell.is_between(pl.lit("!"), pl.lit("~~")) & last.is_between(0x21, 0x7E)


def _is_code(cell: pl.Expr) -> pl.Expr:
    """Digits alone: what is a number, without a sign before it. Matching a pattern costs three times as much."""
    return cell.is_between(pl.lit("0"), pl.lit(":")) & _number(cell).is_not_null() & _is_as_long(cell)


def _are_codes(cell: pl.Expr) -> pl.Expr:
    """Whether all are: half the price of asking of each."""
    numbers = _number(cell).null_count() == cell.null_count()
    return cell.is_between(pl.lit("0"), pl.lit(":")).all() & numbers & _is_as_long(cell).all()


def _number(cell: pl.Expr) -> pl.Expr:
    return cell.cast(pl.Int64, strict=False)


def _is_as_long(cell: pl.Expr) -> pl.Expr:
    long = cell.str.len_bytes()
    return pl.any_horizontal(long == length for length in DIVISION_LENGTHS.values())


def _listed(column: Column, cell: pl.Expr) -> pl.Expr:
    """Lists of different terms, each spelt as it is kept."""
    kept = [str(term) for term in column.vocabulary or Term]
    known = cell.list.eval(pl.element().is_in(kept).fill_null(value=False)).list.all()
    plain = known & (cell.list.n_unique() == cell.list.len())
    return pl.when(plain & (cell.list.len() > 0)).then(cell)


@cache
def _terms(vocabulary: type[Term]) -> tuple[pl.Enum, pl.Series]:
    """Every spelling of a vocabulary, and the value that each means."""
    known = {spelling: str(term) for term in vocabulary for spelling in term.spellings}
    return pl.Enum([*known]), pl.Series([*known.values()])


def _from_type(column: Column, cell: pl.Expr, dtype: pl.DataType) -> pl.Expr | None:  # noqa: PLR0911 - one way for each
    match column.kind:
        case Kind.TERMS if dtype == pl.List(pl.String):
            return _listed(column, cell)
        case Kind.YES_NO if dtype == pl.Boolean:
            return cell
        case Kind.NUMBER if dtype.is_float() or dtype.is_integer():
            return cell.cast(pl.Float64)
        case Kind.INTEGER if dtype.is_integer():
            return cell.cast(pl.Int64, strict=False)
        case Kind.INTEGER if dtype.is_float():
            number = cell.cast(pl.Float64)
            return pl.when((number.floor() == number) & (number.abs() <= EXACT)).then(number).cast(pl.Int64)
        case Kind.DATE if dtype == pl.Date:
            return pl.when(cell.is_between(FIRST_DAY, LAST_DAY)).then(cell)
        case Kind.DATE if isinstance(dtype, pl.Datetime):
            moment = cell.dt.replace_time_zone(None)
            day = moment.cast(pl.Date)
            midnight = day.cast(pl.Datetime(dtype.time_unit)) == moment
            return pl.when(midnight & day.is_between(FIRST_DAY, LAST_DAY)).then(day)
        case _:
            return None
