"""Delimited text (CSV, TSV, Excel's Unicode text) as a raw table.

Two readers with one meaning: polars, at its full speed, for a file whose quotes are well formed, and
`regionpb.io.records`, record by record, for any other. Which one is asked is decided beforehand by one pass over
the bytes, because polars would misread some damaged files without a word.

* The header is the first row that is not blank. Its delimiter is a comma, or a tab or semicolon where the header has
  no comma; a `.tsv` file has tabs.
* A row is numbered as a spreadsheet numbers it: 1 is the first line, a cell with line ends in it makes no new row,
  a blank row keeps its number.
* A row with a cell beyond the header is set aside (E012), unless nothing but white space stands beyond it, as where a
  spreadsheet has formatted more columns than it filled. A shorter row is filled with nulls.
* A row with an open quote, or whose bytes are in no encoding known, is set aside (E011), and reading goes on.
* A NUL character is taken out of its cell and told (E011); the row stays.
"""

from __future__ import annotations

from contextlib import suppress
from itertools import islice
from pathlib import Path

import numpy as np
import polars as pl
from attrs import define, field

from regionpb.contract.syntax import BLANKS
from regionpb.io.encodings import CHUNK, NotText
from regionpb.io.ragged import NO_PROBLEMS, NO_RAGGED, Aside, problems_of_rows
from regionpb.io.raw import RawTable, broken, settle, sprawls
from regionpb.io.records import delimiter_of, records
from regionpb.io.text import Text, has_damage, read_text, readable
from regionpb.vocabulary import ReadingProblem

__all__ = ["read_delimited"]

BATCH = 20_000  # rows that are held as Python text at a time
IDLE = BLANKS + "\0"
SPARE = 32  # columns beyond the header that the fast reader allows for rows that are too long


def read_delimited(path: Path) -> RawTable:
    r"""Read a delimited file, whatever its encoding, line ends and damage.

    Returns:
        All cells as text; see the module for what is a row, a header and a problem. A file that cannot be read at all
        is a table without columns and one problem.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     path = Path(folder, "organizations.csv")
        ...     _ = path.write_bytes("编号,名称\r\n\r\nO-1,甲\r\n".encode("gb18030"))
        ...     table = read_delimited(path)
        >>> table.headers, table.frame.rows(), table.rows.to_list()
        (('编号', '名称'), [('O-1', '甲')], [3])
    """
    try:
        text = read_text(path)
    except NotText as error:
        return broken(path.stem, path.name, error.reason)
    except OSError as error:
        return broken(path.stem, path.name, error)
    skipped, first = _first_line(text)
    if first is None:
        return broken(path.stem, path.name, ReadingProblem.EMPTY)
    delimiter = "\t" if path.suffix.lower() == ".tsv" else delimiter_of(first)
    width = _width(text, delimiter, skipped)
    lines = _most_lines(text)
    if sprawls(width, lines, text.size):
        detail = f"{width} columns in {lines} lines"
        return broken(path.stem, path.name, ReadingProblem.STRAY_CELL, detail=detail)
    table = _read_fast(path, text, delimiter, skipped) if _is_plain(text, delimiter) else None
    if table is None:
        table = _Slow(path, delimiter).read(text, skipped)
    return settle(table, nuls=text.nuls)


def _is_plain(text: Text, delimiter: str) -> bool:
    """Whether polars reads it as it is meant: one kind of line ends, quotes well formed, every byte a character."""
    if text.damaged or (text.bare_returns and text.feeds):
        return False
    return not text.quotes or _well_quoted(text, delimiter)


def _first_line(text: Text) -> tuple[int, str | None]:
    """How many lines hold nothing but white space and delimiters, and the first that holds more."""
    skipped = 0
    for line in text.lines():
        if line.strip(IDLE + ",;"):
            return skipped, line
        skipped += 1
    return skipped, None


