"""1+N units over some organizations, and where everything lies.

Every 1+N unit is a star: the N of a hub are among what is under it, down to the next hub.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from regionpb.testing.dice import Dice
from regionpb.testing.leadership import common
from regionpb.testing.pieces import Area, Organization, Place
from regionpb.vocabulary import TERRITORIAL_MODES, Mode

__all__ = ["draw_areas", "settle"]

_MODES = ("office_building", *(mode.value for mode in Mode if mode != Mode.OFFICE_BUILDING))


def draw_areas(
    organizations: Sequence[Organization], dice: Mapping[str, Dice], forced: Organization | None
) -> list[Area]:
    """1+N units with hub, N and, here and there, a reservoir of their own.

    Args:
        organizations: all organizations.
        dice: the choices of each organization, by id.
        forced: an organization that is to be a hub in any case.
    """
    chosen = [
        o for o in organizations if not o.is_branch and not o.external and (dice[o.id].now_and_then() or o is forced)
    ]
    hubs: set[Organization] = set(chosen)
    areas: list[Area] = []
    # From below, so that the upper ones see what is left.
    for hub in sorted(chosen, key=lambda o: (o is forced, -len([*o.above]))):
        zone = _zone(hub, hubs)
        if not zone and hub is forced:
            # Everything under it belongs to lower hubs: one of them is a hub no more.
            zone = [hub.under[1]]
            _dissolve(zone[0].led, areas, hubs)
        if not zone:
            hubs.remove(hub)
            continue
        own = dice[hub.id]
        area = Area("", own.pick(_MODES), hub)
        first = own.pick(zone)
        area.ones = [o for o in zone if o is first or not dice[o.id].now_and_then()]
        branches = [o for o in zone if o.is_branch]
        area.reservoir = own.pick([None, hub, *branches])
        areas.append(area)
        hub.led = area
        for one in area.ones:
            one.area = area
        if area.reservoir is not None and area.reservoir is not hub:
            area.reservoir.kept = area
        if own.rarely():
            hub.area = area  # a hub may say that it belongs to its own unit
    for number, area in enumerate(areas, 1):
        area.id = f"R-{number}"
    return areas


def _zone(hub: Organization, hubs: set[Organization]) -> list[Organization]:
    """What is under a hub, down to the next hubs."""
    found: list[Organization] = []
    ahead = [*hub.children]
    for organization in ahead:
        if organization not in hubs:
            found.append(organization)
            ahead += organization.children
    return found


def _dissolve(area: Area | None, areas: list[Area], hubs: set[Organization]) -> None:
    if area is not None:
        areas.remove(area)
        hubs.remove(area.hub)
        area.hub.led = area.hub.area = None
        for one in area.ones:
            one.area = None
        if area.reservoir is not None:
            area.reservoir.kept = None


def settle(
    organizations: Sequence[Organization],
    areas: Sequence[Area],
    places: Sequence[Place],
    dice: Mapping[str, Dice],
    whole: Dice,
    *,
    near: bool,
) -> None:
    """Give all a division: organizations one within their superior's, but for the N of 1+N units that reach across.

    Enlarged committees lie in their street, and what is above them where it has all their streets within it.

    Args:
        organizations: all of them.
        areas: all 1+N units.
        places: all divisions.
        dice: the choices of each organization, by id.
        whole: chooses what is of all of them.
        near: whether committees lie at most a level below what they are under, as those who lead territories do.
    """
    seats = {o.street.code: o.street for o in organizations if o.street is not None}
    top = whole.pick(sorted({place.rank for place in common(seats.values(), places)}))
    for root in organizations:
        if root.superior is not None:
            continue
        for organization in root.under:
            room = places if organization.external else _room(organization, places, top, near=near)
            led = [o.street for o in organization.under if o.street is not None] if seats else []
            if led:
                room = [organization.street] if organization.street else common(led, room)
            organization.place = dice[organization.id].pick(room)
    for area in areas:
        assert area.hub.place is not None  # noqa: S101 - settled above
        area.place = dice[area.hub.id].pick([*area.hub.place.above])


def _room(organization: Organization, places: Sequence[Place], top: int, *, near: bool) -> Sequence[Place]:
    """Where an organization may lie, if the highest lie in divisions of a rank."""
    if organization.superior is None:
        return [place for place in places if place.rank == top]
    if _reaches_across(organization):
        return [place for place in places if place.rank >= top]
    above = organization.superior.place
    assert above is not None  # noqa: S101 - superiors come first
    return [above, *above.children] if near and not organization.is_branch else above.within


def _reaches_across(organization: Organization) -> bool:
    """Whether it may lie outside its superior's division; what a street has of its own does not."""
    if any(below.function is not None for below in organization.under):
        return False
    area = organization.area
    return area is not None and area.mode not in TERRITORIAL_MODES and area.hub is not organization
