"""Text files of any encoding and line end, seen as UTF-8.

A file is UTF-8 (with or without a byte order mark), UTF-16 with its mark, else GB18030 (GBK and GB2312 are parts of
it), else each line by itself. A UTF-8 file stays on disk: whoever reads it reads it from there. Anything else is
transcoded once, in memory (see `regionpb.io.encodings`). Where the bytes of a line are in none of these, it is damaged.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import numpy as np
import polars as pl
from attrs import define, frozen

from regionpb.io.encodings import CHUNK, NotText, from_utf16, transcoded
from regionpb.io.raw import require_file
from regionpb.vocabulary import ReadingProblem

__all__ = ["Text", "has_damage", "read_text", "readable"]

BINARY_MARKS = (
    b"PK\x03\x04",  # a workbook or another archive
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",  # an old or an encrypted workbook
    b"\x1f\x8b",
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!\x1a",
    b"%PDF-",
    b"PAR1\x15",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"SQLite format 3\0",
)
_SURROGATE = re.compile("[\ud800-\udfff]")


@frozen
class Text:
    """A text file as UTF-8, and what is remarkable about its bytes.

    Attributes:
        source: the file itself where it is UTF-8, else its text in UTF-8.
        nuls: there are NUL characters.
        quotes: there are double quotes.
        feeds: there are line feeds.
        bare_returns: there are carriage returns without a line feed behind.
        damaged: some lines hold bytes of no known encoding; `source` is then not valid UTF-8, read `lines`.
    """

    source: Path | bytes
    nuls: bool
    quotes: bool
    feeds: bool
    bare_returns: bool
    damaged: bool

    def open(self) -> BinaryIO:
        """The bytes, from the start, a byte order mark included if the file has one."""
        return io.BytesIO(self.source) if isinstance(self.source, bytes) else self.source.open("rb")

    @property
    def size(self) -> int:
        """How many bytes there are."""
        return len(self.source) if isinstance(self.source, bytes) else self.source.stat().st_size

    def lines(self) -> Iterator[str]:
        """The lines with their ends, as they came (LF, CRLF or CR); undecodable bytes as lone surrogates."""
        errors = "surrogatepass" if self.damaged else "strict"
        with io.TextIOWrapper(self.open(), encoding="utf-8-sig", errors=errors, newline="") as stream:
            yield from stream


def has_damage(text: str) -> bool:
    """Whether text holds lone surrogates: bytes that could not be decoded, or half a character of JSON."""
    return not text.isascii() and _SURROGATE.search(text) is not None


def readable(text: str) -> str:
    r"""Text with its undecodable bytes written out, fit to be shown and stored.

    Example:
        >>> print(readable("甲" + b"\xff".decode("utf-8", "surrogateescape")))
        甲\xff
    """
    if not has_damage(text):
        return text
    return _SURROGATE.sub(_written_out, text)


def _written_out(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\x{code - 0xDC00:02x}" if 0xDC80 <= code <= 0xDCFF else f"\\u{code:04x}"


def read_text(path: Path) -> Text:
    """What is in a text file, looked at once, in pieces.

    Raises:
        NotText: the file is empty, binary, or in no encoding known.
        OSError: it cannot be opened or is no regular file.
    """
    require_file(path)
    with path.open("rb") as stream:
        head = stream.read(1 << 16)
        if not head:
            raise NotText(ReadingProblem.EMPTY)
        if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            stream.seek(0)
            data = from_utf16(stream)
            return _Marks.of(io.BytesIO(data)).text(data)
        # A power failure leaves a tail of NULs, which is no reason to refuse the rows before it.
        written = head.rstrip(b"\0")
        if head.startswith(BINARY_MARKS) or written.count(0) * 8 >= len(written):
            raise NotText(ReadingProblem.BINARY)
        stream.seek(0)
        marks = _Marks.of(stream)
    if marks.utf8:
        return marks.text(path)
    data, damaged = transcoded(path)
    return _Marks.of(io.BytesIO(data)).text(data, damaged=damaged)


@define
class _Marks:
    """What one pass over the bytes of a file sees."""

    utf8: bool = True
    nuls: bool = False
    quotes: bool = False
    feeds: bool = False
    bare_returns: bool = False

    @classmethod
    def of(cls, stream: BinaryIO) -> _Marks:
        marks, begun = cls(), b""
        while chunk := stream.read(CHUNK):
            if chunk.endswith(b"\r"):
                chunk += stream.read(1)  # CRLF is one line end
            marks._see(chunk)
            if marks.utf8:
                begun = marks._decode(begun + chunk)
        marks.utf8 = marks.utf8 and not begun
        return marks

    def _see(self, chunk: bytes) -> None:
        self.nuls = self.nuls or b"\0" in chunk
        self.quotes = self.quotes or b'"' in chunk
        self.feeds = self.feeds or b"\n" in chunk
        if not self.bare_returns and b"\r" in chunk:
            codes = np.frombuffer(chunk + b" ", np.uint8)
            self.bare_returns = bool(((codes[:-1] == ord("\r")) & (codes[1:] != ord("\n"))).any())

    def _decode(self, chunk: bytes) -> bytes:
        """Ask whether the chunk is UTF-8; return the character begun at its end."""
        whole = _whole_characters(chunk)
        try:  # eight times as fast as bytes.decode, and no text is made
            pl.Series([chunk[:whole]], dtype=pl.Binary).cast(pl.String)
        except pl.exceptions.PolarsError:
            self.utf8 = False
        return chunk[whole:]

    def text(self, source: Path | bytes, *, damaged: bool = False) -> Text:
        return Text(source, self.nuls, self.quotes, self.feeds, self.bare_returns, damaged)


def _whole_characters(chunk: bytes) -> int:
    """How many bytes of the chunk are whole UTF-8 characters, if it is UTF-8: all but at most three."""
    for back, byte in enumerate(reversed(chunk[-3:]), start=1):
        if byte >= 0xC0:
            wanted = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            return len(chunk) - back if wanted > back else len(chunk)
        if byte < 0x80:
            break
    return len(chunk)
