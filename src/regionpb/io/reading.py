"""All raw tables of a source: each file asked of the reader of its kind."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain
from pathlib import Path

from attrs import evolve

from regionpb.errors import SourceError
from regionpb.io.delimited import read_delimited
from regionpb.io.discover import Source, SourceFile
from regionpb.io.formulas import freed, freed_text
from regionpb.io.frames import read_frames
from regionpb.io.jsonlines import read_json_lines
from regionpb.io.kinds import FileKind
from regionpb.io.parquet import read_parquet
from regionpb.io.raw import RawTable, broken
from regionpb.io.text import has_damage, readable
from regionpb.vocabulary import ReadingProblem

__all__ = ["read_raw"]

_SMALL = 16_000_000
"""Bytes of a file that is read ahead."""

_AHEAD = 2
"""So many of them."""

_LARGE = 500_000_000
"""Bytes; a larger table is not held twice to put it in one piece."""


def read_raw(source: Source) -> Iterator[RawTable]:
    """All raw tables of a source, one file after the other.

    Only what the caller keeps stays in memory, and a few small files ahead, which are read while the caller is busy.

    Raises:
        SourceError: a workbook is there but not the extra that reads workbooks.

    Example:
        >>> from polars import DataFrame
        >>> from regionpb.io.discover import discover
        >>> [table.title for table in read_raw(discover({"units": DataFrame({"id": ["U-1"]})}))]
        ['units']
    """
    yield from chain.from_iterable(_ahead(source.files))
    for title, frame in source.frames.items():
        yield from map(_in_one_piece, read_frames({title: frame}))


def _ahead(files: Sequence[SourceFile]) -> Iterator[Iterable[RawTable]]:
    if len(files) < 2:
        yield from map(_read_file, files)
        return
    with ThreadPoolExecutor(max_workers=_AHEAD) as readers:
        ahead: deque[Future[Iterable[RawTable]]] = deque()
        for at, file in enumerate(files):
            tables = ahead.popleft().result() if ahead else _read_file(file)
            for following in files[at + 1 + len(ahead) : at + 1 + _AHEAD]:
                if not _is_small(following):
                    break
                ahead.append(readers.submit(_read_file, following))
            yield tables


def _is_small(file: SourceFile) -> bool:
    """Whether its table takes little memory beside that of another."""
    try:
        return file.path.stat().st_size <= _SMALL
    except OSError:  # whatever is wrong with it, its reader tells
        return False


def _in_one_piece(table: RawTable) -> RawTable:
    """The table with its cells in one piece each column: whatever is asked of them later is answered sooner."""
    if table.frame.n_chunks() == 1 or table.frame.estimated_size() > _LARGE:
        return table
    return evolve(table, frame=table.frame.rechunk())


def _read_file(file: SourceFile) -> Iterable[RawTable]:
    return [*map(_in_one_piece, _tables_of(file))]


def _tables_of(file: SourceFile) -> Iterable[RawTable]:
    if has_damage(file.path.name):
        return [broken(readable(file.path.stem), readable(file.path.name), ReadingProblem.FILE_NAME)]
    match file.kind:
        case FileKind.DELIMITED:
            table = read_delimited(file.path)
            return [evolve(table, headers=tuple(map(freed_text, table.headers)), frame=freed(table.frame))]
        case FileKind.JSON_LINES:
            return [read_json_lines(file.path)]
        case FileKind.PARQUET:
            return [read_parquet(file.path)]
        case FileKind.WORKBOOK:
            return _read_workbook(file.path)


def _read_workbook(path: Path) -> list[RawTable]:
    try:
        from regionpb.io.workbook import read_workbook  # noqa: PLC0415 - an extra, and slow to import

        return read_workbook(path)
    except ImportError as error:
        raise SourceError(
            f"{path.name!r} is a workbook, and fastexcel or pyarrow is missing; hint: pip install 'regionpb[excel]'",
            f"“{path.name}”是工作簿，而缺少 fastexcel 或 pyarrow；提示：pip install 'regionpb[excel]'",
        ) from error
