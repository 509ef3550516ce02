"""Workbooks (`.xlsx`, and `.xls`, `.xlsb`, `.ods`) as raw tables, one for each sheet, hidden ones too.

Every cell is read as text, so that a column of several types loses nothing: a date is `2011-07-29 00:00:00`, a whole
number has no decimal point, yes/no is `true` or `false`, and a cell with a spreadsheet's error is that error
(`#N/A`), for whoever reads the cell to refuse. Numbers keep nine decimal places.

The header is the first row that is not blank. Rows are numbered as the spreadsheet numbers them. A table may start in
any column: columns to the left of the first cell that holds anything are no columns.

Needs the extra `excel`: without fastexcel this module cannot be imported, without pyarrow no sheet be read.
"""

from __future__ import annotations

import re
import zlib
from pathlib import Path
from typing import Any, cast
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile

import fastexcel
import polars as pl
from attrs import evolve

from regionpb.contract.syntax import BLANKS
from regionpb.io.archives import larger_than_memory
from regionpb.io.opendocument import repeats_beyond_memory
from regionpb.io.raw import RawTable, broken, require_file, settle
from regionpb.vocabulary import ReadingProblem

__all__ = ["read_workbook"]

_ERRORS = {
    "Div0": "#DIV/0!",
    "NA": "#N/A",
    "Name": "#NAME?",
    "Null": "#NULL!",
    "Num": "#NUM!",
    "Ref": "#REF!",
    "Value": "#VALUE!",
    "GettingData": "#DATA!",
}


_NO_ZIP = (BadZipFile, NotImplementedError, RuntimeError, zlib.error, KeyError, ExpatError)
"""What an archive raises that is damaged, oddly packed, encrypted or no workbook."""


def read_workbook(path: Path) -> list[RawTable]:
    """Read every sheet of a workbook; the file name of a sheet is `book.xlsx#sheet`.

    Returns:
        One table for each sheet; a sheet without a cell has no headers. The only sheet that holds anything has the
        file's stem as its second title. A workbook that is damaged or encrypted is one table with one problem.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> from xlsxwriter import Workbook
        >>> with TemporaryDirectory() as folder:
        ...     path = Path(folder, "book.xlsx")
        ...     with Workbook(path) as book:
        ...         sheet = book.add_worksheet("党组织")
        ...         _ = sheet.write_row("B3", ["id", "division"]), sheet.write_row("B5", ["O-1", 330203001001.0])
        ...     (table,) = read_workbook(path)
        >>> table.title, table.file, table.second_title
        ('党组织', 'book.xlsx#党组织', 'book')
        >>> table.header_row, table.headers, table.frame.rows(), table.rows.to_list()
        (3, ('id', 'division'), [('O-1', '330203001001')], [5])
    """
    try:
        require_file(path)
        told = larger_than_memory(path)
        if told is None and path.suffix.lower() == ".ods":
            told = repeats_beyond_memory(path)
        if told is not None:
            return [broken(path.stem, path.name, ReadingProblem.STRAY_CELL, detail=told)]
        book = fastexcel.read_excel(path.absolute())
    except OSError as error:
        return [broken(path.stem, path.name, error)]
    except (fastexcel.FastExcelError, *_NO_ZIP) as error:
        return [broken(path.stem, path.name, ReadingProblem.NOT_WORKBOOK, detail=_first_line(error))]
    tables: list[RawTable] = []
    for sheet in book.sheet_names:
        try:
            tables.append(_read_sheet(path, book, sheet))
        except fastexcel.FastExcelError as error:
            tables.append(broken(sheet, f"{path.name}#{sheet}", ReadingProblem.NOT_WORKBOOK, detail=_first_line(error)))
    filled = [table for table in tables if table.headers]
    if len(filled) == 1:
        tables[tables.index(filled[0])] = evolve(filled[0], second_title=path.stem)
    return tables


def _read_sheet(path: Path, book: fastexcel.ExcelReader, sheet: str) -> RawTable:
    # Without a type for every cell fastexcel would guess one for each column; its other conversions drop errors untold.
    loaded = cast("Any", book).load_sheet(sheet, header_row=None, skip_rows=0, dtypes="string")
    batch, errors = cast("tuple[Any, fastexcel.CellErrors | None]", loaded.to_arrow_with_errors())
    frame = pl.DataFrame(batch)
    frame.columns = [str(i) for i in range(frame.width)]
    if errors is not None:
        frame = _with_errors(frame, errors)
    rows = pl.int_range(1, frame.height + 1, dtype=pl.Int64, eager=True).alias("row")
    table = settle(RawTable(sheet, f"{path.name}#{sheet}", ("",) * frame.width, frame, rows))
    if not table.frame.height:
        return evolve(table, headers=(), frame=pl.DataFrame())
    return evolve(
        table,
        headers=tuple(cell or "" for cell in table.frame.row(0)),
        frame=table.frame.slice(1),
        rows=table.rows.slice(1),
        header_row=table.rows.item(0),
    )


def _with_errors(frame: pl.DataFrame, errors: fastexcel.CellErrors) -> pl.DataFrame:
    """Put a spreadsheet's errors back into their cells, which were read as empty."""
    places: dict[int, dict[int, str]] = {}
    for error in errors.errors:
        row, column = error.offset_position
        kind = re.search(r"Error\((\w+)\)", error.detail)
        places.setdefault(column, {})[row] = _ERRORS.get(kind[1], "#ERROR!") if kind else "#ERROR!"
    return frame.with_columns(
        frame.get_column(str(column)).scatter([*cells], [*cells.values()]) for column, cells in places.items()
    )


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0].strip(BLANKS)
