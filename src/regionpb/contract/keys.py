"""What a row is called: its id; the parts of its key joined by `/` where its table has none.

>>> from regionpb.contract import TABLES
>>> frame = pl.DataFrame({"meeting": ["G-1", "G-2"], "member": ["M-1", "M-2"]})
>>> frame.select(key_expr(TABLES["attendances"]))["meeting"].to_list()
['G-1/M-1', 'G-2/M-2']
>>> key_of(TABLES["attendances"], {"meeting": "G-1", "member": "M-1", "present": True})
'G-1/M-1'
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import polars as pl

from regionpb.contract.base import Table
from regionpb.contract.tables import TABLES

__all__ = ["WITHHELD", "key_expr", "key_of", "keys_at", "shown_key_expr"]

_BETWEEN = "/"

WITHHELD = "***"
"""What is shown where a person's name stands."""


def key_expr(table: Table) -> pl.Expr:
    """The keys of all rows of a frame of the table, as text; null where a part is."""
    parts = [pl.col(part).cast(pl.String) for part in table.key]
    return parts[0] if len(parts) == 1 else pl.concat_str(parts, separator=_BETWEEN)


def shown_key_expr(table: Table) -> pl.Expr:
    """The keys of rows set aside: a part that should be the id of a person and has no digit is a name, and left out.

    >>> from regionpb.contract.tables import TABLES
    >>> frame = pl.DataFrame({"meeting": ["G-1", "G-1"], "member": ["M-1", "甬某某"]})
    >>> frame.select(shown_key_expr(TABLES["attendances"]))["meeting"].to_list()
    ['G-1/M-1', 'G-1/***']
    """
    people = _people(table)
    parts = [_shown(part) if part in people else pl.col(part).cast(pl.String) for part in table.key]
    return parts[0] if len(parts) == 1 else pl.concat_str(parts, separator=_BETWEEN)


def _shown(part: str) -> pl.Expr:
    cell = pl.col(part).cast(pl.String)
    shown = pl.when(cell.str.contains("[0-9]")).then(cell).when(cell.is_not_null()).then(pl.lit(WITHHELD))
    return shown.alias(part)


@cache
def _people(table: Table) -> Mapping[str, str]:
    """The parts of the key that refer to people, and the table of these."""
    referring = {part: table.by_name[part].references for part in table.key}
    return {part: to for part, to in referring.items() if to is not None and "name" in TABLES[to].personal}


def keys_at(
    table: Table, frame: pl.DataFrame, rows: pl.Series, frames: Mapping[str, pl.DataFrame] | None = None
) -> pl.Series:
    """The keys of some rows of a frame of the table as findings show them, however many others there are.

    Args:
        table: the table.
        frame: its rows.
        rows: positions in the frame; null gives null.
        frames: all tables there are: what should be the id of a person, is none and has no digit is a name, and left
            out.

    Example:
        >>> from regionpb.contract import TABLES
        >>> keys_at(TABLES["members"], pl.DataFrame({"id": ["M-1", "M-2"]}), pl.Series([1, 0, 1])).to_list()
        ['M-2', 'M-1', 'M-2']
    """
    few = pl.DataFrame([frame[part].gather(rows) for part in table.key])
    for part, people in _people(table).items():
        odd = few[part].drop_nulls().unique().cast(pl.String)
        odd = odd.filter(~odd.str.contains("[0-9]"))
        if odd.len() and frames is not None:
            if people in frames:
                odd = odd.filter(~odd.is_in(frames[people]["id"].implode()))
            is_name = pl.col(part).is_in(odd.implode())
            few = few.with_columns(pl.when(is_name).then(pl.lit(WITHHELD)).otherwise(part).alias(part))
    return few.select(key_expr(table))[:, 0]


def key_of(table: Table, row: Mapping[str, object]) -> str:
    """The key of one row; a part that is empty or not there is empty text."""
    parts = (row.get(part) for part in table.key)
    return _BETWEEN.join("" if part is None else str(part) for part in parts)
