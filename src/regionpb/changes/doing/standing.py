"""How organizations stand to one another on a day: who is above, who leads a 1+N unit, who may hold members."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from regionpb.changes.doing.making import Making, refuse
from regionpb.changes.ledger import Row
from regionpb.errors import Refused
from regionpb.vocabulary import BRANCH_TYPE, GENERAL_TYPE, Form

__all__ = [
    "above",
    "below",
    "expect_order",
    "expect_still_under_hub",
    "expect_under_hub",
    "hub_of",
    "is_under",
    "is_within",
    "leads",
    "may_hold",
    "store_of",
    "takes_in",
]


def above(making: Making, organization: str | None, on: date) -> Iterator[str]:
    """The organizations above one on a day, itself first, as far as they hold; a cycle is left after one round."""
    seen: set[str] = set()
    here = making.current("organizations", organization, on)
    while here is not None and here["id"] not in seen:
        seen.add(here["id"])
        yield here["id"]
        here = making.current("organizations", here["superior"], on)


def below(making: Making, organization: str, on: date) -> Iterator[str]:
    """The organizations under one on a day, itself first."""
    sheet = making.sheet("organizations")
    ahead, seen = [organization], {organization}
    for here in ahead:
        yield here
        for at in sheet.lasting("superior", here, on):
            key = sheet.row(at)["id"]
            if key not in seen and sheet.holding(key, on) == at:
                seen.add(key)
                ahead.append(key)


def is_under(making: Making, organization: str | None, other: str, on: date) -> bool:
    """Whether an organization is another, or under it."""
    return other in above(making, organization, on)


def is_within(making: Making, division: str | None, other: str | None, on: date) -> bool:
    """Whether a division is another, or lies in it."""
    seen: set[str] = set()
    while division is not None and division not in seen:
        if division == other:
            return True
        seen.add(division)
        here = making.current("divisions", division, on)
        division = None if here is None else here["parent"]
    return False


def hub_of(making: Making, regional_unit: str | None, on: date) -> str | None:
    """The hub of a 1+N unit, where both hold."""
    unit = making.current("regional_units", regional_unit, on)
    hub = None if unit is None else making.current("organizations", unit["hub"], on)
    return None if hub is None else str(hub["id"])


def store_of(making: Making, regional_unit: str | None, on: date) -> str | None:
    """Who holds the members of a 1+N unit's reservoir: the reservoir, else the hub; none that lies outside."""
    unit = making.current("regional_units", regional_unit, on)
    stores = [] if unit is None else [unit["reservoir"], unit["hub"]]
    return next((store for store in stores if takes_in(making, store, on)), None)


def takes_in(making: Making, organization: str | None, on: date) -> bool:
    """Whether members may be put into an organization: it is there on the day, and in the region."""
    row = making.current("organizations", organization, on)
    return row is not None and not row["external"]


def leads(making: Making, organization: str, on: date, *roles: str) -> list[Row]:
    """The 1+N units of which an organization is `hub` or `reservoir` on a day."""
    if not making.ledger.has("regional_units"):
        return []
    sheet = making.sheet("regional_units")
    found = [at for role in roles or ("hub", "reservoir") for at in sheet.lasting(role, organization, on)]
    return [sheet.row(at) for at in dict.fromkeys(found) if sheet.holding(sheet.row(at)["id"], on) == at]


def may_hold(making: Making, organization: str, on: date) -> bool:
    """Whether an organization may hold members: a branch, or some 1+N unit's hub or reservoir."""
    row = making.current("organizations", organization, on)
    if row is None or row["external"]:
        return False
    return row["form"] in BRANCH_TYPE or bool(leads(making, organization, on))


def expect_order(superior: Row, form: str | None, organization: str) -> None:
    """Make sure that an organization of a form may be under another, as far as their forms are known.

    Raises:
        Refused: when that is a branch, or a general branch and it is none.
    """
    over = superior["form"]
    if form is not None and (over in BRANCH_TYPE or (over in GENERAL_TYPE and form not in BRANCH_TYPE)):
        wanted, wanted_zh = ("a general branch or ", "党总支、") if form in BRANCH_TYPE else ("", "")
        raise refuse(
            f"{organization} ({form}) cannot be under {superior['id']}, which is a {over}; choose {wanted}a committee "
            "(O004)",
            f"{organization}（{Form(form).label}）不能隶属{superior['id']}（{Form(over).label}）；"
            f"请改选{wanted_zh}党委、党工委为上级（O004）",
            "O004",
        )


def expect_still_under_hub(making: Making, organization: str, on: date) -> None:
    """Make sure that an organization that is one of the N, or the reservoir of a 1+N unit, is under its hub.

    Raises:
        Refused: when it is not.
    """
    for unit in leads(making, organization, on, "reservoir"):
        if (over := hub_of(making, unit["id"], on)) is not None and not is_under(making, organization, over, on):
            raise _reservoir_outside(organization, unit["id"], over)
    row = making.current("organizations", organization, on)
    hub = None if row is None else hub_of(making, row["regional_unit"], on)
    if row is None or hub is None or is_under(making, organization, hub, on):
        return
    raise refuse(
        f"{organization} is one of the N of {row['regional_unit']}, and would not be under its hub {hub} (U004)",
        f"{organization}属于{row['regional_unit']}，将不在其区域性党组织{hub}之下（U004）",
        "U004",
    )


def expect_under_hub(
    making: Making,
    organization: str,
    superior: str | None,
    on: date,
    *,
    going: Collection[str] = (),
    instead: Sequence[object] = (),
) -> None:
    """Make sure that whoever under an organization is one of the N, or a reservoir, stays under its hub.

    Args:
        making: the ledger.
        organization: who gets a superior.
        superior: which.
        on: from when on.
        going: those that end with this act: whoever is above the others then is hub in their place.
        instead: what would be possible.

    Raises:
        Refused: when one of them was under its hub and would not be any more.
    """
    ahead = {*above(making, superior, on)}
    subtree = [*below(making, organization, on)]
    for one in subtree:
        for unit in leads(making, one, on, "reservoir") if one not in going else ():
            over = hub_of(making, unit["id"], on)
            if over not in {None, *going, *subtree, *ahead} and is_under(making, one, str(over), on):
                raise _reservoir_outside(one, unit["id"], str(over))
        row = making.current("organizations", one, on)
        hub = hub_of(making, row["regional_unit"], on) if row is not None and one not in going else None
        if hub is None or hub in going or hub in subtree or hub in ahead or hub not in above(making, one, on):
            continue
        assert row is not None  # noqa: S101 - it has a hub
        raise refuse(
            f"{one} is one of the N of {row['regional_unit']} and would not be under its hub {hub} any more; let it "
            "leave first (U004)",
            f"{one}属于{row['regional_unit']}，将不再处于其区域性党组织{hub}之下；请先退出（U004）",
            "U004",
            instead=instead,
        )


def _reservoir_outside(organization: str, regional_unit: str, hub: str) -> Refused:
    return refuse(
        f"{organization} holds the reservoir of {regional_unit}, and would not be under its hub {hub}; let it stay "
        "under that, or close the unit first (U012)",
        f"{organization}是{regional_unit}的蓄水池组织，将不在其区域性党组织{hub}之下；请保留隶属，或先撤销该区域（U012）",
        "U012",
    )
