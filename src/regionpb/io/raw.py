"""Raw tables: what a source holds before anybody asks what its cells mean.

A raw table is cells with the row numbers people see, and what was wrong with the form of the source, as data.
Nothing is interpreted: headers come as they stand, text keeps its white space, an empty cell is null. Reading never
raises over what is in a source; a source that cannot be read at all is a table without columns and one `Problem`.

Every cell of a row that is set aside is kept in `RawTable.ragged`, so that
rows read = rows of `frame` + rows of `ragged`, blank rows aside.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import polars as pl
from attrs import evolve, field, frozen

from regionpb.vocabulary import ReadingProblem

__all__ = [
    "WHITE",
    "Problem",
    "RawTable",
    "broken",
    "ragged_frame",
    "require_file",
    "settle",
    "sprawls",
    "unreadable",
]

WHITE = "\t\n\x0b\x0c\r \x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000"
"""White space as polars strips it: Unicode's, which Python's `str.strip` exceeds by four control characters."""
_EMPTY_CELLS = 25_000_000
"""So many cells a table may have of which its file says nothing: four hundred megabytes."""

RAGGED_SCHEMA = pl.Schema({"row": pl.Int64(), "cells": pl.List(pl.String)})


@frozen
class Problem:
    """One thing wrong with the form of a source; it becomes a finding once the table is known.

    Attributes:
        code: `E011` (not readable: the whole file, or the row given) or `E012` (more cells than the header).
        row: the row people see, null where the whole file is meant.
        values: the parts of the message: `reason` (a value of `ReadingProblem`) always; `detail` (what the library
            that read the file said), `column` (the header), `cells` and `columns` (how many) where they apply.
    """

    code: str
    row: int | None = None
    values: Mapping[str, str | int] = field(factory=dict[str, str | int])

    @property
    def reason(self) -> ReadingProblem:
        """What is wrong, with its Chinese label."""
        return ReadingProblem(str(self.values["reason"]))


def ragged_frame(rows: Iterable[int] = (), cells: Iterable[Sequence[str]] = ()) -> pl.DataFrame:
    """The frame of rows set aside: `row` (Int64) and `cells` (list of text, as they came).

    Example:
        >>> ragged_frame([4], [["O-1", "甲", "?"]]).to_dicts()
        [{'row': 4, 'cells': ['O-1', '甲', '?']}]
    """
    return pl.DataFrame({"row": [*rows], "cells": [[*each] for each in cells]}, schema=RAGGED_SCHEMA)


_NO_RAGGED = ragged_frame()


@frozen(eq=False)
class RawTable:
    """One table as it came.

    Attributes:
        title: the file's stem, the sheet's name or the frame's name: what tells which table it is.
        file: the name shown to people (`organizations.csv`, `book.xlsx#党组织`); null for frames in memory.
        headers: the headers in order, as they came; possibly repeated, `""` where empty.
        frame: the cells; columns are named by position, `"0"`, `"1"`, …. Text formats give `pl.String` throughout,
            the others their own types (see `regionpb.io.frames.plain_types`).
        rows: Int64, for each row of `frame` the number people see: 1 is the first line of a file.
        problems: what was wrong, ordered by row.
        ragged: the rows that were set aside: `row` and `cells`, as `ragged_frame` makes them.
        header_row: the row of the headers; null where headers have no row (Parquet, JSON Lines, frames).
        second_title: another title to try where `title` names no table: the file's stem, for the only sheet
            of a workbook.
    """

    title: str
    file: str | None
    headers: tuple[str, ...]
    frame: pl.DataFrame
    rows: pl.Series
    problems: tuple[Problem, ...] = ()
    ragged: pl.DataFrame = _NO_RAGGED
    header_row: int | None = None
    second_title: str | None = None

    @property
    def readable(self) -> bool:
        """Whether anything could be read: false where a problem concerns the whole file."""
        return not any(problem.row is None for problem in self.problems)


def unreadable(reason: ReadingProblem, row: int | None = None, **values: str | int) -> Problem:
    """The E011 of a file, or of one row of it.

    Example:
        >>> unreadable(ReadingProblem.EMPTY)
        Problem(code='E011', row=None, values={'reason': 'empty'})
    """
    return Problem("E011", row, {"reason": reason.value, **values})


def broken(title: str, file: str | None, reason: ReadingProblem | OSError, **values: str | int) -> RawTable:
    """The table of a source that cannot be read at all: no columns, no rows, one E011.

    Example:
        >>> broken("members", "members.csv", FileNotFoundError()).problems[0].reason.label
        '文件不存在'
    """
    if isinstance(reason, OSError):
        if reason.errno is not None:
            values["detail"] = os.strerror(reason.errno)
        reason = _reason_of(reason)
    return RawTable(
        title=title,
        file=file,
        headers=(),
        frame=pl.DataFrame(),
        rows=pl.Series("row", [], dtype=pl.Int64),
        problems=(Problem("E011", None, {"reason": reason.value, **values}),),
    )


def _reason_of(error: OSError) -> ReadingProblem:
    match error:
        case FileNotFoundError():
            return ReadingProblem.MISSING
        case PermissionError():
            return ReadingProblem.NO_PERMISSION
        case IsADirectoryError():
            return ReadingProblem.NO_FILE
        case _:
            return ReadingProblem.NOT_READ


def require_file(path: Path) -> None:
    """Raise an OSError unless `path` is a regular file: a pipe would be waited for, a folder taken for a data set."""
    if not path.is_file():
        path.stat()  # a missing file and a broken link say so themselves
        raise IsADirectoryError(f"{path.name} is no regular file")


def sprawls(columns: int, rows: int, size: int) -> bool:
    """Whether a table of a file of so many bytes would be nothing but empty cells, and those would fill the memory.

    A cell takes a byte of its file at least, for what stands behind it, unless its line or object leaves it out.

    Example:
        >>> sprawls(30, 1_000_000, 8_000_000), sprawls(10_000, 100_000, 1_000_000)
        (False, True)
    """
    return columns * rows > _EMPTY_CELLS + 4 * size


def settle(table: RawTable, *, nuls: bool = False) -> RawTable:
    """The table with empty text as null, without blank rows and without NUL characters (each row that had one is told).

    A row is blank if no cell holds anything but white space; a list counts as blank if it is empty.

    Args:
        table: a table whose `rows` number all its rows.
        nuls: whether the source was seen to hold a NUL character anywhere.

    Example:
        >>> frame = pl.DataFrame({"0": ["O-1", " ", ""], "1": ["", None, "x"]})
        >>> rows = pl.Series("row", [2, 3, 4])
        >>> table = settle(RawTable("t", "t.csv", ("id", "name"), frame, rows))
        >>> table.frame.rows(), table.rows.to_list()
        ([('O-1', None), (None, 'x')], [2, 4])
    """
    if nuls:
        table = _without_nuls(table)
    frame, rows = table.frame, table.rows
    if frame.is_empty():
        return table
    text = _text_columns(frame)
    first, dtype = next(iter(frame.schema.items()))
    told = frame.select((pl.col(text) == "").any(), _may_be_blank(first, dtype).any().alias("blank")).row(0, named=True)
    with_empty = [name for name in text if told[name]]
    if with_empty:
        frame = frame.with_columns(pl.when(pl.col(with_empty) != "").then(pl.col(with_empty)))
    kept = _kept_rows(frame) if told["blank"] else None
    if kept is not None:
        frame, rows = frame.filter(kept), rows.filter(kept)
    return evolve(table, frame=frame, rows=rows)


def _text_columns(frame: pl.DataFrame) -> list[str]:
    return [name for name, dtype in frame.schema.items() if dtype == pl.String]


def _without_nuls(table: RawTable) -> RawTable:
    headers = tuple(header.replace("\0", "") for header in table.headers)
    told = [unreadable(ReadingProblem.NUL, table.header_row)] if headers != table.headers and table.header_row else []
    frame = table.frame
    for name in _text_columns(frame):
        held = frame.get_column(name).str.contains("\0", literal=True).fill_null(value=False)
        if held.any():
            told += [unreadable(ReadingProblem.NUL, row, column=headers[int(name)]) for row in table.rows.filter(held)]
            frame = frame.with_columns(pl.col(name).str.replace_all("\0", "", literal=True))
    problems = tuple(sorted((*table.problems, *told), key=lambda problem: problem.row or 0))
    return evolve(table, headers=headers, frame=frame, problems=problems)


def _blank(name: str, dtype: pl.DataType) -> pl.Expr:
    column = pl.col(name)
    if dtype == pl.String:
        return column.is_null() | (column.str.strip_chars() == "")
    if isinstance(dtype, pl.List):
        return column.is_null() | (column.list.len() == 0)
    return column.is_null()


def _may_be_blank(name: str, dtype: pl.DataType) -> pl.Expr:
    """Of text what begins with no visible character of ASCII: a comparison costs a tenth of what stripping does."""
    if dtype != pl.String:
        return _blank(name, dtype)
    return pl.col(name).is_null() | ~pl.col(name).is_between(pl.lit("!"), pl.lit("\x7f"))


def _kept_rows(frame: pl.DataFrame) -> pl.Series | None:
    """Which rows are not blank; null where none is. Only rows whose first cell is blank are looked at throughout."""
    (first, first_dtype), *others = frame.schema.items()
    candidates = frame.select(_blank(first, first_dtype)).to_series()
    if not candidates.any():
        return None
    blank = pl.all_horizontal(*(_blank(name, dtype) for name, dtype in others)) if others else pl.lit(value=True)
    narrowed = frame.with_row_index("index").filter(candidates).filter(blank).get_column("index")
    if narrowed.is_empty():
        return None
    return pl.repeat(True, frame.height, dtype=pl.Boolean, eager=True).scatter(narrowed, False)
