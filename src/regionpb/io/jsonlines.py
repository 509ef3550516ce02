"""JSON Lines (`.jsonl`, `.ndjson`) as raw tables: one object a line, its keys the columns.

Values become text as they would stand in a CSV: `true`, `42`; a nested object stays JSON. A column of lists is a list
of text; where a column holds lists and single values, its lists are joined by `;`.
A line that is no JSON object is set aside with its text (E011), and reading goes on. polars reads a file of which
every line is good; any other is read line by line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any, NoReturn, cast

import polars as pl
from attrs import define, field

from regionpb.contract.syntax import BLANKS
from regionpb.io.encodings import NotText
from regionpb.io.jsontext import MOST_KEYS, count_all, count_keys, has_wide_escapes, may_be_deep, number_lines
from regionpb.io.ragged import Aside
from regionpb.io.raw import RawTable, broken, settle, sprawls
from regionpb.io.text import Text, has_damage, read_text, readable
from regionpb.vocabulary import ReadingProblem

__all__ = ["read_json_lines"]

_FIRST = 1_000  # lines of which the keys are known
BATCH = 20_000  # records that are held as Python objects at a time

Cell = str | list[str | None] | None
"""A value as it stands in a cell: text, or of a list the texts in it."""


def read_json_lines(path: Path) -> RawTable:
    r"""Read a JSON Lines file; a row's number is its line's.

    Returns:
        The columns are the keys of the first object, then all others by name. A file that is no text, or one JSON
        array, is a table without columns and one problem.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     path = Path(folder, "teams.jsonl")
        ...     _ = path.write_text('{"id": "T-1", "skills": ["法律"]}\n?\n{"id": 2}\n', encoding="utf-8")
        ...     table = read_json_lines(path)
        >>> table.headers, table.frame.rows(), table.rows.to_list()
        (('id', 'skills'), [('T-1', ['法律']), ('2', None)], [1, 3])
        >>> table.ragged.rows(), table.row_problems["reason"].to_list()
        ([(2, ['?'])], ['not_json'])
    """
    try:
        text = read_text(path)
    except NotText as error:
        if error.reason is ReadingProblem.EMPTY:
            return _no_rows(path)
        return broken(path.stem, path.name, error.reason)
    except OSError as error:
        return broken(path.stem, path.name, error)
    first = next((bare for line in text.lines() if (bare := line.strip(BLANKS))), None)
    if first is None:
        return _no_rows(path)
    if first.startswith("["):
        return broken(path.stem, path.name, ReadingProblem.JSON_ARRAY)
    table = None if text.damaged or text.bare_returns else _read_fast(path, text, first)
    return settle(table or _Slow(path).read(text), nuls=True)


def _no_rows(path: Path) -> RawTable:
    """The table of a file without objects: no rows, and no fault, for there is no header that could be missing."""
    return RawTable(path.stem, path.name, (), pl.DataFrame(), pl.Series("row", [], dtype=pl.Int64))


def _read_fast(path: Path, text: Text, first: str) -> RawTable | None:
    """Read with polars; null where it cannot or where its reading would not be this module's."""
    record = _record(first)
    misleading = not record or has_wide_escapes(text) or may_be_deep(text)
    counts = None if misleading else count_keys(text, _first_keys(text))
    if not record or counts is None:
        return None
    source = text.source
    if isinstance(source, Path):  # this reader takes wildcards in a name for wildcards
        source = source.read_bytes() if any(mark in str(source) for mark in "*?[") else source.absolute()
    try:
        inferred = pl.scan_ndjson(source, infer_schema_length=None).collect_schema()
        headers = _ordered([*record], inferred)
        schema = {name: pl.List(pl.String) if inferred[name] == pl.List else pl.String for name in headers}
        frame = pl.read_ndjson(source, schema=schema)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException):
        return None
    rows = number_lines(text)
    if sprawls(len(headers), len(rows), text.size):
        return None
    frame.columns = [str(i) for i in range(frame.width)]  # a key such as `*` would stand for all columns
    if not headers or len(rows) != frame.height or _is_nested(frame):
        return None
    if late := set(headers) - set(counts):
        counts |= count_all(text, late)
    if max(counts.values()) > frame.height:  # a key may stand twice in an object: polars would take the first untold
        return None
    return RawTable(path.stem, path.name, tuple(headers), frame, rows)


def _first_keys(text: Text) -> set[str]:
    """The keys of the first objects; not all where there are very many."""
    known = set[str]()
    for line in islice(text.lines(), _FIRST):
        known.update(_record(line.strip(BLANKS)) or ())
        if len(known) > MOST_KEYS:
            break
    return known


