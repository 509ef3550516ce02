"""Family X: totals between two days. Its rules are asked by reconciling (`regionpb.reconciling`), not by a check."""

from __future__ import annotations

from regionpb.rules.base import Rule
from regionpb.rules.totals.changes import ABNORMAL_CHANGE
from regionpb.rules.totals.sums import DECLARED_DISAGREES, MEMBERS_UNEXPLAINED, PERIOD

__all__ = ["PERIOD", "RECONCILED", "RULES"]

RECONCILED = "X"
"""The letter of the family."""

RULES: tuple[Rule, ...] = (MEMBERS_UNEXPLAINED, DECLARED_DISAGREES, ABNORMAL_CHANGE)
"""The rules of the family in the order of their codes."""
