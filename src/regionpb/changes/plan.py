"""What changes would do to the tables: every row before and after.

>>> import regionpb
>>> from regionpb.changes.acts import transfer
>>> region = regionpb.testing.minimal()
>>> plan = plan_of(region.tables, [transfer("M-2", to="O-1", on="2012-01-01")])
>>> plan.before["members"].select("id", "organization", "start", "end").rows()
[('M-2', 'O-2', None, None)]
>>> for row in plan.after["members"].select("id", "organization", "start", "end").rows():
...     print(*row)
M-2 O-2 None 2012-01-01
M-2 O-1 2012-01-01 None
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import polars as pl
from attrs import frozen

from regionpb.changes.acts import Absorb, AnyChange, Incubate, Move, Transfer
from regionpb.changes.recount import recounted
from regionpb.changes.versions import Versions
from regionpb.contract import TABLES
from regionpb.errors import Refused
from regionpb.graph.lineage import Moved
from regionpb.graph.tables import Tables
from regionpb.vocabulary import Form, TransferKind

__all__ = ["Plan", "about", "plan_of"]


@frozen(eq=False)
class Plan:
    """What some changes would do.

    Attributes:
        changes: the changes, in the order in which they are made.
        frames: every table as it would be.
        before: by table, the rows that would not stay as they are.
        after: what would stand there instead, new rows included.
        moved: of the tables with such rows, what becomes of each row.
    """

    changes: tuple[AnyChange, ...]
    frames: Mapping[str, pl.DataFrame]
    before: Mapping[str, pl.DataFrame]
    after: Mapping[str, pl.DataFrame]
    moved: Mapping[str, Moved]


@frozen
class _Going:
    """A member who goes to an organization, and the record of it."""

    member: str
    to: str
    on: date
    kind: TransferKind
    letter: str | None = None


def plan_of(tables: Tables, changes: Sequence[AnyChange]) -> Plan:
    """What changes would do, one after another. Whether the result is sound is for the rules to say.

    Args:
        tables: the tables as they are; one that did not come is not written.
        changes: in the order in which they are made.

    Raises:
        UnknownName: when there is nothing of an id that a change names.
        Refused: when it is not there on the day of the change.
    """
    sheets = {name: Versions.of(name, frame) for name, frame in tables.frames.items()}
    for wave in _waves(changes):
        _make(sheets, wave)
    if "organizations" in sheets:
        sheets["organizations"] = recounted(tables, sheets, {change.on for change in changes})
    moved = {name: sheet for name, sheet in sheets.items() if sheet.changed_rows.any()}
    return Plan(
        tuple(changes),
        {name: sheet.rows for name, sheet in sheets.items()},
        {
            name: tables.frames[name][sheet.origin.filter(sheet.changed_rows).drop_nulls()]
            for name, sheet in moved.items()
        },
        {name: sheet.rows.filter(sheet.changed_rows) for name, sheet in moved.items()},
        {name: Moved.of(sheet.origin, sheet.changed_rows, tables.frames[name].height) for name, sheet in moved.items()},
    )


def _waves(changes: Iterable[AnyChange]) -> Iterator[list[AnyChange]]:
    """Changes in as few rounds as there can be, so that in each a thing is changed once."""
    waves: list[list[AnyChange]] = []
    last: dict[tuple[str, str], int] = {}
    for change in changes:
        changed = [*about(change)]
        turn = max(last.get(one, -1) for one in changed) + 1
        last |= dict.fromkeys(changed, turn)
        if turn == len(waves):
            waves.append([])
        waves[turn].append(change)
    return iter(waves)


def about(change: AnyChange) -> Iterator[tuple[str, str]]:
    """What a change changes."""
    match change:
        case Move():
            yield "organizations", change.organization
        case Absorb():
            yield from (("members", member) for member in change.members)
        case Transfer():
            yield "members", change.member
        case Incubate():
            yield "units", change.unit
            yield "organizations", change.organization
            yield from (("members", member) for member in change.members)


def _make(sheets: dict[str, Versions], wave: Sequence[AnyChange]) -> None:
    """Make changes of which no two change the same thing."""
    founded = [change for change in wave if isinstance(change, Incubate)]
    moves = [change for change in wave if isinstance(change, Move)]
    _expect_superiors(_sheet(sheets, "organizations"), [*moves, *founded])
    if founded:
        _found(sheets, founded)
    if moves:
        wanted = {
            "id": [m.organization for m in moves],
            "on": [m.on for m in moves],
            "superior": [m.under for m in moves],
        }
        sheets["organizations"] = _sheet(sheets, "organizations").changed(pl.DataFrame(wanted))
    going = [one for change in wave for one in _going(change)]
    if going:
        _go(sheets, going)


def _sheet(sheets: Mapping[str, Versions], name: str) -> Versions:
    if name not in sheets:
        label = TABLES[name].label
        raise Refused(
            f"there is no table {name} in which it could be done; read one first", f"没有{label}表，无从施行；请先读入"
        )
    return sheets[name]


def _expect_superiors(organizations: Versions, changes: Sequence[Move | Incubate]) -> None:
    organizations.held(_days((change.under, change.on) for change in changes))


def _days(pairs: Iterable[tuple[str, date]]) -> pl.DataFrame:
    return pl.DataFrame([*dict.fromkeys(pairs)], schema={"id": pl.String, "on": pl.Date}, orient="row")


def _going(change: AnyChange) -> Iterator[_Going]:
    match change:
        case Absorb():
            for member in change.members:
                yield _Going(member, change.into, change.on, TransferKind.ABSORBED)
        case Transfer():
            yield _Going(change.member, change.to, change.on, TransferKind.ORDINARY, change.letter)
        case Incubate():
            for member in change.members:
                yield _Going(member, change.organization, change.on, TransferKind.INCUBATED)
        case Move():
            return


def _go(sheets: dict[str, Versions], going: Sequence[_Going]) -> None:
    """Let members go where they are to be from a day on, with a record for each that has none."""
    _sheet(sheets, "organizations").held(_days((one.to, one.on) for one in going))
    wanted = pl.DataFrame(
        {"id": [g.member for g in going], "on": [g.on for g in going], "organization": [g.to for g in going]}
    )
    members = _sheet(sheets, "members")
    sources = members.rows["organization"].gather(members.held(wanted)["at"])
    sheets["members"] = members.changed(wanted)
    if "transfers" not in sheets:
        return
    taken = set(_sheet(sheets, "transfers").rows["id"])
    letters = [
        {
            "id": _free(f"T-{one.member}-{one.on:%Y%m%d}", taken),
            "member": one.member,
            "source": source,
            "target": one.to,
            "kind": str(one.kind),
            "issued": one.on,
            "received": one.on,
        }
        for one, source in zip(going, sources, strict=True)
        if one.letter is None
    ]
    if letters:
        sheets["transfers"] = _sheet(sheets, "transfers").added(letters)


def _free(name: str, taken: set[str]) -> str:
    """A name that is not taken; it is taken now."""
    free, n = name, 2
    while free in taken:
        free, n = f"{name}-{n}", n + 1
    taken.add(free)
    return free


def _found(sheets: dict[str, Versions], changes: Sequence[Incubate]) -> None:
    """Found a branch for each unit."""
    on = [change.on for change in changes]
    units = _sheet(sheets, "units")
    wanted = {"id": [c.unit for c in changes], "on": on, "organization": [c.organization for c in changes]}
    held = units.held(pl.DataFrame(wanted))
    rows = units.rows[held["at"]].select("name", "division", "regional_unit").rows(named=True)
    founded = [
        row
        | {
            "id": change.organization,
            "name": f"{row['name'] or change.unit}党支部",
            "form": str(Form.BRANCH),
            "superior": change.under,
            "start": change.on,
        }
        for change, row in zip(changes, rows, strict=True)
    ]
    sheets["organizations"] = _sheet(sheets, "organizations").added(founded)
    sheets["units"] = units.changed(pl.DataFrame(wanted))
