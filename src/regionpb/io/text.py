"""Text files of any encoding and line end, seen as UTF-8.

A file is UTF-8 (with or without a byte order mark), UTF-16 with its mark, else GB18030 (GBK and GB2312 are parts of
it), else each line by itself. A UTF-8 file stays on disk: whoever reads it reads it from there. Anything else is
transcoded once, in memory.

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
import polars as pl
from attrs import define, frozen

from regionpb.io.raw import require_file
from regionpb.vocabulary import ReadingProblem

__all__ = ["NotText", "Text", "has_damage", "read_text", "readable"]

CHUNK = 1 << 18  # larger pieces cost more page faults than they save calls
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
            data = _from_utf16(stream)
            return _Marks.of(io.BytesIO(data)).text(data)
        # A power failure leaves a tail of NULs, which is no reason to refuse the rows before it.
        written = head.rstrip(b"\0")
        if head.startswith(BINARY_MARKS) or written.count(0) * 8 >= len(written):
            raise NotText(ReadingProblem.BINARY)
        stream.seek(0)
        marks = _Marks.of(stream)
    return marks.text(path) if marks.utf8 else _other_encodings(path)


def _from_utf16(stream: BinaryIO) -> bytes:
    try:
        return stream.read().decode("utf-16").encode()
    except UnicodeError:
        raise NotText(ReadingProblem.ENCODING) from None


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


def _other_encodings(path: Path) -> Text:
    """The text of a file that is not UTF-8 as a whole: GB18030, else line by line."""
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
            return _seen(out)
    return _line_by_line(path, mixed=mixed)


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    while chunk := stream.read(CHUNK):
        yield chunk


def _line_by_line(path: Path, *, mixed: bool) -> Text:
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
    return _seen(out, damaged=damaged > 0)


def _seen(out: io.BytesIO, *, damaged: bool = False) -> Text:
    out.seek(0)
    return _Marks.of(out).text(out.getvalue(), damaged=damaged)


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
