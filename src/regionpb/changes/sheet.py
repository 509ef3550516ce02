"""One table while it is being changed: which version of a thing holds on a day, and how it changes or ends on one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType

from attrs import define, field

from regionpb.changes.page import Page
from regionpb.changes.shelf import Row
from regionpb.contract import TABLES
from regionpb.errors import Refused

__all__ = ["TURNING", "Sheet", "holds"]

TURNING = frozenset({"divisions", "organizations", "regional_units"})
"""The tables whose things others stand in, under or belong to."""

_OF_ITS_END: Mapping[str, str] = MappingProxyType({"members": "exit", "organizations": "end_reason"})
"""What says why a version ended, and goes with its end."""
_FINAL = frozenset({"divisions", "members", "organizations"})
"""The tables in which something that ends leaves others to go elsewhere, or goes itself."""
_OF_ITS_START: Mapping[str, str] = MappingProxyType({"members": "entry"})
"""What says why a version began, and stays with its start."""


@define(eq=False)
class Sheet(Page):
    """One table while it is being changed. Its things have versions, each of which holds on some days."""

    turns: set[date] = field(factory=set[date], init=False, repr=False)
    """The days on which versions that were looked at begin or end, in a table of which that matters to others."""

    # ---- on a day ------------------------------------------------------------------------------

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

    # ---- from a day on -------------------------------------------------------------------------

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
        self.expect_final(position, on)
        self._close(position, on, **why)

    def expect_final(self, position: int, on: date) -> None:
        """Make sure that nothing is known of a thing from a later day on, and of what others leave that it ends then.

        Raises:
            Refused: when something is.
        """
        self._expect_nothing_later(position, on)
        if self.name in _FINAL:
            self.expect_open(position, on)

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
                f"已登记为 {row['end']} 失效；请选该日，或先撤回该项登记",
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


def holds(row: Row, on: date) -> bool:
    """Whether a version holds on a day."""
    start, end = row.get("start"), row.get("end")
    return (start is None or start <= on) and (end is None or end > on)
