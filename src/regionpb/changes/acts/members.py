"""Acts on members: they come, are confirmed, go elsewhere, float and return, and leave.

>>> transfer("M-1", to="O-3", on="2011-07-29").said.en
'transfer M-1 to O-3 on 2011-07-29'
"""

from __future__ import annotations

from typing import ClassVar, Literal

from regionpb.changes.acts.base import Act, Day, Id
from regionpb.changes.acts.given import chosen, given_plainly
from regionpb.contract.days import as_day
from regionpb.errors import Both
from regionpb.vocabulary import Entry, Exit, FloatingStage, Status

__all__ = [
    "Admit",
    "CloseMember",
    "Confirm",
    "Float",
    "Return",
    "Transfer",
    "admit",
    "close_member",
    "confirm",
    "float_",
    "return_",
    "transfer",
]


class Admit(Act):
    """Let somebody come into the register as a member (发展、恢复党籍、转入)."""

    label: ClassVar[Both] = Both("admit", "增加")

    act: Literal["admit"] = "admit"
    member: Id
    organization: Id
    status: Status = Status.PROBATIONARY
    entry: Entry = Entry.ADMITTED
    unit: Id | None = None
    birth_year: int | None = None

    @property
    def said(self) -> Both:
        """What is done, in both languages."""
        return Both(
            f"admit {self.member} into {self.organization} on {self.on} ({self.entry})",
            f"{self.on} {self.member}增加（{self.entry.label}），所在党组织为{self.organization}",
        )


class Confirm(Act):
    """Let a member on probation become a full one (转正)."""

    label: ClassVar[Both] = Both("confirm", "转正")

    act: Literal["confirm"] = "confirm"
    member: Id

    @property
    def said(self) -> Both:
        """What is done, in both languages."""
        return Both(f"confirm {self.member} on {self.on}", f"{self.on} {self.member}转正")


class Transfer(Act):
    """Let a member go to another organization (转接).

    Attributes:
        member: who goes.
        to: where to.
        letter: the row of `transfers` that is carried out; None where one is to be written.
    """

    label: ClassVar[Both] = Both("transfer", "转接")

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


class Float(Act):
    """Enter that a member lives elsewhere for a time (流出).

    Attributes:
        member: who.
        host: where they take part meanwhile.
        stage: how far it is with them.
    """

    label: ClassVar[Both] = Both("float", "流动")

    act: Literal["float"] = "float"
    member: Id
    host: Id | None = None
    stage: FloatingStage | None = None

    @property
    def said(self) -> Both:
        """What is done, in both languages."""
        host, host_zh = (f", hosted by {self.host}", f"，流入{self.host}") if self.host else ("", "")
        return Both(f"{self.member} floats from {self.on} on{host}", f"{self.on}起{self.member}流动{host_zh}")


class Return(Act):
    """Enter that a floating member is back (返回)."""

    label: ClassVar[Both] = Both("return", "返回")

    act: Literal["return"] = "return"
    member: Id

    @property
    def said(self) -> Both:
        """What is done, in both languages."""
        return Both(f"{self.member} returns on {self.on}", f"{self.on} {self.member}返回")


class CloseMember(Act):
    """Let a member leave the register, for a reason (减少)."""

    label: ClassVar[Both] = Both("close member", "减少")

    act: Literal["close_member"] = "close_member"
    member: Id
    exit: Exit

    @property
    def said(self) -> Both:
        """What is done, in both languages."""
        return Both(
            f"{self.member} leaves on {self.on}: {self.exit}", f"{self.on} {self.member}减少（{self.exit.label}）"
        )


@given_plainly
def admit(
    member: str,
    *,
    organization: str,
    on: Day,
    status: Status | str = Status.PROBATIONARY,
    entry: Entry | str = Entry.ADMITTED,
    unit: str | None = None,
    birth_year: int | None = None,
    reason: str | None = None,
) -> Admit:
    """Let somebody come into the register as a member.

    Args:
        member: their pseudonym; who was a member before may be restored under the same one.
        organization: where they are from that day on.
        on: the day.
        status: on probation, or full.
        entry: how they come.
        unit: where they work.
        birth_year: the year they were born in.
        reason: why.

    Raises:
        SourceError: when the day is none.
        UnknownName: when `status` or `entry` is not in its vocabulary.
        Refused: when an id or a name is blank.
    """
    return Admit(
        member=member,
        organization=organization,
        on=as_day(on),
        status=chosen(Status, status),
        entry=chosen(Entry, entry),
        unit=unit,
        birth_year=birth_year,
        reason=reason,
    )


@given_plainly
def confirm(member: str, *, on: Day, reason: str | None = None) -> Confirm:
    """Let a member on probation become a full one.

    Args:
        member: who.
        on: the day.
        reason: why.

    Raises:
        SourceError: when the day is none.
        Refused: when an id or a name is blank.
    """
    return Confirm(member=member, on=as_day(on), reason=reason)


@given_plainly
def transfer(member: str, *, to: str, on: Day, letter: str | None = None, reason: str | None = None) -> Transfer:
    """Let a member go to another organization.

    Args:
        member: who.
        to: where to.
        on: the day on which they are received.
        letter: the row of `transfers` that this carries out; where there is none one is written.
        reason: why.

    Raises:
        SourceError: when the day is none.
        Refused: when an id or a name is blank.
    """
    return Transfer(member=member, to=to, on=as_day(on), letter=letter, reason=reason)


@given_plainly
def float_(
    member: str,
    *,
    on: Day,
    host: str | None = None,
    stage: FloatingStage | str | None = None,
    reason: str | None = None,
) -> Float:
    """Enter that a member lives elsewhere for a time.

    Args:
        member: who.
        on: since when.
        host: where they take part meanwhile.
        stage: how far it is with them; as far as it was if None; first `found`, and with a host `linked`.
        reason: why.

    Raises:
        SourceError: when the day is none.
        UnknownName: when `stage` is not in its vocabulary.
        Refused: when an id or a name is blank.
    """
    return Float(
        member=member,
        on=as_day(on),
        host=host,
        stage=None if stage is None else chosen(FloatingStage, stage),
        reason=reason,
    )


@given_plainly
def return_(member: str, *, on: Day, reason: str | None = None) -> Return:
    """Enter that a floating member is back.

    Args:
        member: who.
        on: since when.
        reason: why.

    Raises:
        SourceError: when the day is none.
        Refused: when an id or a name is blank.
    """
    return Return(member=member, on=as_day(on), reason=reason)


@given_plainly
def close_member(member: str, *, exit: Exit | str, on: Day, reason: str | None = None) -> CloseMember:  # noqa: A002 - the column's name
    """Let a member leave the register.

    Args:
        member: who.
        exit: why they are no member any more.
        on: the first day on which they are none.
        reason: what there is to say about it.

    Raises:
        SourceError: when the day is none.
        UnknownName: when `exit` is not in its vocabulary.
        Refused: when an id or a name is blank.
    """
    return CloseMember(member=member, exit=chosen(Exit, exit), on=as_day(on), reason=reason)