def _ordered(first: list[str], every: Iterable[str]) -> list[str]:
    """The keys of the first object in their order, then all others by name: polars finds them in no order."""
    return [*first, *sorted(set(every) - set(first))]


def _is_nested(frame: pl.DataFrame) -> bool:
    """Whether some text may be a list or an object that polars wrote out."""
    cells = [pl.col(name).explode() if dtype == pl.List else pl.col(name) for name, dtype in frame.schema.items()]
    return any(frame.select(cell.str.contains("^[\\[{]").any()).item() for cell in cells)


@define
class _Slow:
    """The reader line by line: what it has gathered so far."""

    path: Path
    first: list[str] = field(factory=list[str])
    headers: set[str] = field(factory=set[str])
    frames: list[pl.DataFrame] = field(factory=list[pl.DataFrame])
    batch: list[dict[str, Cell]] = field(factory=list[dict[str, Cell]])
    rows: list[int] = field(factory=list[int])
    aside: Aside = field(factory=Aside)

    def read(self, text: Text) -> RawTable:
        for row, line in enumerate(text.lines(), start=1):
            bare = line.strip(BLANKS)
            if not bare:
                continue
            record = None if text.damaged and has_damage(bare) else _record(bare)
            if record is None:
                reason = ReadingProblem.ENCODING if has_damage(bare) else ReadingProblem.NOT_JSON
                self.aside.put(row, [readable(bare)], reason)
                continue
            if not record:  # a blank row
                continue
            if not self.rows:
                self.first = [*record]
            self.headers.update(record)
            self.rows.append(row)
            if sprawls(len(self.headers), len(self.rows), text.size):
                detail = f"more than {len(self.headers)} keys in more than {len(self.rows)} objects"
                return broken(self.path.stem, self.path.name, ReadingProblem.STRAY_CELL, detail=detail)
            self.batch.append(record)
            if len(self.batch) == BATCH:
                self._flush()
        self._flush()
        headers = _ordered(self.first, self.headers)
        return RawTable(
            title=self.path.stem,
            file=self.path.name,
            headers=tuple(headers),
            frame=_joined(self.frames, headers),
            rows=pl.Series("row", self.rows, dtype=pl.Int64),
            row_problems=self.aside.problems(),
            ragged=self.aside.ragged(),
        )

    def _flush(self) -> None:
        columns = {name: _column([record.get(name) for record in self.batch]) for name in self.headers}
        self.frames.append(pl.DataFrame(columns))
        self.batch.clear()


def _record(line: str) -> dict[str, Cell] | None:
    """The object of a line with its values as cells, or null if it is none."""
    try:
        value = json.loads(line, parse_constant=_refuse, object_pairs_hook=_once)
        # An escape may name half a character, which no text can hold.
        if not isinstance(value, dict) or ("\\" in line and has_damage(json.dumps(value, ensure_ascii=False))):
            return None
        # Here, for what is nested as deep as Python just reads, it may not write any more.
        return {key: _cell(each) for key, each in cast("dict[str, Any]", value).items()}
    except (ValueError, RecursionError):
        return None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object each key of which stands once: of two nobody could say which is meant."""
    record = dict(pairs)
    if len(record) < len(pairs):
        raise ValueError("a key stands twice")
    return record


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")


def _column(cells: list[Cell]) -> pl.Series:
    present = [cell for cell in cells if cell is not None]
    if not present:
        return pl.Series(cells, dtype=pl.Null)
    if all(isinstance(cell, list) for cell in present):
        return pl.Series(cells, dtype=pl.List(pl.String))
    return pl.Series([_in_one(cell) if isinstance(cell, list) else cell for cell in cells], dtype=pl.String)


def _in_one(cells: list[str | None]) -> str:
    return ";".join(cell or "" for cell in cells)


def _cell(value: object) -> Cell:
    return [*map(_text, cast("list[object]", value))] if isinstance(value, list) else _text(value)


def _text(value: object) -> str | None:
    match value:
        case None | str():
            return value
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case _:
            return json.dumps(value, ensure_ascii=False)


def _joined(frames: list[pl.DataFrame], headers: list[str]) -> pl.DataFrame:
    """All batches as one frame; a column that is text in one of them is text in all."""
    texts = {name for frame in frames for name, dtype in frame.schema.items() if dtype == pl.String}
    alike = [
        frame.with_columns(
            column.list.join(";") for column in frame if column.name in texts and isinstance(column.dtype, pl.List)
        )
        for frame in frames
    ]
    whole = pl.concat(alike, how="diagonal_relaxed")
    ordered = pl.DataFrame([whole[header].rename(str(i)) for i, header in enumerate(headers)])
    return ordered.cast({pl.Null: pl.String})
