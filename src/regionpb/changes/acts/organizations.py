"""Acts on organizations: they are founded, end, and are there again.

>>> dissolve("O-17", on="2011-08-01").said.en
'dissolve O-17 on 2011-08-01; its members fall to the reservoir, or where there is none to those above'
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Literal, cast, get_args

from regionpb.changes.acts.base import Act, Code, Day, Id, Ids
from regionpb.changes.acts.given import chosen, given_plainly, ids
from regionpb.contract.days import as_day
from regionpb.errors import Both
from regionpb.vocabulary import EndReason, Form, Function

__all__ = [
    "Dissolve",
    "Establish",
    "Reestablish",
    "dissolve",
    "establish",
    "reestablish",
]

Ending = Literal["dissolved", "moved", "upgraded"]


class Establish(Act):
    """Found an organization for one or several units, with its first members (成立)."""

    label: ClassVar[Both] = Both("establish", "成立")

    act: Literal["establish"] = "establish"
    organization: Id
    name: Id
    form: Form
    division: Code
    under: Id | None = None
    function: Function | None = None
    regional_unit: Id | None = None
    units: Ids = ()
    members: Ids = ()

    @property
    def said(self) -> Both:
        """What is done, in both languages."""
        under, under_zh = (f" under {self.under}", f"，隶属{self.under}") if self.under else ("", "")
        return Both(
            f"establish {self.organization} ({self.name}){under} on {self.on}, with {len(self.members)} members",
            f"{self.on}成立{self.organization}（{self.name}）{under_zh}，党员{len(self.members)}名",
        )


class Dissolve(Act):
    """Let an organization end; whatever belongs to it goes elsewhere (撤销).

    Attributes:
        organization: which.
        end_reason: why it ends: `dissolved`, `moved`, `upgraded`.
        into: where its members go; None for the reservoir of its 1+N unit, else the nearest above that may hold them.
        successor: who is hub after it, if it is the hub of a 1+N unit.
    """

    label: ClassVar[Both] = Both("dissolve", "撤销")

    act: Literal["dissolve"] = "dissolve"
    organization: Id
    end_reason: Ending = "dissolved"
    into: Id | None = None
    successor: Id | None = None

    @property
    def said(self) -> Both:
        """What is done, in both languages."""
        hub, hub_zh = "", ""
        if self.successor is not None:
            hub, hub_zh = f"; {self.successor} is hub in its place", f"，由{self.successor}接任区域性党组织"
        home = self.into or self.successor
        return Both(
            f"dissolve {self.organization} on {self.on}{hub}; its members fall to "
            f"{home or 'the reservoir, or where there is none to those above'}",
            f"{self.on}撤销{self.organization}{hub_zh}，党员归入{home or '蓄水池；没有蓄水池的，归入上级党组织'}",
        )


class Reestablish(Act):
    """Let an organization that has ended be there again, as a new version of the same id (恢复).

    Attributes:
        organization: which.
        under: its superior; the one it had where None.
        division: where it lies; where it lay where None.
        members: who moves into it.
    """

    label: ClassVar[Both] = Both("re-establish", "恢复")

    act: Literal["reestablish"] = "reestablish"
    organization: Id
    under: Id | None = None
    division: Code | None = None
    members: Ids = ()

    @property
    def said(self) -> Both:
        """What is done, in both languages."""
        under, under_zh = (f" under {self.under}", f"，隶属{self.under}") if self.under else ("", "")
        there, there_zh = (f" in {self.division}", f"，所在区划为{self.division}") if self.division else ("", "")
        count = len(self.members)
        with_, with_zh = (f", with {count} members", f"，党员{count}名") if count else ("", "")
        return Both(
            f"re-establish {self.organization}{under}{there} on {self.on}{with_}",
            f"{self.on}恢复{self.organization}{under_zh}{there_zh}{with_zh}",
        )


@given_plainly
def establish(
    organization: str,
    *,
    name: str,
    form: Form | str,
    division: str,
    on: Day,
    under: str | None = None,
    function: Function | str | None = None,
    regional_unit: str | None = None,
    units: Iterable[str] = (),
    members: Iterable[str] = (),
    reason: str | None = None,
) -> Establish:
    """Found an organization.

    Args:
        organization: its id, which nothing has or had.
        name: what it is called.
        form: its form.
        division: where it lies.
        on: the day.
        under: its superior.
        function: what it is beyond its form.
        regional_unit: the 1+N unit of which it is to be one of the N.
        units: those it covers.
        members: who moves into it.
        reason: why.

    Raises:
        SourceError: when the day is none.
        UnknownName: when `form` or `function` is not in its vocabulary.
        Refused: when an id or a name is blank.
    """
    return Establish(
        organization=organization,
        name=name,
        form=chosen(Form, form),
        division=division,
        on=as_day(on),
        under=under,
        function=None if function is None else chosen(Function, function),
        regional_unit=regional_unit,
        units=ids(units),
        members=ids(members),
        reason=reason,
    )


@given_plainly
def dissolve(
    organization: str,
    *,
    on: Day,
    reason: Ending | str = "dissolved",
    into: str | None = None,
    successor: str | None = None,
) -> Dissolve:
    """Let an organization end.

    Args:
        organization: which.
        on: the first day on which it is no more.
        reason: why: `dissolved`, `moved` or `upgraded`.
        into: where its members go; None for the reservoir of its 1+N unit, else the nearest above that may hold them.
        successor: who is hub after it, if it is a hub.

    Raises:
        SourceError: when the day is none.
        UnknownName: when `reason` is not in its vocabulary.
        Refused: when an id or a name is blank.
    """
    return Dissolve(
        organization=organization,
        on=as_day(on),
        end_reason=cast("Ending", str(chosen(EndReason, reason, get_args(Ending)))),
        into=into,
        successor=successor,
    )


@given_plainly
def reestablish(
    organization: str,
    *,
    on: Day,
    under: str | None = None,
    division: str | None = None,
    members: Iterable[str] = (),
    reason: str | None = None,
) -> Reestablish:
    """Let an organization that has ended be there again.

    Args:
        organization: which.
        on: the first day on which it is there again.
        under: its superior; the one it had where None.
        division: where it lies; where it lay where None.
        members: who moves into it; a branch needs as many full ones as when it is established.
        reason: why.

    Raises:
        SourceError: when the day is none.
        Refused: when an id or a name is blank.
    """
    return Reestablish(
        organization=organization, on=as_day(on), under=under, division=division, members=ids(members), reason=reason
    )
