"""Bodies that coordinate and consult, who sits on them, and what is brought before them.

Counties with towns, and towns, coordinate; every 1+N unit is consulted, by a council of its own or of its division.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from regionpb.testing.dice import Dice
from regionpb.testing.pieces import Area, Norms, Organization, Place, Row
from regionpb.testing.words import adorned
from regionpb.vocabulary import ENTERPRISES, BodyKind, Function, MatterKind, Nature, UnitKind

__all__ = ["convene", "raise_matters", "seat_councils"]

_ROLES = ("participant", "chair", "member")


def convene(
    organizations: Sequence[Organization],
    areas: Sequence[Area],
    places: Sequence[Place],
    dice: Mapping[str, Dice],
    whole: Dice,
) -> list[Row]:
    """The bodies that a region owes, and one that coordinates volunteers.

    Args:
        organizations: its organizations; those of villages have a council to build with.
        areas: its 1+N units.
        places: its divisions.
        dice: the choices of each organization, by id.
        whole: chooses what belongs to nobody.
    """
    rows: list[Row] = []

    def add(kind: BodyKind, place: Place | None, area: Area | None, own: Dice) -> None:
        rows.append(
            {
                "id": f"B-{len(rows) + 1}",
                "name": adorned(f"甬新{len(rows) + 1}{kind.label}", own),
                "kind": kind.value,
                "division": place.code if place else None,
                "regional_unit": area.id if area else None,
            }
        )

    for place in places:
        town = place.level == "township" and place.rural
        if town or (place.level == "county" and any(below.rural for below in place.within)):
            add(BodyKind.COORDINATION_COMMITTEE, place, None, whole)
    for area in areas:
        own = dice[area.hub.id]
        for kind in (BodyKind.CONSULTATIVE_COUNCIL, BodyKind.CO_BUILDING_COUNCIL):
            add(kind, area.place, own.pick([area, None]), own)
    villages = {
        o.place.code: o.place for o in organizations if o.place and o.function == Function.VILLAGE_ORGANIZATION.value
    }
    for place in villages.values():
        add(BodyKind.CO_BUILDING_COUNCIL, place, None, whole)
    if whole.below(2) or not rows:
        add(whole.pick([BodyKind.VOLUNTEER_COORDINATION, BodyKind.ASSOCIATION]), whole.pick(places), None, whole)
    return rows


def seat_councils(bodies: Sequence[Row], units: Sequence[Row], members: Sequence[Row], whole: Dice) -> list[Row]:
    """Seats on the consultative councils: a social organization and an enterprise on each, whoever holds them."""
    social = [unit for unit in units if unit["kind"] == UnitKind.SOCIAL_ORGANIZATION]
    firms = [unit for unit in units if unit["kind"] in ENTERPRISES]
    rows: list[Row] = []
    for body in bodies:
        if body["kind"] != BodyKind.CONSULTATIVE_COUNCIL:
            continue
        for side in filter(None, (social, firms)):
            rows.append(
                {
                    "id": f"S-B{len(rows) + 1}",
                    "role": whole.pick(_ROLES),
                    "body": body["id"],
                    "holder": whole.pick([None, *(member["id"] for member in members[:3])]),
                    "represents_unit": whole.pick(side)["id"],
                }
            )
    return rows


def raise_matters(bodies: Sequence[Row], organizations: Sequence[Organization], whole: Dice, norms: Norms) -> list[Row]:
    """A few matters, old ones resolved and young ones open."""
    open_for = norms.number("matter_open_days")
    rows: list[Row] = []
    for number in range(1, 1 + whole.below(4)):
        old, before = whole.below(2), whole.pick([*bodies, None])
        raised = norms.day - timedelta(days=open_for + whole.below(200) if old else whole.below(open_for))
        rows.append(
            {
                "id": f"K-{number}",
                "body": before["id"] if before else None,
                "organization": None if before else whole.pick(organizations).id,
                "kind": whole.pick([kind.value for kind in MatterKind]),
                "nature": whole.pick([None, *(nature.value for nature in Nature)]),
                "executor": whole.pick([None, organizations[0].id]),
                "raised_on": raised,
                "resolved_on": raised + timedelta(days=whole.below(open_for)) if old else None,
            }
        )
    return rows
