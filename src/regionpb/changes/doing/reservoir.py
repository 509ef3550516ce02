"""How members fall to the reservoir, and how a unit that is ready comes out of it."""

from __future__ import annotations

from regionpb.changes.acts.reservoir import Absorb, Incubate
from regionpb.changes.doing.making import Making, refuse
from regionpb.changes.doing.standing import expect_order, hub_of, is_under, leads, store_of
from regionpb.changes.ledger import Row
from regionpb.errors import Refused
from regionpb.vocabulary import Form, TransferKind

__all__ = ["absorb", "incubate"]


def absorb(act: Absorb, making: Making) -> None:
    """Let members fall to an organization."""
    making.own(act.into, act.on)
    members = making.sheet("members")
    for member in act.members:
        at = members.held(member, act.on)
        making.expect_elsewhere(at, act.into, act.on)
        making.go(at, act.into, act.on, TransferKind.ABSORBED)


def incubate(act: Incubate, making: Making) -> None:
    """Found a branch for a unit, and let those who work there move into it."""
    if act.under is not None:
        making.own(act.under, act.on)
    unit = making.get("units", act.unit, act.on)
    under = act.under or hub_of(making, unit["regional_unit"], act.on)
    if under is None:
        raise refuse(
            f"{act.unit} lies in no 1+N unit whose hub could help it; say under whom it is to be",
            f"{act.unit}不在任何有区域性党组织的统筹区域内；请指明上级党组织",
        )
    expect_order(making.own(under, act.on), Form.BRANCH.value, act.organization or act.unit)
    _expect_uncovered(act, unit, making)
    members = act.members or _in_store(act, unit, under, making)
    _expect_ready(act, members, making)
    organizations = making.sheet("organizations")
    wanted = act.organization
    organization = (
        making.new("organizations", wanted) if wanted else making.ledger.free("organizations", f"O-{act.unit}")
    )
    hub = hub_of(making, unit["regional_unit"], act.on)
    organizations.add(
        {
            "id": organization,
            "name": act.name or f"{unit['name'] or unit['id']}{Form.BRANCH.label}",
            "form": Form.BRANCH.value,
            "superior": under,
            "division": unit["division"],
            "regional_unit": unit["regional_unit"] if hub and is_under(making, under, hub, act.on) else None,
            "start": act.on,
        }
    )
    units = making.sheet("units")
    units.change(units.held(act.unit, act.on), act.on, organization=organization)
    sheet = making.sheet("members")
    for member in members:
        making.go(sheet.held(member, act.on), organization, act.on, TransferKind.INCUBATED)


def _expect_uncovered(act: Incubate, unit: Row, making: Making) -> None:
    """Make sure that the unit has no organization of its own yet: none, one with others, or the reservoir's."""
    covering = making.current("organizations", unit["organization"], act.on)
    if covering is None or covering["form"] in {Form.JOINT_BRANCH.value, Form.JOINT_GENERAL_BRANCH.value}:
        return
    if covering["id"] in {
        hub_of(making, unit["regional_unit"], act.on),
        store_of(making, unit["regional_unit"], act.on),
    }:
        return
    raise refuse(
        f"{act.unit} is covered by {covering['id']} already; transfer members into that",
        f"{act.unit}已由{covering['id']}覆盖；请将党员转入该党组织",
    )


def _in_store(act: Incubate, unit: Row, under: str, making: Making) -> tuple[str, ...]:
    """Everybody in the reservoir, of its own 1+N unit or of that of whoever helps it, who works in the unit."""
    helping = [str(one["id"]) for one in leads(making, under, act.on, "hub")]
    stores = {under, *(store_of(making, one, act.on) for one in helping)} if helping else set[str | None]()
    stores |= {hub_of(making, unit["regional_unit"], act.on), store_of(making, unit["regional_unit"], act.on)}
    members = making.sheet("members")
    here = (
        members.row(at) for at in members.find("unit", act.unit) if members.holding(members.row(at)["id"], act.on) == at
    )
    return tuple(sorted(row["id"] for row in here if row["organization"] in stores))


def _expect_ready(act: Incubate, members: tuple[str, ...], making: Making) -> None:
    """Make sure that a branch would have as many full members as it needs."""
    full, fewest = making.full_of(members, act.on)
    if full < fewest:
        raise Refused(
            f"{act.unit} has {full} of the {fewest} full members that a branch needs, {fewest - full} short; a joint "
            "branch may cover it meanwhile (O006)",
            f"{act.unit}仅有正式党员{full}名，建立党支部需{fewest}名，尚缺{fewest - full}名；"
            "可先与其他单位联合建立党支部（O006）",
            ("O006", "R004"),
        )
