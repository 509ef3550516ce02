"""A small registration system, as an office might have one: members and organizations in SQLite.

It knows nothing of regionpb. `test_registration.py` beside it tests it with regionpb: see there.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

Row = Mapping[str, Any]

SCHEMA = """
CREATE TABLE division (code TEXT PRIMARY KEY, name TEXT NOT NULL, level TEXT NOT NULL, parent TEXT);
CREATE TABLE area (id TEXT PRIMARY KEY, name TEXT, mode TEXT, division TEXT, hub TEXT, reservoir TEXT);
CREATE TABLE organization (
    id TEXT, name TEXT NOT NULL, form TEXT NOT NULL, division TEXT, superior TEXT, area TEXT, founded TEXT, ended TEXT,
    why TEXT
);
CREATE TABLE membership (
    member TEXT NOT NULL, organization TEXT NOT NULL, status TEXT NOT NULL, since TEXT, until TEXT
);
CREATE TABLE letter (
    number TEXT PRIMARY KEY, member TEXT, source TEXT, target TEXT, kind TEXT, issued TEXT, received TEXT
);
"""


class Registration:
    """The register of a district on one day after another."""

    def __init__(self) -> None:
        self._db = sqlite3.connect(":memory:")
        self._db.row_factory = sqlite3.Row
        self._db.executescript(SCHEMA)

    def take_over(
        self,
        divisions: Iterable[Row] = (),
        areas: Iterable[Row] = (),
        organizations: Iterable[Row] = (),
        memberships: Iterable[Row] = (),
        letters: Iterable[Row] = (),
    ) -> None:
        """Take over what another register holds."""
        for table, rows in (
            ("division", divisions),
            ("area", areas),
            ("organization", organizations),
            ("membership", memberships),
            ("letter", letters),
        ):
            for row in rows:
                cells = {name: str(cell) if isinstance(cell, date) else cell for name, cell in row.items()}
                names, marks = ", ".join(cells), ", ".join("?" * len(cells))
                self._db.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", [*cells.values()])  # noqa: S608

    def rows(self, table: str) -> list[dict[str, Any]]:
        """Everything that a table of it holds."""
        return [dict(row) for row in self._db.execute(f"SELECT * FROM {table}")]  # noqa: S608 - our own tables

    def members_of(self, organization: str) -> list[str]:
        """Who is in an organization now."""
        found = self._db.execute(
            "SELECT member FROM membership WHERE organization = ? AND until IS NULL ORDER BY member", [organization]
        )
        return [row["member"] for row in found]

    def transfer(self, member: str, target: str, on: date, kind: str = "ordinary") -> None:
        """Let a member go to another organization; the letter is issued and received on the day."""
        now = self._db.execute("SELECT * FROM membership WHERE member = ? AND until IS NULL", [member]).fetchone()
        if now is None:
            raise LookupError(f"{member} is nowhere now")
        self._db.execute("UPDATE membership SET until = ? WHERE member = ? AND until IS NULL", [str(on), member])
        self._db.execute("INSERT INTO membership VALUES (?, ?, ?, ?, NULL)", [member, target, now["status"], str(on)])
        self._db.execute(
            "INSERT INTO letter SELECT 'L-' || count(*), ?, ?, ?, ?, ?, ? FROM letter",
            [member, now["organization"], target, kind, str(on), str(on)],
        )

    def dissolve(self, organization: str, on: date) -> None:
        """Dissolve an organization of a 1+N unit: its members fall to the reservoir, or to the hub."""
        here = self._db.execute(
            """
            SELECT a.hub, a.reservoir FROM organization o JOIN area a ON a.id = o.area
            WHERE o.id = ? AND o.ended IS NULL
            """,
            [organization],
        ).fetchone()
        if here is None:
            raise LookupError(f"{organization} is in no 1+N unit")
        store = here["reservoir"] or here["hub"]
        for member in self.members_of(organization):
            self.transfer(member, store, on, kind="absorbed")
        # Who is on the way to it is received there, too.
        self._db.execute("UPDATE letter SET target = ? WHERE target = ? AND received IS NULL", [store, organization])
        self._db.execute(
            "UPDATE organization SET ended = ?, why = 'dissolved' WHERE id = ? AND ended IS NULL",
            [str(on), organization],
        )

    def strays(self, on: date) -> list[str]:
        """Who is in an organization that is no more: the report that the office looks at every morning."""
        found = self._db.execute(
            """
            SELECT DISTINCT m.member FROM membership m
            WHERE (m.since IS NULL OR m.since <= :day) AND (m.until IS NULL OR m.until > :day)
              AND EXISTS (SELECT 1 FROM organization o WHERE o.id = m.organization)
              AND NOT EXISTS (
                SELECT 1 FROM organization o WHERE o.id = m.organization
                  AND (o.founded IS NULL OR o.founded <= :day) AND (o.ended IS NULL OR o.ended > :day))
            ORDER BY m.member
            """,
            {"day": str(on)},
        )
        return [row["member"] for row in found]
