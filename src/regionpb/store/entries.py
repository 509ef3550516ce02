"""The entries of the journal, in a database."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from regionpb.changes.journal import Entry, Patch
from regionpb.store.faults import legible
from regionpb.store.schema import JOURNAL

__all__ = ["as_kept", "entries", "keep", "last_standing", "standing", "under_key"]


_KEEP = sa.insert(JOURNAL)


def keep(connection: Connection, *kept: Entry) -> None:
    """Write entries behind those that are there."""
    if kept:
        connection.execute(_KEEP, [_cells(entry) for entry in kept])


def _cells(entry: Entry) -> dict[str, Any]:
    return {
        "number": entry.number,
        "recorded": as_kept(entry.recorded),
        "actor": entry.actor,
        "document": entry.document,
        "key": entry.key,
        "policy": entry.policy,
        "undoes": entry.undoes,
        "changes": json.dumps(entry.written, ensure_ascii=False),
        "patch": json.dumps(entry.patch.to_json(), ensure_ascii=False),
    }


def as_kept(instant: datetime) -> str:
    """An instant as it is kept: text that is in order when the instants are."""
    return instant.isoformat(timespec="microseconds")


def entries(connection: Connection, until: int) -> Iterator[Entry]:
    """The entries up to some number, in order."""
    asked = sa.select(JOURNAL).where(JOURNAL.c.number <= until).order_by(JOURNAL.c.number)
    for row in connection.execute(asked):
        yield _entry(row)


@legible()
def _entry(row: sa.Row[Any]) -> Entry:
    return Entry(
        number=row.number,
        recorded=datetime.fromisoformat(row.recorded),
        policy=row.policy,
        written=(*json.loads(row.changes),),
        patch=Patch.from_json(json.loads(row.patch)),
        actor=row.actor,
        document=row.document,
        key=row.key,
        undoes=row.undoes,
    )


def under_key(connection: Connection, key: str) -> Entry | None:
    """The entry with a key; None where there is none."""
    row = connection.execute(sa.select(JOURNAL).where(JOURNAL.c.key == key)).first()
    return None if row is None else _entry(row)


def last_standing(connection: Connection) -> Entry | None:
    """The last entry that takes nothing back and was not taken back; None where there is none."""
    row = connection.execute(_standing().order_by(JOURNAL.c.number.desc()).limit(1)).first()
    return None if row is None else _entry(row)


def standing(connection: Connection) -> Iterator[Entry]:
    """The entries that take nothing back and were not taken back, in order."""
    yield from map(_entry, connection.execute(_standing().order_by(JOURNAL.c.number)))


def _standing() -> sa.Select[Any]:
    back = JOURNAL.alias()
    taken_back = sa.exists().where(back.c.undoes == JOURNAL.c.number)
    return sa.select(JOURNAL).where(JOURNAL.c.undoes.is_(None), ~taken_back)
