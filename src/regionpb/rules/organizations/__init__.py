"""Family O: organizations, their superiors and places, members, secretaries, elections and units."""

from __future__ import annotations

from regionpb.rules.base import Rule
from regionpb.rules.organizations.covering import joint_too_wide, joint_without_units, single_with_several_units
from regionpb.rules.organizations.elections import election_overdue, not_directly_elected
from regionpb.rules.organizations.places import division_ended, outside_superior
from regionpb.rules.organizations.secretaries import no_secretary, secretary_from_elsewhere, several_secretaries
from regionpb.rules.organizations.sizes import (
    branch_too_large,
    count_disagrees,
    empty_organization,
    form_too_high,
    should_be_committee,
    too_few_members,
)
from regionpb.rules.organizations.superiors import cycle, extra_root, form_order, superior_ended

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = (
    cycle,
    extra_root,
    superior_ended,
    form_order,
    outside_superior,
    too_few_members,
    branch_too_large,
    should_be_committee,
    form_too_high,
    no_secretary,
    several_secretaries,
    secretary_from_elsewhere,
    election_overdue,
    empty_organization,
    joint_without_units,
    single_with_several_units,
    joint_too_wide,
    count_disagrees,
    division_ended,
    not_directly_elected,
)
"""The rules of the family in the order of their codes."""
