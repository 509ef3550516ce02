"""The rows of one table while they are written to: looked up by what stands in them, put down, taken back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, cast

from attrs import define, field

from regionpb.changes.shelf import Row, Shelf, Written
from regionpb.contract import TABLES
from regionpb.errors import UnknownName

__all__ = ["Page", "unknown"]


@define(eq=False)
class Page:
    """The rows of one table while they are written to. Rows are known by their positions; new ones come last."""

    name: str
    _shelf: Shelf = field(repr=False)
    _touched: dict[int, Row | None] = field(factory=dict[int, "Row | None"], init=False)
    """The rows that were written to; None where one was removed."""
    _log: list[tuple[int, Any, int]] = field(factory=list[tuple[int, Any, int]], init=False, repr=False)
    """Of each row that was written to, its position, what was there, and how many rows there were."""
    _more: int = field(default=0, init=False)
    """By how many rows there are more than on the shelf."""
    _places: dict[tuple[str, Any], dict[int, None]] = field(init=False, repr=False)
    """Of touched rows, where each key and reference stands."""

    def __attrs_post_init__(self) -> None:
        self._places = defaultdict(dict)

    # ---- looking up ----------------------------------------------------------------------------

    @property
    def key(self) -> str:
        """The column by which its things are known."""
        return TABLES[self.name].key[0]

    def row(self, position: int) -> Row:
        """A row as it is now; not to be written to."""
        touched = self._touched.get(position)
        return self._shelf.row(position) if touched is None else touched

    @property
    def height(self) -> int:
        """The position of the next row there will be."""
        return self._base + self._more

    @cached_property
    def _base(self) -> int:
        return self._shelf.height

    def has(self, position: int) -> bool:
        """Whether there is a row at a position."""
        return 0 <= position < self.height and self._touched.get(position, _UNTOUCHED) is not None

    def find(self, column: str, value: object) -> list[int]:
        """The positions of the rows in whose key or reference some value stands, in their order."""
        found = [at for at in self._shelf.find(column, value) if at not in self._touched]
        return sorted([*found, *self._places.get((column, value), ())])

    def versions(self, key: str) -> list[Row]:
        """All versions of a thing, in the order of the table."""
        return [self.row(at) for at in self.find(self.key, key)]

    def unknown(self, key: str) -> UnknownName:
        """What to raise where there is nothing of an id."""
        return unknown(self.name, key, self._shelf.near(key))

    def says(self, column: str, value: object = None) -> bool:
        """Whether some row said this in a column before it was written to; where None, anything at all."""
        return self._shelf.says(column, value)

    # ---- putting down --------------------------------------------------------------------------

    def put(self, position: int, **cells: object) -> None:
        """Overwrite cells of a row."""
        self._write(position, {**self.row(position), **cells})

    def remove(self, position: int) -> None:
        """Take a row away, as only what takes changes back may do."""
        self._write(position, None)
        if position == self.height - 1:
            self._more -= 1

    def add(self, row: Mapping[str, object]) -> int:
        """Add a row; what it does not say is empty, or what an empty cell means.

        Returns:
            Its position.
        """
        return self.append({**row, **self._meant(row)})

    def append(self, row: Mapping[str, object]) -> int:
        """Add a row as it is; what it does not say is empty.

        Returns:
            Its position.
        """
        position = self.height
        self._write(position, {**dict.fromkeys(self._shelf.columns), **row})
        self._more += 1
        return position

    def _write(self, position: int, row: Row | None) -> None:
        self._log.append((position, self._touched.get(position, _UNTOUCHED), self._more))
        self._lay(position, row)

    def _lay(self, position: int, row: object) -> None:
        """Let a row be this one, none, or the one that lies on the shelf."""
        old = self._touched.pop(position, None)
        if old is not None:
            for column in self._indexed:
                self._places[column, old[column]].pop(position, None)
        if row is _UNTOUCHED:
            return
        new = self._touched[position] = cast("Row | None", row)
        if new is not None:
            for column in self._indexed:
                self._places[column, new[column]][position] = None

    def _meant(self, row: Mapping[str, object]) -> Row:
        """What empty cells of a row mean."""
        return {column: meant for column, meant in _DEFAULTS[self.name].items() if row.get(column) is None}

    def touched_since(self, mark: int) -> list[str]:
        """The keys of the rows that were written to since a mark."""
        rows = (self._touched.get(at) for at, _, _ in self._log[mark:])
        return [*dict.fromkeys(str(row[self.key]) for row in rows if row is not None)]

    def mark(self) -> int:
        """How far it has come."""
        return len(self._log)

    def back_to(self, mark: int) -> None:
        """Take back what was put down since."""
        while len(self._log) > mark:
            position, row, self._more = self._log.pop()
            self._lay(position, row)

    @property
    def _indexed(self) -> tuple[str, ...]:
        return _INDEXED[self.name]

    # ---- the end -------------------------------------------------------------------------------

    def written(self) -> Written | None:
        """What is other than it was; None where nothing is."""
        changed: list[tuple[int, Row, Row]] = []
        added: list[tuple[int, Row]] = []
        removed: list[tuple[int, Row]] = []
        for at, row in sorted(self._touched.items()):
            if at >= self._base:
                if row is not None:
                    added.append((at, row))
                continue
            before = self._shelf.row(at)
            if row is None:
                removed.append((at, before))
            elif row != before:
                changed.append((at, before, row))
        if not (changed or added or removed):
            return None
        return Written((*changed,), (*added,), (*removed,))


_UNTOUCHED = object()
"""Stands for a row that lies on the shelf as it was."""


def unknown(name: str, key: str, near: Iterable[str]) -> UnknownName:
    """What to raise where there is nothing of an id in a table.

    Args:
        name: the table.
        key: the id.
        near: ids among which one may be that was meant.
    """
    table = TABLES[name]
    return UnknownName(table.singular.replace("_", " "), key, near, table.label)


_INDEXED: Mapping[str, tuple[str, ...]] = {
    name: tuple(
        column.name
        for column in table.columns
        if not column.kind.is_list and (column.references is not None or column.name in table.key)
    )
    for name, table in TABLES.items()
}
"""By table, the columns in which things are looked for."""


_DEFAULTS: Mapping[str, Mapping[str, str]] = {
    name: {column.name: column.default for column in table.columns if column.default is not None}
    for name, table in TABLES.items()
}
"""By table, what an empty cell means."""
