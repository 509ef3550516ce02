"""Data frames in memory as raw tables: polars, pandas, pyarrow, anything with an Arrow stream.

Frames have no file and no rows that people see: their raw tables have `file` null and count rows from 1.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

import narwhals as nw
import polars as pl

from regionpb.io.raw import RawTable, broken, settle
from regionpb.vocabulary import ReadingProblem

__all__ = ["plain_types", "positional", "read_frames"]

Foreign = Any  # a frame or column of a library that need not be installed
_PLAIN = (pl.String, pl.Boolean, pl.Int64, pl.Time)
_TICKS = {"ms": 86_400_000, "us": 86_400_000_000}
_FIRST_DAY, _LAST_DAY = (date.min - date(1970, 1, 1)).days, (date.max - date(1970, 1, 1)).days


def read_frames(frames: Mapping[str, Any]) -> list[RawTable]:
    """Raw tables of a mapping from a table's name to a frame.

    Args:
        frames: polars frames (eager or lazy), pandas frames, anything narwhals wraps or that has an Arrow stream.
            A named index of pandas becomes columns; NaN counts as empty.

    Example:
        >>> (table,) = read_frames({"units": pl.DataFrame({"id": ["U-1", None, "U-3"], "employees": [7, None, None]})})
        >>> table.headers, table.frame.rows(), table.rows.to_list()
        (('id', 'employees'), [('U-1', 7), ('U-3', None)], [1, 3])
    """
    return [_read_frame(str(title), frame) for title, frame in frames.items()]


def _read_frame(title: str, frame: Foreign) -> RawTable:
    try:
        headers, native = _to_polars(nw.to_native(frame, pass_through=True))
        return positional(title, None, headers, native)
    except (Exception, pl.exceptions.PanicException) as error:  # noqa: BLE001 - a frame is foreign code: whatever it raises, the others are still read
        return broken(title, None, ReadingProblem.NOT_FRAME, detail=str(error))


def positional(title: str, file: str | None, headers: tuple[str, ...], frame: pl.DataFrame) -> RawTable:
    """The raw table of a typed frame whose rows are counted from 1."""
    came = [*frame.iter_columns()]
    columns = [*map(_plain, came)]
    if any(column is not one for column, one in zip(columns, came, strict=True)):
        frame = pl.DataFrame([column.alias(str(i)) for i, column in enumerate(columns)])
    else:
        frame = frame.clone()
        frame.columns = [str(i) for i in range(len(columns))]
    rows = pl.int_range(1, frame.height + 1, dtype=pl.Int64, eager=True).alias("row")
    return settle(RawTable(title, file, headers, frame, rows))


def _to_polars(frame: Foreign) -> tuple[tuple[str, ...], pl.DataFrame]:
    """The column names, which may repeat, and the frame, whose own names may be others."""
    if isinstance(frame, pl.LazyFrame):
        frame = frame.collect()
    rows = _rows_by_hand(frame)
    if rows:
        frame = pl.from_dicts(rows, infer_schema_length=None, strict=False)
    if isinstance(frame, pl.DataFrame):
        return tuple(frame.columns), frame
    if type(frame).__module__.partition(".")[0] == "pandas" and hasattr(frame, "columns"):
        return _from_pandas(frame)
    if not hasattr(frame, "__arrow_c_stream__") and not hasattr(frame, "__arrow_c_array__"):
        raise TypeError("a polars, pandas or pyarrow frame is needed, or one with __arrow_c_stream__")
    if hasattr(frame, "rename_columns") and hasattr(frame, "column_names"):  # pyarrow, where names may repeat
        headers = tuple(frame.column_names)
        return headers, pl.DataFrame(frame.rename_columns([str(i) for i in range(len(headers))]))
    read = pl.DataFrame(frame)
    return tuple(read.columns), read


def _rows_by_hand(frame: Foreign) -> Sequence[dict[str, Any]]:
    """A list of rows as mappings; empty for anything else."""
    rows = cast("list[object]", frame) if type(frame) is list else []
    return cast("list[dict[str, Any]]", rows) if all(isinstance(row, dict) for row in rows) else []


def _from_pandas(frame: Foreign) -> tuple[tuple[str, ...], pl.DataFrame]:
    if any(name is not None for name in frame.index.names):
        frame = frame.reset_index(allow_duplicates=True)
    headers = tuple(map(str, frame.columns))
    columns = (_from_pandas_column(str(i), frame.iloc[:, i]) for i in range(len(headers)))
    return headers, pl.DataFrame(list(columns))


def _from_pandas_column(name: str, column: Foreign) -> pl.Series:
    try:
        return pl.Series(name, column)
    except (ValueError, TypeError, OverflowError):  # Arrow has no column of mixed types: all its values as text
        missing = column.isna()
        values = [None if empty else str(value) for value, empty in zip(column, missing, strict=True)]
        return pl.Series(name, values, dtype=pl.String)


def plain_types(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with the few types that the contract reads.

    These are String, Boolean, Int64, Float64, Date, Datetime, Time and List of String. Text of any kind (categories,
    bytes) and numbers too wide for the rest become text, structures their JSON; NaN becomes null.

    Example:
        >>> plain_types(pl.DataFrame({"a": [{"b": 1}], "c": [[1, 2]], "d": [float("nan")]})).row(0)
        ('{"b":1}', ['1', '2'], None)
    """
    return pl.DataFrame([_plain(column) for column in frame.iter_columns()])


