"""What the rows of a raw table are called: their keys and names, as far as they can be read."""

from __future__ import annotations

import polars as pl

from regionpb.contract import Table
from regionpb.contract.headers import Headers
from regionpb.contract.keys import key_expr, shown_key_expr
from regionpb.contract.syntax import BLANKS
from regionpb.contract.typed import texts
from regionpb.io.raw import RawTable

__all__ = ["keys_of", "ragged_keys", "ragged_names"]

_NONE = pl.Series([], dtype=pl.String)
_NO_KEYS = pl.DataFrame(schema={"key": pl.String, "shown": pl.String})


def keys_of(table: Table, raw: pl.DataFrame, read: pl.DataFrame, rows: pl.Series) -> pl.DataFrame:
    """The key of some rows as it was read; the text itself where it could not be read. Null where a part is empty.

    Returns:
        `key`, and `shown`, the same as findings show it.
    """
    parts: list[pl.Series] = []
    for k in table.key:
        part = read[k].gather(rows).cast(pl.String)
        if k in raw.columns and part.null_count():
            part = part.zip_with(part.is_not_null(), _filled(texts(raw[k].gather(rows))))
        parts.append(part)
    return pl.DataFrame(parts).select(key_expr(table).alias("key"), shown_key_expr(table).alias("shown"))


def ragged_keys(table: Table, raw: RawTable, headers: Headers) -> pl.DataFrame:
    """The keys in the lines with more cells than the header, where the cells before the surplus say them.

    Returns:
        As `keys_of`.
    """
    if raw.ragged.is_empty():
        return _NO_KEYS
    name = headers.columns.get("name")
    places = [headers.columns.get(part, name if part == "id" else None) for part in table.key]
    parts = [_ragged_cells(raw, place).alias(part) for part, place in zip(table.key, places, strict=True)]
    return pl.DataFrame(parts).select(key_expr(table).alias("key"), shown_key_expr(table).alias("shown"))


def ragged_names(raw: RawTable, headers: Headers) -> pl.Series:
    """The names in those lines."""
    return _NONE if raw.ragged.is_empty() else _ragged_cells(raw, headers.columns.get("name"))


def _ragged_cells(raw: RawTable, place: int | None) -> pl.Series:
    """The cells of one column in those lines; null where they are empty."""
    cells = raw.ragged["cells"]
    if place is None:
        return pl.Series([None], dtype=pl.String).new_from_index(0, len(cells))
    return _filled(cells.list.get(place, null_on_oob=True))


def _filled(cells: pl.Series) -> pl.Series:
    """Cells of text without the blanks around it; null where nothing is left."""
    return cells.str.strip_chars(BLANKS).replace("", None)
