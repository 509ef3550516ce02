"""Family U: 1+N units, their hubs, the organizations that belong to them and the units they cover."""

from __future__ import annotations

from regionpb.rules.base import Rule
from regionpb.rules.units.belonging import hub_alone, hub_belongs_elsewhere, not_under_hub, outside_unit
from regionpb.rules.units.coverage import division_ended, mode_mismatch, uncovered_unit, unit_organization_disagree
from regionpb.rules.units.hubs import hub_outside, no_hub, reservoir_not_under_hub, shared_hub

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = (
    no_hub,
    shared_hub,
    hub_outside,
    not_under_hub,
    outside_unit,
    hub_alone,
    hub_belongs_elsewhere,
    mode_mismatch,
    uncovered_unit,
    unit_organization_disagree,
    division_ended,
    reservoir_not_under_hub,
)
"""The rules of the family in the order of their codes."""
