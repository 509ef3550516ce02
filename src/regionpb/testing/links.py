"""What runs between organizations: pairings, and transfers that are on their way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from regionpb.testing.dice import Dice
from regionpb.testing.pieces import Norms, Organization, Row
from regionpb.vocabulary import SETTLEMENTS, Task

__all__ = ["pair_up", "send"]

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
