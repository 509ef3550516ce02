"""Room for what is written: a folder in which nothing from elsewhere is replaced by it, or read together with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from regionpb.contract.beside import SETTINGS
from regionpb.errors import SourceError, unwritable
from regionpb.io.kinds import SUFFIXES
from regionpb.io.settings import read_settings

__all__ = ["check_room", "make_room", "tables_of_ours"]


def tables_of_ours(folder: Path, ours: Callable[[Path], bool]) -> list[Path]:
    """The tables in a folder, all of which are ours.

    Raises:
        SourceError: when one is not.
    """
    tables = [path for path in sorted(folder.iterdir()) if path.suffix.lower() in SUFFIXES]
    others = [path.name for path in tables if not ours(path)]
    if others:
        told = ", ".join(others[:3])
        raise SourceError(
            f"{folder} holds tables already ({told}): choose an empty folder",
            f"{folder} 中已有数据表（{told}）：请另选空文件夹",
        )
    return tables


def check_room(folder: Path) -> frozenset[str]:
    """The names of the files that regionpb wrote into a folder before, where nothing else would be in the way.

    Raises:
        SourceError: when the folder holds tables from elsewhere, which would be read together with those written, or
            replaced by them.
    """
    if not folder.is_dir():
        return frozenset()
    try:
        settings = folder / SETTINGS
        ours = frozenset(read_settings(settings).written if settings.is_file() else ())
        tables_of_ours(folder, lambda path: path.name in ours)
    except OSError as error:
        raise unwritable(folder, error) from error
    return ours


def make_room(folder: Path) -> None:
    """Remove what regionpb wrote into a folder before, so that nothing of it stands beside what is written now.

    Raises:
        SourceError: as `check_room` does, before anything is removed.
    """
    try:
        for name in check_room(folder):
            (folder / Path(name).name).unlink(missing_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from error
