"""What a source is made of.

A source is a folder with one file per table, a workbook with a sheet per table, a single file, or a mapping of frames.
A database is a store, which is no business of this module (`is_database`).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from attrs import field, frozen

from regionpb.contract.beside import JOURNAL, PLANTED, SETTINGS
from regionpb.errors import SourceError, why_zh
from regionpb.io.kinds import SUFFIXES, FileKind
from regionpb.io.text import has_damage, readable

__all__ = ["Source", "SourceFile", "discover", "is_database"]

_DATABASES = frozenset({".sqlite", ".sqlite3", ".db"})
_SCHEMES = frozenset({"sqlite", "postgres", "postgresql"})


@frozen
class SourceFile:
    """A file that may hold tables."""

    path: Path
    kind: FileKind


@frozen
class Source:
    """What a source is made of.

    Attributes:
        name: how to call it in messages: the path as it was given, or `frames in memory`.
        files: the files that may hold tables, by name.
        others: names of files and folders that are nothing the library reads, by name.
        settings: the `regionpb.toml` beside the tables, if there is one.
        journal: the `journal.jsonl` beside them, if there is one.
        frames: frames in memory by table.
    """

    name: str
    files: tuple[SourceFile, ...] = ()
    others: tuple[str, ...] = ()
    settings: Path | None = None
    journal: Path | None = None
    frames: Mapping[str, Any] = field(factory=dict[str, Any], repr=False, eq=False)


def is_database(source: object) -> bool:
    """Whether a source is a database, by its name: what is in it is read as a store.

    >>> is_database("region.sqlite"), is_database("postgresql://somewhere/region"), is_database("city")
    (True, True, False)
    """
    if not isinstance(source, (str, os.PathLike)):
        return False
    name = os.fspath(cast("str | os.PathLike[str]", source))
    scheme = name.partition("://")[0].partition("+")[0] if "://" in name else ""
    return scheme in _SCHEMES or Path(name).suffix.lower() in _DATABASES


def discover(source: object) -> Source:
    """Say what a source is made of, without reading it.

    Hidden files and the lock files of an open workbook (`~$book.xlsx`) are passed over.

    Args:
        source: a path (text or path-like) to a folder or a file, or a mapping from tables to frames.

    Raises:
        SourceError: there is nothing there that could be read: no such path, an empty folder, nothing but unknown
            files, an empty mapping, or something that is no source.

    Example:
        >>> discover({"divisions": [], "organizations": []}).name
        'frames in memory'
        >>> discover("no/such/folder")
        Traceback (most recent call last):
        regionpb.errors.SourceError: no such file or folder: 'no/such/folder'; hint: ...
    """
    if isinstance(source, Mapping):
        frames = {str(title): frame for title, frame in cast("Mapping[object, Any]", source).items()}
        if not frames:
            raise SourceError(
                "no frames: the mapping {} is empty; hint: {'divisions': frame, 'organizations': frame}",
                "没有数据表：映射为空；提示：{'divisions': frame, 'organizations': frame}",
            )
        return Source("frames in memory", frames=frames)
    if not isinstance(source, (str, os.PathLike)):
        raise SourceError(
            f"a {type(source).__name__} is no source; hint: give a folder, a file or a mapping from table to frame",
            f"{type(source).__name__} 不能作为数据来源；提示：请给出文件夹、文件，或由表名到数据表的映射",
        )
    name = os.fspath(cast("str | os.PathLike[str]", source))
    if "://" in name:
        kind = name.partition("://")[0]
        raise SourceError(
            f"{kind!r} addresses are not read; hint: give a folder or a file",
            f"不读取“{kind}”地址；提示：请给出文件夹或文件",
        )
    if has_damage(name):
        # Names from an archive of another system; no library that reads files takes them.
        raise SourceError(
            f"the name {readable(name)!r} is in no encoding known; hint: rename the folder or file",
            f"“{readable(name)}”的文字编码无法识别；提示：请改名",
        )
    path = Path(name)
    try:
        return _of_folder(name, path) if path.is_dir() else _of_file(name, path)
    except (OSError, ValueError) as error:  # a NUL in a path is a ValueError
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise SourceError(
            f"cannot open {name!r}: {reason}; hint: look at the path and its permissions",
            f"无法打开“{name}”：{why_zh(error)}；提示：请核对路径和权限",
        ) from error


def _of_file(name: str, path: Path) -> Source:
    if not os.path.lexists(path):
        raise SourceError(
            f"no such file or folder: {name!r}; hint: give a folder with one file per table, or a workbook",
            f"没有这个文件或文件夹：“{name}”；提示：请给出每表一个文件的文件夹，或一个工作簿",
        )
    kind = SUFFIXES.get(path.suffix.lower())
    if kind is None:
        raise SourceError(
            f"{name!r} is no kind of file that is read; hint: {_known()}",
            f"不读取“{name}”这类文件；提示：{_known_zh()}",
        )
    return Source(name, (SourceFile(path, kind),), settings=_settings(path.parent))


def _of_folder(name: str, folder: Path) -> Source:
    files: list[SourceFile] = []
    others: list[str] = []
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "~$")) or path.name in {SETTINGS, PLANTED, JOURNAL}:
            continue
        kind = SUFFIXES.get(path.suffix.lower())
        if kind is None:
            others.append(readable(path.name))
        else:  # a folder or a broken link of that name, too: its reader tells
            files.append(SourceFile(path, kind))
    if not files:
        held = f"holds only files that are not read ({', '.join(others[:5])})" if others else "is empty"
        held_zh = f"中只有不读取的文件（{'、'.join(others[:5])}）" if others else "是空的"
        raise SourceError(
            f"the folder {name!r} {held}; hint: {_known()}", f"文件夹“{name}”{held_zh}；提示：{_known_zh()}"
        )
    return Source(name, tuple(files), tuple(others), _settings(folder), _beside(folder, JOURNAL))


def _settings(folder: Path) -> Path | None:
    return _beside(folder, SETTINGS)


def _beside(folder: Path, name: str) -> Path | None:
    path = folder / name
    return path if os.path.lexists(path) else None


def _known() -> str:
    return f"tables are files such as organizations.csv; the suffixes are {' '.join(SUFFIXES)}"


def _known_zh() -> str:
    return f"每张表一个文件，如 党组织.csv；可读的后缀有 {' '.join(SUFFIXES)}"
