"""What a generated region is put together of, before it becomes rows: places, organizations and 1+N units.

They are nodes with references to each other; only regions small enough to be drawn in a test are made of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, TypeAlias

from attrs import define, field, frozen

from regionpb.codes import division_kind
from regionpb.policies import InForce
from regionpb.rules.kinds import RURAL
from regionpb.rules.levels import LEVELS
from regionpb.vocabulary import BRANCH_TYPE, COMMITTEE_TYPE, DivisionKind

__all__ = ["Area", "Norms", "Organization", "Place", "Row", "Rows"]

Row: TypeAlias = dict[str, Any]
"""The cells of a row by column; what is not given is empty."""

Rows: TypeAlias = dict[str, list[Row]]
"""The rows of each table that a region has."""


@frozen
class Norms:
    """What a region is to comply with: its day, and the parameters in force on it."""

    day: date
    parameters: Mapping[str, int | float]
    receipts: bool
    """Whether a member of a dissolved organization may go on elsewhere only with a received transfer (R008)."""

    @staticmethod
    def of(norms: InForce) -> Norms:
        """The norms of a policy on a day."""
        return Norms(norms.day, norms.parameters, norms.is_on("R008"))

    def number(self, name: str) -> int:
        """A parameter that is counted."""
        return int(self.parameters[name])


@define(eq=False)
class Place:
    """A division."""

    code: str
    name: str
    level: str
    parent: Place | None
    at: tuple[float, float] | None = None
    """Its coordinates, degrees north and east."""
    children: list[Place] = field(factory=list["Place"], repr=False)

    @property
    def rank(self) -> int:
        """How far below the province it is."""
        return LEVELS.index(self.level)

    @property
    def street(self) -> bool:
        """Whether it is a township-level division whose code is that of a street."""
        return self.level == "township" and division_kind(self.code) == DivisionKind.STREET

    @property
    def rural(self) -> bool:
        """Whether it is a town or a rural township by its code, or lies in one."""
        return any(division_kind(place.code) in RURAL for place in self.above)

    @property
    def above(self) -> Iterator[Place]:
        """It and everything above it, upwards."""
        here: Place | None = self
        while here is not None:
            yield here
            here = here.parent

    @property
    def within(self) -> list[Place]:
        """It and everything within it."""
        found: list[Place] = [self]
        for place in found:
            found += place.children
        return found


@define(eq=False)
class Area:
    """A 1+N unit."""

    id: str
    mode: str
    hub: Organization
    ones: list[Organization] = field(factory=list["Organization"], repr=False)
    reservoir: Organization | None = None
    place: Place | None = None

    @property
    def stores(self) -> list[Organization]:
        """Hub and reservoir: the organizations whose members are in the reservoir."""
        return [self.hub] if self.reservoir in {None, self.hub} else [self.hub, *filter(None, [self.reservoir])]


@define(eq=False)
class Organization:
    """A current organization."""

    id: str
    form: str
    superior: Organization | None = field(default=None, repr=False)
    children: list[Organization] = field(factory=list["Organization"], repr=False)
    external: bool = False
    place: Place | None = field(default=None, repr=False)
    area: Area | None = field(default=None, repr=False)
    """The 1+N unit of which it is one of the N."""
    led: Area | None = field(default=None, repr=False)
    """The 1+N unit of which it is the hub."""
    kept: Area | None = field(default=None, repr=False)
    """The 1+N unit of which it is the reservoir."""
    function: str | None = None
    street: Place | None = field(default=None, repr=False)
    """The street whose enlarged committee it is."""
    members: list[Row] = field(factory=list[Row], repr=False)
    units: list[Row] = field(factory=list[Row], repr=False)

    @property
    def is_branch(self) -> bool:
        """Whether it is branch-type."""
        return self.form in BRANCH_TYPE

    @property
    def is_committee(self) -> bool:
        """Whether it is committee-type."""
        return self.form in COMMITTEE_TYPE

    @property
    def is_joint(self) -> bool:
        """Whether it is set up by several units together."""
        return self.form.startswith("joint")

    @property
    def store(self) -> Area | None:
        """The 1+N unit whose reservoir its members are in."""
        return self.led or self.kept

    @property
    def above(self) -> Iterator[Organization]:
        """It and everything above it, upwards."""
        here: Organization | None = self
        while here is not None:
            yield here
            here = here.superior

    @property
    def under(self) -> list[Organization]:
        """It and everything under it."""
        found: list[Organization] = [self]
        for organization in found:
            found += organization.children
        return found

    def hang(self, below: Organization) -> None:
        """Put an organization under this one."""
        if below.superior is not None:
            below.superior.children.remove(below)
        below.superior = self
        self.children.append(below)
