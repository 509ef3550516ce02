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
from functools import cached_property
from types import ModuleType

from regionpb.errors import UnknownName
from regionpb.rules import (
    consultation,
    divisions,
    funding,
    history,
    intake,
    leadership,
    life,
    members,
    organizations,
    pairing,
    reservoir,
    service,
    totals,
    transfers,
    units,
    volunteers,
)
from regionpb.rules.base import Rule
from regionpb.rules.own import installed

__all__ = ["OURS", "RULES", "Rule"]

OURS: tuple[Rule, ...] = (
    *intake.RULES,
    *divisions.RULES,
    *organizations.RULES,
    *units.RULES,
    *reservoir.RULES,
    *members.RULES,
    *transfers.RULES,
    *pairing.RULES,
    *leadership.RULES,
    *consultation.RULES,
    *life.RULES,
    *service.RULES,
    *volunteers.RULES,
    *funding.RULES,
    *history.RULES,
    *totals.RULES,
)
"""The rules of regionpb itself, in the model's order of families."""


class _All(Mapping[str, Rule]):
    """The rules of regionpb and of installed packages; those are loaded when a rule is first asked for."""

    @cached_property
    def _by_code(self) -> Mapping[str, Rule]:
        return installed({rule.code: rule for rule in OURS})

    def __getitem__(self, code: str) -> Rule:
        return self._by_code[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_code)

    def __len__(self) -> int:
        return len(self._by_code)


RULES: Mapping[str, Rule] = _All()
"""All rules by code: those of regionpb, then those that installed packages ship (see `regionpb.rules.own`)."""


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
