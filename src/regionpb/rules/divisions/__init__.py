"""Family D: divisions, their codes, names and levels, and how they hang together."""

from __future__ import annotations

from regionpb.rules.base import Rule
from regionpb.rules.divisions.naming import code_outside_parent, name_against_code, sibling_namesake
from regionpb.rules.divisions.tree import cycle, extra_root, level_skip, parent_ended
from regionpb.rules.divisions.villages import childless_township

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = (
    extra_root,
    cycle,
    level_skip,
    code_outside_parent,
    parent_ended,
    sibling_namesake,
    name_against_code,
    childless_township,
)
"""The rules of the family in the order of their codes."""
