"""Family P: organizations that are paired, and leaders who link a town and a village."""

from __future__ import annotations

from regionpb.rules.base import Rule
from regionpb.rules.pairing.liaisons import leader_without_liaison, liaison_level, village_outside_township
from regionpb.rules.pairing.pairings import (
    no_shared_task,
    partner_ended,
    repeated_pairing,
    self_pairing,
    unpaired_village,
)

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = (
    self_pairing,
    partner_ended,
    repeated_pairing,
    no_shared_task,
    unpaired_village,
    leader_without_liaison,
    liaison_level,
    village_outside_township,
)
"""The rules of the family in the order of their codes."""