def _width(text: Text, delimiter: str, skipped: int) -> int:
    """How many cells the header has."""
    rows = records(islice(text.lines(), skipped, None), delimiter)
    return next((len(cells) for cells, _ in rows if any(map(_filled, cells))), 0)


def _most_lines(text: Text) -> int:
    """How many lines there are at most."""
    ends = (b"\n", b"\r") if text.bare_returns else (b"\n",)
    lines = 1
    with text.open() as stream:
        while chunk := stream.read(CHUNK):
            lines += sum(map(chunk.count, ends))
    return lines


def _read_fast(path: Path, text: Text, delimiter: str, skipped: int) -> RawTable | None:
    """Read with polars; null if it cannot."""
    headers, _ = next(records(islice(text.lines(), skipped, None), delimiter))
    width = len(headers)
    if not any(map(_filled, headers)):
        return None
    frame = _with_polars(text, delimiter, skipped, width)
    if frame is None:
        return None
    rows = pl.int_range(skipped + 1, skipped + 1 + frame.height, dtype=pl.Int64, eager=True).alias("row")
    frame, rows = frame.slice(1), rows.slice(1)
    problems, ragged = NO_PROBLEMS, NO_RAGGED
    if frame.width > width:
        beyond = pl.any_horizontal(pl.col(str(i)).str.strip_chars(IDLE) != "" for i in range(width, frame.width))
        long = frame.select(beyond.fill_null(value=False)).to_series()
        ragged = _as_ragged(frame.filter(long), rows.filter(long))
        cells = ragged["cells"].list.len()
        problems = problems_of_rows(ragged["row"], ReadingProblem.TOO_MANY_CELLS, cells=cells, columns=width)
        frame, rows = frame.filter(~long).select(frame.columns[:width]), rows.filter(~long)
    return RawTable(
        path.stem,
        path.name,
        tuple(headers),
        frame,
        rows,
        row_problems=problems,
        ragged=ragged,
        header_row=skipped + 1,
    )


def _with_polars(text: Text, delimiter: str, skipped: int, width: int) -> pl.DataFrame | None:
    """The rows from the header on as they stand, or null if polars gives up; wider than the header if a row is."""
    source = text.source if isinstance(text.source, bytes) else text.source.absolute()
    if text.bare_returns:  # polars knows no CR: there is no LF, so nothing is confused if they are swapped
        source = (source if isinstance(source, bytes) else source.read_bytes()).replace(b"\r", b"\n")
    for columns in (width, width + SPARE):
        with suppress(pl.exceptions.PolarsError):  # of a row longer than that; what else there may be, _Slow tells
            read = pl.read_csv(
                source,
                has_header=False,  # so that the header is a row as any other, and every row keeps its number
                separator=delimiter,
                schema={str(i): pl.String for i in range(columns)},
                skip_lines=skipped,
                missing_columns="insert",
                glob=False,
            )
            # Of the columns beyond the header most hold nothing, and every one costs.
            held = [i for i, nulls in enumerate(read.null_count().row(0), start=1) if nulls < read.height]
            frame = read[:, : max([width, *held])]
            swapped_back = pl.all().str.replace_all("\n", "\r", literal=True)
            return frame.with_columns(swapped_back) if text.bare_returns and text.quotes else frame
    return None


def _as_ragged(frame: pl.DataFrame, rows: pl.Series) -> pl.DataFrame:
    """Whole rows as lists of their cells, up to the last that holds anything."""
    ends = (pl.when(pl.col(name) != "").then(i) for i, name in enumerate(frame.columns, start=1))
    cells = pl.concat_list(pl.all().fill_null("")).list.head(pl.max_horizontal(*ends))
    return frame.select(rows.alias("row"), cells.alias("cells"))


