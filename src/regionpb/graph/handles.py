"""Handles: one thing as of a day, and where its edges lead.

A handle is an id and where it was found: in tables in memory, or in a store, where each edge is read when it is asked
for. It holds nothing else; handles of the same thing in the same place are equal. Edges are declared, not programmed:
`_to` follows a reference of the row, `_from` finds the rows that refer to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any, ClassVar, Generic, Self, TypeVar, overload

from attrs import field, frozen

from regionpb.contract import TABLES
from regionpb.graph.around import Around
from regionpb.vocabulary import Role

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
        return [kind(handle.around, each) for each in handle.around.referring(kind.table, self.column, handle.id)]


@frozen
class Handle:
    """One row of a node table as of a day.

    Attributes:
        around: where it was found.
        id: its id; the code of a division.
    """

    table: ClassVar[str] = ""
    around: Around = field(repr=False)
    id: str

    @classmethod
    def find(cls, around: Around, key: str) -> Self:
        """The handle of a current row.

        Raises:
            UnknownName: when no row of that id is current; it tells when one is, or suggests the nearest id.
        """
        around.expect(cls.table, str(key))  # a code may be asked for as a number
        return cls(around, str(key))

    @cached_property
    def row(self) -> Any:  # noqa: ANN401 - the model of the table
        """The row as a model of `regionpb.models`; a required cell whose column never came is None."""
        return TABLES[self.table].model.of_cells(self._cells)

    @cached_property
    def _cells(self) -> Mapping[str, Any]:
        return self.around.row(self.table, self.id) or {}

    def cell(self, column: str) -> Any:  # noqa: ANN401 - whatever the column holds
        """The value of a cell of its row; None where it is empty or the column never came."""
        return self._cells.get(column)

    @property
    def name(self) -> str:
        """Its name; its id where it has none. People are never named."""
        column = TABLES[self.table].by_name.get("name")
        return self.id if column is None or column.personal else str(self.cell("name") or self.id)

    def one(self, kind: type[_H], key: str | None) -> _H | None:
        """The handle of an id in the same place; None where nothing of that id is current."""
        there = key is not None and self.around.has(kind.table, key)
        return kind(self.around, str(key)) if there else None

    def several(self, kind: type[_H], keys: Iterable[str]) -> list[_H]:
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
        return self.one(Division, self.around.above(self.table, self.id))

    @property
    def children(self) -> list[Division]:
        """The divisions right below."""
        return [Division(self.around, code) for code in self.around.below(self.table, self.id)]


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
        return self.one(Organization, self.around.above(self.table, self.id))

    @property
    def subordinates(self) -> list[Organization]:
        """The organizations right below."""
        return [Organization(self.around, each) for each in self.around.below(self.table, self.id)]

    @property
    def partners(self) -> list[Organization]:
        """The organizations it is paired with; a pairing has no direction."""
        right = self.around.values("pairings", "right", "left", self.id)
        left = self.around.values("pairings", "left", "right", self.id)
        return self.several(Organization, dict.fromkeys([*right, *left]))

    @property
    def secretary(self) -> Member | None:
        """Its current secretary; of several the first."""
        roles, holders = (self.around.values("seats", column, "organization", self.id) for column in ("role", "holder"))
        seated = (
            holder for role, holder in zip(roles, holders, strict=True) if role == Role.SECRETARY.value and holder
        )
        return next(iter(self.several(Member, seated)), None)


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
        return self.several(Member, self.around.values("volunteers", "member", "team", self.id))
