"""How 1+N units are formed and closed, and who joins and leaves them."""

from __future__ import annotations

from datetime import date

from regionpb.changes.acts.regional import Affiliate, CloseUnit, FormUnit, Leave
from regionpb.changes.acts.standing import Move
from regionpb.changes.doing.making import OF_NO_UNIT, Making, refuse
from regionpb.changes.doing.standing import is_under, is_within, leads
from regionpb.changes.ledger import Row
from regionpb.vocabulary import TERRITORIAL_MODES, Mode

__all__ = [
    "affiliate",
    "close_unit",
    "expect_fit_for_hub",
    "expect_inside",
    "expect_not_elsewhere",
    "expect_not_shared",
    "form_unit",
    "leave",
]


def form_unit(act: FormUnit, making: Making) -> None:
    """Form a 1+N unit around a hub."""
    units = making.sheet("regional_units")
    making.new("regional_units", act.regional_unit)
    making.get("divisions", act.division, act.on)
    expect_fit_for_hub(making, act.hub, act.regional_unit, act.division, act.on)
    if act.reservoir is not None:
        making.own(act.reservoir, act.on, OF_NO_UNIT)
        if not is_under(making, act.reservoir, act.hub, act.on):
            raise refuse(
                f"the reservoir {act.reservoir} is not under the hub {act.hub}; choose one that is (U012)",
                f"蓄水池{act.reservoir}不在区域性党组织{act.hub}之下；请另选（U012）",
                "U012",
            )
    units.add(
        {
            "id": act.regional_unit,
            "name": act.name,
            "mode": str(act.mode),
            "division": act.division,
            "hub": act.hub,
            "reservoir": act.reservoir,
            "start": act.on,
        }
    )
    for organization in act.organizations:
        _join(making, organization, act.regional_unit, act.on)
    for unit in act.units:
        _lie_in(making, unit, act.regional_unit, act.on)


def expect_fit_for_hub(making: Making, hub: str, regional_unit: str, division: str | None, on: date) -> None:
    """Make sure that an organization can be the hub of a 1+N unit.

    Raises:
        Refused: when it is another's, is one of the N of another, or lies outside.
    """
    expect_not_shared(making, hub, regional_unit, on)
    expect_not_elsewhere(making, hub, regional_unit, on)
    expect_inside(making, hub, division, on)


def expect_not_shared(making: Making, hub: str, regional_unit: str, on: date) -> None:
    """Make sure that an organization is the hub of no other 1+N unit.

    Raises:
        Refused: when it is.
    """
    others = [unit["id"] for unit in leads(making, hub, on, "hub") if unit["id"] != regional_unit]
    if others:
        raise refuse(
            f"{hub} is the hub of {others[0]} already; one hub coordinates one unit (U002)",
            f"{hub}已是{others[0]}的区域性党组织；一个区域性党组织只统筹一个区域（U002）",
            "U002",
        )


def expect_not_elsewhere(making: Making, hub: str, regional_unit: str, on: date) -> None:
    """Make sure that the hub of a 1+N unit is not one of the N of another.

    Raises:
        Refused: when it is.
    """
    own = making.own(hub, on, OF_NO_UNIT)["regional_unit"]
    if own not in {None, regional_unit} and making.current("regional_units", own, on) is not None:
        raise refuse(
            f"{hub} is one of the N of {own}; let it leave first (U007)",
            f"{hub}属于{own}；请先退出（U007）",
            "U007",
            instead=[Leave(organization=hub, on=on)],
        )


def expect_inside(making: Making, hub: str, division: str | None, on: date) -> None:
    """Make sure that a hub lies in the division of its 1+N unit.

    Raises:
        Refused: when it lies outside.
    """
    row = making.own(hub, on, OF_NO_UNIT)
    if None not in (row["division"], division) and not is_within(making, row["division"], division, on):
        raise refuse(
            f"{hub} lies in {row['division']}, outside {division}; choose a hub that lies within (U003)",
            f"{hub}位于{row['division']}，不在{division}之内；请另选（U003）",
            "U003",
        )


def affiliate(act: Affiliate, making: Making) -> None:
    """Let an organization become one of the N, or a unit lie in it."""
    if act.unit is not None:
        _expect_not_in(act.regional_unit, "units", act.unit, act.on, making)
        _lie_in(making, act.unit, act.regional_unit, act.on)
    elif act.organization is not None:
        _expect_not_in(act.regional_unit, "organizations", act.organization, act.on, making)
        _join(making, act.organization, act.regional_unit, act.on)


