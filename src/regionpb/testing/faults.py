"""Regions in which a rule's fault has been committed (see `faulty_regions`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random
from typing import Any

from attrs import field, frozen
from hypothesis import reject
from hypothesis import strategies as st

from regionpb.contract.days import as_day
from regionpb.datasets.days import DAY
from regionpb.errors import UnknownName
from regionpb.policies import POLICY_NAMES, read_policy
from regionpb.region import Region
from regionpb.rules import RULES
from regionpb.rules.base import Rule
from regionpb.rules.planting.draft import Unplantable
from regionpb.testing.regional import Range, regions

__all__ = ["FaultyRegion", "faulty_regions"]


@frozen
class FaultyRegion:
    """A region that was valid until one fault was committed in it.

    Attributes:
        region: the region with the fault.
        valid: the region before.
        rule: the rule whose fault it is.
        policy: a policy under which the rule is on on the region's day.
    """

    region: Region
    valid: Region = field(repr=False)
    rule: Rule
    policy: str

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:  # noqa: ANN401 - as pretty printers ask for it
        """Short where Hypothesis shows an example: not all tables of two regions."""
        del cycle
        printer.text(f"<{self.rule.code} under {self.policy} on {sorted(self.planted, key=str)} in {self.region!r}>")

    @property
    def planted(self) -> frozenset[tuple[str, str, str | None]]:
        """The findings there must be, as code, table and id."""
        return frozenset((code, table, key) for code, table, key in self.region.planted.iter_rows())

    @property
    def codes(self) -> frozenset[str]:
        """The codes there may be: the rule's and those of the companions it brings along by definition."""
        return frozenset({self.rule.code, *self.rule.companions})


def faulty_regions(
    code: str,
    divisions: Range = (1, 30),
    organizations: Range = (1, 30),
    members: Range = (3, 60),
    history: bool = False,
    at: date | str | None = None,
    policy: str | None = None,
) -> st.SearchStrategy[FaultyRegion]:
    """Valid regions in which the fault of a rule has then been committed.

    Args:
        code: the code of the rule.
        divisions: as in `regions`; likewise `organizations` and `history`.
        organizations: how many, fewest and most.
        members: how many; many faults are about members, so there are some.
        history: whether there is a past.
        at: the day; where None the usual one, or the nearest after it on which the rule is in force.
        policy: the name of a policy; where None the first that ships under which the rule is on.

    Raises:
        UnknownName: when there is no such rule.
        SourceError: when the day is none.
        ValueError: when the rule is on under no such policy, on no such day.

    >>> from hypothesis import given, settings
    >>> @settings(max_examples=3, deadline=None, database=None)
    ... @given(faulty_regions("U004", organizations=(2, 6)))
    ... def the_fault_is_found(faulty):
    ...     found = faulty.region.check(policy=faulty.policy).findings
    ...     assert {(f.code, f.table, f.id) for f in found} == faulty.planted
    >>> the_fault_is_found()
    """
    if code not in RULES:
        raise UnknownName("rule", code, RULES, "规则")
    day = None if at is None else as_day(at)
    for name in POLICY_NAMES if policy is None else (policy,):
        for when in _days(code, name) if day is None else (day,):
            if read_policy(name).at(when).is_on(code):
                sizes = (divisions, organizations, members)
                whole, few = (
                    regions(*sizes, families=families, history=history, at=when, policy=name)
                    for families in (None, [RULES[code].family])
                )
                # An example shrinks to the first: to the tables that the rules of that family read.
                valid = whole if RULES[code].on == "*" else few | whole
                return _faulty(valid, RULES[code], name)
    under = f" under {policy}" if policy else ""
    raise ValueError(f"{code} is not on{under} on {day or 'any day'}")


def _days(code: str, policy: str) -> Sequence[date]:
    """The usual day, and the later ones on which a rule is switched on."""
    periods = read_policy(policy).switches.get(code, ())
    return [DAY, *sorted(p.start for p in periods if p.on and p.start is not None and p.start > DAY)]


_TRIES = 3
"""How many regions are drawn for one example: some faults need what one in three regions has."""


@st.composite
def _faulty(draw: st.DrawFn, regions: st.SearchStrategy[Region], rule: Rule, policy: str) -> FaultyRegion:
    for _ in range(_TRIES):
        valid = draw(regions)
        rng = Random(draw(st.integers(0, 2**16)))  # noqa: S311 - planting is no cryptography
        try:
            return FaultyRegion(rule.plant(valid, rng), valid, rule, policy)
        except Unplantable:
            continue
    return reject()
