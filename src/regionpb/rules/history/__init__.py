"""Family."""

from __future__ import annotations

from regionpb.rules.base import Rule

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = ()
