"""Cells of text, read naively: what a cell means, or the code of what is wrong with it."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any
from unicodedata import normalize

from regionpb.contract.columns import Column, Kind

# What a cell means, None where it is empty or cannot be read, and the code of its fault.
Read = tuple[Any, str | None]

# Left open, here and below: what the model does not name is read where it can mean only one thing.
_YES, _NO = {"是", "true", "1", "yes"} | {"y", "√", "1.0"}, {"否", "false", "0", "no"} | {"n", "0.0"}
_SEPARATORS = re.compile("[;；、\n\r]")  # left open: a line break in a cell separates, too
_MIDNIGHT = re.compile(r"[ T]+0?0:00(:00(\.0+)?)?$")
_DAYS = [
    re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"),  # left open: of two kinds in one date
    re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日?"),  # left open: the last sign may be missing
    re.compile(r"(\d{4})(\d{2})(\d{2})"),
]
_MONTHS = [
    re.compile(r"(\d{4})[-/.](\d{1,2})"),
    re.compile(r"(\d{4})年(\d{1,2})月"),
    re.compile(r"((?:19|20)\d{2})(\d{2})"),
]
_SERIAL = re.compile(r"(\d{5})(\.0+)?")
_NUMBER = re.compile(r"[+-]?((\d{1,3}(,\d{3})+|\d+)(\.\d*)?|\.\d+)(e[+-]?\d+)?", re.IGNORECASE)
_CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def fold(text: str) -> str:
    """How names are compared: width, case, white space and underscores aside."""
    return re.sub(r"[\s_]", "", normalize("NFKC", text).casefold())


def read_cell(column: Column, text: str) -> Read:
    """What a cell of a column means."""
    cell = text.strip()
    if not cell or cell in column.empty:
        return None, None
    if column.kind.is_list:
        return _list(column, cell)
    return _scalar(column, cell)


def _list(column: Column, cell: str) -> Read:
    parts = [part.strip() for part in _SEPARATORS.split(cell) if part.strip()]
    if column.kind is not Kind.TERMS:
        return parts, None
    terms = [term_of(column, part) for part in parts]
    return (None, "E003") if None in terms else (terms, None)


def _scalar(column: Column, cell: str) -> Read:
    plain = normalize("NFKC", cell)
    if column.kind is Kind.TERM:
        term = term_of(column, cell)
        return term, None if term else "E003"
    if column.kind is Kind.DIVISION_CODE:
        return division_code(plain)
    if column.kind is Kind.CREDIT_CODE:
        return credit_code(plain)
    if column.kind is Kind.REFERENCE and column.references == "divisions":
        code = _unnumbered(plain)  # left open: what is no code stays as it came
        return code if code.isdigit() and len(code) in {2, 4, 6, 9, 12} else cell, None
    if column.kind in {Kind.TEXT, Kind.KEY, Kind.REFERENCE}:
        return cell, None
    value = {Kind.DATE: date_of, Kind.YES_NO: _yes_no, Kind.INTEGER: _integer, Kind.NUMBER: _number}[column.kind](plain)
    if value is not None and column.kind in {Kind.INTEGER, Kind.NUMBER} and not _within(column, value):
        value = None
    return value, "E002" if value is None else None


def _within(column: Column, value: float) -> bool:
    low = column.minimum is None or column.minimum <= value
    return low and (column.maximum is None or value <= column.maximum)


def term_of(column: Column, cell: str) -> str | None:
    """The value of a vocabulary that a spelling stands for."""
    for term in column.vocabulary or ():
        if fold(cell) in {fold(spelling) for spelling in (term.value, *term.spellings)}:
            return term.value
    return None


def date_of(text: str) -> date | None:
    """A date in any of the forms of the model; a month alone is its first day."""
    text = _MIDNIGHT.sub("", text)
    if serial := _SERIAL.fullmatch(text):
        return date(1899, 12, 30) + timedelta(days=int(serial[1]))
    found = next((m.groups() for form in (*_DAYS, *_MONTHS) if (m := form.fullmatch(text))), None)
    if found is None:
        return None
    year, month, day = (*map(int, found), 1)[:3]
    try:
        return datetime(year, month, day).date()
    except ValueError:
        return None


def _yes_no(text: str) -> bool | None:
    return True if text.casefold() in _YES else False if text.casefold() in _NO else None


def _number(text: str) -> float | None:
    return float(text.replace(",", "")) if _NUMBER.fullmatch(text) else None


def _integer(text: str) -> int | None:
    number = _number(text)
    return int(number) if number is not None and number == int(number) else None


def _unnumbered(text: str) -> str:
    """A code without what a spreadsheet put behind it when it took it for a number."""
    return re.sub(r"^(\d+)\.0+$", r"\1", text)


def division_code(text: str) -> Read:
    code = _unnumbered(text)
    return code, None if code.isdigit() and len(code) in {2, 4, 6, 9, 12} else "E009"


def credit_code(text: str) -> Read:
    """GB 32100: eighteen characters, the last of which is a check digit."""
    code = text.upper()
    if len(code) != 18 or any(one not in _CREDIT for one in code) or check_digit(code[:17]) != code[17]:
        return None, "E009"
    return code, None


def check_digit(first: str) -> str:
    """The eighteenth character of a credit code."""
    total = sum(_CREDIT.index(one) * pow(3, place, 31) for place, one in enumerate(first))
    return _CREDIT[-total % 31]