def _well_quoted(text: Text, delimiter: str) -> bool:
    """Whether every quote stands where RFC 4180 wants it.

    Quotes open and close in turns (a doubled one closes and opens again). If each that opens stands behind a
    delimiter, a line end or the quote before it, and each that closes before a delimiter, a line end or the quote
    behind it, then there is one way only to read the file.
    """
    edge = np.zeros(256, np.bool_)
    edge[[ord(delimiter), ord("\r"), ord("\n"), ord('"')]] = True
    opening = True
    with text.open() as stream:
        if stream.read(3) != b"\xef\xbb\xbf":
            stream.seek(0)
        before = b"\n"
        chunk = stream.read(CHUNK)
        while chunk:
            following = stream.read(CHUNK)
            codes = np.frombuffer(before + chunk + (following[:1] or b"\n"), np.uint8)
            quotes = np.flatnonzero(codes[1:-1] == ord('"')) + 1
            opens, closes = (quotes[::2], quotes[1::2]) if opening else (quotes[1::2], quotes[::2])
            left, right = codes[opens - 1], codes[closes + 1]
            if not (edge[left].all() and edge[right].all()):
                return False
            opening ^= bool(quotes.size % 2)
            before, chunk = chunk[-1:], following
    return opening


@define
class _Slow:
    """The record-wise reader: what it has gathered so far."""

    path: Path
    delimiter: str
    headers: list[str] | None = None
    header_row: int = 0
    frames: list[pl.DataFrame] = field(factory=list[pl.DataFrame])
    batch: list[tuple[int, list[str]]] = field(factory=list[tuple[int, list[str]]])
    aside: Aside = field(factory=Aside)

    def read(self, text: Text, skipped: int) -> RawTable:
        lines = islice(text.lines(), skipped, None)
        for row, (cells, is_open) in enumerate(records(lines, self.delimiter), start=skipped + 1):
            if self.headers is None:
                self._header(row, cells, is_open=is_open)
            else:
                self._row(row, cells, is_open=is_open, damaged=text.damaged and any(map(has_damage, cells)))
        if self.headers is None:
            return broken(self.path.stem, self.path.name, ReadingProblem.EMPTY)
        self._flush()
        frame = pl.concat(self.frames)
        return RawTable(
            title=self.path.stem,
            file=self.path.name,
            headers=tuple(self.headers),
            frame=frame.drop("row"),
            rows=frame.get_column("row"),
            row_problems=self.aside.problems(),
            ragged=self.aside.ragged(),
            header_row=self.header_row,
        )

    def _header(self, row: int, cells: list[str], *, is_open: bool) -> None:
        if not any(map(_filled, cells)):
            return
        self.headers, self.header_row = [readable(cell) for cell in cells], row
        self.aside.columns = len(cells)
        if self.headers != cells:
            self.aside.tell(row, ReadingProblem.ENCODING)
        if is_open:
            self.aside.tell(row, ReadingProblem.OPEN_QUOTE)

    def _row(self, row: int, cells: list[str], *, is_open: bool, damaged: bool) -> None:
        width = len(self.headers or ())
        if is_open or damaged:
            reason = ReadingProblem.OPEN_QUOTE if is_open else ReadingProblem.ENCODING
            self.aside.put(row, [readable(cell) for cell in cells], reason)
        elif len(cells) > width and any(map(_filled, cells[width:])):
            while not cells[-1]:
                cells.pop()
            self.aside.put(row, cells, ReadingProblem.TOO_MANY_CELLS)
        else:
            self.batch.append((row, cells))
            if len(self.batch) == BATCH:
                self._flush()

    def _flush(self) -> None:
        width = len(self.headers or ())
        filled = [[*cells[:width], *[None] * (width - len(cells))] for _, cells in self.batch]
        columns = zip(*filled, strict=True) if filled else [()] * width
        data: dict[str, pl.Series] = {"row": pl.Series("row", [row for row, _ in self.batch], dtype=pl.Int64)}
        data |= {str(i): pl.Series(str(i), column, dtype=pl.String) for i, column in enumerate(columns)}
        self.frames.append(pl.DataFrame(data))
        self.batch.clear()


def _filled(cell: str) -> bool:
    return bool(cell.strip(IDLE))
