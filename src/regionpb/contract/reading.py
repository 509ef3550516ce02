"""How a table is read: every column at once, its plain cells cheaply and only the rest thoroughly.

The same cells as in `regionpb.contract.cells` are taken, with the same values, and the same are refused.

    >>> from regionpb.contract import TABLES
    >>> reading = read_table(TABLES["wages"], pl.DataFrame(
    ...     {"division": ["330203", "3302"], "year": ["2010", "二〇一〇"], "series": ["average_wage"] * 2,
    ...      "amount": ["34,000", "-1"]}))
    >>> reading.faults.rows()
    [(1, 'year', 'E002', '二〇一〇'), (1, 'amount', 'E002', '-1')]
    >>> reading.frame.filter(reading.keep).rows()
    [('330203', 2010, 'average_wage', 34000.0)]
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import cast

import polars as pl
from attrs import evolve, frozen
from pydantic_core import PydanticCustomError

from regionpb.contract.base import Table
from regionpb.contract.cells import read_cell
from regionpb.contract.columns import Column, Kind
from regionpb.contract.parsing import fold, parse
from regionpb.contract.quick import is_plain, quick
from regionpb.contract.rowfaults import Fault, cut_codes, row_faults
from regionpb.contract.syntax import BLANKS, BREAKS
from regionpb.contract.typed import is_legible, is_worded, refused, texts

__all__ = ["Reading", "read_table"]

_FAULTS = {"position": pl.Int64(), "column": pl.String(), "code": pl.String(), "value": pl.String()}
_NO_FAULTS = pl.DataFrame(schema=_FAULTS)
_NO_ROWS_KEPT = pl.Series("keep", [], dtype=pl.Boolean)
_ITEMS = {Kind.TERMS: Kind.TERM, Kind.WORDS: Kind.TEXT, Kind.REFERENCES: Kind.REFERENCE}


@frozen
class Reading:
    """What became of the rows of a table.

    Attributes:
        frame: as many rows as were given, in their order: the columns of the contract with its types, then the
            others as they came. What could not be read is null.
        faults: one row for each faulty cell: its position (0-based), column, code and the text that stands there;
            by position, then in the order of the columns.
        keep: which rows are taken; the others are set aside.
    """

    frame: pl.DataFrame
    faults: pl.DataFrame
    keep: pl.Series


def read_table(table: Table, frame: pl.DataFrame) -> Reading:
    """Read a table whose columns have the names of the contract already.

    Args:
        table: which table.
        frame: its rows; columns of the contract may be absent and of any type, further columns are carried along.
    """
    if frame.is_empty():
        return Reading(pl.DataFrame([*_no_cells(table), *_others(table, frame)]), _NO_FAULTS, _NO_ROWS_KEPT)
    types = frame.schema
    present = [c for c in table.columns if c.name in types]
    raw = {c.name: frame[c.name] for c in present}
    empty = {name: cells.null_count() for name, cells in raw.items()}
    filled = [c for c in present if empty[c.name] < frame.height]
    asked = [is_plain(c, types[c.name], sparse=empty[c.name] * 2 > frame.height) for c in filled]
    plain = frame.select(asked).row(0, named=True) if asked else {}
    unlike = [quick(c, types[c.name]) for c in filled if not plain[c.name]]
    others = frame.select(unlike) if unlike else pl.DataFrame()
    read: dict[str, pl.Series] = {}
    faults: list[Fault] = []
    for column in present:
        values = others[column.name] if column.name in others else raw[column.name]
        if values.dtype != column.dtype:  # of an empty column nothing was asked
            values = _absent(column, frame)
        read[column.name] = _finish(column, raw[column.name], values, faults)
    cut_codes(table, frame, read, faults)
    faults += row_faults(table, frame, read)
    return Reading(_complete(table, frame, read), _listed(table, faults), _kept(frame.height, faults))


@cache
def _no_cells(table: Table) -> tuple[pl.Series, ...]:
    return tuple(pl.Series(column.name, [], dtype=column.dtype) for column in table.columns)


def _complete(table: Table, frame: pl.DataFrame, read: Mapping[str, pl.Series]) -> pl.DataFrame:
    """All columns of the contract, absent ones null, defaults filled in, then the columns it does not know."""
    columns: list[pl.Series] = []
    for column in table.columns:
        values = read[column.name] if column.name in read else _absent(column, frame)
        columns.append((values if column.default is None else values.fill_null(column.default)).alias(column.name))
    return pl.DataFrame([*columns, *_others(table, frame)])


def _others(table: Table, frame: pl.DataFrame) -> list[pl.Series]:
    """The columns that the contract does not know."""
    # Not by their names: a name such as `^.*$` or `*` would stand for all columns.
    return [column for column in frame.iter_columns() if column.name not in table.by_name]


def _listed(table: Table, faults: Sequence[Fault]) -> pl.DataFrame:
    if not faults:
        return _NO_FAULTS
    place = {c.name: i for i, c in enumerate(table.columns)}
    parts = [
        pl.DataFrame({"position": f.at.cast(pl.Int64), "value": f.values}).select(
            "position", place=place[f.column], column=pl.lit(f.column), code=pl.lit(f.code), value="value"
        )
        for f in faults
    ]
    return pl.concat(parts).sort("position", "place", maintain_order=True).select(*_FAULTS)


def _kept(height: int, faults: Sequence[Fault]) -> pl.Series:
    keep = pl.Series([True]).new_from_index(0, height)
    for fault in faults:
        if fault.aside:
            keep = keep.scatter(fault.at, values=False)
    return keep.alias("keep")


def _finish(column: Column, raw: pl.Series, values: pl.Series, faults: list[Fault]) -> pl.Series:
    """The values of a column, from its cells and what the quick way made of them; its faults are added to `faults`."""
    at = None
    if values.null_count() > raw.null_count():
        left = (values.is_null() & raw.is_not_null()).arg_true()
        cells = raw.gather(left)
        found, bad = _read_thoroughly(column, cells)
        values = _laid_over(values, left, found)
        if bad.any():
            at = left.filter(bad)
            faults.append(Fault(column.name, column.kind.fault_code, at, texts(cells.filter(bad)), column.required))
    if column.required and values.null_count():
        missing = values.is_null() if at is None else values.is_null().scatter(at, values=False)
        if missing.any():
            empty = missing.arg_true()
            faults.append(Fault(column.name, "E004", empty, texts(raw.gather(empty)), aside=True))
    return values


def _laid_over(values: pl.Series, at: pl.Series, found: pl.Series) -> pl.Series:
    """The values with those found put where they belong."""
    if len(at) == len(values):
        return found
    where = (
        pl.Series(dtype=pl.UInt32).clear(len(values)).scatter(at, pl.int_range(len(at), dtype=pl.UInt32, eager=True))
    )
    spread = found.gather(where)
    return spread if values.null_count() == len(values) else spread.zip_with(where.is_not_null(), values)


def _read_thoroughly(column: Column, cells: pl.Series) -> tuple[pl.Series, pl.Series]:
    """The values of cells that are not null, and which of them are faulty."""
    if cells.dtype == pl.Object:
        return _read_objects(column, cells)
    if column.kind.is_list:
        return _read_lists(column, cells)
    said = texts(cells).str.strip_chars(BLANKS)
    # Only text and numbers can be there and say nothing.
    filled = (said != "").fill_null(value=False) if is_legible(cells.dtype) else cells.is_not_null()
    if column.empty and is_worded(cells.dtype):
        filled &= ~fold(said).is_in([*column.empty])
    wrong = refused(cells, column.kind)
    at = (filled if wrong is None else filled & ~wrong).arg_true()
    values = _laid_over(_nulls(column, len(cells)), at, parse(column, said.gather(at)))
    return values, filled & values.is_null()


def _read_objects(column: Column, cells: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Python objects, which no expression can look into: one by one."""
    values: list[object] = []
    bad: list[bool] = []
    for cell in cells:
        value, faulty = None, False
        try:
            value = read_cell(column, cell)
        except PydanticCustomError as error:
            faulty = error.type != "E004"
        values.append([*cast("tuple[str, ...]", value)] if isinstance(value, tuple) else value)
        bad.append(faulty)
    return pl.Series(values, dtype=column.dtype), pl.Series(bad, dtype=pl.Boolean)


