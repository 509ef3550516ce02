"""How organizations are founded and are there again, and take another form or superior."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from regionpb.changes.acts.organizations import Establish, Reestablish
from regionpb.changes.acts.regional import Leave
from regionpb.changes.acts.standing import Move, Reshape, Upgrade
from regionpb.changes.doing.going import go
from regionpb.changes.doing.making import SUPERIOR_OF_NOBODY, Making, refuse
from regionpb.changes.doing.regional import expect_can_join
from regionpb.changes.doing.standing import (
    expect_order,
    expect_under_hub,
    is_under,
)
from regionpb.changes.ledger import Row
from regionpb.errors import Refused
from regionpb.vocabulary import BRANCH_TYPE, COMMITTEE_TYPE, GENERAL_TYPE, SIZED_BRANCHES, Form

__all__ = ["establish", "found", "move", "reestablish", "reshape"]

_SEVERAL = 2
"""From how many units on an organization covers several."""


def establish(act: Establish, making: Making) -> None:
    """Found an organization, let it cover units, and let members move into it."""
    making.get("divisions", act.division, act.on)
    _expect_enough(act.organization, act.form, act.members, act.on, making)
    _expect_units_enough(act.organization, act.form, len(act.units), making)
    found(
        making,
        {
            "id": making.new("organizations", act.organization),
            "name": act.name,
            "form": str(act.form),
            "function": None if act.function is None else str(act.function),
            "superior": act.under,
            "division": act.division,
            "regional_unit": act.regional_unit,
        },
        act.on,
    )
    units = making.sheet("units") if act.units else None
    for unit in act.units:
        assert units is not None  # noqa: S101 - told to the type checker
        at = units.held(unit, act.on)
        covering = making.current("organizations", units.row(at)["organization"], act.on)
        if covering is not None:
            raise refuse(
                f"{unit} is covered by {covering['id']} already; split or merge that, or incubate the unit",
                f"{unit}已由{covering['id']}覆盖；请将该党组织分设、合并，或为该单位孵化党组织",
            )
        units.change(at, act.on, organization=act.organization)
    for member in act.members:
        go(making, making.sheet("members").held(member, act.on), act.organization, act.on)


def _expect_enough(organization: str, form: str | None, members: Sequence[str], on: date, making: Making) -> None:
    """Make sure that a branch has as many full members as it needs."""
    if form not in {*map(str, SIZED_BRANCHES)} or not making.ledger.has("members"):
        return
    full, fewest = making.full_of(members, on)
    if full < fewest:
        raise refuse(
            f"{organization} would have {full} of the {fewest} full members that a branch needs; let more move into "
            "it, or let it be a temporary one (O006)",
            f"{organization}仅有正式党员{full}名，党支部需{fewest}名；请增加转入的党员，或先建临时党支部（O006）",
            "O006",
        )


def _expect_units_enough(organization: str, form: Form, count: int, making: Making) -> None:
    """Make sure that a joint organization covers several units, and a branch that is not joint one at most."""
    if not making.ledger.has("units"):
        return
    joint = form in {Form.JOINT_BRANCH, Form.JOINT_GENERAL_BRANCH}
    if joint and count < _SEVERAL:
        raise refuse(
            f"{organization} is to be a {form}, which covers two units or more, and {count} would be covered; let it "
            "cover others as well, or choose another form (O015)",
            f"{organization}拟为{form.label}，应覆盖两个以上单位，现仅{count}个；请增加所覆盖的单位，或另选组织形式（O015）",
            "O015",
        )
    if form is Form.BRANCH and count >= _SEVERAL:
        raise refuse(
            f"{organization} would cover {count} units; let it be a joint_branch (O016)",
            f"{organization}将覆盖{count}个单位；请建联合党支部（O016）",
            "O016",
        )


def found(making: Making, row: Row, on: date) -> None:
    """Add an organization where it can be.

    Raises:
        Refused: when its superior cannot be one, or it cannot be one of the N of its 1+N unit.
    """
    superior = row["superior"]
    if superior is not None:
        expect_order(making.own(superior, on, SUPERIOR_OF_NOBODY), row["form"], row["id"])
    elif row["form"] not in {None, *map(str, COMMITTEE_TYPE)}:
        raise refuse(
            f"{row['id']} ({row['form']}) needs a superior; only committees stand at the top (O002)",
            f"{row['id']}（{Form(row['form']).label}）须有上级党组织；只有党委、党工委可以没有上级（O002）",
            "O002",
        )
    if row["regional_unit"] is not None:
        unit = making.get("regional_units", row["regional_unit"], on)
        expect_can_join(making, row["id"], row["division"], unit, on)
        if not is_under(making, superior, unit["hub"], on):
            raise refuse(
                f"{row['id']} would be one of the N of {unit['id']}, but not under its hub {unit['hub']} (U004)",
                f"{row['id']}拟纳入{unit['id']}，却不在其区域性党组织{unit['hub']}之下（U004）",
                "U004",
            )
    making.sheet("organizations").add({**row, "start": on})


def reestablish(act: Reestablish, making: Making) -> None:
    """Open a new version of an organization that has ended."""
    organizations = making.sheet("organizations")
    versions = organizations.versions(act.organization)
    if not versions:
        organizations.held(act.organization, act.on)  # which tells that there is none
    later = [row for row in versions if row["end"] is None or row["end"] > act.on]
    if later:
        raise refuse(
            f"{act.organization} is there on {act.on} or later; nothing has to be re-established",
            f"{act.organization}在{act.on}或以后仍存在，无须恢复",
        )
    last = max(versions, key=lambda row: (row["end"], row["start"] or date.min))
    superior = act.under or last["superior"]
    if superior is not None and is_under(making, superior, act.organization, act.on):
        superior = None
    _expect_enough(act.organization, last["form"], act.members, act.on, making)
    row: Row = {**last, "superior": superior, "end": None, "end_reason": None, "member_count": None}
    if act.division is not None:
        row["division"] = making.get("divisions", act.division, act.on)["code"]
    elif row["division"] is not None and making.current("divisions", row["division"], act.on) is None:
        raise refuse(
            f"{act.organization} lay in {row['division']}, which is not there on {act.on}; say in which division it "
            "is to lie",
            f"{act.organization}原在{row['division']}，该区划在{act.on}并不存在；请指明所在区划",
        )
    if making.current("organizations", last["guided_by"], act.on) is None:
        row["guided_by"] = None
    if not _joins_again(row, act.on, making):
        row["regional_unit"] = None
    found(making, row, act.on)
    for member in act.members:
        go(making, making.sheet("members").held(member, act.on), act.organization, act.on)


def _joins_again(row: Row, on: date, making: Making) -> bool:
    """Whether an organization that is there again can be one of the N of the 1+N unit of which it was."""
    unit = making.current("regional_units", row["regional_unit"], on)
    if unit is None or not is_under(making, row["superior"], unit["hub"], on):
        return False
    try:
        expect_can_join(making, row["id"], row["division"], unit, on)
    except Refused:
        return False
    return True


def reshape(act: Reshape, making: Making) -> None:
    """Give an organization another form: a higher or a lower one, or one of the same height."""
    organizations = making.sheet("organizations")
    at = organizations.held(act.organization, act.on)
    row = organizations.row(at)
    if row["form"] == act.form and act.name in {None, row["name"]}:
        raise refuse(
            f"{act.organization} is a {act.form} already on {act.on}",
            f"{act.organization}在{act.on}已是{act.form.label}",
        )
    was, becomes = _rank(row["form"]), _rank(str(act.form))
    if row["form"] is not None and (becomes < was if isinstance(act, Upgrade) else becomes > was):
        than, than_zh = ("lower", "更低") if isinstance(act, Upgrade) else ("higher", "更高")
        raise refuse(
            f"{act.organization} is a {row['form']}; {act.form} is {than}, choose another form or act",
            f"{act.organization}为{Form(row['form']).label}；{act.form.label}{than_zh}，请另选组织形式，或改用另一种变更",
        )
    superior = making.current("organizations", row["superior"], act.on)
    if superior is not None:
        expect_order(superior, str(act.form), act.organization)
    for position in organizations.lasting("superior", act.organization, act.on):
        lower = organizations.row(position)
        expect_order({**row, "form": str(act.form)}, lower["form"], lower["id"])
    if row["form"] != act.form:
        members = _there(making, "members", act.organization, act.on)
        _expect_enough(act.organization, act.form, members, act.on, making)
        units = _there(making, "units", act.organization, act.on)
        _expect_units_enough(act.organization, act.form, len(units), making)
    organizations.change(at, act.on, form=str(act.form), **({"name": act.name} if act.name else {}))


def _there(making: Making, table: str, organization: str, on: date) -> list[str]:
    """The members or the units of an organization on a day."""
    return [
        str(sheet.row(at)["id"])
        for sheet in making.sheets(table)
        for at in sheet.lasting("organization", organization, on)
        if sheet.holding(sheet.row(at)["id"], on) == at
    ]


def _rank(form: str) -> int:
    return (form in {*map(str, GENERAL_TYPE | COMMITTEE_TYPE)}) + (form in {*map(str, COMMITTEE_TYPE)})


def move(act: Move, making: Making) -> None:
    """Put an organization under another superior."""
    organizations = making.sheet("organizations")
    superior = making.own(act.under, act.on, SUPERIOR_OF_NOBODY)
    at = organizations.held(act.organization, act.on)
    row = organizations.row(at)
    if act.under == act.organization:
        raise refuse(
            f"{act.organization} cannot be under itself; choose another superior (O001)",
            f"{act.organization}不能隶属自身；请另选上级党组织（O001）",
            "O001",
        )
    if row["superior"] == act.under:
        raise refuse(
            f"{act.organization} is under {act.under} already on {act.on}",
            f"{act.organization}在{act.on}已隶属{act.under}",
        )
    if is_under(making, act.under, act.organization, act.on):
        raise refuse(
            f"{act.under} is under {act.organization} itself; move that first (O001)",
            f"{act.under}本身在{act.organization}之下；请先改隶{act.under}（O001）",
            "O001",
        )
    if superior["form"] in BRANCH_TYPE or row["form"] not in BRANCH_TYPE:
        expect_order(superior, row["form"], act.organization)
    leave = Leave(organization=act.organization, on=act.on)
    expect_under_hub(making, act.organization, act.under, act.on, instead=[leave])
    organizations.change(at, act.on, superior=act.under)
