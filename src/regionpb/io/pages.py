"""Whether the page headers of a Parquet file agree with its footer.

polars 2.1 believes a page header: of a damaged one that counts its values below nothing it asks for exabytes, which
ends the whole process. So the headers are looked at beforehand; there are few of them, and no page is read.

Both are structures of Thrift's compact protocol. What cannot be followed here is left to polars, which tells it.
Source: parquet.thrift of Apache Parquet, and the compact protocol of Apache Thrift.
"""

from __future__ import annotations

import mmap
from pathlib import Path
from typing import Any, TypeAlias

from attrs import define

__all__ = ["pages_agree"]

_DEEPEST = 12
_UNTOLD = 100  # bytes of the header of a dictionary, which old writers do not count
_LONGEST = 1 << 16  # bytes of a page header, statistics and all
_DATA, _DICTIONARY, _DATA_2 = 5, 7, 8  # the fields of a page header that tell of a page of that kind

_Struct: TypeAlias = dict[int, Any]
"""The fields of a structure by their numbers."""


def pages_agree(path: Path) -> bool:
    """Whether no page header contradicts the footer; true, too, where there is no footer to be followed."""
    with path.open("rb") as stream:
        size = path.stat().st_size
        if size < 12:
            return True
        with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
            begin = size - 8 - int.from_bytes(data[-8:-4], "little")
            if data[-4:] != b"PAR1" or begin < 4:
                return True
            try:
                chunks = _chunks(_Compact(data[begin : size - 8]).struct())
            except (ValueError, LookupError, TypeError):
                return True
            try:
                return all(_agrees(data, begin, chunk) for chunk in chunks)
            except (ValueError, LookupError, TypeError):
                return False


def _chunks(footer: _Struct) -> list[_Struct]:
    """What the footer says of each column in each group of rows; columns in other files have nothing here."""
    return [column[3] for group in footer[4] for column in group[1] if 1 not in column]


def _agrees(data: mmap.mmap, most: int, chunk: _Struct) -> bool:
    left, unpacked, packed = chunk[5], chunk[6], chunk[7]
    if left == 0:  # some write no page then
        return True
    at = min(place for place in (chunk.get(11), chunk[9]) if place)  # some write 0 where there is no dictionary
    end = at + packed
    sound = 4 <= at <= end <= most and unpacked >= 0
    while sound and at < end + _UNTOLD and left > 0:
        reader = _Compact(data[at : min(end + _UNTOLD, at + _LONGEST)])
        page = reader.struct()
        at += reader.at + page[3]
        sound = page[3] >= 0 and at <= end + _UNTOLD and 0 <= page[2] <= unpacked and _counts_agree(page)
        left -= next((page[field][1] for field in (_DATA, _DATA_2) if field in page), 0)
    return bool(sound and left == 0)


def _counts_agree(page: _Struct) -> bool:
    """Whether what a page header counts is possible."""
    if _DATA_2 in page:
        values, nulls, rows, _, definitions, repetitions = (page[_DATA_2][field] for field in range(1, 7))
        within = 0 <= nulls <= values and 0 <= rows <= values and min(definitions, repetitions) >= 0
        return bool(within and definitions + repetitions <= page[3])
    if _DATA in page:
        return bool(page[_DATA][1] >= 0)
    return _DICTIONARY not in page or 0 <= page[_DICTIONARY][1] <= page[2]  # each value takes a byte at least


@define
class _Compact:
    """A place in bytes of Thrift's compact protocol."""

    data: bytes
    at: int = 0

    def struct(self, depth: int = 0) -> _Struct:
        fields: _Struct = {}
        number = 0
        while head := self._byte():
            number = number + (head >> 4) if head >> 4 else self._whole()
            fields[number] = self._value(head & 15, depth, boolean=(head & 15) == 1)
        return fields

    def _value(self, kind: int, depth: int, *, boolean: bool | None = None) -> object:
        if depth > _DEEPEST:
            raise ValueError("nested too deep")
        match kind:
            case 1 | 2:
                return self._byte() == 1 if boolean is None else boolean
            case 3:
                return self._byte()
            case 4 | 5 | 6:
                return self._whole()
            case 7:
                self.at += 8
            case 8:
                length = self._unsigned()  # which moves the place
                self.at += length
            case 9 | 10:
                return self._list(depth)
            case 12:
                return self.struct(depth + 1)
            case _:  # maps are not used
                raise ValueError("no such type")
        return None  # what is passed over: it is not asked for, and whether it ended is seen at the next byte

    def _list(self, depth: int) -> list[object]:
        head = self._byte()
        count = head >> 4 if head >> 4 != 15 else self._unsigned()
        if count > len(self.data) - self.at:
            raise ValueError("longer than the file")
        return [self._value(head & 15, depth + 1) for _ in range(count)]

    def _byte(self) -> int:
        self.at += 1
        return self.data[self.at - 1]

    def _unsigned(self) -> int:
        value = shift = 0
        while (byte := self._byte()) & 0x80:
            value |= (byte & 0x7F) << shift
            shift += 7
            if shift > 63:
                raise ValueError("too long a number")
        return value | byte << shift

    def _whole(self) -> int:
        value = self._unsigned()
        return (value >> 1) ^ -(value & 1)
