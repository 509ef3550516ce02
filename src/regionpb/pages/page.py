"""The page of a rule: what it finds, why, bad and good, its parameters and their norms. Pure data, and as Markdown.

The examples are no prose: Bad is what the rule's plant adds to a minimal valid region, Good the same
without the fault, and what is said of Bad is what a check finds.

    >>> import regionpb
    >>> from regionpb.policies import read_policy
    >>> region = regionpb.testing.minimal()
    >>> page = page_of(regionpb.rules["O006"], read_policy("ningbo").at(region.day), region)
    >>> page.name, page.parameters[0].value, page.example is not None
    ('too-few-members', 3, True)
"""

from __future__ import annotations

from datetime import date

from attrs import frozen

from regionpb.findings import Severity
from regionpb.pages.examples import Example, example_of
from regionpb.policies import InForce, Unit, Value
from regionpb.region import Region
from regionpb.rules.base import Rule
from regionpb.rules.saying.families import Family, family

__all__ = ["PageParameter", "RulePage", "page_of"]


@frozen
class PageParameter:
    """A parameter with its values, one of them the one in force.

    Attributes:
        name: its name in policies.
        label: what it is, in English.
        label_zh: the same in Chinese.
        unit: what the number counts.
        values: every value with its dates `[start, end)` and its norm, in the order of time.
        now: the one in force on the day.
    """

    name: str
    label: str
    label_zh: str
    unit: Unit
    values: tuple[Value, ...]
    now: Value

    @property
    def value(self) -> float:
        """The number in force on the day."""
        return self.now.value


@frozen
class RulePage:
    """Everything there is to say about a rule.

    Attributes:
        rule: the rule; its code, name, severity and story.
        family: its family.
        policy: the name of the policy.
        day: the day of which parameters and the switch speak.
        on: whether the policy asks it on the day.
        switch_norm: the norm that switches it, English and Chinese; None where no switch speaks.
        parameters: their values, and which are in force.
        companions: the rules that its fault brings along, code and name where known.
        example: bad and good; None where it cannot be planted in the region given.
    """

    rule: Rule
    family: Family
    policy: str
    day: date
    on: bool
    switch_norm: tuple[str, str] | None
    parameters: tuple[PageParameter, ...]
    companions: tuple[str, ...]
    example: Example | None

    @property
    def code(self) -> str:
        """The code of the rule."""
        return self.rule.code

    @property
    def name(self) -> str:
        """The name of the fault."""
        return self.rule.name

    @property
    def severity(self) -> Severity:
        """The severity of the rule."""
        return self.rule.severity


def page_of(rule: Rule, policy: InForce, region: Region | None = None, *, seed: int = 0) -> RulePage:
    """The page of a rule.

    Args:
        rule: the rule.
        policy: what is in force on the day the page speaks of.
        region: a minimal valid region for the examples; None leaves them out.
        seed: where the choices of the plant come from.
    """
    switched = policy.switched_by(rule.code)
    return RulePage(
        rule=rule,
        family=family(rule.code),
        policy=policy.policy.name,
        day=policy.day,
        on=policy.is_on(rule.code),
        switch_norm=(switched.norm, switched.norm_zh) if switched else None,
        parameters=tuple(_parameter(name, policy) for name in rule.parameters),
        companions=rule.companions,
        example=example_of(rule, policy, region, seed=seed) if region is not None else None,
    )


def _parameter(name: str, policy: InForce) -> PageParameter:
    known = policy.policy.parameters[name]
    return PageParameter(name, known.label, known.label_zh, known.unit, known.values, policy.norm(name))
