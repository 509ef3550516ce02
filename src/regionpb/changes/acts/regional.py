"""Acts on 1+N units: they are formed and closed, and organizations join and leave them.

>>> affiliate("O-17", regional_unit="R-2", on="2011-07-29").said.zh
'2011-07-29将O-17纳入R-2'
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Literal, Self

from pydantic import model_validator

from regionpb.changes.acts.base import Act, Code, Day, Id, Ids, expect_one_of
from regionpb.changes.acts.given import chosen, given_plainly, ids
from regionpb.contract.days import as_day
from regionpb.errors import Both
from regionpb.vocabulary import Mode

__all__ = ["Affiliate", "CloseUnit", "FormUnit", "Leave", "affiliate", "close_unit", "form_unit", "leave"]

_ONE_OF = Both("name an organization or a unit, one of them", "请指明党组织或单位，二者择一")


class FormUnit(Act):
    """Form a 1+N unit around a hub (组建统筹区域)."""

    label: ClassVar[Both] = Both("form unit", "组建统筹区域")

    act: Literal["form_unit"] = "form_unit"
    regional_unit: Id
    name: Id
    mode: Mode
    division: Code
    hub: Id
    reservoir: Id | None = None
    organizations: Ids = ()
    units: Ids = ()

    @property
    def said(self) -> Both:
        """What is done, in both languages."""
        count = len(self.organizations) + len(self.units)
        return Both(
            f"form {self.regional_unit} ({self.name}) around {self.hub} with {count} on {self.on}",
            f"{self.on}以{self.hub}为区域性党组织组建{self.regional_unit}（{self.name}），纳入党组织、单位共{count}个",
        )


class CloseUnit(Act):
    """Let a 1+N unit end; its organizations stay where they are (撤销统筹区域)."""

    label: ClassVar[Both] = Both("close unit", "撤销统筹区域")

    act: Literal["close_unit"] = "close_unit"
    regional_unit: Id

    @property
    def said(self) -> Both:
        """What is done, in both languages."""
        return Both(f"close {self.regional_unit} on {self.on}", f"{self.on}撤销{self.regional_unit}")


class Affiliate(Act):
    """Let an organization become one of the N of a 1+N unit, or let a unit lie in it (纳入).

    Attributes:
        organization: which, or
        unit: which.
        regional_unit: the 1+N unit.
    """

    label: ClassVar[Both] = Both("affiliate", "纳入")

    act: Literal["affiliate"] = "affiliate"
    organization: Id | None = None
    unit: Id | None = None
    regional_unit: Id

    @model_validator(mode="after")
    def _names_one(self) -> Self:
        expect_one_of(self.organization, self.unit, _ONE_OF)
        return self

    @property
    def said(self) -> Both:
        """What is done, in both languages."""
        who = self.organization or self.unit
        return Both(
            f"affiliate {who} to {self.regional_unit} on {self.on}", f"{self.on}将{who}纳入{self.regional_unit}"
        )


class Leave(Act):
    """Let an organization be one of the N no longer, or a unit lie in no 1+N unit (退出)."""

    label: ClassVar[Both] = Both("leave", "退出")

    act: Literal["leave"] = "leave"
    organization: Id | None = None
    unit: Id | None = None

    @model_validator(mode="after")
    def _names_one(self) -> Self:
        expect_one_of(self.organization, self.unit, _ONE_OF)
        return self

    @property
    def said(self) -> Both:
        """What is done, in both languages."""
        who = self.organization or self.unit
        return Both(f"{who} leaves its 1+N unit on {self.on}", f"{self.on} {who}退出所在统筹区域")


@given_plainly
def form_unit(
    regional_unit: str,
    *,
    name: str,
    mode: Mode | str,
    division: str,
    hub: str,
    on: Day,
    reservoir: str | None = None,
    organizations: Iterable[str] = (),
    units: Iterable[str] = (),
    reason: str | None = None,
) -> FormUnit:
    """Form a 1+N unit around a hub.

    Args:
        regional_unit: its id, which nothing has or had.
        name: what it is called.
        mode: by what it is drawn together.
        division: the smallest division that contains it.
        hub: the "1".
        on: the day.
        reservoir: who holds the members of the reservoir; the hub where None.
        organizations: the N; each is under the hub.
        units: the units that lie in it.
        reason: why.

    Raises:
        SourceError: when the day is none.
        UnknownName: when `mode` is not in its vocabulary.
        Refused: when an id or a name is blank.
    """
    return FormUnit(
        regional_unit=regional_unit,
        name=name,
        mode=chosen(Mode, mode),
        division=division,
        hub=hub,
        on=as_day(on),
        reservoir=reservoir,
        organizations=ids(organizations),
        units=ids(units),
        reason=reason,
    )


@given_plainly
def close_unit(regional_unit: str, *, on: Day, reason: str | None = None) -> CloseUnit:
    """Let a 1+N unit end.

    Args:
        regional_unit: which.
        on: the first day on which it is no more.
        reason: why.

    Raises:
        SourceError: when the day is none.
        Refused: when an id or a name is blank.
    """
    return CloseUnit(regional_unit=regional_unit, on=as_day(on), reason=reason)


@given_plainly
def affiliate(
    organization: str | None = None,
    *,
    unit: str | None = None,
    regional_unit: str,
    on: Day,
    reason: str | None = None,
) -> Affiliate:
    """Let an organization become one of the N, or let a unit lie in a 1+N unit.

    Args:
        organization: which organization; or
        unit: which unit.
        regional_unit: of which 1+N unit.
        on: the day.
        reason: why.

    Raises:
        SourceError: when the day is none.
        Refused: when an id or a name is blank, or not one of the two is named.
    """
    return Affiliate(organization=organization, unit=unit, regional_unit=regional_unit, on=as_day(on), reason=reason)


@given_plainly
def leave(organization: str | None = None, *, unit: str | None = None, on: Day, reason: str | None = None) -> Leave:
    """Let an organization be one of the N no longer, or a unit lie in no 1+N unit.

    Args:
        organization: which organization; or
        unit: which unit.
        on: the first day on which it is none.
        reason: why.

    Raises:
        SourceError: when the day is none.
        Refused: when an id or a name is blank, or not one of the two is named.
    """
    return Leave(organization=organization, unit=unit, on=as_day(on), reason=reason)
