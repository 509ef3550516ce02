"""Handles: one thing as of a day, and where its edges lead.

A handle is an id and the snapshot it was found in. It is made when asked for and holds nothing else; handles of the
same thing in the same snapshot are equal. Edges are declared, not programmed: `_to` follows a reference of the row,
`_from` finds the rows that refer to it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, ClassVar, Generic, Self, TypeVar, overload

import polars as pl
from attrs import field, frozen

from regionpb.contract import TABLES
from regionpb.graph.snapshot import Snapshot

__all__ = [
    "Body",
    "Division",
    "Handle",
    "Member",
    "Organization",
    "RegionalUnit",
    "ServicePoint",
    "Unit",
    "VolunteerTeam",
]

_H = TypeVar("_H", bound="Handle")


class _to(Generic[_H]):  # noqa: N801 - reads as a word where edges are declared
    """The handle that a reference of the row leads to; None where it leads to nothing current."""

    def __init__(self, kind: Callable[[], type[_H]], column: str, meaning: str) -> None:
        self.kind, self.column, self.__doc__ = kind, column, meaning

    @overload
    def __get__(self, handle: None, owner: type) -> Self: ...
    @overload
    def __get__(self, handle: Handle, owner: type) -> _H | None: ...
    def __get__(self, handle: Handle | None, owner: type) -> Self | _H | None:
        return self if handle is None else handle.one(self.kind(), handle.cell(self.column))


class _from(Generic[_H]):  # noqa: N801 - reads as a word where edges are declared
    """The handles of the current rows of a table that refer to this one."""

    def __init__(self, kind: Callable[[], type[_H]], column: str, meaning: str) -> None:
        self.kind, self.column, self.__doc__ = kind, column, meaning

    @overload
    def __get__(self, handle: None, owner: type) -> Self: ...
    @overload
    def __get__(self, handle: Handle, owner: type) -> list[_H]: ...
    def __get__(self, handle: Handle | None, owner: type) -> Self | list[_H]:
        if handle is None:
            return self
        kind = self.kind()
        rows = handle.snapshot.frame(kind.table).filter(pl.col(self.column) == handle.id)
        return [kind(handle.snapshot, each) for each in rows[TABLES[kind.table].key[0]]]


@frozen
class Handle:
    """One row of a node table as of a day.

    Attributes:
        snapshot: the graph it was found in.
        id: its id; the code of a division.
    """

    table: ClassVar[str] = ""
    snapshot: Snapshot = field(eq=id, repr=False)
    id: str

    @classmethod
    def find(cls, snapshot: Snapshot, key: str) -> Self:
        """The handle of a current row.

        Raises:
            UnknownName: when no row of that id is current; it suggests the nearest id.
        """
        snapshot.ids(cls.table).position(str(key))  # a code may be asked for as a number
        return cls(snapshot, str(key))

    @cached_property
    def row(self) -> Any:  # noqa: ANN401 - the model of the table
        """The row as a model of `regionpb.models`; a required cell whose column never came is None."""
        cells = self.snapshot.tables.history(self.table).row(self._position, named=True)
        return TABLES[self.table].model.of_cells(cells)

    @cached_property
    def _position(self) -> int:
        """Where its current version stands in the history of its table."""
        return self.snapshot.position(self.table, self.id)

    def cell(self, column: str) -> Any:  # noqa: ANN401 - whatever the column holds
        """The value of a cell of its row; None where it is empty or the column never came."""
        value = self.snapshot.tables.history(self.table)[column][self._position]
        return value.to_list() if isinstance(value, pl.Series) else value

    @property
    def name(self) -> str:
        """Its name; its id where it has none. People are never named."""
        column = TABLES[self.table].by_name.get("name")
        return self.id if column is None or column.personal else str(self.cell("name") or self.id)

    def one(self, kind: type[_H], key: str | None) -> _H | None:
        """The handle of an id in the same graph; None where nothing of that id is current."""
        there = key is not None and self.snapshot.ids(kind.table).find(key) is not None
        return kind(self.snapshot, str(key)) if there else None

    def several(self, kind: type[_H], keys: pl.Series | tuple[str, ...]) -> list[_H]:
        """The handles of those ids that are current."""
        found = (self.one(kind, key) for key in keys)
        return [each for each in found if each is not None]


@frozen
class Division(Handle):
    """A division 行政区划."""

    table: ClassVar[str] = "divisions"
    organizations = _from(lambda: Organization, "division", "The organizations that lie in it (not further down).")
    units = _from(lambda: Unit, "division", "The units that lie in it (not further down).")

    @property
    def parent(self) -> Division | None:
        """The division above."""
        return self.one(Division, self.snapshot.territory.parent(self.id))

    @property
    def children(self) -> list[Division]:
        """The divisions right below."""
        return [Division(self.snapshot, code) for code in self.snapshot.territory.children(self.id)]


@frozen
class Unit(Handle):
    """A unit 单位."""

    table: ClassVar[str] = "units"
    division = _to(lambda: Division, "division", "Where it lies.")
    organization = _to(lambda: Organization, "organization", "The organization that covers it.")
    regional_unit = _to(lambda: RegionalUnit, "regional_unit", "The 1+N unit it lies in.")
    members = _from(lambda: Member, "unit", "The members it employs.")


@frozen
class Organization(Handle):
    """A Party organization 党组织."""

    table: ClassVar[str] = "organizations"
    division = _to(lambda: Division, "division", "Where it lies.")
    guided_by = _to(lambda: Organization, "guided_by", "The organization that guides it by trade.")
    regional_unit = _to(lambda: RegionalUnit, "regional_unit", "The 1+N unit of which it is one of the N.")
    members = _from(lambda: Member, "organization", "The members whose formal relation lies in it (not below).")
    units = _from(lambda: Unit, "organization", "The units it covers.")

    @property
    def superior(self) -> Organization | None:
        """The organization it is subordinate to."""
        return self.one(Organization, self.snapshot.subordination.parent(self.id))

    @property
    def subordinates(self) -> list[Organization]:
        """The organizations right below."""
        return [Organization(self.snapshot, each) for each in self.snapshot.subordination.children(self.id)]

    @property
    def partners(self) -> list[Organization]:
        """The organizations it is paired with; a pairing has no direction."""
        left, right = pl.col("left"), pl.col("right")
        other = pl.when(left == self.id).then(right).when(right == self.id).then(left)
        paired = self.snapshot.frame("pairings").select(other.alias("other"))["other"]
        return self.several(Organization, paired.drop_nulls().unique(maintain_order=True))

    @property
    def secretary(self) -> Member | None:
        """Its current secretary; of several the first."""
        seated = (pl.col("organization") == self.id) & (pl.col("role") == "secretary")
        holders = self.snapshot.frame("seats").filter(seated)["holder"].drop_nulls()
        return next(iter(self.several(Member, holders)), None)


@frozen
class RegionalUnit(Handle):
    """A 1+N unit 统筹区域."""

    table: ClassVar[str] = "regional_units"
    division = _to(lambda: Division, "division", "The smallest division that contains it.")
    hub = _to(lambda: Organization, "hub", 'The hub, the "1".')
    units = _from(lambda: Unit, "regional_unit", "The units that lie in it.")
    _belonging = _from(lambda: Organization, "regional_unit", "The organizations that belong to it.")

    @property
    def reservoir(self) -> Organization | None:
        """The organization that holds the reservoir's members: the hub, where none is named."""
        return self.one(Organization, self.cell("reservoir")) or self.hub

    @property
    def organizations(self) -> list[Organization]:
        """The N; the hub is not one of them."""
        return [each for each in self._belonging if each.id != self.cell("hub")]


