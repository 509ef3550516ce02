"""The made-up city as a region, with faults planted where they are wanted."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from regionpb.datasets.city import make_tables
from regionpb.datasets.days import DAY
from regionpb.errors import UnknownName
from regionpb.policies import DEFAULT_POLICY, read_policy
from regionpb.region import Region
from regionpb.rules import RULES, Rule
from regionpb.rules.planting.draft import Unplantable
from regionpb.source import read

__all__ = ["ningbo"]


def ningbo(size: float = 1.0, seed: int = 0, faults: Mapping[str, int] | None = None) -> Region:
    """A made-up city over the real divisions of Ningbo, as of 2011-07-29.

    Args:
        size: 1.0 is the city of the book (916 1+N units, some 23,000 organizations and 425,000 members).
        seed: another seed makes another city; the same makes the same.
        faults: how often the fault of each rule is planted; `region.planted` tells where.

    Raises:
        UnknownName: when a code is the code of no rule.
        Unplantable: when the city lacks what a fault needs, or its rule is not asked on that day.
        ValueError: when the size is not positive.

    >>> city = ningbo(size=0.001, faults={"U004": 1})
    >>> [finding.code for finding in city.check().findings if finding.severity != "info"]
    ['U004']
    >>> city.planted.rows() == [(f.code, f.table, f.id) for f in city.check(select=["U004"]).findings]
    True
    """
    wanted = _wanted(faults or {})
    region = read(make_tables(size, seed), at=DAY)
    return region.plant(wanted, Random(seed)) if wanted else region  # noqa: S311 - planting is no cryptography


def _wanted(faults: Mapping[str, int]) -> list[Rule]:
    """The rules whose faults are to be planted, each as often as it is wanted."""
    asked = read_policy(DEFAULT_POLICY).at(DAY)
    for code, times in faults.items():
        if code not in RULES:
            raise UnknownName("rule", code, RULES, "规则")
        if type(times) is not int or times < 0:
            raise Unplantable(
                f"{code} is to be planted {times!r} times; give a whole number",
                f"{code} 的植入次数为 {times!r}；请给出整数",
            )
        if times and not asked.is_on(code):
            raise Unplantable(
                f"{code} is not asked on {DAY} under {DEFAULT_POLICY}: its fault would not be found",
                f"{code} 按 {DEFAULT_POLICY} 在 {DAY} 不检查：植入了也查不出来",
            )
    return [RULES[code] for code, times in faults.items() for _ in range(times)]
