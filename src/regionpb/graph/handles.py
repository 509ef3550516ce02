"""Handles: one thing as of a day, and where its edges lead.

A handle is a table, an id and the snapshot it was found in. It is made when asked for and holds nothing else;
handles of the same thing in the same snapshot are equal.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar, Self, TypeVar

import polars as pl
from attrs import field, frozen

from regionpb.contract import TABLES
from regionpb.errors import UnknownName
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
        snapshot.position(cls.table, key)
        return cls(snapshot, key)

    @cached_property
    def row(self) -> Any:  # noqa: ANN401 - the model of the table
        """The row as a model of `regionpb.models`."""
        position = self.snapshot.position(self.table, self.id)
        frame = self.snapshot.tables.history(self.table)
        return TABLES[self.table].model.model_validate(frame.row(position, named=True))

    @property
    def name(self) -> str:
        """Its name; its id where it has none. Members are never named."""
        return self.id if self.table == "members" else str(getattr(self.row, "name", None) or self.id)

    def _one(self, kind: type[_H], key: str | None) -> _H | None:
        """The handle a reference leads to; None where it leads to nothing current."""
        if key is None:
            return None
        try:
            return kind.find(self.snapshot, key)
        except UnknownName:
            return None

    def _pointing(self, kind: type[_H], column: str) -> list[_H]:
        """The current rows of a table that refer to this one."""
        key = TABLES[kind.table].key[0]
        found = self.snapshot.frame(kind.table).filter(pl.col(column) == self.id)[key]
        return [kind(self.snapshot, each) for each in found]


@frozen
class Division(Handle):
    """A division 行政区划."""

    table: ClassVar[str] = "divisions"

    @property
    def parent(self) -> Division | None:
        """The division above."""
        return self._one(Division, self.snapshot.territory.parent(self.id))

    @property
    def children(self) -> list[Division]:
        """The divisions right below."""
        return [Division(self.snapshot, code) for code in self.snapshot.territory.children(self.id)]

    @property
    def organizations(self) -> list[Organization]:
        """The organizations that lie in it (not further down)."""
        return self._pointing(Organization, "division")

    @property
    def units(self) -> list[Unit]:
        """The units that lie in it (not further down)."""
        return self._pointing(Unit, "division")


@frozen
class Unit(Handle):
    """A unit 单位."""

    table: ClassVar[str] = "units"

    @property
    def division(self) -> Division | None:
        """Where it lies."""
        return self._one(Division, self.row.division)

    @property
    def organization(self) -> Organization | None:
        """The organization that covers it."""
        return self._one(Organization, self.row.organization)

    @property
    def regional_unit(self) -> RegionalUnit | None:
        """The 1+N unit it lies in."""
        return self._one(RegionalUnit, self.row.regional_unit)

    @property
    def members(self) -> list[Member]:
        """The members it employs."""
        return self._pointing(Member, "unit")


@frozen
class Organization(Handle):
    """A Party organization 党组织."""

    table: ClassVar[str] = "organizations"

    @property
    def superior(self) -> Organization | None:
        """The organization it is subordinate to."""
        return self._one(Organization, self.snapshot.subordination.parent(self.id))

    @property
    def subordinates(self) -> list[Organization]:
        """The organizations right below."""
        return [Organization(self.snapshot, each) for each in self.snapshot.subordination.children(self.id)]

    @property
    def members(self) -> list[Member]:
        """The members whose formal relation lies in it (not below)."""
        return self._pointing(Member, "organization")

    @property
    def regional_unit(self) -> RegionalUnit | None:
        """The 1+N unit of which it is one of the N."""
        return self._one(RegionalUnit, self.row.regional_unit)

    @property
    def division(self) -> Division | None:
        """Where it lies."""
        return self._one(Division, self.row.division)

    @property
    def units(self) -> list[Unit]:
        """The units it covers."""
        return self._pointing(Unit, "organization")

    @property
    def partners(self) -> list[Organization]:
        """The organizations it is paired with."""
        pairs = self.snapshot.frame("pairings")
        left, right = pl.col("left"), pl.col("right")
        other = pairs.select(pl.when(left == self.id).then(right).when(right == self.id).then(left).alias("other"))
        found = (self._one(Organization, each) for each in other["other"].drop_nulls().unique(maintain_order=True))
        return [each for each in found if each is not None]

    @property
    def secretary(self) -> Member | None:
        """Its current secretary; of several the first."""
        seats = self.snapshot.frame("seats").filter(
            (pl.col("organization") == self.id) & (pl.col("role") == "secretary") & pl.col("holder").is_not_null()
        )
        found = (self._one(Member, each) for each in seats["holder"])
        return next((each for each in found if each is not None), None)


@frozen
class RegionalUnit(Handle):
    """A 1+N unit 统筹区域."""

    table: ClassVar[str] = "regional_units"

    @property
    def hub(self) -> Organization | None:
        """The "1"."""
        return self._one(Organization, self.row.hub)

    @property
    def reservoir(self) -> Organization | None:
        """The organization that holds the reservoir's members: the hub, where none is named."""
        return self._one(Organization, self.row.reservoir) or self.hub

    @property
    def organizations(self) -> list[Organization]:
        """The N."""
        found = self._pointing(Organization, "regional_unit")
        return [each for each in found if each.id != self.row.hub]

    @property
    def units(self) -> list[Unit]:
        """The units that lie in it."""
        return self._pointing(Unit, "regional_unit")

    @property
    def division(self) -> Division | None:
        """The smallest division that contains it."""
        return self._one(Division, self.row.division)


