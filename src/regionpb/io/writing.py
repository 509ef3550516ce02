"""Writing tables to files: CSV that spreadsheets open well, Parquet, JSON Lines, one workbook."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import polars as pl

from regionpb.contract import TABLES
from regionpb.contract.beside import SETTINGS
from regionpb.errors import SourceError, UnknownName, unwritable
from regionpb.io.formulas import guarded
from regionpb.io.room import make_room
from regionpb.io.settings import write_settings
from regionpb.known.declared import Known

__all__ = ["FORMATS", "as_text", "write_csv", "write_register", "write_tables"]


def write_tables(frames: Mapping[str, pl.DataFrame], target: Path, kind: str) -> list[Path]:
    """Write tables under a folder, one file each, or as one workbook.

    Args:
        frames: the tables by name.
        target: the folder; for `xlsx` a file of that suffix, or a folder in which `region.xlsx` is written.
        kind: `csv`, `parquet`, `jsonl` or `xlsx`.

    Returns:
        The files written.

    Raises:
        UnknownName: when there is no such format.
        SourceError: when the target cannot be written.
    """
    if kind not in FORMATS:
        raise UnknownName("format", kind, FORMATS, "格式")
    try:
        if kind == "xlsx":
            path = target if target.suffix == ".xlsx" else target / "region.xlsx"
            path.parent.mkdir(parents=True, exist_ok=True)
            _write_workbook(frames, path)
            return [path]
        target.mkdir(parents=True, exist_ok=True)
        paths: list[Path] = []
        for name, frame in frames.items():
            path = target / f"{name}.{kind}"
            _ONE_FILE_A_TABLE[kind](frame, path)
            paths.append(path)
    except OSError as error:
        raise unwritable(target, error) from error
    return paths


def write_register(
    frames: Mapping[str, pl.DataFrame],
    target: Path,
    kind: str,
    *,
    beside: Mapping[str, bytes],
    day: date,
    policy: str,
    known: Known,
) -> list[Path]:
    """Write tables with a `regionpb.toml` beside them, in place of what was written there before.

    Args:
        frames: the tables by name.
        target: a folder, or for `xlsx` a workbook, which then stands alone.
        kind: as in `write_tables`.
        beside: further files by name.
        day: the day the register speaks of.
        policy: the policy it is checked under.
        known: the findings it need not be told.

    Returns:
        The files of the tables.

    Raises:
        UnknownName: when there is no such format.
        SourceError: when the target cannot be written, or holds tables from elsewhere.
    """
    if target.suffix == ".xlsx":
        return write_tables(frames, target, kind)
    make_room(target)
    written = write_tables(frames, target, kind)
    try:
        for name, content in beside.items():
            (target / name).write_bytes(content)
        names = [*(path.name for path in written), *beside]
        write_settings(target / SETTINGS, day=day, policy=policy, known=known, written=names)
    except OSError as error:
        raise unwritable(target, error) from error
    return written


def as_text(frame: pl.DataFrame) -> pl.DataFrame:
    """A frame whose lists are joined by `;` and whose yes/no is a word, for formats without those types."""
    out: list[pl.Series] = []
    for column in frame:
        if isinstance(column.dtype, pl.List):
            out.append(column.cast(pl.List(pl.String)).list.join(";"))
        elif column.dtype == pl.Boolean():
            out.append(column.replace_strict({True: "yes", False: "no"}, default=None, return_dtype=pl.String()))
        else:
            out.append(column)
    return pl.DataFrame(out)


def write_csv(frame: pl.DataFrame, path: Path) -> None:
    """UTF-8 with a byte order mark, so that spreadsheets take it for what it is."""
    guarded(as_text(frame)).write_csv(path, include_bom=True)


def _write_workbook(frames: Mapping[str, pl.DataFrame], path: Path) -> None:
    """A sheet a table under its Chinese name; every text is written as text, never as a formula."""
    try:
        import xlsxwriter  # noqa: PLC0415 - an extra
        from xlsxwriter.exceptions import FileCreateError  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise SourceError(
            "writing a workbook needs: pip install 'regionpb[excel]'",
            "写出工作簿需要先安装：pip install 'regionpb[excel]'",
        ) from error

    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "constant_memory": False,
    }
    try:
        with xlsxwriter.Workbook(str(path), options) as book:
            for name, frame in frames.items():
                as_text(frame).write_excel(book, TABLES[name].label[:31], autofit=False, header_format={"bold": True})
    except FileCreateError as error:  # no OSError itself, but made of one
        raise error.args[0] from error


def _write_parquet(frame: pl.DataFrame, path: Path) -> None:
    frame.write_parquet(path)


def _write_json_lines(frame: pl.DataFrame, path: Path) -> None:
    frame.write_ndjson(path)


_ONE_FILE_A_TABLE: Mapping[str, Callable[[pl.DataFrame, Path], None]] = {
    "csv": write_csv,
    "parquet": _write_parquet,
    "jsonl": _write_json_lines,
}

FORMATS = (*_ONE_FILE_A_TABLE, "xlsx")
"""The formats tables are written in."""
