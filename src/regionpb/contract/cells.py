"""How one cell is read: the scalar reader behind the pydantic models.

`regionpb.contract.reading` does the same to whole columns; a test proves that the two take and refuse the same cells.

    >>> from regionpb.contract import TABLES
    >>> members = TABLES["members"]
    >>> read_cell(members.column("joined"), "1985年7月"), read_cell(members.column("status"), " 正式党员")
    (datetime.date(1985, 7, 1), <Status.FULL: 'full'>)
    >>> read_cell(members.column("joined"), "2011-02-30")
    Traceback (most recent call last):
        ...
    pydantic_core._pydantic_core.PydanticCustomError: '2011-02-30' is no date; write it as 2011-07-29
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, LiteralString, NoReturn, cast

import numpy as np
from pydantic_core import PydanticCustomError

from regionpb.codes import compact_credit, division_candidates, is_credit_code
from regionpb.contract.columns import Column, Kind
from regionpb.contract.syntax import (
    BLANKS,
    BREAKS,
    DAYS,
    EXACT,
    INTEGRAL,
    LEADING_ZEROS,
    MONTHS,
    MONTHS_OF_NUMBERS,
    NO,
    NUMBER,
    SERIAL,
    SERIAL_EPOCH,
    YES,
    ZERO_FRACTION,
    folded,
    spelling,
    spellings,
)
from regionpb.vocabulary import Term

__all__ = ["read_cell"]


def read_cell(column: Column, value: object) -> object:
    """The canonical value of a cell.

    Args:
        column: the column it stands in.
        value: what was found there: text, a number, a date, a list …

    Returns:
        None where the cell is empty and the column has no default; else text, a term of the vocabulary, a date, a
        bool, an int, a float, or a tuple of text or terms.

    Raises:
        PydanticCustomError: E004 where a required cell is empty, E002 where it cannot be read or lies out of bounds,
            E003 where it is not in its vocabulary, E009 where a code is malformed.
    """
    given = _plain(value)
    found = None
    if not _is_empty(given) and not _means_empty(column, given):
        try:
            found = _READERS[column.kind](column, given)
            _check_bounds(column, found)
        except (ValueError, OverflowError):
            _refuse(column, given)
    if found is not None:
        return found
    if column.required:
        raise PydanticCustomError("E004", "this cell must be filled", {"value": given})
    return column.vocabulary(column.default) if column.vocabulary and column.default else column.default


def _plain(value: object) -> object:
    """A value of numpy as the Python value that it is."""
    return cast("Any", value).item() if isinstance(value, np.generic) else value


def _is_empty(value: object) -> bool:
    if isinstance(value, str):
        return not value.strip(BLANKS)
    if isinstance(value, Decimal):
        return value.is_nan()
    # A float that is not itself is NaN, a time that is not itself is NaT.
    return value is None or (isinstance(value, float | datetime) and value != value)  # noqa: PLR0124


def _means_empty(column: Column, value: object) -> bool:
    return bool(column.empty) and isinstance(value, str) and folded(value.strip(BLANKS)) in column.empty


def _check_bounds(column: Column, value: object) -> None:
    if isinstance(value, int | float):
        low = -math.inf if column.minimum is None else column.minimum
        high = math.inf if column.maximum is None else column.maximum
        if not low <= value <= high:
            raise ValueError


_HINTS: Mapping[Kind, LiteralString] = {
    Kind.TERM: "not in the vocabulary; it knows {known}",
    Kind.TERMS: "not in the vocabulary; it knows {known}",
    Kind.DIVISION_CODE: "no valid code; compare it with the original document",
    Kind.CREDIT_CODE: "no valid code; compare it with the original document",
    Kind.DATE: "no date; write it as 2011-07-29",
    Kind.YES_NO: "neither yes nor no; write 是 or 否",
    Kind.INTEGER: "no whole number from {least} to {most}; write digits alone",
    Kind.NUMBER: "no number from {least} to {most}; write digits alone",
}


def _refuse(column: Column, value: object) -> NoReturn:
    hint = _HINTS.get(column.kind, "no text; check the type of the column")
    context = {
        "value": _shown(value),
        "known": "、".join(term.label for term in column.vocabulary or ()),
        "least": "-∞" if column.minimum is None else f"{column.minimum:g}",
        "most": "∞" if column.maximum is None else f"{column.maximum:g}",
    }
    raise PydanticCustomError(column.kind.fault_code, "'{value}' is " + hint, context)


def _shown(value: object) -> str:
    if isinstance(value, int) and value.bit_length() > 1000:
        return hex(value)[:80]  # Python does not write out thousands of digits
    text = str(value)
    return text if len(text) <= 80 else f"{text[:79]}…"


def _written(value: object) -> str:
    """What a cell of text or a number says, a number digit by digit."""
    if isinstance(value, str):
        return str(value).strip(BLANKS)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) <= EXACT else repr(value)
    if isinstance(value, Decimal) and value.is_finite():
        return re.sub(ZERO_FRACTION, "", format(value, "f"))
    raise ValueError


def _text(_column: Column, value: object) -> str:
    # A number that cannot be written out digit by digit has lost some: it is no id any more.
    if isinstance(value, float) and value and not 1e-4 <= abs(value) <= EXACT:
        raise ValueError
    return _written(value)


def _reference(column: Column, value: object) -> str:
    text = _text(column, value)
    if column.references == "divisions":
        return next(iter(division_candidates(text)), text)
    return text


def _division_code(column: Column, value: object) -> str:
    codes = division_candidates(_text(column, value))
    if not codes:
        raise ValueError
    return codes[0]  # as long as it stands: what its level cuts away, the row knows


def _credit_code(column: Column, value: object) -> str:
    text = _text(column, value)
    if not is_credit_code(text):
        raise ValueError
    return compact_credit(text)


def _term(column: Column, value: object) -> Term:
    term = spellings(column.vocabulary or Term).get(spelling(_written(value)))
    if term is None:
        raise ValueError
    return term


def _yes_no(_column: Column, value: object) -> bool:
    if isinstance(value, bool):
        return value
    word = folded(_written(value)).lower()
    if word not in YES and word not in NO:
        raise ValueError
    return word in YES


def _number(_column: Column, value: object) -> float:
    text = folded(_written(value))
    number = float(text.replace(",", "")) if re.fullmatch(NUMBER, text) else math.nan
    if not math.isfinite(number):
        raise ValueError
    return number


def _integer(column: Column, value: object) -> int:
    number = _number(column, value)
    text = re.sub(ZERO_FRACTION, "", folded(_written(value)).replace(",", ""))
    if re.fullmatch(INTEGRAL, text):
        exact = int(re.sub(LEADING_ZEROS, r"\1\2", text))
        if -(2**63) <= exact < 2**63:
            return exact
    elif number.is_integer() and abs(number) <= EXACT:
        return int(number)
    raise ValueError


def _date(_column: Column, value: object) -> date:
    if isinstance(value, datetime):
        if value.time() != time():
            raise ValueError
        return value.date()
    if isinstance(value, date):
        return value
    text = folded(_written(value))
    if isinstance(value, float) and re.fullmatch(MONTHS_OF_NUMBERS, text):
        raise ValueError
    for pattern in DAYS:
        if found := re.fullmatch(pattern, text):
            return date(int(found[1]), int(found[2]), int(found[3]))
    for pattern in MONTHS:
        if found := re.fullmatch(pattern, text):
            return date(int(found[1]), int(found[2]), 1)
    if found := re.fullmatch(SERIAL, text):
        return SERIAL_EPOCH + timedelta(days=int(found[1]))
    raise ValueError


def _items(value: object) -> list[object]:
    """The values in a cell; a real list is one already, and its items are taken as they are."""
    if isinstance(value, str):
        return [*re.sub(BREAKS, ";", value).split(";")]
    if not isinstance(value, list | tuple):
        return [value]
    return [_plain(item) for item in cast("Sequence[object]", value)]


def _several(read: Callable[[Column, object], object]) -> Callable[[Column, object], object]:
    def read_list(column: Column, value: object) -> tuple[object, ...] | None:
        return tuple(dict.fromkeys(read(column, item) for item in _items(value) if not _is_empty(item))) or None

    return read_list


_READERS: Mapping[Kind, Callable[[Column, object], object]] = {
    Kind.TEXT: _text,
    Kind.KEY: _text,
    Kind.REFERENCE: _reference,
    Kind.REFERENCES: _several(_reference),
    Kind.TERM: _term,
    Kind.TERMS: _several(_term),
    Kind.WORDS: _several(_text),
    Kind.DATE: _date,
    Kind.YES_NO: _yes_no,
    Kind.INTEGER: _integer,
    Kind.NUMBER: _number,
    Kind.DIVISION_CODE: _division_code,
    Kind.CREDIT_CODE: _credit_code,
}