def _expect_not_in(regional_unit: str, table: str, who: str, on: date, making: Making) -> None:
    """Make sure that an organization or a unit is not in a 1+N unit already, which is there."""
    making.get("regional_units", regional_unit, on)
    if making.get(table, who, on)["regional_unit"] == regional_unit:
        raise refuse(f"{who} is in {regional_unit} already on {on}", f"{who}在{on}已属于{regional_unit}")


def _lie_in(making: Making, unit: str, regional_unit: str, on: date) -> None:
    """Let a unit lie in a 1+N unit: that of the organization that covers it, where that is in one."""
    making.get("regional_units", regional_unit, on)
    units = making.sheet("units")
    at = units.held(unit, on)
    covering = making.current("organizations", units.row(at)["organization"], on)
    if covering is not None and covering["regional_unit"] not in {None, regional_unit}:
        raise refuse(
            f"{unit} is covered by {covering['id']}, which is in {covering['regional_unit']} (U010)",
            f"{unit}由{covering['id']}覆盖，该党组织属于{covering['regional_unit']}（U010）",
            "U010",
        )
    units.change(at, on, regional_unit=regional_unit)


def _join(making: Making, organization: str, regional_unit: str, on: date) -> None:
    row = making.own(organization, on, OF_NO_UNIT)
    unit = making.get("regional_units", regional_unit, on)
    expect_can_join(making, organization, row["division"], unit, on)
    if not is_under(making, organization, unit["hub"], on):
        raise refuse(
            f"{organization} is not under {unit['hub']}, the hub of {regional_unit}; move it there first (U004)",
            f"{organization}不在{regional_unit}的区域性党组织{unit['hub']}之下；请先改隶（U004）",
            "U004",
            instead=[Move(organization=organization, under=unit["hub"], on=on)] if unit["hub"] else [],
        )
    organizations = making.sheet("organizations")
    organizations.change(organizations.held(organization, on), on, regional_unit=regional_unit)


def expect_can_join(making: Making, organization: str, division: str | None, unit: Row, on: date) -> None:
    """Make sure that an organization can be one of the N, wherever it stands.

    Raises:
        Refused: when it leads another unit, or lies outside one that is drawn by territory.
    """
    leading = [each["id"] for each in leads(making, organization, on, "hub") if each["id"] != unit["id"]]
    if leading:
        raise refuse(
            f"{organization} is the hub of {leading[0]}, and cannot be one of the N of {unit['id']} (U007)",
            f"{organization}是{leading[0]}的区域性党组织，不能纳入{unit['id']}（U007）",
            "U007",
        )
    drawn = None not in (unit["mode"], unit["division"], division) and Mode(unit["mode"]) in TERRITORIAL_MODES
    if drawn and not is_within(making, division, unit["division"], on):
        raise refuse(
            f"{organization} lies in {division}, outside {unit['division']}, the division of {unit['id']} (U005)",
            f"{organization}位于{division}，不在{unit['id']}所在的{unit['division']}之内（U005）",
            "U005",
        )


def leave(act: Leave, making: Making) -> None:
    """Let an organization be one of the N no longer, or a unit lie in no 1+N unit."""
    who = str(act.organization or act.unit)
    sheet = making.sheet("units" if act.unit is not None else "organizations")
    at = sheet.held(who, act.on)
    if sheet.row(at)["regional_unit"] is None:
        raise refuse(f"{who} is in no 1+N unit on {act.on}", f"{who}在{act.on}不属于任何统筹区域")
    sheet.change(at, act.on, regional_unit=None)


def close_unit(act: CloseUnit, making: Making) -> None:
    """Let a 1+N unit end; what belonged to it stays and belongs to none."""
    regional_units = making.sheet("regional_units")
    regional_units.end(regional_units.held(act.regional_unit, act.on), act.on)
    for sheet in making.sheets("organizations", "units", "bodies", "service_points"):
        for at in sheet.lasting("regional_unit", act.regional_unit, act.on):
            if (sheet.row(at)["start"] or date.min) <= act.on:
                sheet.change_version(at, act.on, regional_unit=None)
            else:
                sheet.put(at, regional_unit=None)