@frozen
class Member(Handle):
    """A member 党员."""

    table: ClassVar[str] = "members"
    organization = _to(lambda: Organization, "organization", "Where the formal relation lies.")
    unit = _to(lambda: Unit, "unit", "The employer.")
    residence = _to(lambda: Division, "residence", "Where the member lives.")
    host_organization = _to(lambda: Organization, "host_organization", "Where a floating member takes part.")


@frozen
class Body(Handle):
    """A coordinating or consulting body 协调议事机构."""

    table: ClassVar[str] = "bodies"
    division = _to(lambda: Division, "division", "The division it serves.")
    regional_unit = _to(lambda: RegionalUnit, "regional_unit", "The 1+N unit it serves.")


@frozen
class ServicePoint(Handle):
    """A service centre, station or point 服务中心(站、点)."""

    table: ClassVar[str] = "service_points"
    division = _to(lambda: Division, "division", "The division it serves.")
    regional_unit = _to(lambda: RegionalUnit, "regional_unit", "The 1+N unit it serves.")

    @property
    def linked_to(self) -> list[ServicePoint]:
        """The points it is linked to."""
        return self.several(ServicePoint, self.cell("linked_to") or ())


@frozen
class VolunteerTeam(Handle):
    """A team of volunteers 党员志愿者队伍."""

    table: ClassVar[str] = "volunteer_teams"
    division = _to(lambda: Division, "division", "The division it serves.")
    organization = _to(lambda: Organization, "organization", "The organization it belongs to.")
    body = _to(lambda: Body, "body", "The body that coordinates it.")

    @property
    def members(self) -> list[Member]:
        """Its volunteers."""
        enlisted = self.snapshot.frame("volunteers").filter(pl.col("team") == self.id)["member"]
        return self.several(Member, enlisted)
