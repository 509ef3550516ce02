"""Acts on what ties people and organizations: seats, pairings, and leaders who look after a village.

>>> pair("O-1", "O-2", on="2011-07-29", tasks=["talent"]).said.zh
'2011-07-29 O-1与O-2结对'
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Literal, Self

from pydantic import model_validator

from regionpb.changes.acts.base import Act, Code, Day, Id, expect_one_of
from regionpb.changes.acts.given import chosen, given_plainly, ids
from regionpb.contract.days import as_day
from regionpb.errors import Both
from regionpb.vocabulary import Role, Task

__all__ = ["Appoint", "Link", "Pair", "Unpair", "Vacate", "appoint", "link", "pair", "unpair", "vacate"]

_ONE_OF = Both("a seat is on an organization or on a body, on one of them", "请指明任职所在的党组织或机构，二者择一")


class Appoint(Act):
    """Seat a member on an organization or a body (任职).

    Attributes:
        holder: who sits.
        role: as what.
        organization: where, or
        body: where.
        seat: the id of the seat; made of the others where None.
        part_time: whether they sit beside what they do elsewhere.
        represents_organization: for whom.
        represents_unit: for whom.
    """

    label: ClassVar[Both] = Both("appoint", "任职")

    act: Literal["appoint"] = "appoint"
    holder: Id
    role: Role
    organization: Id | None = None
    body: Id | None = None
    seat: Id | None = None
    part_time: bool | None = None
    represents_organization: Id | None = None
    represents_unit: Id | None = None

    @model_validator(mode="after")
    def _is_somewhere(self) -> Self:
        expect_one_of(self.organization, self.body, _ONE_OF)
        return self

    @property
    def said(self) -> Both:
        """What is done, in both languages."""
        where = self.organization or self.body
        return Both(
            f"appoint {self.holder} {self.role} of {where} on {self.on}",
            f"{self.on} {self.holder}任{where}{self.role.label}",
        )


class Vacate(Act):
    """Let a seat end (免职)."""

    label: ClassVar[Both] = Both("vacate", "免职")

    act: Literal["vacate"] = "vacate"
    seat: Id

    @property
    def said(self) -> Both:
        """What is done, in both languages."""
        return Both(f"vacate {self.seat} on {self.on}", f"{self.on}免去任职{self.seat}")


class Pair(Act):
    """Pair two organizations (结对)."""

    label: ClassVar[Both] = Both("pair", "结对")

    act: Literal["pair"] = "pair"
    left: Id
    right: Id
    tasks: tuple[Task, ...] = ()
    pairing: Id | None = None

    @property
    def said(self) -> Both:
        """What is done, in both languages."""
        return Both(f"pair {self.left} and {self.right} on {self.on}", f"{self.on} {self.left}与{self.right}结对")


class Unpair(Act):
    """Let a pairing end (解除结对)."""

    label: ClassVar[Both] = Both("unpair", "解除结对")

    act: Literal["unpair"] = "unpair"
    pairing: Id

    @property
    def said(self) -> Both:
        """What is done, in both languages."""
        return Both(f"end {self.pairing} on {self.on}", f"{self.on}解除结对{self.pairing}")


class Link(Act):
    """Let a leader look after a village and its township (联镇带村)."""

    label: ClassVar[Both] = Both("link", "联镇带村")

    act: Literal["link"] = "link"
    leader: Id
    township: Code
    village: Code
    liaison: Id | None = None

    @property
    def said(self) -> Both:
        """What is done, in both languages."""
        return Both(
            f"{self.leader} looks after {self.village} in {self.township} from {self.on} on",
            f"{self.on}起{self.leader}联系{self.township}的{self.village}",
        )


@given_plainly
def appoint(
    holder: str,
    *,
    role: Role | str,
    on: Day,
    organization: str | None = None,
    body: str | None = None,
    seat: str | None = None,
    part_time: bool | None = None,
    represents_organization: str | None = None,
    represents_unit: str | None = None,
    reason: str | None = None,
) -> Appoint:
    """Seat a member on an organization or a body.

    Args:
        holder: who sits.
        role: as what.
        on: since when.
        organization: where; or
        body: where.
        seat: the id of the seat; made of the others where None.
        part_time: whether they sit beside what they do elsewhere.
        represents_organization: for whom.
        represents_unit: for whom.
        reason: why.

    Raises:
        SourceError: when the day is none.
        UnknownName: when `role` is not in its vocabulary.
        Refused: when an id or a name is blank, or not one place is named.
    """
    return Appoint(
        holder=holder,
        role=chosen(Role, role),
        on=as_day(on),
        organization=organization,
        body=body,
        seat=seat,
        part_time=part_time,
        represents_organization=represents_organization,
        represents_unit=represents_unit,
        reason=reason,
    )


@given_plainly
def vacate(seat: str, *, on: Day, reason: str | None = None) -> Vacate:
    """Let a seat end.

    Args:
        seat: which.
        on: the first day on which it is none.
        reason: why.

    Raises:
        SourceError: when the day is none.
        Refused: when an id or a name is blank.
    """
    return Vacate(seat=seat, on=as_day(on), reason=reason)


@given_plainly
def pair(
    left: str,
    right: str,
    *,
    on: Day,
    tasks: Iterable[Task | str] = (),
    pairing: str | None = None,
    reason: str | None = None,
) -> Pair:
    """Pair two organizations.

    Args:
        left: the one.
        right: the other.
        on: since when.
        tasks: what they do together.
        pairing: its id; made of the others where None.
        reason: why.

    Raises:
        SourceError: when the day is none.
        UnknownName: when `tasks` is not in its vocabulary.
        Refused: when an id or a name is blank.
    """
    return Pair(
        left=left,
        right=right,
        on=as_day(on),
        tasks=tuple(chosen(Task, task) for task in ids(tasks)),
        pairing=pairing,
        reason=reason,
    )


@given_plainly
def unpair(pairing: str, *, on: Day, reason: str | None = None) -> Unpair:
    """Let a pairing end.

    Args:
        pairing: which.
        on: the first day on which it is none.
        reason: why.

    Raises:
        SourceError: when the day is none.
        Refused: when an id or a name is blank.
    """
    return Unpair(pairing=pairing, on=as_day(on), reason=reason)


@given_plainly
def link(
    leader: str,
    *,
    township: str,
    village: str,
    on: Day,
    liaison: str | None = None,
    reason: str | None = None,
) -> Link:
    """Let a leader look after a village and its township.

    Args:
        leader: who.
        township: the township.
        village: a village in it.
        on: since when.
        liaison: its id; made of the others where None.
        reason: why.

    Raises:
        SourceError: when the day is none.
        Refused: when an id or a name is blank.
    """
    return Link(leader=leader, township=township, village=village, on=as_day(on), liaison=liaison, reason=reason)
