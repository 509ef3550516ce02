"""One table while it is being changed: rows looked up by what stands in them, put down, taken back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any, cast

from attrs import define, field

from regionpb.changes.shelf import Row, Shelf, Written
from regionpb.contract import TABLES
from regionpb.errors import Refused, UnknownName

__all__ = ["TURNING", "Sheet", "holds", "unknown"]

TURNING = frozenset({"divisions", "organizations", "regional_units"})
"""The tables whose things others stand in, under or belong to."""

_OF_ITS_END: Mapping[str, str] = MappingProxyType({"members": "exit", "organizations": "end_reason"})
"""What says why a version ended, and goes with its end."""
_FINAL = frozenset({"divisions", "members", "organizations"})
"""The tables in which something that ends leaves others to go elsewhere, or goes itself."""
_OF_ITS_START: Mapping[str, str] = MappingProxyType({"members": "entry"})
"""What says why a version began, and stays with its start."""


@define(eq=False)
class Sheet:
    """One table while it is being changed. Rows are known by their positions; new ones come after all others."""

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
    turns: set[date] = field(factory=set[date], init=False, repr=False)
    """The days on which versions that were looked at begin or end, in a table of which that matters to others."""

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

    def held(self, key: str, on: date) -> int:
        """Where the version of a thing stands that holds on a day: of several the one that starts last.

        Raises:
            UnknownName: when there is no such thing.
            Refused: when it has no version that holds on the day.
        """
        at = self.holding(key, on)
        if at is None:
            raise self._lost(key, on)
        return at

    def holding(self, key: str, on: date) -> int | None:
        """The same, and None where there is none."""
        there = [at for at in self.find(self.key, key) if holds(self.row(at), on)]
        self._note(there)
        return max(there, key=lambda at: (self.row(at)["start"] or date.min, at), default=None)

    def lasting(self, column: str, value: object, since: date) -> list[int]:
        """The rows in which something is referred to, and which hold on some day from one on; the earliest first."""
        rows = ((self.row(at), at) for at in self.find(column, value))
        there = [(row["start"] or date.min, at) for row, at in rows if row["end"] is None or row["end"] > since]
        found = [at for _, at in sorted(there)]
        self._note(found)
        return found

    def _note(self, positions: Iterable[int]) -> None:
        if self.name not in TURNING:
            return
        rows = [self.row(at) for at in positions]
        self.turns.update(day for row in rows for day in (row["start"], row["end"]) if day is not None)

    def _lost(self, key: str, on: date) -> Exception:
        if not self.find(self.key, key):
            return self.unknown(key)
        table = TABLES[self.name]
        name = table.singular.replace("_", " ")
        return Refused(
            f"{name} {key!r} is not there on {on}; choose a day on which it is",
            f"{table.label}“{key}”在 {on} 并不存在；请另选日期",
        )

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

    def change(self, position: int, on: date, until: date | None = None, /, **cells: object) -> int:
        """Let a thing be otherwise from a day on, until it is otherwise in this already.

        Args:
            position: where the version stands that holds on the day.
            on: the day.
            until: the day on which it is decided anew, if there is one.
            cells: how it is then.

        Returns:
            Where the version stands that holds from that day on.
        """
        was = self.row(position)
        new = {column: cell for column, cell in cells.items() if cell != was[column]}
        for at in self._following(was) if new else ():
            row = self.row(at)
            if until is not None and row["start"] >= until:
                break
            if any(row[column] not in (was[column], cell) for column, cell in new.items()):
                break
            self.put(at, **new)
        return self.change_version(position, on, **cells)

    def last(self, position: int) -> Row:
        """The version with which what begins with one comes to a gap or an end."""
        row = self.row(position)
        return [row, *map(self.row, self._following(row))][-1]

    def _following(self, row: Row) -> Iterator[int]:
        """The versions of a thing that follow one, in order, until there is a gap or the thing had ended."""
        places = {self.row(at)["start"]: at for at in self.find(self.key, row[self.key])} if row["end"] else {}
        why = _OF_ITS_END.get(self.name, "end")
        while row["end"] is not None and row["end"] in places and (why == "end" or row[why] is None):
            yield places[row["end"]]
            row = self.row(places[row["end"]])

    def _entered(self, row: Row) -> Refused:
        """What to raise where something is known of a later day."""
        return self._refused(
            row,
            f"is entered from {row['start']} on as well; choose a later day",
            f"自 {row['start']} 起另有登记；请另选以后的日期",
        )

    def _refused(self, row: Row, en: str, zh: str) -> Refused:
        """What to raise of a thing."""
        table = TABLES[self.name]
        key = "/".join(str(row[column]) for column in table.key)
        return Refused(f"{table.singular.replace('_', ' ')} {key!r} {en}", f"{table.label}“{key}”{zh}")

    def change_version(self, position: int, on: date, **cells: object) -> int:
        """Let a version be otherwise from a day on: it is closed, another opened.

        One that starts on that day has no past: it is changed itself.

        Returns:
            Where the version stands that holds from that day on.
        """
        row = self.row(position)
        if row["start"] == on:
            self.put(position, **cells)
            return position
        opened = {**row, **cells, "start": on}
        if self.name in _OF_ITS_START:
            opened[_OF_ITS_START[self.name]] = cells.get(_OF_ITS_START[self.name])
        closed = dict.fromkeys([_OF_ITS_END[self.name]] if self.name in _OF_ITS_END else [])
        self._close(position, on, **closed)
        return self.add(opened)

    def end(self, position: int, on: date, **why: object) -> None:
        """Let a thing end on a day.

        Raises:
            Refused: when it is entered from a later day on as well, or begins only then: nothing is ever deleted. And
                when it is known to end later, and others have gone elsewhere for that.
        """
        self._expect_nothing_later(position, on)
        if self.name in _FINAL:
            self.expect_open(position, on)
        self._close(position, on, **why)

    def expect_open(self, position: int, on: date) -> None:
        """Make sure that it is not known of a thing that it ends on a later day.

        Raises:
            Refused: when it is.
        """
        row = self.row(position)
        if row["end"] is not None and row["end"] > on:
            raise self._refused(
                row,
                f"ends on {row['end']}, as it was entered; choose that day or take that back",
                f"已登记于 {row['end']} 终止；请选该日，或先撤回",
            )

    def hand_on(self, position: int, on: date, **why: object) -> None:
        """Let a thing end on a day, and go on as another, which ends when it would have.

        Raises:
            Refused: when it is entered from a later day on as well, or begins only then.
        """
        self._expect_nothing_later(position, on)
        self._close(position, on, **why)

    def _expect_nothing_later(self, position: int, on: date) -> None:
        later = [row for row in self.versions(self.row(position)[self.key]) if (row["start"] or date.min) > on]
        if later:
            raise self._entered(min(later, key=lambda row: row["start"]))

    def _close(self, position: int, on: date, **why: object) -> None:
        row = self.row(position)
        if row["start"] is not None and row["start"] >= on:
            if any(each["end"] == row["start"] for each in self.versions(row[self.key])):
                raise self._refused(
                    row,
                    f"was changed on {row['start']} already; choose a later day, or take that back",
                    f"已于 {row['start']} 变更；请另选以后的日期，或先撤回该变更",
                )
            raise self._refused(
                row,
                f"begins only on {row['start']}; choose a later day",
                f"自 {row['start']} 起才有；请另选以后的日期",
            )
        self.put(position, end=on, **why)

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


def holds(row: Row, on: date) -> bool:
    """Whether a version holds on a day."""
    start, end = row.get("start"), row.get("end")
    return (start is None or start <= on) and (end is None or end > on)


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
