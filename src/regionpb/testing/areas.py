"""1+N units over some organizations, and where everything lies.

Every 1+N unit is a star: the N of a hub are among what is under it, down to the next hub.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from regionpb.testing.dice import Dice
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
) -> None:
    """Give all a division: organizations one within their superior's, but for the N of 1+N units that reach across."""
    top = whole.pick(sorted({place.rank for place in places}))
    inside = [place for place in places if place.rank >= top]
    for root in organizations:
        if root.superior is not None:
            continue
        for organization in root.under:
            own = dice[organization.id]
            if organization.external:
                organization.place = own.pick(places)
            elif organization.superior is None:
                organization.place = own.pick([place for place in places if place.rank == top])
            elif _reaches_across(organization):
                organization.place = own.pick(inside)
            else:
                above = organization.superior.place
                assert above is not None  # noqa: S101 - superiors come first
                organization.place = own.pick(above.within)
    for area in areas:
        assert area.hub.place is not None  # noqa: S101 - settled above
        area.place = dice[area.hub.id].pick([*area.hub.place.above])


def _reaches_across(organization: Organization) -> bool:
    area = organization.area
    return area is not None and area.mode not in TERRITORIAL_MODES and area.hub is not organization
