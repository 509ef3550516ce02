"""`journal.jsonl` beside the tables of a folder: what was done to them, an entry a line."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from regionpb.changes.journal import Entry
from regionpb.errors import SourceError, why_zh

__all__ = ["as_lines", "read_journal"]


def read_journal(path: Path) -> tuple[Entry, ...]:
    """The entries of a journal, in order.

    Raises:
        SourceError: when it cannot be read, or a line is no entry; it says which.
    """
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise SourceError(f"{path.name} cannot be read: {error}", f"{path.name} 无法读取：{why_zh(error)}") from error
    entries: list[Entry] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            entries.append(Entry.from_json(line))
        except SourceError as error:
            raise SourceError(f"{path.name}:{number}: {error}", f"{path.name} 第{number}行：{error.chinese}") from error
    return (*entries,)


def as_lines(entries: Iterable[Entry]) -> bytes:
    """Entries as a file has them."""
    return "".join(f"{entry.to_json()}\n" for entry in entries).encode()
