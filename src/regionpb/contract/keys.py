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

import polars as pl

from regionpb.contract.base import Table

__all__ = ["key_expr", "key_of", "keys_at"]

_BETWEEN = "/"


def key_expr(table: Table) -> pl.Expr:
    """The keys of all rows of a frame of the table, as text; null where a part is."""
    parts = [pl.col(part).cast(pl.String) for part in table.key]
    return parts[0] if len(parts) == 1 else pl.concat_str(parts, separator=_BETWEEN)


def keys_at(table: Table, frame: pl.DataFrame, rows: pl.Series) -> pl.Series:
    """The keys of some rows of a frame of the table, however many others there are.

    Args:
        table: the table.
        frame: its rows.
        rows: positions in the frame; null gives null.

    Example:
        >>> from regionpb.contract import TABLES
        >>> keys_at(TABLES["members"], pl.DataFrame({"id": ["M-1", "M-2"]}), pl.Series([1, 0, 1])).to_list()
        ['M-2', 'M-1', 'M-2']
    """
    few = pl.DataFrame([frame[part].gather(rows) for part in table.key])
    return few.select(key_expr(table))[:, 0]


def key_of(table: Table, row: Mapping[str, object]) -> str:
    """The key of one row; a part that is empty or not there is empty text."""
    parts = (row.get(part) for part in table.key)
    return _BETWEEN.join("" if part is None else str(part) for part in parts)
