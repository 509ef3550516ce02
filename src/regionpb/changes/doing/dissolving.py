"""How an organization ends: where its members fall, and who is hub after it."""

from __future__ import annotations

from datetime import date

from regionpb.changes.acts.organizations import Dissolve
from regionpb.changes.acts.regional import CloseUnit
from regionpb.changes.doing.heirs import Heirs, hand_over
from regionpb.changes.doing.making import Making, refuse
from regionpb.changes.doing.regional import expect_fit_for_hub
from regionpb.changes.doing.standing import (
    above,
    expect_order,
    is_under,
    leads,
    may_hold,
    store_of,
    takes_in,
)
from regionpb.changes.ledger import Row

__all__ = ["dissolve", "home_of"]


def dissolve(act: Dissolve, making: Making) -> None:
    """Let an organization end, and put everything that belongs to it elsewhere."""
    organizations = making.sheet("organizations")
    at = organizations.held(act.organization, act.on)
    row = organizations.row(at)
    superior = next((one for one in above(making, act.organization, act.on) if one != act.organization), None)
    organizations.expect_final(at, act.on)
    heir = _heir(act, superior, making)
    units = leads(making, act.organization, act.on, "hub")
    if units:
        assert heir is not None  # noqa: S101 - a hub has a successor
        _succeed(act, heir, superior, making)
    into = act.into or (heir if units else home_of(making, row, act.on))
    hand_over(
        making,
        row,
        Heirs(
            members=into, organizations=heir, units=None, falls=True, superior=superior, leads=heir if units else None
        ),
        act.on,
    )
    organizations.end(organizations.held(act.organization, act.on), act.on, end_reason=act.end_reason)


def _heir(act: Dissolve, superior: str | None, making: Making) -> str | None:
    """Who is above the organizations below it afterwards: the successor of a hub, else its superior."""
    if act.into is not None:
        making.own(act.into, act.on)
        if act.into == act.organization:
            raise refuse(f"{act.into} is what ends; choose another", f"{act.into}就是要撤销的党组织；请另选")
    units = leads(making, act.organization, act.on, "hub")
    if units and act.successor is None:
        unit = units[0]["id"]
        raise refuse(
            f"{act.organization} is the hub of {unit}, which needs one; name a successor, or close {unit} first (U001)",
            f"{act.organization}是{unit}的区域性党组织；请指定接替的党组织，或先撤销{unit}（U001）",
            "U001",
            instead=[CloseUnit(regional_unit=unit, on=act.on)],
        )
    if not units and act.successor is not None:
        raise refuse(
            f"{act.organization} is no hub, and needs no successor",
            f"{act.organization}不是区域性党组织，无需指定接替的党组织",
        )
    return act.successor if units else superior


def _succeed(act: Dissolve, successor: str, superior: str | None, making: Making) -> None:
    """Put the successor of a hub where the hub was."""
    organizations = making.sheet("organizations")
    at = organizations.held(successor, act.on)
    row = organizations.row(at)
    if successor == act.organization:
        raise refuse(f"{successor} is what ends; choose another", f"{successor}就是要撤销的党组织；请另选")
    for unit in leads(making, act.organization, act.on, "hub"):
        expect_fit_for_hub(making, successor, unit["id"], unit["division"], act.on)
    if is_under(making, successor, act.organization, act.on):
        if superior is not None:
            expect_order(making.get("organizations", superior, act.on), row["form"], successor)
        organizations.change(at, act.on, superior=superior)


def home_of(making: Making, row: Row, on: date) -> str | None:
    """Where the members of an organization fall when it ends.

    To the reservoir of its 1+N unit (the hub, where none is named), else to the nearest above that may hold members,
    else to the nearest above; None where there is nobody.
    """
    store = store_of(making, row["regional_unit"], on)
    if store is not None and store != row["id"]:
        return store
    hub = next((unit["hub"] for unit in leads(making, row["id"], on, "reservoir") if unit["hub"] != row["id"]), None)
    if takes_in(making, hub, on):
        return hub
    ahead = [one for one in above(making, row["superior"], on) if one != row["id"] and takes_in(making, one, on)]
    return next((one for one in ahead if may_hold(making, one, on)), ahead[0] if ahead else None)
