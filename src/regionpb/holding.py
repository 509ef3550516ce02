"""What a region holds: tables as of a day, and the graph that they are."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any

import polars as pl
from attrs import frozen

from regionpb.contract import table
from regionpb.graph import handles
from regionpb.graph.around import InMemory
from regionpb.graph.forest import Forest
from regionpb.graph.relations import to_networkx
from regionpb.graph.snapshot import Snapshot
from regionpb.graph.tables import ROW, Tables
from regionpb.queries.description import Description, describe, table_sizes
from regionpb.queries.trail import trail

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Held"]


@frozen(eq=False, repr=False)
class Held:
    """Tables as of a day, and the graph that they are: what can be looked at.

    Attributes:
        day: the day every query and rule speaks of.
        tables: all versions of all rows.
    """

    day: date
    tables: Tables

    # ---- the tables ----------------------------------------------------------------------------

    def table(self, name: str) -> pl.DataFrame:
        """The rows of a table that are current on the day, with every column that came.

        Raises:
            UnknownName: when the contract has no such table.
        """
        known = table(name).name
        rows = self.snapshot.frame(known)[ROW]
        history = self.tables.history(known)
        return history if rows.len() == history.height else history.select(pl.all().gather(rows))

    def scan(self, name: str) -> pl.LazyFrame:
        """The rows of a table that are current on the day, lazily."""
        return self.table(name).lazy()

    def history(self, name: str) -> pl.DataFrame:
        """All versions of the rows of a table.

        Raises:
            UnknownName: when the contract has no such table.
        """
        return self.tables.history(name)

    @property
    def frames(self) -> dict[str, pl.DataFrame]:
        """All versions of every table there is, with the columns that came and no others, as `read` takes them.

        >>> import regionpb
        >>> region = regionpb.testing.minimal()
        >>> regionpb.read(region.frames, at=region.day).check().ok
        True
        """
        return self.tables.came

    # ---- the graph -----------------------------------------------------------------------------

    @cached_property
    def snapshot(self) -> Snapshot:
        """The graph as of the day: what rules and queries read."""
        return Snapshot(self.tables, self.day)

    @cached_property
    def _around(self) -> InMemory:
        return InMemory(self.snapshot)

    @property
    def territory(self) -> Forest:
        """The territorial tree of the current divisions."""
        return self.snapshot.territory

    @property
    def subordination(self) -> Forest:
        """The subordination forest of the current organizations."""
        return self.snapshot.subordination

    def division(self, code: str) -> handles.Division:
        """A current division by its code; UnknownName where there is none."""
        return handles.Division.find(self._around, code)

    def unit(self, key: str) -> handles.Unit:
        """A current unit by its id; UnknownName where there is none."""
        return handles.Unit.find(self._around, key)

    def organization(self, key: str) -> handles.Organization:
        """A current organization by its id; UnknownName where there is none.

        >>> import regionpb
        >>> branch = regionpb.testing.minimal().organization("O-2")
        >>> branch.superior.id, len(branch.members), branch.secretary.id
        ('O-1', 3, 'M-2')
        """
        return handles.Organization.find(self._around, key)

    def regional_unit(self, key: str) -> handles.RegionalUnit:
        """A current 1+N unit by its id; UnknownName where there is none."""
        return handles.RegionalUnit.find(self._around, key)

    def member(self, key: str) -> handles.Member:
        """A current member by their id; UnknownName where there is none."""
        return handles.Member.find(self._around, key)

    def body(self, key: str) -> handles.Body:
        """A current body by its id; UnknownName where there is none."""
        return handles.Body.find(self._around, key)

    def service_point(self, key: str) -> handles.ServicePoint:
        """A current service point by its id; UnknownName where there is none."""
        return handles.ServicePoint.find(self._around, key)

    def volunteer_team(self, key: str) -> handles.VolunteerTeam:
        """A current volunteer team by its id; UnknownName where there is none."""
        return handles.VolunteerTeam.find(self._around, key)

    def to_networkx(self, *relations: str) -> nx.MultiDiGraph[tuple[str, str]]:
        """A networkx multigraph of some relations (see `regionpb.graph.relations.RELATIONS`).

        Without a name: the territory, the subordination, the 1+N stars and the pairings.

        Nodes are `(table, id)`; edges have the key `(relation, id of the row that makes it)` and run from
        superior to subordinate, from hub to N, from left to right. Attributes are the row, without personal names.

        Raises:
            UnknownName: when a relation is not known.

        >>> import regionpb
        >>> graph = regionpb.testing.minimal().to_networkx("subordination")
        >>> list(graph.edges(keys=True))
        [(('organizations', 'O-1'), ('organizations', 'O-2'), ('subordination', 'O-2'))]
        """
        return to_networkx(self.snapshot, relations or ("territory", "subordination", "regional_units", "pairings"))

    def describe(self) -> Description:
        """Tables, rows, the days covered and the headline indicators."""
        return describe(self.snapshot)

    def trail(self, member: str) -> pl.DataFrame:
        """What happened to a member, in order: entry, every way they went, seats, exit (see `regionpb.queries.trail`).

        Raises:
            UnknownName: when there is no such member.

        >>> import regionpb
        >>> regionpb.testing.minimal().trail("M-2").select("event", "target").rows()
        [('there', 'O-2'), ('secretary', 'O-2')]
        """
        return trail(self.tables, member)

    # ---- showing -------------------------------------------------------------------------------

    def __repr__(self) -> str:
        counted = ", ".join(
            f"{self.snapshot.frame(name).height:,} {name.replace('_', ' ')}"
            for name in ("divisions", "organizations", "regional_units", "members")
            if name in self.tables
        )
        return f"<Region of {self.day}: {counted}; {len(self.tables.frames)} tables>"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:  # noqa: ANN401, ARG002 - IPython's protocol
        printer.text(repr(self))

    def _repr_html_(self) -> str:
        head = "<tr><th>table</th><th>表</th><th>current</th><th>versions</th></tr>"
        rows = "".join(
            f"<tr><td>{escape(size.name)}</td><td>{escape(size.label)}</td>"
            + "".join(f"<td style='text-align:right'>{count:,}</td>" for count in (size.current, size.versions))
            + "</tr>"
            for size in table_sizes(self.snapshot)
        )
        return f"<p>{self._told_html()}</p><table>{head}{rows}</table>"

    def _told_html(self) -> str:
        """What stands above the tables."""
        return f"Region 区域 as of {self.day}"
