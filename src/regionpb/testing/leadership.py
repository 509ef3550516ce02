"""Who leads: the 1+3 of streets, and committees of township and county above what lies in the countryside.

A street owes its 1+3, and a 1+N unit in the countryside the vertical above it. Where a region is to tell functions, it
has as many streets as it can lead; where somebody would be missed nobody's function is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from regionpb.rules.leadership.standing import ENLARGED, THREE
from regionpb.testing.dice import Dice
from regionpb.testing.pieces import Area, Organization, Place, Row
from regionpb.vocabulary import Form, Function, Level, Role

__all__ = [
    "TAKES",
    "common",
    "found_street",
    "lead_countryside",
    "lead_territories",
    "owes_nothing",
    "seat_part_timers",
]

TAKES = 1 + len(THREE)
"""Organizations that a street takes; of them all but one have members."""

_CONCURRENT = (Role.MEMBER.value, Role.DEPUTY_SECRETARY.value)


def owes_nothing(places: Sequence[Place], areas: Sequence[Area]) -> bool:
    """Whether nobody would be missed if functions are told, all of them general."""
    return not any(place.street for place in places) and not any(area.place and area.place.rural for area in areas)


def common(streets: Iterable[Place], places: Sequence[Place]) -> list[Place]:
    """The divisions in which all of some streets lie."""
    above = [{place.code for place in street.above} for street in streets]
    return [place for place in places if all(place.code in codes for codes in above)]


# ---- the street ------------------------------------------------------------------------------------


def found_street(street: Place, over: Organization, new: Sequence[Organization]) -> None:
    """Make the 1+3 of a street out of four new organizations.

    Args:
        street: the division.
        over: whom the enlarged committee is under.
        new: four of no form yet.
    """
    enlarged, *three = new
    enlarged.form, enlarged.function, enlarged.street = Form.WORKING_COMMITTEE.value, ENLARGED.value, street
    over.hang(enlarged)
    for organization, function in zip(three, THREE, strict=True):
        organization.form, organization.function = Form.BRANCH.value, function.value
        enlarged.hang(organization)


def seat_part_timers(
    organizations: Sequence[Organization], seats: Sequence[Row], units: Sequence[Row], dice: Mapping[str, Dice]
) -> list[Row]:
    """Part-time seats: of heads from the street on its enlarged committee, and of somebody on a community's.

    Args:
        organizations: all of them.
        seats: the secretaries among them are who sits.
        units: all of them; the influential ones of a street are represented, or influential no more.
        dice: the choices of each organization, by id.

    Returns:
        The seats that come on top.
    """
    heads = {seat["organization"]: seat["holder"] for seat in seats if seat["role"] == Role.SECRETARY.value}
    rows: list[Row] = []

    def put(on: Organization, sent: Organization, role: str, unit: object = None) -> None:
        rows.append(
            {
                "id": f"S-P{len(rows) + 1}",
                "role": role,
                "organization": on.id,
                "holder": heads[sent.id],
                "part_time": True,
                "represents_organization": sent.id,
                "represents_unit": unit,
            }
        )

    for organization in organizations:
        own = Dice(dice[organization.id].drawn[::-1])
        if organization.function == Function.COMMUNITY_COMMITTEE.value:
            put(organization, own.pick([o for o in organizations if o.id in heads]), Role.MEMBER.value)
        if organization.street is None:
            continue
        inside = {place.code for place in organization.street.within}
        there = {o.id: o for o in organizations if o.place and o.place.code in inside and o.id in heads}
        put(organization, own.pick([*there.values()]), own.pick(_CONCURRENT))
        for unit in units:
            if unit["division"] in inside and unit["influential"]:
                sent = there.get(str(unit.get("organization")))
                if sent is None:
                    unit["influential"] = None  # nobody of the street could speak for it
                else:
                    put(organization, sent, own.pick(_CONCURRENT), own.pick([None, unit["id"]]))
    return rows


# ---- the countryside -------------------------------------------------------------------------------


def lead_countryside(areas: Sequence[Area]) -> bool:
    """Give functions to those who lead the hubs of the countryside.

    An area that nobody could lead where it lies comes to lie in a wider division.

    Returns:
        Whether every hub is led.
    """
    for area in areas:
        assert area.hub.place is not None and area.place is not None  # noqa: S101, PT018 - settled before
        for place in (area.place, *area.hub.place.above):
            heads = _heads(area.hub, place) if place.rural else {}
            if heads is not None:
                area.place = place
                _enter(heads)
                break
        else:
            return False
    return True


def lead_territories(organizations: Sequence[Organization], dice: Mapping[str, Dice]) -> None:
    """Give functions to committees that lead a county, a township or a street, and to organizations of villages.

    To those of villages only where whoever leads them is there.
    """
    for organization in organizations:
        place = organization.place
        free = organization.function is None and organization.is_committee and not organization.external
        if place is not None and free and Dice(dice[organization.id].drawn[9:]).now_and_then():
            organization.function = _of_place(place)
    for organization in organizations:
        place = organization.place
        free = organization.function is None and organization.is_branch and not organization.external
        if place is not None and free and place.level == Level.VILLAGE.value and place.rural:
            heads = _heads(organization, place)
            if heads and organization not in heads.values():
                _enter(heads)
                organization.function = Function.VILLAGE_ORGANIZATION.value


def _of_place(place: Place) -> str | None:
    """The function of a committee that leads a division."""
    if place.level == Level.COUNTY.value:
        return Function.LOCAL_COMMITTEE.value
    if place.street:
        return Function.STREET_WORKING_COMMITTEE.value
    return Function.TOWNSHIP_COMMITTEE.value if place.level == Level.TOWNSHIP.value and place.rural else None


def _heads(organization: Organization, place: Place) -> dict[Function, Organization] | None:
    """Who can lead an organization from the township and the county of a division; None where one cannot be found."""
    found: dict[Function, Organization] = {}
    for level, function in (
        (Level.TOWNSHIP, Function.TOWNSHIP_COMMITTEE),
        (Level.COUNTY, Function.LOCAL_COMMITTEE),
    ):
        seat = next((here for here in place.above if here.level == level.value), None)
        if seat is None:
            continue
        fit = [o for o in organization.above if o.place is seat and o.function in {None, function.value}]
        if not fit:
            return None
        found[function] = fit[-1]
    return found


def _enter(heads: Mapping[Function, Organization]) -> None:
    for function, organization in heads.items():
        organization.function = function.value
