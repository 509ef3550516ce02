"""Family M: members, from joining to losing touch."""

from __future__ import annotations

from regionpb.rules.base import Rule
from regionpb.rules.members.joining import confirmed_before_joined, joined_underage
from regionpb.rules.members.probation import confirmed_while_probationary, probation_overdue
from regionpb.rules.members.standing import not_in_branch, out_of_contact, unit_ended

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = (
    probation_overdue,
    confirmed_before_joined,
    joined_underage,
    confirmed_while_probationary,
    out_of_contact,
    unit_ended,
    not_in_branch,
)
"""The rules of the family in the order of their codes."""
