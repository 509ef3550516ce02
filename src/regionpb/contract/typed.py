"""What a cell says that did not come as text: numbers, yes and no, dates and lists of Parquet, workbooks and frames.

A number is written out digit by digit (`17.0` is `17`, as a spreadsheet means it) and then read as text would be.

    >>> texts(pl.Series([17.0, 2.5, float("nan"), None])).to_list()
    ['17', '2.5', None, None]
"""

from __future__ import annotations

import polars as pl

from regionpb.contract.columns import Kind
from regionpb.contract.syntax import EXACT, MONTHS_OF_NUMBERS, ZERO_FRACTION

__all__ = ["is_legible", "is_worded", "refused", "texts"]

_TEXTUAL = frozenset({Kind.TEXT, Kind.KEY, Kind.REFERENCE, Kind.DIVISION_CODE, Kind.CREDIT_CODE})


def is_worded(dtype: pl.DataType) -> bool:
    """Whether cells of this type are text, categories included."""
    return isinstance(dtype, pl.String | pl.Categorical | pl.Enum)


def is_legible(dtype: pl.DataType) -> bool:
    """Whether cells of this type are read as the text that they say: words and numbers."""
    return is_worded(dtype) or dtype.is_numeric() or dtype == pl.Null


def texts(cells: pl.Series) -> pl.Series:  # noqa: PLR0911 - one way for each type
    """The cells as text, null where they are empty; what is neither text nor number as people can recognise it."""
    dtype = cells.dtype
    if dtype.is_float():
        number = cells.cast(pl.Float64).fill_nan(None)
        whole = (number.floor() == number) & (number.abs() <= EXACT)
        return number.cast(pl.Int64, strict=False).cast(pl.String).zip_with(whole, number.cast(pl.String))
    if isinstance(dtype, pl.Decimal):
        return cells.cast(pl.String).str.replace(ZERO_FRACTION, "")
    if isinstance(dtype, pl.Array):
        return texts(cells.arr.to_list())
    if isinstance(dtype, pl.List):
        # As the cell of a text file would hold it.
        items = pl.DataFrame({"at": pl.int_range(len(cells), eager=True), "item": cells}).explode(
            "item", empty_as_null=True
        )
        told = items.select("at", item=texts(items["item"])).group_by("at", maintain_order=True).agg("item")
        return (
            told["item"]
            .list.join(";", ignore_nulls=True)
            .zip_with(cells.is_not_null(), pl.Series([None], dtype=pl.String))
        )
    if isinstance(dtype, pl.Struct):
        return cells.struct.json_encode()
    if dtype == pl.Binary:
        return cells.bin.encode("hex")
    if dtype == pl.Duration:
        return cells.dt.to_string("iso")
    if dtype == pl.Object:
        return pl.Series([None if cell is None else str(cell) for cell in cells], dtype=pl.String)
    return cells.cast(pl.String)


def refused(cells: pl.Series, kind: Kind) -> pl.Series | None:
    """Which cells are of a type that a cell of this kind cannot have, whatever they say; None: no cell is.

    Lists are asked for their items.
    """
    dtype = cells.dtype
    if dtype.is_float():
        number = cells.cast(pl.Float64)
        if kind in _TEXTUAL:
            # It cannot be written out digit by digit: some are lost already.
            return ~(number.abs().is_between(1e-4, EXACT) | (number == 0) | number.is_nan())
        return texts(number).str.contains(MONTHS_OF_NUMBERS) if kind is Kind.DATE else None
    if is_legible(dtype):
        return None
    native = {Kind.YES_NO: pl.Boolean, Kind.DATE: pl.Date}.get(kind)
    if dtype == native:
        return None
    return cells.is_not_null()
