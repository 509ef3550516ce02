"""Raw tables: what a source holds before anybody asks what its cells mean.

A raw table is cells with the row numbers people see, and what was wrong with the form of the source, as data.
Nothing is interpreted: headers come as they stand, text keeps its white space, an empty cell is null. Reading never
raises over what is in a source; a source that cannot be read at all is a table without columns and one `Problem`.

Every cell of a row that is set aside is kept in `RawTable.ragged`, so that
rows read = rows of `frame` + rows of `ragged`, blank rows aside.
"""

from __future__ import annotations

import os
from pathlib import Path

import polars as pl
from attrs import evolve, frozen

from regionpb.contract.syntax import BLANKS
from regionpb.io.ragged import NO_PROBLEMS, NO_RAGGED, problems_of_rows
from regionpb.vocabulary import ReadingProblem

__all__ = [
    "Problem",
    "RawTable",
    "broken",
    "require_file",
    "settle",
    "sprawls",
]

_EMPTY_CELLS = 25_000_000
"""So many cells a table may have of which its file says nothing: four hundred megabytes."""

_FEW = 200
"""So many cells are looked at one by one sooner than as a column."""


@frozen
class Problem:
    """What is wrong with the form of a whole source; it becomes an E011 once the table is known.

    Attributes:
        reason: what is wrong, with its Chinese label.
        detail: what the library that read the file said.
    """

    reason: ReadingProblem
    detail: str | None = None


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
        problem: why nothing could be read, where nothing could.
        row_problems: what is wrong with single rows, the header among them, ordered by row (see `NO_PROBLEMS`).
        ragged: the rows that were set aside: `row` and `cells` (see `NO_RAGGED`).
        header_row: the row of the headers; null where headers have no row (Parquet, JSON Lines, frames).
        second_title: another title to try where `title` names no table: the file's stem, for the only sheet
            of a workbook.
    """

    title: str
    file: str | None
    headers: tuple[str, ...]
    frame: pl.DataFrame
    rows: pl.Series
    problem: Problem | None = None
    row_problems: pl.DataFrame = NO_PROBLEMS
    ragged: pl.DataFrame = NO_RAGGED
    header_row: int | None = None
    second_title: str | None = None

    @property
    def readable(self) -> bool:
        """Whether anything could be read."""
        return self.problem is None


def broken(title: str, file: str | None, reason: ReadingProblem | OSError, detail: str | None = None) -> RawTable:
    """The table of a source that cannot be read at all: no columns, no rows, one E011.

    Example:
        >>> broken("members", "members.csv", FileNotFoundError()).problem.reason.label
        '文件不存在'
    """
    if isinstance(reason, OSError):
        if reason.errno is not None:
            detail = os.strerror(reason.errno)
        reason = _reason_of(reason)
    return RawTable(
        title=title,
        file=file,
        headers=(),
        frame=pl.DataFrame(),
        rows=pl.Series("row", [], dtype=pl.Int64),
        problem=Problem(reason, detail),
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

    A row is blank if no cell holds anything but what the contract calls blanks; a list is blank if it is empty.

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
    with_empty = [name for name in _text_columns(frame) if _holds_empty(frame[name])]
    if with_empty:
        frame = frame.with_columns(pl.when(pl.col(with_empty) != "").then(pl.col(with_empty)))
    kept = _kept_rows(frame) if _may_be_blank(frame.to_series(0)) else None
    if kept is not None:
        frame, rows = frame.filter(kept), rows.filter(kept)
    return evolve(table, frame=frame, rows=rows)


def _holds_empty(texts: pl.Series) -> bool:
    return "" in texts.to_list() if len(texts) <= _FEW else (texts == "").any()


def _text_columns(frame: pl.DataFrame) -> list[str]:
    """The columns of text in which anything stands."""
    texts = (column for column in frame.iter_columns() if column.dtype == pl.String)
    return [column.name for column in texts if column.null_count() < frame.height]


def _without_nuls(table: RawTable) -> RawTable:
    headers = tuple(header.replace("\0", "") for header in table.headers)
    told = [table.row_problems]
    if headers != table.headers and table.header_row:
        told.append(problems_of_rows([table.header_row], ReadingProblem.NUL))
    frame = table.frame
    for name in _text_columns(frame):
        held = frame.get_column(name).str.contains("\0", literal=True).fill_null(value=False)
        if held.any():
            told.append(problems_of_rows(table.rows.filter(held), ReadingProblem.NUL, column=headers[int(name)]))
            frame = frame.with_columns(pl.col(name).str.replace_all("\0", "", literal=True))
    problems = pl.concat(told).sort("row", maintain_order=True)
    return evolve(table, headers=headers, frame=frame, row_problems=problems)


def _blank(name: str, dtype: pl.DataType) -> pl.Expr:
    column = pl.col(name)
    if dtype == pl.String:
        return column.is_null() | (column.str.strip_chars(BLANKS) == "")
    if isinstance(dtype, pl.List):
        return column.is_null() | (column.list.len() == 0)
    return column.is_null()


def _may_be_blank(cells: pl.Series) -> bool:
    """Whether any cell is empty or, of text, begins with no visible character of ASCII.

    A comparison costs a tenth of what stripping does.
    """
    if cells.null_count() or isinstance(cells.dtype, pl.List):
        return True
    return cells.dtype == pl.String and bool(((cells < "!") | (cells >= "\x7f")).any())


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
