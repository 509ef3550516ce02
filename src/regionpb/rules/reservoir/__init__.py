"""Family R: the reservoir that holds members when organizations end, and the incubator that founds new ones."""

from __future__ import annotations

from regionpb.rules.base import Rule
from regionpb.rules.reservoir.dissolution import absorbed_elsewhere, source_still_responsible
from regionpb.rules.reservoir.incubation import incubation_due, still_in_reservoir
from regionpb.rules.reservoir.joint import joint_candidate, joint_member_ready
from regionpb.rules.reservoir.strays import lost_member, stranded_member

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = (
    stranded_member,
    lost_member,
    absorbed_elsewhere,
    incubation_due,
    still_in_reservoir,
    joint_member_ready,
    joint_candidate,
    source_still_responsible,
)
"""The rules of the family in the order of their codes."""
