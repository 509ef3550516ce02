"""Records of delimited text, one by one: slow, exact, and never lost in an open quote.

This is the grammar of RFC 4180 as spreadsheets read it: a cell in quotes may hold delimiters, line ends and doubled
quotes; a quote inside a bare cell is a quote. Two departures keep a damaged file readable:

* text behind a closing quote belongs to the cell (`"甲"组` is `甲组`), as Python's `csv` reads it;
* a quote that is not closed on its line must be closed properly on a later one, that is, before a delimiter, a line
  end or the end of the file. If the next closing quote is followed by anything else, or there is none, the quote is
  *open*: the record ends with its line, is told, and reading goes on with the next line.

Whatever the damage, the work is linear: an open quote is told by the next odd run of quotes at the latest.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from attrs import define, field

__all__ = ["Record", "delimiter_of", "records"]

QUOTE = '"'
ENDS = "\r\n"
Record = tuple[list[str], bool]
"""The cells of a record, and whether an open quote spoilt it."""


def delimiter_of(header: str) -> str:
    r"""What separates the cells of a header line: a comma, unless there is none but tabs or semicolons outside quotes.

    Example:
        >>> delimiter_of("id;name"), delimiter_of("id\tname"), delimiter_of("id"), delimiter_of('"a;b",c')
        (';', '\t', ',', ',')
    """
    bare = "".join(header.split(QUOTE)[::2])
    return next((delimiter for delimiter in ",\t;" if delimiter in bare), ",")


def records(lines: Iterator[str], delimiter: str) -> Iterator[Record]:
    r"""The records of lines that still have their ends.

    Example:
        >>> list(records(iter(['a,"b\n', 'c"\n', '1,"2\n', '3,4\n']), ","))
        [(['a', 'b\nc'], False), (['1', '"2'], True), (['3', '4'], False)]
    """
    reader = _Reader(lines, delimiter)
    while (line := reader.line()) is not None:
        yield reader.record(line) if QUOTE in line else (line.rstrip(ENDS).split(delimiter), False)


@define
class _Reader:
    """Lines with a memory, for those read ahead in vain."""

    lines: Iterator[str]
    delimiter: str
    returned: deque[str] = field(factory=deque[str])

    def line(self) -> str | None:
        return self.returned.popleft() if self.returned else next(self.lines, None)

    def record(self, line: str) -> Record:
        cells: list[str] = []
        at = 0
        while True:
            if not line.startswith(QUOTE, at):
                cell, at = self._bare(line, at)
            else:
                end = _closing(line, at + 1)
                if end is None:
                    spread = self._spread(line[at + 1 :])
                    if spread is None:
                        return [*cells, *line[at:].rstrip(ENDS).split(self.delimiter)], True
                    cell, line, at = spread
                else:
                    rest, after = self._bare(line, end + 1)
                    cell, at = line[at + 1 : end].replace('""', QUOTE) + rest, after
            cells.append(cell)
            if not line.startswith(self.delimiter, at):
                return cells, False
            at += 1

    def _bare(self, line: str, at: int) -> tuple[str, int]:
        """The text up to the next delimiter or the end of the line."""
        end = line.find(self.delimiter, at)
        if end < 0:
            cell = line[at:].rstrip(ENDS)
            end = at + len(cell)
        return line[at:end], end

    def _spread(self, begun: str) -> tuple[str, str, int] | None:
        """A quoted cell over several lines: its text, the line that closes it and where; null for an open quote."""
        parts, ahead = [begun], list[str]()
        while (line := self.line()) is not None:
            ahead.append(line)
            end = _closing(line, 0)
            if end is None:
                parts.append(line)
            elif line[end + 1 : end + 2] in ("", "\r", "\n", self.delimiter):
                parts.append(line[:end])
                return "".join(parts).replace('""', QUOTE), line, end + 1
            else:
                break
        self.returned.extendleft(reversed(ahead))
        return None


def _closing(line: str, at: int) -> int | None:
    """Where the quote stands that closes a cell; doubled quotes are passed over."""
    while (found := line.find(QUOTE, at)) >= 0:
        if not line.startswith(QUOTE, found + 1):
            return found
        at = found + 2
    return None
