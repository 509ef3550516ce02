"""The reservoir and the incubator: members fall to a hub, and move out of it when their unit is ready.

>>> absorb(["M-1", "M-2"], into="O-3", on="2011-07-29").said.zh
'2011-07-29将M-1、M-2归入O-3'
>>> incubate("U-4", on="2011-07-29").said.en
'help U-4 to found its own organization on 2011-07-29'
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Literal

from regionpb.changes.acts.base import Act, Day, Id, Ids, OneOrMore, listed
from regionpb.changes.acts.given import given_plainly, ids
from regionpb.contract.days import as_day
from regionpb.errors import Both

__all__ = ["Absorb", "Incubate", "absorb", "incubate"]


class Absorb(Act):
    """Let members fall to an organization, which for a 1+N unit is its reservoir (归属).

    Attributes:
        members: who.
        into: who takes them in; where None the reservoir of the 1+N unit of each one's organization (the hub, where
            none is named), or where it is in none the nearest above that may hold members.
    """

    label: ClassVar[Both] = Both("absorb", "归属")

    act: Literal["absorb"] = "absorb"
    members: OneOrMore
    into: Id | None = None

    @property
    def said(self) -> Both:
        """What is done, in both languages."""
        who, into, into_zh = listed(self.members), self.into or "the reservoir", self.into or "蓄水池"
        return Both(f"let {who.en} fall to {into} on {self.on}", f"{self.on}将{who.zh}归入{into_zh}")


class Incubate(Act):
    """Found a branch of its own for a unit, under a hub, with members who work there (孵化).

    Attributes:
        unit: the unit that has become ready.
        organization: the id of the branch; made of the unit's where None.
        under: the hub that helps it, or another superior; the hub of the unit's 1+N unit where None.
        members: who moves into it; everybody in the reservoir who works there where empty. Nobody who works elsewhere.
        name: what the branch is called; after the unit where None.
    """

    label: ClassVar[Both] = Both("incubate", "孵化")

    act: Literal["incubate"] = "incubate"
    unit: Id
    organization: Id | None = None
    under: Id | None = None
    members: Ids = ()
    name: Id | None = None

    @property
    def said(self) -> Both:
        """What is done, in both languages."""
        if self.organization is None or self.under is None:
            return Both(
                f"help {self.unit} to found its own organization on {self.on}",
                f"{self.on}帮助{self.unit}单独建立党组织",
            )
        who = listed(self.members)
        with_, with_zh = (f", with {who.en}", f"，党员：{who.zh}") if self.members else ("", "")
        return Both(
            f"found {self.organization} for {self.unit} under {self.under} on {self.on}{with_}",
            f"{self.on}为{self.unit}建立{self.organization}，隶属{self.under}{with_zh}",
        )


@given_plainly
def absorb(members: Iterable[str], *, on: Day, into: str | None = None, reason: str | None = None) -> Absorb:
    """Let members fall to an organization.

    Args:
        members: who.
        on: the day.
        into: the organization that holds them from that day on; where None the reservoir of the 1+N unit of each one's
            organization, or where it is in none the nearest above that may hold members.
        reason: why.

    Raises:
        SourceError: when the day is none.
        Refused: when an id or a name is blank.
    """
    return Absorb(members=ids(members), into=into, on=as_day(on), reason=reason)


@given_plainly
def incubate(
    unit: str,
    *,
    on: Day,
    organization: str | None = None,
    under: str | None = None,
    members: Iterable[str] = (),
    name: str | None = None,
    reason: str | None = None,
) -> Incubate:
    """Found a branch of its own for a unit.

    Args:
        unit: which.
        on: the day.
        organization: the id of the branch; made of the unit's where None.
        under: its superior; the hub of the unit's 1+N unit where None.
        members: who moves into it; everybody in the reservoir who works there where empty.
        name: what the branch is called; after the unit where None.
        reason: why.

    Raises:
        SourceError: when the day is none.
        Refused: when an id or a name is blank.
    """
    return Incubate(
        unit=unit,
        organization=organization,
        under=under,
        members=ids(members),
        name=name,
        on=as_day(on),
        reason=reason,
    )
