"""The tables while they are being changed: few rows looked up, few put down, nothing large copied before the end.

>>> from datetime import date
>>> import regionpb
>>> ledger = Ledger.of(regionpb.testing.minimal().tables)
>>> members = ledger.sheet("members")
>>> at = members.held("M-2", date(2012, 1, 1))
>>> members.change(at, date(2012, 1, 1), organization="O-1")
3
>>> [(row["organization"], row["start"], row["end"]) for row in members.versions("M-2")]
[('O-2', None, datetime.date(2012, 1, 1)), ('O-1', datetime.date(2012, 1, 1), None)]
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import define, field

from regionpb.changes.page import unknown
from regionpb.changes.sheet import TURNING, Sheet
from regionpb.changes.shelf import Row, Shelf, Written, frame_shelves
from regionpb.contract import TABLES
from regionpb.errors import Refused, UnknownName
from regionpb.graph.tables import Tables

__all__ = ["Ledger", "Row", "Sheet"]


@define(eq=False)
class Ledger:
    """All tables while they are being changed.

    Attributes:
        shelves: by table, where its rows lie.
    """

    shelves: Mapping[str, Shelf]
    _sheets: dict[str, Sheet] = field(factory=dict[str, Sheet], init=False)

    @classmethod
    def of(cls, tables: Tables) -> Ledger:
        """Tables in memory."""
        return cls(frame_shelves(tables))

    def untouched(self) -> Ledger:
        """The same tables as they were."""
        return Ledger(self.shelves)

    def has(self, name: str) -> bool:
        """Whether there is a table."""
        return name in self.shelves

    def sheet(self, name: str) -> Sheet:
        """A table.

        Raises:
            Refused: when the source had none.
        """
        if name not in self.shelves:
            label = TABLES[name].label
            raise Refused(
                f"there is no table {name} in which it could be done; read one first",
                f"没有“{label}”表，无从办理；请先读入",
            )
        found = self._sheets.get(name)
        if found is None:
            found = self._sheets[name] = Sheet(name, self.shelves[name])
        return found

    def unknown(self, table: str, key: str) -> UnknownName:
        """What to raise where there is nothing of an id."""
        return unknown(table, key, self.shelves[table].near(key) if table in self.shelves else ())

    def free(self, table: str, name: str) -> str:
        """A name of which there is no thing yet: the one wanted, or the next."""
        sheet, free, n = self.sheet(table), name, 2
        while sheet.find(sheet.key, free):
            free, n = f"{name}-{n}", n + 1
        return free

    def turns(self) -> set[date]:
        """The days on which organizations, divisions and 1+N units that were looked at begin or end."""
        return {day for name in TURNING if name in self._sheets for day in self._sheets[name].turns}

    def touched(self, name: str, mark: Mapping[str, int]) -> list[str]:
        """The keys of what was written to a table since a mark."""
        sheet = self._sheets.get(name)
        return [] if sheet is None else sheet.touched_since(mark.get(name, 0))

    def mark(self) -> Mapping[str, int]:
        """How far it has come."""
        return {name: sheet.mark() for name, sheet in self._sheets.items()}

    def back_to(self, mark: Mapping[str, int]) -> None:
        """Take back what was put down since."""
        for name, sheet in self._sheets.items():
            sheet.back_to(mark.get(name, 0))

    def written(self) -> dict[str, Written]:
        """What was written to the tables that are other than they were."""
        done = ((name, sheet.written()) for name, sheet in self._sheets.items())
        return {name: each for name, each in done if each is not None}