def _absent(column: Column, frame: pl.DataFrame) -> pl.Series:
    """A column of nulls in chunks like those of the others: unequal ones would be made equal again at every step."""
    if not frame.width:
        return _nulls(column, frame.height)
    return pl.concat([_nulls(column, n) for n in frame.to_series(0).chunk_lengths()], rechunk=False)


def _nulls(column: Column, length: int) -> pl.Series:
    return pl.Series([None], dtype=column.dtype).new_from_index(0, length)


def _read_lists(column: Column, cells: pl.Series) -> tuple[pl.Series, pl.Series]:
    lists = cells
    if isinstance(cells.dtype, pl.Array):
        lists = cells.arr.to_list()
    elif is_worded(cells.dtype):
        lists = cells.cast(pl.String).str.replace_all(BREAKS, ";").str.split(";")
    elif not isinstance(cells.dtype, pl.List):
        lists = cells.to_frame("item").select(pl.concat_list("item")).to_series()
    items = pl.DataFrame({"at": pl.int_range(len(lists), eager=True), "item": lists}).explode(
        "item", empty_as_null=True
    )
    one = evolve(column, kind=_ITEMS[column.kind])
    values, faulty = _read_thoroughly(one, items["item"])
    read = items.select("at", value=values, faulty=faulty)
    told = (
        read.drop_nulls("value")
        .unique(["at", "value"], keep="first", maintain_order=True)
        .group_by("at", maintain_order=True)
        .agg("value")
    )
    bad = read.group_by("at", maintain_order=True).agg(pl.col("faulty").any())
    whole = bad.join(told, on="at", how="left", maintain_order="left")
    return whole["value"].zip_with(~whole["faulty"], _nulls(column, len(cells))), whole["faulty"]
