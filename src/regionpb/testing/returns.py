"""What organizations tell of themselves: those who want to join, and the numbers they declare.

>>> from regionpb.testing.dice import Dice
>>> from datetime import date
>>> top = Organization("O-1", "committee")
>>> row = declare([top], {"O-1": Dice(bytes([0, 0, 0, 0, 2]))}, date(2011, 7, 29), counted=False)[0]
>>> row["cell"], row["value"]
('organizations', 1)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from regionpb.testing.dice import Dice
from regionpb.testing.pieces import Organization, Row
from regionpb.vocabulary import Cell, Stage, Status

__all__ = ["declare", "prepare"]


def prepare(
    organizations: Sequence[Organization], units: Sequence[Row], dice: Mapping[str, Dice], day: date
) -> list[Row]:
    """People whom some organizations prepare for joining.

    Args:
        organizations: all of them.
        units: all of them; some of those people work there.
        dice: the choices of each organization, by id.
        day: the day, before which they applied.
    """
    rows: list[Row] = []
    for organization in organizations:
        own = Dice(dice[organization.id].drawn[5:])
        if organization.external or not own.rarely():
            continue
        rows += [
            {
                "id": f"C-{len(rows) + number}",
                "organization": organization.id,
                "unit": own.pick([None, *(unit["id"] for unit in units)]),
                "stage": own.pick([stage.value for stage in Stage]),
                "applied_on": own.pick([None, day - timedelta(days=own.below(1000))]),
            }
            for number in range(1, 2 + own.below(3))
        ]
    return rows


def declare(organizations: Sequence[Organization], dice: Mapping[str, Dice], day: date, *, counted: bool) -> list[Row]:
    """Numbers that some organizations declare for a day, as the register has them.

    Args:
        organizations: all of them, with members.
        dice: the choices of each, by id.
        day: the day.
        counted: whether members are known.
    """
    rows: list[Row] = []
    for organization in organizations:
        own = Dice(dice[organization.id].drawn[4:])
        if organization.external or not own.now_and_then():
            continue
        under = organization.under
        members = [member for below in under for member in below.members]
        full = sum(member["status"] == Status.FULL.value for member in members)
        numbers = {
            Cell.ORGANIZATIONS: len(under),
            Cell.BRANCHES: sum(below.is_branch for below in under),
            Cell.MEMBERS: len(members),
            Cell.FULL_MEMBERS: full,
            Cell.PROBATIONARY_MEMBERS: len(members) - full,
        }
        known = [*numbers] if counted else [Cell.ORGANIZATIONS, Cell.BRANCHES]
        rows += [
            {"organization": organization.id, "day": day, "cell": cell.value, "value": numbers[cell]}
            for cell in known[: 1 + own.below(len(known))]
        ]
    return rows