@frozen
class Member(Handle):
    """A member 党员."""

    table: ClassVar[str] = "members"

    @property
    def organization(self) -> Organization | None:
        """Where the formal relation lies."""
        return self._one(Organization, self.row.organization)

    @property
    def unit(self) -> Unit | None:
        """The employer."""
        return self._one(Unit, self.row.unit)

    @property
    def residence(self) -> Division | None:
        """Where the member lives."""
        return self._one(Division, self.row.residence)

    @property
    def host_organization(self) -> Organization | None:
        """Where a floating member takes part."""
        return self._one(Organization, self.row.host_organization)


@frozen
class Body(Handle):
    """A coordinating or consulting body 协调议事机构."""

    table: ClassVar[str] = "bodies"

    @property
    def division(self) -> Division | None:
        """The division it serves."""
        return self._one(Division, self.row.division)

    @property
    def regional_unit(self) -> RegionalUnit | None:
        """The 1+N unit it serves."""
        return self._one(RegionalUnit, self.row.regional_unit)


@frozen
class ServicePoint(Handle):
    """A service centre, station or point 服务中心(站、点)."""

    table: ClassVar[str] = "service_points"

    @property
    def division(self) -> Division | None:
        """The division it serves."""
        return self._one(Division, self.row.division)

    @property
    def regional_unit(self) -> RegionalUnit | None:
        """The 1+N unit it serves."""
        return self._one(RegionalUnit, self.row.regional_unit)

    @property
    def linked_to(self) -> list[ServicePoint]:
        """The points it is linked to."""
        found = (self._one(ServicePoint, each) for each in self.row.linked_to or ())
        return [each for each in found if each is not None]


@frozen
class VolunteerTeam(Handle):
    """A team of volunteers 党员志愿者队伍."""

    table: ClassVar[str] = "volunteer_teams"

    @property
    def division(self) -> Division | None:
        """The division it serves."""
        return self._one(Division, self.row.division)

    @property
    def organization(self) -> Organization | None:
        """The organization it belongs to."""
        return self._one(Organization, self.row.organization)

    @property
    def body(self) -> Body | None:
        """The body that coordinates it."""
        return self._one(Body, self.row.body)

    @property
    def members(self) -> list[Member]:
        """Its volunteers."""
        found = self.snapshot.frame("volunteers").filter(pl.col("team") == self.id)["member"]
        handles = (self._one(Member, each) for each in found)
        return [each for each in handles if each is not None]
