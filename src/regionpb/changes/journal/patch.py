"""What changes did to the rows, as data: it can be done again, taken back, and written as JSON.

>>> import regionpb as rpb
>>> from regionpb.changes.ledger import Ledger
>>> region = rpb.testing.minimal()
>>> plan = region.preview(rpb.changes.transfer("M-2", to="O-1", on="2012-01-01"))
>>> patch = Patch.of(plan.written)
>>> for rewritten in patch.tables["members"].rewritten:
...     print(rewritten.known, rewritten.was, rewritten.now)
{'id': 'M-2'} {'end': None} {'end': datetime.date(2012, 1, 1)}
>>> ledger = Ledger.of(region.tables)
>>> patch.lay(ledger)
>>> ledger.written() == plan.written
True
>>> patch.inverse().lay(ledger)
>>> ledger.written()
{}
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import evolve, frozen

from regionpb.changes.journal.jsoncells import cells_of, cells_to
from regionpb.changes.ledger import Ledger, Row
from regionpb.changes.sheet import Sheet
from regionpb.changes.shelf import Written
from regionpb.changes.walked import Walked, walked_of, walked_to
from regionpb.contract import TABLES
from regionpb.errors import Conflict

__all__ = ["Lying", "Patch", "Rewritten", "TablePatch"]


@frozen
class Rewritten:
    """A row in which some cells say something else.

    Attributes:
        at: its position; None where that is not known.
        known: cells by which it is known.
        was: the cells that change, before.
        now: the same after.
    """

    at: int | None
    known: Row
    was: Row
    now: Row


@frozen
class Lying:
    """A whole row.

    Attributes:
        at: its position; None where that is not known.
        row: its cells; those that are empty may be left out.
    """

    at: int | None
    row: Row


@frozen
class TablePatch:
    """What was done to one table.

    Attributes:
        rewritten: rows in which some cells say something else.
        added: new rows.
        removed: rows that are no more: acts remove none, taking them back does.
        walked: what acts let go on as another; of what is no act, and of entries of earlier releases, nothing is known.
    """

    rewritten: tuple[Rewritten, ...] = ()
    added: tuple[Lying, ...] = ()
    removed: tuple[Lying, ...] = ()
    walked: tuple[Walked, ...] = ()

    def inverse(self) -> TablePatch:
        """What takes it back."""
        back = (evolve(each, was=each.now, now=each.was) for each in self.rewritten)
        return TablePatch((*back,), self.removed, self.added)

    def rows(self) -> Iterator[Row]:
        """The cells it writes."""
        yield from (each.now for each in self.rewritten)
        yield from (each.row for each in self.added)


@frozen
class Patch:
    """What was done to the tables.

    Attributes:
        tables: by table, what was done to it.
    """

    tables: Mapping[str, TablePatch]

    @classmethod
    def of(cls, written: Mapping[str, Written], walked: Iterable[Walked] = ()) -> Patch:
        """What was written to tables, and what went on as another."""
        tables = {name: _table_patch(name, each) for name, each in written.items()}
        for one in walked:
            each = tables.get(one.table, TablePatch())
            tables[one.table] = evolve(each, walked=(*each.walked, one))
        return cls(tables)

    def inverse(self) -> Patch:
        """What takes it back."""
        return Patch({name: each.inverse() for name, each in self.tables.items()})

    def public(self) -> Patch:
        """The same without the names of people."""
        return Patch({name: _public(each, TABLES[name].personal) for name, each in self.tables.items()})

    def placeless(self) -> Patch:
        """The same, for tables in which rows stand elsewhere."""

        def anywhere(rows: Iterable[Any]) -> tuple[Any, ...]:
            return tuple(evolve(row, at=None) for row in rows)

        return Patch(
            {
                name: TablePatch(anywhere(each.rewritten), anywhere(each.added), anywhere(each.removed), each.walked)
                for name, each in self.tables.items()
            }
        )

    def __bool__(self) -> bool:
        """Whether anything is done."""
        return any(each.rewritten or each.added or each.removed for each in self.tables.values())

    def lay(self, ledger: Ledger) -> None:
        """Do to the tables of a ledger what it says.

        Raises:
            Conflict: when a row is not as it says that it was.
            Refused: when there is no such table.
        """
        for name, each in self.tables.items():
            sheet = ledger.sheet(name)
            for row in each.rewritten:
                sheet.put(_place(sheet, row.at, {**row.known, **row.was}), **row.now)
            for lying in reversed(each.removed):
                sheet.remove(_place(sheet, lying.at, lying.row))
            for lying in each.added:
                at = sheet.append(lying.row)
                if lying.at is not None and lying.at != at:
                    raise Conflict(
                        f"{name} has {at} rows, and the row that was {lying.at} there would come behind them; "
                        "somebody has written to the table without the journal",
                        f"“{TABLES[name].label}”表目前有{at}行，而按记录应为{lying.at}行；有人绕过日志改写了该表",
                    )

    def to_json(self) -> dict[str, Any]:
        """Its JSON form: by table `rewritten`, `added`, `removed`, `walked`, as far as there are any."""
        return {
            name: {
                key: [*rows]
                for key, rows in (
                    ("rewritten", [_rewritten_to(each) for each in patch.rewritten]),
                    ("added", [_lying_to(each) for each in patch.added]),
                    ("removed", [_lying_to(each) for each in patch.removed]),
                    ("walked", [walked_to(each) for each in patch.walked]),
                )
                if rows
            }
            for name, patch in self.tables.items()
        }

    @classmethod
    def from_json(cls, told: Mapping[str, Mapping[str, Iterable[Mapping[str, Any]]]]) -> Patch:
        """A patch from its JSON form.

        Raises:
            KeyError: when something is missing.
        """
        return cls(
            {
                name: TablePatch(
                    tuple(_rewritten_of(name, each) for each in patch.get("rewritten", ())),
                    tuple(_lying_of(name, each) for each in patch.get("added", ())),
                    tuple(_lying_of(name, each) for each in patch.get("removed", ())),
                    tuple(walked_of(name, each) for each in patch.get("walked", ())),
                )
                for name, patch in told.items()
            }
        )


def _table_patch(name: str, written: Written) -> TablePatch:
    key = TABLES[name].key
    rewritten: list[Rewritten] = []
    for at, before, after in written.changed:
        unlike = [column for column, cell in after.items() if cell != before[column]]
        known = {column: before[column] for column in key if column not in unlike}
        rewritten.append(Rewritten(at, known, {c: before[c] for c in unlike}, {c: after[c] for c in unlike}))
    added, removed = (
        tuple(Lying(at, {c: cell for c, cell in row.items() if cell is not None}) for at, row in rows)
        for rows in (written.added, written.removed)
    )
    return TablePatch((*rewritten,), added, removed)


def _public(patch: TablePatch, personal: Iterable[str]) -> TablePatch:
    withheld = {*personal}
    if not withheld:
        return patch

    def shown(row: Row) -> Row:
        return {column: cell for column, cell in row.items() if column not in withheld}

    rewritten = (evolve(each, was=shown(each.was), now=shown(each.now)) for each in patch.rewritten)
    added, removed = (
        tuple(evolve(each, row=shown(each.row)) for each in rows) for rows in (patch.added, patch.removed)
    )
    return TablePatch((*rewritten,), added, removed, patch.walked)


def _place(sheet: Sheet, at: int | None, cells: Row) -> int:
    """Where a row stands that has some cells."""
    if at is not None:
        if sheet.has(at) and _says(sheet.row(at), cells):
            return at
    else:
        for place in sheet.find(sheet.key, cells[sheet.key]):
            if _says(sheet.row(place), cells):
                return place
    table = TABLES[sheet.name]
    key = "/".join(str(cells.get(column)) for column in table.key)
    raise Conflict(
        f"{table.singular.replace('_', ' ')} {key!r} is not as it is said to have been; somebody has written to "
        f"{sheet.name} since, or this is for other tables",
        f"{table.label}“{key}”与记录的先前状况不符；其间有人改写了该表，或该记录并非针对这些表",
    )


def _says(row: Row, cells: Row) -> bool:
    return all(row.get(column) == cell for column, cell in cells.items())


def _rewritten_to(each: Rewritten) -> dict[str, Any]:
    place = {} if each.at is None else {"at": each.at}
    return {**place, "known": cells_to(each.known), "was": cells_to(each.was), "now": cells_to(each.now)}


def _rewritten_of(name: str, told: Mapping[str, Any]) -> Rewritten:
    known, was, now = (cells_of(name, told[part]) for part in ("known", "was", "now"))
    return Rewritten(told.get("at"), known, was, now)


def _lying_to(each: Lying) -> dict[str, Any]:
    place = {} if each.at is None else {"at": each.at}
    return {**place, "row": cells_to(each.row)}


def _lying_of(name: str, told: Mapping[str, Any]) -> Lying:
    return Lying(told.get("at"), cells_of(name, told["row"]))
