"""How members fall to the reservoir, and how a unit that is ready comes out of it."""

from __future__ import annotations

from datetime import date

from regionpb.changes.acts.reservoir import Absorb, Incubate
from regionpb.changes.doing.dissolving import home_of
from regionpb.changes.doing.going import expect_elsewhere, go
from regionpb.changes.doing.making import SUPERIOR_OF_NOBODY, Making, refuse
from regionpb.changes.doing.standing import expect_order, hub_of, is_under, leads, store_of
from regionpb.changes.ledger import Row
from regionpb.errors import Both, Refused
from regionpb.vocabulary import Form, TransferKind

__all__ = ["absorb", "incubate"]


def absorb(act: Absorb, making: Making) -> None:
    """Let members fall to an organization."""
    members = making.sheet("members")
    for member in act.members:
        at = members.held(member, act.on)
        into = act.into or _home(members.row(at), act, making)
        making.own(into, act.on)
        expect_elsewhere(making, at, into, act.on)
        go(making, at, into, act.on, TransferKind.ABSORBED)


def _home(member: Row, act: Absorb, making: Making) -> str:
    """Where a member falls to whom nobody says where.

    Raises:
        Refused: when there is no such organization.
    """
    organizations = making.sheet("organizations")
    began = [row for row in organizations.versions(member["organization"]) if (row["start"] or date.min) <= act.on]
    # Of one that has ended, where its members would have fallen.
    row = max(began, key=lambda row: row["start"] or date.min, default=None)
    if row is not None and leads(making, row["id"], act.on):
        raise refuse(
            f"{member['id']} is in the reservoir already on {act.on}; say who takes them in, or transfer them",
            f"{member['id']}在{act.on}已在蓄水池中；请指明归入何处，或改用转接",
        )
    home = None if row is None else home_of(making, row, act.on)
    if home is None:
        raise refuse(
            f"there is no reservoir for {member['id']}, and nobody above {member['organization']}; say who takes "
            "them in",
            f"{member['id']}没有可归入的蓄水池，{member['organization']}之上也没有党组织；请指明归入何处",
            "R001",
        )
    return home


def incubate(act: Incubate, making: Making) -> None:
    """Found a branch for a unit, and let those who work there move into it."""
    if act.under is not None:
        making.own(act.under, act.on, SUPERIOR_OF_NOBODY)
    unit = making.get("units", act.unit, act.on)
    under = act.under or hub_of(making, unit["regional_unit"], act.on)
    if under is None:
        raise refuse(
            f"{act.unit} lies in no 1+N unit whose hub could help it; say under whom it is to be",
            f"{act.unit}不在任何有区域性党组织的统筹区域内；请指明上级党组织",
        )
    expect_order(making.own(under, act.on, SUPERIOR_OF_NOBODY), Form.BRANCH.value, act.organization or act.unit)
    _expect_uncovered(act, unit, making)
    members = act.members or _in_store(act, unit, under, making)
    _expect_its_own(act, members, making)
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
        go(making, sheet.held(member, act.on), organization, act.on, TransferKind.INCUBATED)


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
    """Who works in the unit and is with whoever helps it, or in the reservoir of its 1+N unit or of the helper's."""
    helping = [str(one["id"]) for one in leads(making, under, act.on, "hub")]
    stores = {under, *(store_of(making, one, act.on) for one in helping)}
    stores |= {hub_of(making, unit["regional_unit"], act.on), store_of(making, unit["regional_unit"], act.on)}
    members = making.sheet("members")
    here = (
        members.row(at) for at in members.find("unit", act.unit) if members.holding(members.row(at)["id"], act.on) == at
    )
    return tuple(sorted(row["id"] for row in here if row["organization"] in stores))


def _expect_its_own(act: Incubate, members: tuple[str, ...], making: Making) -> None:
    """Make sure that nobody is known to work elsewhere."""
    for row in (making.get("members", member, act.on) for member in members):
        if row["unit"] not in {None, act.unit}:
            raise refuse(
                f"{row['id']} works in {row['unit']}, not in {act.unit}; leave them out, and transfer them afterwards",
                f"{row['id']}的工作单位是{row['unit']}，不是{act.unit}；请勿列入，可在建立之后另行转接",
            )


def _expect_ready(act: Incubate, members: tuple[str, ...], making: Making) -> None:
    """Make sure that a branch would have as many full members as it needs."""
    full, fewest = making.full_of(members, act.on)
    if full < fewest:
        among = _among(act, making)
        raise Refused(
            f"{act.unit} has {full} full member{'' if full == 1 else 's'} {among.en} of the {fewest} that a branch "
            f"needs, {fewest - full} short; transfer those registered elsewhere, or let a joint branch cover it "
            "meanwhile (O006)",
            f"{act.unit}在{among.zh}的正式党员仅{full}名，建立党支部需{fewest}名，尚缺{fewest - full}名；"
            "请转入组织关系在别处的党员，或先与其他单位联合建立党支部（O006）",
            ("O006", "R004"),
        )


def _among(act: Incubate, making: Making) -> Both:
    """Where the members are counted who would move into the branch."""
    if act.members:
        return Both("among those named", "指明人员中")
    unit = making.get("units", act.unit, act.on)
    if act.under is None or hub_of(making, unit["regional_unit"], act.on) or leads(making, act.under, act.on, "hub"):
        return Both("in the reservoir", "蓄水池中")
    return Both(f"in {act.under}", f"{act.under}中")
