"""Family C: consultation, the councils of 1+N units and the matters brought before them."""

from __future__ import annotations

from regionpb.rules.base import Rule
from regionpb.rules.consultation.councils import idle_council, narrow_council, no_consultation
from regionpb.rules.consultation.matters import matter_open

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = (no_consultation, narrow_council, idle_council, matter_open)
"""The rules of the family in the order of their codes."""
