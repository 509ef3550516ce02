"""Which encoding a text file is in, and its text in UTF-8: GB18030 as a whole, else each line by itself.

Two traps lie in the middle. A file glued together from both encodings often *decodes* as GB18030, into nonsense: so
in a file that is not UTF-8 as a whole each line is asked by itself, UTF-8 first, if there is a line that surely is
UTF-8 (four Chinese characters of it; GB18030 text never looks so, whereas a word or two of it may). And a UTF-8 line
with one damaged byte may decode as GB18030, too: in such a file it is damaged if most of it is UTF-8.
The undecodable bytes of a *damaged* line become lone surrogates, as Python's `surrogateescape` makes them, and whoever
reads the line sets it aside. Where most lines are damaged the file is no text.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import numpy as np

from regionpb.vocabulary import ReadingProblem

__all__ = ["CHUNK", "NotText", "from_utf16", "transcoded"]

CHUNK = 1 << 18  # larger pieces cost more page faults than they save calls
_NOT_ASCII = re.compile("[^\x00-\x7f]")
_VOTES = 2_000
"""How many lines are asked for their encoding."""

# Three bytes of UTF-8. Four are no sign of it: 甬江 in GB18030 are the four of a character that does not exist.
# U+FFFD stands where bytes are none.
_WIDE = re.compile("[\u0800-\ud7ff\ue000-\ufffc]")


class NotText(Exception):  # noqa: N818 - it says what the file is
    """A file that is no text: `reason` says why. Never leaves this package."""

    def __init__(self, reason: ReadingProblem) -> None:
        super().__init__(reason.value)
        self.reason = reason


def from_utf16(stream: BinaryIO) -> bytes:
    """The text of a UTF-16 file with its mark, in UTF-8.

    Raises:
        NotText: it is none.
    """
    try:
        return stream.read().decode("utf-16").encode()
    except UnicodeError:
        raise NotText(ReadingProblem.ENCODING) from None


def transcoded(path: Path) -> tuple[bytes, bool]:
    """The text of a file that is not UTF-8 as a whole, in UTF-8, and whether some of its lines are damaged.

    Raises:
        NotText: most lines are in no encoding known.
    """
    with path.open("rb") as stream:
        mixed = any(map(_surely_utf8, _chunks(stream)))
    if not mixed:
        with path.open("rb") as stream:
            mixed = _mostly_utf8(stream)
    if not mixed:
        decoder, out = codecs.getincrementaldecoder("gb18030")(), io.BytesIO()
        with suppress(UnicodeDecodeError), path.open("rb") as stream:
            for chunk in _chunks(stream):
                out.write(decoder.decode(chunk).encode())
            out.write(decoder.decode(b"", final=True).encode())
            return out.getvalue(), False
    return _line_by_line(path, mixed=mixed)


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    while chunk := stream.read(CHUNK):
        yield chunk


def _line_by_line(path: Path, *, mixed: bool) -> tuple[bytes, bool]:
    out = io.BytesIO()
    count = damaged = 0
    with path.open("rb") as stream:
        for line in _byte_lines(stream):
            utf8, is_damaged = (line, False) if line.isascii() else _transcode(line, mixed=mixed)
            out.write(utf8)
            damaged += is_damaged
            count += not line.isspace()
    if damaged * 2 > count:
        raise NotText(ReadingProblem.ENCODING)
    return out.getvalue(), damaged > 0


def _byte_lines(stream: BinaryIO) -> Iterator[bytes]:
    """Lines with their ends: LF, CRLF or CR."""
    if stream.read(3) != codecs.BOM_UTF8:
        stream.seek(0)
    for line in stream:
        if b"\r" in line:
            yield from line.splitlines(keepends=True)
        else:
            yield line


def _surely_utf8(chunk: bytes) -> bool:
    """Whether four Chinese characters of UTF-8 stand in a row somewhere."""
    codes = np.frombuffer(chunk, np.uint8)
    if codes.size < 12:
        return False
    follows = (codes & 0xC0) == 0x80
    wide = ((codes[:-2] - np.uint8(0xE3)) <= 6) & follows[1:-1] & follows[2:]
    return bool((wide[:-9] & wide[3:-6] & wide[6:-3] & wide[9:]).any())


def _mostly_utf8(stream: BinaryIO) -> bool:
    """Whether of the first lines that are not ASCII more than half are UTF-8: of GB18030 hardly any is, by chance."""
    votes = [_is_utf8(line) for line in islice((line for line in _byte_lines(stream) if not line.isascii()), _VOTES)]
    return sum(votes) * 2 > len(votes)


def _is_utf8(line: bytes) -> bool:
    try:
        return _is_chinese(line.decode())
    except UnicodeDecodeError:
        return False


def _is_chinese(text: str) -> bool:
    """Whether most characters that are not ASCII are as wide as Chinese ones: those of GB18030 taken for UTF-8 are not.

    Two words of GB18030 often have as many that are as those that are not.
    """
    return len(_WIDE.findall(text)) * 2 > len(_NOT_ASCII.findall(text))


def _transcode(line: bytes, *, mixed: bool) -> tuple[bytes, bool]:
    """The line in UTF-8, and whether it is damaged."""
    valid = True
    try:
        if _is_chinese(line.decode()):
            return line, False
    except UnicodeDecodeError:
        valid = False
        if mixed and _is_chinese(line.decode("utf-8", "replace")):
            return line.decode("utf-8", "surrogateescape").encode("utf-8", "surrogatepass"), True
    try:
        return line.decode("gb18030").encode(), False
    except UnicodeDecodeError:
        if valid:
            return line, False
        return line.decode("gb18030", "surrogateescape").encode("utf-8", "surrogatepass"), True
