"""Every rule, in an explicit order: family by family as rules are read, then by code.

The package is also the mapping of rules by code, which is what `regionpb.rules` is to users:

    >>> import regionpb
    >>> regionpb.rules["U004"].name
    'not-under-hub'
    >>> "U004" in regionpb.rules
    True
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from types import MappingProxyType, ModuleType

from regionpb.errors import UnknownName
from regionpb.rules import divisions, intake, leadership, organizations, reservoir, units
from regionpb.rules.base import Rule

__all__ = ["RULES", "Rule"]

RULES: Mapping[str, Rule] = MappingProxyType(
    {
        rule.code: rule
        for family in (
            intake.RULES,
            divisions.RULES,
            organizations.RULES,
            units.RULES,
            reservoir.RULES,
            leadership.RULES,
        )
        for rule in family
    }
)
"""All rules by code: input, divisions, organizations, 1+N units, reservoir and incubator, leadership."""


class _Rules(ModuleType, Mapping[str, Rule]):
    """The package as a mapping: importing it makes it the attribute `regionpb.rules`, which is to be one."""

    # A module is itself and nothing else; a Mapping would compare contents and could not be hashed.
    def __hash__(self) -> int:
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other

    def __getitem__(self, code: str) -> Rule:
        if code not in RULES:
            raise UnknownName("rule", code, RULES, "规则")
        return RULES[code]

    def __iter__(self) -> Iterator[str]:
        return iter(RULES)

    def __len__(self) -> int:
        return len(RULES)


sys.modules[__name__].__class__ = _Rules
