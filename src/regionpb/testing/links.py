"""What runs between things: pairings, leaders who look after a village, and transfers that are on their way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from regionpb.testing.dice import Dice
from regionpb.testing.pieces import Norms, Organization, Place, Row
from regionpb.vocabulary import SETTLEMENTS, Task

__all__ = ["link", "pair_up", "send"]

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


def link(members: Sequence[Row], places: Sequence[Place], dice: Mapping[str, Dice]) -> list[Row]:
    """Members who link a township and a village in it, for some villages."""
    rows: list[Row] = []
    for place in places:
        own = Dice(dice[place.code].drawn[6:])
        if place.level == "village" and place.parent is not None and members and own.now_and_then():
            pair = {"township": place.parent.code, "village": place.code}
            rows.append({"id": f"L-{len(rows) + 1}", "leader": own.pick(members)["id"], **pair})
    return rows


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
