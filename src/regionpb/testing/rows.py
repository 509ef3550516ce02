"""Hypothesis strategies for single tables of the contract (see `tables`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import polars as pl
from hypothesis import strategies as st

from regionpb.codes import DIVISION_LENGTHS, credit_check_digit
from regionpb.contract import TABLES, table
from regionpb.contract.base import Table
from regionpb.contract.columns import Column, Kind
from regionpb.contract.syntax import BLANKS, BREAKS
from regionpb.testing.words import NASTY

__all__ = ["tables"]

_DIGITS = "0123456789"
_ORDINARY = ("甬江", "北仑-1", "a b", "7")
_DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))
_LARGEST = 10**12


def tables(name: str, rows: tuple[int, int] = (0, 8)) -> st.SearchStrategy[pl.DataFrame]:
    """Valid tables: rows in which every cell says something its column may say, every row a thing of its own.

    Alone such a table is read without a finding; its references to other tables lead nowhere, those to its own
    rows to rows before.

    Args:
        name: the table, by its English or Chinese name.
        rows: how many rows, fewest and most.

    Returns:
        Frames with all columns of the contract in its order and types, as `Region.history` gives them.

    Raises:
        UnknownName: when the contract has no such table.

    >>> from hypothesis import given, settings
    >>> import regionpb
    >>> @settings(max_examples=5, deadline=None, database=None)
    ... @given(tables("members"))
    ... def every_row_is_taken(members):
    ...     assert regionpb.read({"members": members}).history("members").equals(members)
    >>> every_row_is_taken()
    """
    known = table(name)
    return st.lists(_row(known), min_size=rows[0], max_size=rows[1], unique_by=_key(known)).map(
        lambda drawn: pl.DataFrame(_referring(known, drawn), schema=known.schema, orient="row")
    )


def _key(known: Table) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    return lambda row: tuple(row[column] for column in known.key)


def _row(known: Table) -> st.SearchStrategy[dict[str, Any]]:
    cells = st.fixed_dictionaries({column.name: _cell(column) for column in known.columns})
    digits = st.text(_DIGITS, min_size=12, max_size=12)
    return st.tuples(cells, st.sampled_from(known.exactly_one or (None,)), digits).map(
        lambda drawn: _coherent(known, *drawn)
    )


def _coherent(known: Table, row: dict[str, Any], filled: str | None, digits: str) -> dict[str, Any]:
    """A row whose cells go together: exactly one of some columns, an end after the start, a code of its level."""
    row |= {column: row[column] or "X-1" if column == filled else None for column in known.exactly_one}
    if known.dated and None not in {row["start"], row["end"]}:
        if row["start"] == row["end"]:
            row["end"] = None
        else:
            row["start"], row["end"] = sorted([row["start"], row["end"]])
    if known is TABLES["divisions"]:
        row["code"] = digits[: DIVISION_LENGTHS[row["level"]]]
    return row


def _referring(known: Table, rows: list[dict[str, Any]]) -> list[list[Any]]:
    """The cells of rows whose references to the table itself name rows before them."""
    own = [column for column in known.columns if column.references == known.name]
    for position, row in enumerate(rows):
        for column in own:
            before = rows[position - 1][known.key[0]] if position and row[column.name] else None
            row[column.name] = [before] if before and column.kind.is_list else before
    return [[row[column.name] for column in known.columns] for row in rows]


def _cell(column: Column) -> st.SearchStrategy[Any]:
    filled = _values(column)
    return filled if column.required or column.default is not None else st.none() | filled


def _values(column: Column) -> st.SearchStrategy[Any]:
    if column.kind.is_list:
        return st.lists(_one(column), min_size=1, max_size=3, unique=True)
    return _one(column)


def _one(column: Column) -> st.SearchStrategy[Any]:
    if column.vocabulary is not None:
        return st.sampled_from([term.value for term in column.vocabulary])
    low = 0 if column.minimum is None else column.minimum
    high = _LARGEST if column.maximum is None else column.maximum
    by_kind: Mapping[Kind, st.SearchStrategy[Any]] = {
        Kind.DATE: _DAYS,
        Kind.YES_NO: st.booleans(),
        Kind.INTEGER: st.integers(int(low), int(high)),
        Kind.NUMBER: st.floats(low, high, allow_nan=False).map(lambda number: number + 0.0),  # no minus zero
        Kind.CREDIT_CODE: st.text(_DIGITS, min_size=17, max_size=17).map(_credit_code),
        Kind.WORDS: _text().filter(lambda text: not set(text) & set(";" + BREAKS)),
        Kind.REFERENCES: st.from_regex("[A-Z]-[0-9]{1,4}", fullmatch=True),
        Kind.REFERENCE: _ids(),
        Kind.KEY: _ids(),
    }
    return by_kind.get(column.kind, _text())


def _ids() -> st.SearchStrategy[str]:
    return st.integers(1, 999).map("X-{}".format) | st.sampled_from(["0012", "党-1", "a/b", '"x"'])


def _text() -> st.SearchStrategy[str]:
    """Ordinary and nasty text as a reader keeps it: without white space around it."""
    anything = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)
    return st.sampled_from([*_ORDINARY, *NASTY]) | anything.map(lambda text: text.strip(BLANKS) or "甬")


def _credit_code(body: str) -> str:
    return body + (credit_check_digit(body) or "")
