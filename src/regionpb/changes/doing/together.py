"""How organizations are put together and apart: everything of theirs is allocated before anything happens."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from regionpb.changes.acts.together import Merge, Split
from regionpb.changes.doing.allotting import allotted, expect_named
from regionpb.changes.doing.going import go
from regionpb.changes.doing.heirs import Heirs, expect_begun, hand_over
from regionpb.changes.doing.making import Making, refuse
from regionpb.changes.doing.organizations import found
from regionpb.changes.doing.standing import (
    above,
    expect_order,
    expect_still_under_hub,
    expect_under_hub,
    is_under,
    leads,
)
from regionpb.changes.ledger import Row
from regionpb.changes.walked import Walked
from regionpb.errors import Both, UnknownName
from regionpb.vocabulary import COMMITTEE_TYPE, EndReason, Form, Way

__all__ = ["merge", "split"]


def merge(act: Merge, making: Making) -> None:
    """Put organizations together into one."""
    organizations = making.sheet("organizations")
    ending = [one for one in dict.fromkeys(act.organizations) if one != act.into]
    rows = [making.get("organizations", one, act.on) for one in ending]
    if not ending:
        raise refuse(f"there is nothing to put into {act.into}", f"没有要并入{act.into}的党组织")
    if not organizations.find("id", act.into):
        _found_for(act, rows[0], making)
    else:
        _expect_as_it_is(act, making)
    stays = making.own(act.into, act.on)
    if any(is_under(making, act.into, one, act.on) for one in ending):
        _lift(act, stays, ending, making)
    # What is below others first: it must not be handed over by them, nor seem to be under nobody.
    for row in sorted(rows, key=lambda row: -sum(1 for _ in above(making, row["id"], act.on))):
        hand_over(
            making,
            making.get("organizations", row["id"], act.on),
            Heirs(members=act.into, organizations=act.into, units=act.into, leads=act.into, going=frozenset(ending)),
            act.on,
        )
        organizations.end(organizations.held(row["id"], act.on), act.on, end_reason=EndReason.MERGED.value)
        making.crosswalk.append(Walked("organizations", str(row["id"]), act.into, Way.MERGED, act.on))


def _expect_as_it_is(act: Merge, making: Making) -> None:
    """Make sure that what is there already is not to get another name or form by the way."""
    row = making.get("organizations", act.into, act.on)
    if (act.name or row["name"], act.form or row["form"]) != (row["name"], row["form"]):
        raise refuse(
            f"{act.into} is there already, and keeps its name and form when others are merged into it; leave name and "
            "form out (upgrade and downgrade change them), or choose an id that is new",
            f"{act.into}已经存在，合并后名称和形式不变；请去掉名称和形式（如需变更，请用升格、降格），或另编编号新设",
        )


def _lift(act: Merge, stays: Row, ending: Sequence[str], making: Making) -> None:
    """Put what stays above everything that is put into it: where the highest of those is."""
    chain = [*above(making, act.into, act.on)]
    highest = max(at for at, one in enumerate(chain) if one in ending)
    superior = chain[highest + 1] if highest + 1 < len(chain) else None
    if superior is not None:
        expect_order(making.get("organizations", superior, act.on), stays["form"], act.into)
    elif stays["form"] not in {None, *map(str, COMMITTEE_TYPE)}:
        raise refuse(
            f"{act.into} ({stays['form']}) cannot stand at the top, where {chain[highest]} is (O002)",
            f"{act.into}（{Form(stays['form']).label}）不能取代{chain[highest]}而没有上级党组织（O002）",
            "O002",
        )
    expect_under_hub(making, act.into, superior, act.on, going=ending)
    organizations = making.sheet("organizations")
    organizations.change(organizations.held(act.into, act.on), act.on, superior=superior)


def _found_for(act: Merge, first: Row, making: Making) -> None:
    """Found what others are put together into, where the first of them is."""
    ending = {*act.organizations}
    superior = next((one for one in above(making, first["id"], act.on) if one not in ending), None)
    units = {making.get("organizations", one, act.on)["regional_unit"] for one in ending}
    unit = making.current("regional_units", first["regional_unit"], act.on) if len(units) == 1 else None
    found(
        making,
        {
            **dict.fromkeys(first),
            "id": act.into,
            "name": act.name or first["name"],
            "form": first["form"] if act.form is None else str(act.form),
            "function": first["function"],
            "superior": superior,
            "division": first["division"],
            "regional_unit": unit["id"] if unit and is_under(making, superior, unit["hub"], act.on) else None,
        },
        act.on,
    )


def split(act: Split, making: Making) -> None:
    """Put the members, units and subordinates of an organization into several; nothing may be left over."""
    organizations = making.sheet("organizations")
    row = making.get("organizations", act.organization, act.on)
    _expect_apart(act, making)
    allocation, under_it = allotted(act, making), [*_led(act.organization, act.on, making)]
    stays = act.organization in act.into
    making.crosswalk += [Walked("organizations", act.organization, part, Way.SPLIT, act.on) for part in act.into]
    going = {act.organization} - {*act.into}
    led = {unit["id"] for unit in leads(making, act.organization, act.on, "hub")}
    for number, part in enumerate(act.into, 1):
        if part != act.organization and not organizations.find("id", part):
            _found_part(act, row, part, f"{row['name'] or row['id']}（{number}）", making, going=going, led=led)
        there = making.own(part, act.on)
        if act.names.get(part, there["name"]) != there["name"]:
            raise refuse(
                f"{part} is there already, and keeps its name; leave that out, or choose an id that is new",
                f"{part}已经存在，分设后名称不变；请去掉名称，或另编编号新设",
            )
    for (table, at), part in allocation.items():
        if part != act.organization:
            _allot(act, making, table, at, part, going)
    if stays:
        return
    first = next(iter(act.into))
    heirs = Heirs(members=first, organizations=first, units=first, leads=first)
    hand_over(making, making.get("organizations", act.organization, act.on), heirs, act.on)
    organizations.end(organizations.held(act.organization, act.on), act.on, end_reason=EndReason.SPLIT.value)
    for one in under_it:  # the first part is the hub now
        expect_still_under_hub(making, one, act.on)


def _expect_apart(act: Split, making: Making) -> None:
    """Make sure that something is put apart, into what can be a part."""
    if act.rest is not None and act.rest not in act.into:
        raise UnknownName("part", act.rest, act.into, "分设后的党组织")
    expect_named(act.names, act.into, Both("part", "分设后的党组织"))
    stays = act.organization in act.into
    if stays and len(act.into) == 1:
        raise refuse(
            f"{act.organization} would be split into itself alone; name another part as well",
            f"{act.organization}只分设为自身，一切照旧；请另外指明至少一个党组织",
        )
    below_it = [
        part for part in act.into if part != act.organization and is_under(making, part, act.organization, act.on)
    ]
    if below_it and not stays:
        raise refuse(
            f"{below_it[0]} is under {act.organization}, which ends; move it first (O001)",
            f"{below_it[0]}隶属于{act.organization}，而后者分设后不再保留；请先将{below_it[0]}改隶其他党组织（O001）",
            "O001",
        )


def _led(hub: str, on: date, making: Making) -> Iterator[str]:
    """The N, and the reservoirs, of the 1+N units whose hub an organization is, as far as they are under it."""
    organizations = making.sheet("organizations")
    for unit in leads(making, hub, on, "hub"):
        found = [organizations.row(at)["id"] for at in organizations.lasting("regional_unit", unit["id"], on)]
        for one in dict.fromkeys([*found, unit["reservoir"]]):
            row = making.current("organizations", one, on)
            if row is not None and one != hub and is_under(making, one, hub, on):
                yield one


def _found_part(
    act: Split, row: Row, part: str, name: str, making: Making, *, going: Collection[str], led: Collection[str]
) -> None:
    """Found an organization that is what another was, but for its members.

    Args:
        act: the act.
        row: what is split.
        part: what is founded.
        name: what it is called where the act does not say.
        making: the ledger.
        going: what ends.
        led: the 1+N units whose hub is split: its parts are not under it.
    """
    organizations = making.sheet("organizations")
    guided = making.current("organizations", row["guided_by"], act.on)
    last = organizations.last(organizations.held(act.organization, act.on))
    fresh = {"id": part, "name": act.names.get(part) or name, "member_count": None}
    fresh |= {"end": last["end"], "end_reason": last["end_reason"]}
    fresh |= {"guided_by": None if guided is None or guided["id"] in going else guided["id"]}
    fresh |= {"regional_unit": None} if row["regional_unit"] in led else {}
    found(making, {**row, **fresh}, act.on)


def _allot(act: Split, making: Making, table: str, at: int, part: str, going: Collection[str]) -> None:
    sheet = making.sheet(table)
    row = sheet.row(at)
    column = "superior" if table == "organizations" else "organization"
    expect_begun(sheet, at, column, act.organization, act.on)
    if table == "members":
        go(making, at, part, act.on)
    elif table == "units":
        sheet.change(at, act.on, organization=part)
    else:
        if is_under(making, part, row["id"], act.on):
            raise refuse(
                f"{part} is under {row['id']}, which would be under it; move {part} first (O001)",
                f"{part}在{row['id']}之下，而{row['id']}将隶属{part}；请先改隶{part}（O001）",
                "O001",
            )
        expect_order(making.get("organizations", part, act.on), row["form"], row["id"])
        expect_under_hub(making, row["id"], part, act.on, going=going)
        sheet.change(at, act.on, superior=part)
