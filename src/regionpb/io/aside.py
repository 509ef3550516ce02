"""Rows that are set aside, kept as they came: every cell as text, under the header it stood below."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

import polars as pl

from regionpb.errors import unwritable
from regionpb.io.formulas import guarded
from regionpb.io.raw import RawTable
from regionpb.io.room import tables_of_ours

__all__ = ["as_cells", "as_they_came", "constant", "free_name", "ragged_cells", "write_aside"]

_NO_FILE_NAME = re.compile(r"[^\w.-]+")

_SURPLUS = 32
"""How many cells beyond the header of a line that is too long keep a column of their own; the rest share the last."""


def as_they_came(
    raw: RawTable, frame: pl.DataFrame, rows: pl.Series, personal: frozenset[int]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Some rows of a table as they came, and as they may be written: without the cells of personal columns."""
    taken, named = {"file", "row"}, dict[str, str]()
    for i, header in enumerate(raw.headers):
        name = header.strip() or f"column {i + 1}"
        name = named[str(i)] = name if name not in taken else free_name(f"{name} ({i + 1})", taken)
        taken.add(name)
    text = frame.select(_as_text(c, dtype).alias(named.get(c, c)) for c, dtype in frame.schema.items())
    whole = text.insert_column(0, rows.alias("row")).insert_column(0, constant(raw.file, frame.height))
    private = [named.get(str(i), str(i)) for i in personal]
    return whole, whole.with_columns(pl.lit(None, pl.String).alias(c) for c in private)


def ragged_cells(raw: RawTable) -> RawTable:
    """The lines with more cells than the header as a table of their own, wide enough for them."""
    longest = cast("int | None", raw.ragged["cells"].list.len().max()) or 0
    widest = min(longest, len(raw.headers) + _SURPLUS)
    headers = [raw.headers[i] if i < len(raw.headers) else "" for i in range(widest)]
    cell = pl.col("cells").list
    cells = [cell.get(i, null_on_oob=True).alias(str(i)) for i in range(widest)]
    if longest > widest:  # of one line of very many cells every other line would get as many columns
        rest = cell.slice(widest - 1).list.join(",", ignore_nulls=True)
        cells[-1] = pl.when(cell.len() >= widest).then(rest).alias(str(widest - 1))
    return RawTable(raw.title, raw.file, tuple(headers), raw.ragged.select(cells), raw.ragged["row"])


def write_aside(frames: Mapping[str, pl.DataFrame], folder: str | Path) -> list[Path]:
    """Write rows set aside into a folder, in place of those that were written there before.

    Args:
        frames: the rows as they may be written, by table.
        folder: where to; it is made where there is none.

    Returns:
        The files, one CSV a table.

    Raises:
        SourceError: when the folder cannot be written, or holds tables from elsewhere.
    """
    target = Path(folder)
    names = _file_names([*frames])
    written: list[Path] = []
    try:
        target.mkdir(parents=True, exist_ok=True)
        for path in tables_of_ours(target, _is_set_aside):
            path.unlink()
        for rows, name in zip(frames.values(), names, strict=True):
            path = target / name
            guarded(rows).write_csv(path, include_bom=True)
            written.append(path)
    except OSError as error:
        raise unwritable(target, error) from error
    return written


def _file_names(titles: Sequence[str]) -> list[str]:
    """A file name for each title, no two of them alike on any system."""
    names: list[str] = []
    taken = set[str]()
    for title in titles:
        stem = base = _NO_FILE_NAME.sub("_", title)
        number = 1
        while stem.casefold() in taken:
            number += 1
            stem = f"{base}-{number}"
        taken.add(stem.casefold())
        names.append(f"{stem}.csv")
    return names


def _is_set_aside(path: Path) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as stream:
        return stream.read(64).startswith(b"\xef\xbb\xbffile,row,")


def as_cells(column: pl.Series) -> pl.Series:
    """A column as text; lists joined by `;`."""
    return column.rename("0").to_frame().select(_as_text("0", column.dtype))[:, 0].rename(column.name)


def _as_text(name: str, dtype: pl.DataType) -> pl.Expr:
    column = pl.col(name)
    return column.cast(pl.List(pl.String)).list.join(";") if isinstance(dtype, pl.List) else column.cast(pl.String)


def free_name(header: str, taken: set[str]) -> str:
    """A header as the name of a column that no other has."""
    name = header.strip()
    while name in taken:
        name += "_"
    return name


def constant(value: str | None, height: int) -> pl.Series:
    """A column of the file's name."""
    return pl.Series("file", [value], pl.String).new_from_index(0, height)
