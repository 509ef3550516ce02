"""What runs between things: pairings, leaders who look after a village, and transfers that are on their way."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from datetime import timedelta

from regionpb.testing.dice import Dice
from regionpb.testing.pieces import Norms, Organization, Place, Row
from regionpb.vocabulary import SETTLEMENTS, Role, Task

__all__ = ["link", "linkable", "pair_up", "send"]

_TASKS = [task.value for task in Task]


def pair_up(organizations: Sequence[Organization], dice: Mapping[str, Dice], whole: Dice) -> list[Row]:
    """Pairings of organizations, no two twice; every organization of a village or community takes part."""
    couples: dict[frozenset[str], Row] = {}
    for organization in organizations:
        own = dice[organization.id]
        settled = any(unit["kind"] in SETTLEMENTS for unit in organization.units)
        others = [other for other in organizations if other is not organization]
        if not others or not (settled or (not organization.external and own.now_and_then())):
            continue
        other = own.pick(others)
        ends = {"left": organization.id, "right": other.id}
        tasks = _TASKS[: 1 + whole.below(len(_TASKS))]
        couples.setdefault(frozenset(ends.values()), {"id": f"P-{len(couples) + 1}", **ends, "tasks": tasks})
    return [*couples.values()]


def link(
    members: Sequence[Row], seats: Sequence[Row], committees: Container[str], places: Sequence[Place],
    dice: Mapping[str, Dice],
) -> list[Row]:  # fmt: skip
    """Leaders who link a township and a village in it: those who owe it, and members, for some villages.

    Args:
        members: all of them.
        seats: all of them.
        committees: the organizations whose leading cadres owe a village.
        places: the divisions.
        dice: the choices of each, by code.
    """
    rows: list[Row] = []
    villages = linkable(places)

    def add(leader: object, place: Place) -> None:
        township = place.parent.code if place.parent else None
        rows.append({"id": f"L-{len(rows) + 1}", "leader": leader, "township": township, "village": place.code})

    for place in villages:
        own = Dice(dice[place.code].drawn[6:])
        if members and own.now_and_then():
            add(own.pick(members)["id"], place)
    for seat in seats:
        if villages and seat["role"] == Role.LEADING_CADRE.value and str(seat.get("organization")) in committees:
            add(seat["holder"], villages[len(rows) % len(villages)])
    return rows


def linkable(places: Sequence[Place]) -> list[Place]:
    """The villages that lie in a township."""
    return [place for place in places if place.level == "village" and place.parent is not None]


def send(
    members: Sequence[Row], organizations: Sequence[Organization], each: Sequence[Dice], norms: Norms
) -> list[Row]:
    """Open transfers, issued lately: the members are still where they were."""
    rows: list[Row] = []
    for member, dice in zip(members, each, strict=True):
        others = [o.id for o in organizations if o.id != member["organization"]]
        if others and dice.rarely():
            issued = norms.day - timedelta(days=dice.below(norms.number("transfer_days")))
            path = {"member": member["id"], "source": member["organization"], "target": dice.pick(others)}
            kind = dice.pick(["ordinary", "incubated", "returned"])
            rows.append({"id": f"T-{len(rows) + 1}", **path, "kind": kind, "issued": issued})
    return rows
