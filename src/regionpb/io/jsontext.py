"""What a text of JSON Lines holds, looked for before polars may read it: some of it takes very long, or misleads it.

Texts are looked through in pieces, not line by line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Sequence

import numpy as np
import polars as pl

from regionpb.io.encodings import CHUNK
from regionpb.io.text import Text

__all__ = ["MOST_KEYS", "count_all", "count_keys", "has_wide_escapes", "may_be_deep", "number_lines"]

_KEY = re.compile(rb'"([^"\\]*)"[ \t\r]*:')
_MARKS = ('":', '" :', "  :", "\t:", "\r:")
"""What stands at the end of a key, or might: where there are as many as keys that are known there is no other key."""

MOST_KEYS = 200
"""Of more keys polars is not asked: it takes the square of their number."""

_LONGEST_KEY = 200
_MOST_BRACKETS = 100


def has_wide_escapes(text: Text) -> bool:
    r"""Whether there is a `\ud…`: of half a character polars makes a NUL."""
    end = b""
    with text.open() as stream:
        while chunk := stream.read(CHUNK):
            joined = end + chunk
            if b"\\ud" in joined or b"\\uD" in joined:
                return True
            end = chunk[-2:]
    return False


def may_be_deep(text: Text) -> bool:
    """Whether a line has so many brackets that it may be nested deeply: polars takes the square of the depth."""
    carried = 0
    with text.open() as stream:
        while chunk := stream.read(CHUNK):
            signs = np.frombuffer(chunk, np.uint8)
            opening = np.flatnonzero((signs & 0xDF) == ord("["))  # and `{`, which is 0x20 more
            ends = np.searchsorted(opening, np.flatnonzero(signs == ord("\n")))
            lines = np.diff(ends, prepend=0, append=len(opening))
            lines[0] += carried
            if lines.max() > _MOST_BRACKETS:
                return True
            carried = lines[-1]
    return False


def count_keys(text: Text, known: Collection[str]) -> dict[str, int] | None:
    """The keys and how often each stands there; null if there are very many.

    Args:
        text: the text.
        known: the keys of some of its objects.
    """
    if len(known) > MOST_KEYS:
        return None
    counts = count_all(text, known, _MARKS)
    if sum(counts.pop(mark) for mark in _MARKS) == sum(counts.values()):
        return counts
    seen, end = set[bytes](), b""
    with text.open() as stream:
        while chunk := stream.read(CHUNK):
            seen.update(_KEY.findall(end + chunk))
            if len(seen) > MOST_KEYS:
                return None
            end = chunk[-_LONGEST_KEY:]
    return counts


def count_all(text: Text, keys: Iterable[str], marks: Sequence[str] = ()) -> dict[str, int]:
    """How often keys, in either of the usual ways of writing them, and marks stand in a file."""
    of = {mark.encode(): mark for mark in marks}
    of |= {f"{json.dumps(key, ensure_ascii=False)}{gap}:".encode(): key for key in keys for gap in ("", " ")}
    counts = dict.fromkeys(of.values(), 0)
    longest, end = max(map(len, of), default=1), b""
    with text.open() as stream:
        while chunk := stream.read(CHUNK):
            joined = end + chunk
            for needle, key in of.items():
                counts[key] += joined.count(needle) - end.count(needle)
            end = joined[-(longest - 1) :]
    return counts


def number_lines(text: Text) -> pl.Series:
    """The numbers of the lines long enough to hold an object."""
    ends, offset = [np.array([-1])], 0
    with text.open() as stream:
        while chunk := stream.read(CHUNK):
            ends.append(np.flatnonzero(np.frombuffer(chunk, np.uint8) == ord("\n")) + offset)
            offset += len(chunk)
    lengths = np.diff(np.concatenate([*ends, np.array([offset])])) - 1
    return pl.Series("row", np.flatnonzero(lengths > 1) + 1, dtype=pl.Int64)