def _plain(column: pl.Series) -> pl.Series:
    dtype = column.dtype
    if isinstance(dtype, _PLAIN):
        return column
    if isinstance(dtype, (pl.Date, pl.Datetime)):
        return _within_reach(column)
    if dtype.is_float():
        return column.cast(pl.Float64) if column.null_count() == len(column) else column.cast(pl.Float64).fill_nan(None)
    if dtype.is_integer():
        narrow = column.cast(pl.Int64, strict=False)
        return narrow if narrow.null_count() == column.null_count() else column.cast(pl.String)
    if isinstance(dtype, pl.Array):
        column = column.arr.to_list()
    return _plain_list(column) if isinstance(column.dtype, pl.List) else _as_text(column)


def _within_reach(column: pl.Series) -> pl.Series:
    """A column of days; as text where some lie in no year that a calendar has: nothing can make dates of those."""
    if isinstance(column.dtype, pl.Datetime) and column.dtype.time_unit == "ns":
        # Nanoseconds end in the middle of their first and last day, of which no other type can be made then.
        column = column.dt.cast_time_unit("us")
    if column.null_count() == len(column):
        return column
    ticks = column.cast(pl.Int32 if column.dtype == pl.Date else pl.Int64)
    day = _TICKS[column.dtype.time_unit] if isinstance(column.dtype, pl.Datetime) else 1
    low, high = cast("int | None", ticks.min()), cast("int | None", ticks.max())
    if low is None or high is None or (low >= _FIRST_DAY * day and high < (_LAST_DAY + 1) * day):
        return column
    days = ticks.cast(pl.Int64) // day
    reached = days.is_between(_FIRST_DAY, _LAST_DAY).fill_null(value=True)
    said = column.filter(reached & column.is_not_null())
    text = pl.Series(column.name, [None], dtype=pl.String).new_from_index(0, len(column))
    text = text.scatter((reached & column.is_not_null()).arg_true(), said.cast(pl.String))
    return text.scatter((~reached).arg_true(), pl.format("day {}", pl.lit(days.filter(~reached))).pipe(pl.select)[:, 0])


def _plain_list(column: pl.Series) -> pl.Series:
    inner = getattr(column.dtype, "inner")  # noqa: B009 - polars types the member as a class of types
    if not inner.is_nested() and not isinstance(inner, (pl.Binary, pl.Object)):
        return column.cast(pl.List(pl.String))
    items = [None if value is None else [_as_json(each) for each in value] for value in column.to_list()]
    return pl.Series(column.name, items, dtype=pl.List(pl.String))


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _as_text(column: pl.Series) -> pl.Series:
    if isinstance(column.dtype, pl.Struct):
        return column.struct.json_encode()
    if isinstance(column.dtype, pl.Object):
        return pl.Series(column.name, [None if value is None else str(value) for value in column], dtype=pl.String)
    if isinstance(column.dtype, pl.Binary):
        try:
            return column.cast(pl.String)
        except pl.exceptions.PolarsError:
            return column.bin.encode("hex")
    return column.dt.to_string("iso") if isinstance(column.dtype, pl.Duration) else column.cast(pl.String)
