"""The acts that change a region, as data: what is done to which rows, on which day.

An act says what is meant, not which cells change: `regionpb.changes.plan` knows that. Acts cross the border as JSON,
each with its version.

>>> from pydantic import TypeAdapter
>>> act = move("O-17", under="O-9", on=date(2011, 7, 29))
>>> TypeAdapter(AnyChange).validate_json(act.model_dump_json()) == act
True
>>> act.said.en, act.said.zh
('move O-17 under O-9 on 2011-07-29', '2011-07-29将O-17改隶O-9')
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from regionpb.contract.days import as_day
from regionpb.errors import Both

__all__ = ["Absorb", "Act", "AnyChange", "Incubate", "Move", "Transfer", "absorb", "incubate", "move", "transfer"]

Id = Annotated[str, Field(min_length=1)]


class Act(BaseModel):
    """A dated change of a region.

    Attributes:
        version: of the form in which it is written.
        on: the day from which it holds.
        reason: why it is done.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Literal[1] = 1
    on: date
    reason: str | None = None


class Move(Act):
    """Put an organization under another superior (改隶)."""

    act: Literal["move"] = "move"
    organization: Id
    under: Id

    @property
    def said(self) -> Both:
        """What is done, in both languages."""
        return Both(
            f"move {self.organization} under {self.under} on {self.on}",
            f"{self.on}将{self.organization}改隶{self.under}",
        )


class Absorb(Act):
    """Let members fall to an organization, which for a 1+N unit is its reservoir (归属)."""

    act: Literal["absorb"] = "absorb"
    members: Annotated[tuple[Id, ...], Field(min_length=1)]
    into: Id

    @property
    def said(self) -> Both:
        """What is done, in both languages."""
        who = ", ".join(self.members)
        return Both(f"let {who} fall to {self.into} on {self.on}", f"{self.on}将{who}归入{self.into}")


class Transfer(Act):
    """Let a member go to another organization (转接).

    Attributes:
        member: who goes.
        to: where to.
        letter: the row of `transfers` that is carried out; None where one is to be written.
    """

    act: Literal["transfer"] = "transfer"
    member: Id
    to: Id
    letter: Id | None = None

    @property
    def said(self) -> Both:
        """What is done, in both languages."""
        return Both(
            f"transfer {self.member} to {self.to} on {self.on}",
            f"{self.on}将{self.member}转入{self.to}",
        )


class Incubate(Act):
    """Found a branch of its own for a unit, under a hub, with members who work there (孵化).

    Attributes:
        unit: the unit that has become ready.
        organization: the id of the branch.
        under: the hub that helps it, or another superior.
        members: who moves into it.
    """

    act: Literal["incubate"] = "incubate"
    unit: Id
    organization: Id
    under: Id
    members: Annotated[tuple[Id, ...], Field(min_length=1)]

    @property
    def said(self) -> Both:
        """What is done, in both languages."""
        who = ", ".join(self.members)
        return Both(
            f"found {self.organization} for {self.unit} under {self.under} on {self.on}, with {who}",
            f"{self.on}在{self.under}之下为{self.unit}建立{self.organization}，党员：{who}",
        )


AnyChange = Annotated[Move | Absorb | Transfer | Incubate, Field(discriminator="act")]
"""Any act; JSON tells by `act` which one it is."""


def move(organization: str, *, under: str, on: date | str, reason: str | None = None) -> Move:
    """Put an organization under another superior.

    Args:
        organization: which.
        under: its superior from that day on.
        on: the day.
        reason: why.

    Raises:
        SourceError: when the day is none.
    """
    return Move(organization=organization, under=under, on=as_day(on), reason=reason)


def absorb(members: Iterable[str], *, into: str, on: date | str, reason: str | None = None) -> Absorb:
    """Let members fall to an organization.

    Args:
        members: who.
        into: the organization that holds them from that day on.
        on: the day.
        reason: why.

    Raises:
        SourceError: when the day is none.

    >>> absorb(["M-1", "M-2"], into="O-3", on="2011-07-29").said.zh
    '2011-07-29将M-1, M-2归入O-3'
    """
    return Absorb(members=(*members,), into=into, on=as_day(on), reason=reason)


def transfer(member: str, *, to: str, on: date | str, letter: str | None = None, reason: str | None = None) -> Transfer:
    """Let a member go to another organization.

    Args:
        member: who.
        to: where to.
        on: the day on which they are received.
        letter: the row of `transfers` that this carries out; where there is none one is written.
        reason: why.

    Raises:
        SourceError: when the day is none.

    >>> transfer("M-1", to="O-3", on="2011-07-29").said.en
    'transfer M-1 to O-3 on 2011-07-29'
    """
    return Transfer(member=member, to=to, on=as_day(on), letter=letter, reason=reason)


def incubate(
    unit: str, *, organization: str, under: str, members: Iterable[str], on: date | str, reason: str | None = None
) -> Incubate:
    """Found a branch of its own for a unit.

    Args:
        unit: which.
        organization: the id of the branch.
        under: its superior, the hub.
        members: who moves into it.
        on: the day.
        reason: why.

    Raises:
        SourceError: when the day is none.

    >>> incubate("U-4", organization="O-9", under="O-3", members=["M-1"], on="2011-07-29").said.en
    'found O-9 for U-4 under O-3 on 2011-07-29, with M-1'
    """
    founded = (*members,)
    return Incubate(unit=unit, organization=organization, under=under, members=founded, on=as_day(on), reason=reason)
