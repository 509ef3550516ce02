"""Family H: what is wrong between versions, over all days."""

from __future__ import annotations

from regionpb.rules.base import Rule
from regionpb.rules.history.gaps import gap
from regionpb.rules.history.lifetimes import dissolved_without_reason, subordinate_outlives
from regionpb.rules.history.recorded import CHANGED_PAST

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = (gap, subordinate_outlives, dissolved_without_reason, CHANGED_PAST)
"""The rules of the family in the order of their codes."""
