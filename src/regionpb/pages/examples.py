"""Bad and good of a rule, made by its plant and said by its check; nothing in them is written by hand.

Good is the sound twin of Bad: the same rows without the fault (see `regionpb.rules.planting.draft`).
"""

from __future__ import annotations

from datetime import date
from random import Random

from attrs import frozen

from regionpb.pages.excerpts import Excerpt, pair
from regionpb.policies import POLICY_NAMES, InForce, read_policy
from regionpb.region import Region
from regionpb.report import Report
from regionpb.rules.base import Rule
from regionpb.rules.planting.draft import Unplantable
from regionpb.rules.totals import PERIOD, RECONCILED

__all__ = ["Example", "Excerpt", "example_of"]


@frozen
class Example:
    """Good and bad: what a plant adds to a minimal valid region, sound and with its fault.

    Attributes:
        good: the rows of the sound twin.
        bad: the same rows with the fault.
        files: files that the fault puts beside the tables, and what they hold.
        good_files: those of the twin.
        gone: tables that the fault takes away.
        messages: what the check says, English and Chinese.
        policy: the policy of the check: the page's own where that asks the rule.
        day: the day of the check, likewise.
    """

    good: tuple[Excerpt, ...]
    bad: tuple[Excerpt, ...]
    files: tuple[tuple[str, bytes], ...]
    good_files: tuple[tuple[str, bytes], ...]
    gone: tuple[str, ...]
    messages: tuple[tuple[str, str], ...]
    policy: str
    day: date


def _asking(code: str, policy: InForce) -> InForce:
    """A policy and day that ask a rule: those given, else the first day on which the policy does, else another."""
    if policy.is_on(code):
        return policy
    starts = [period.start for period in policy.policy.switches.get(code, ()) if period.on and period.start is not None]
    others = [policy.policy.at(day) for day in starts] + [read_policy(name).at(policy.day) for name in POLICY_NAMES]
    return next((other for other in others if other.is_on(code)), policy)


def _asked(rule: Rule, region: Region, policy: InForce) -> Report:
    """What a rule finds: in a check, or of the days up to the region's where two are reconciled."""
    if rule.family == RECONCILED:
        return region.reconcile(region.day - PERIOD, region.day, select=[rule.code], policy=policy.policy).report
    return region.check(select=[rule.code], policy=policy.policy)


def example_of(rule: Rule, policy: InForce, region: Region, *, seed: int = 0) -> Example | None:
    """Bad and good of a rule; None where its fault cannot be committed in the region.

    Args:
        rule: the rule.
        policy: what is in force; where it does not ask the rule, the example is of a day or policy that does.
        region: a minimal valid region.
        seed: where the choices of the plant come from.
    """
    policy = _asking(rule.code, policy)
    there = region.at(policy.day)
    try:
        bad, sound = (make([rule], Random(seed)) for make in (there.plant, there.twin))  # noqa: S311 - no secret
    except Unplantable:
        return None
    report = _asked(rule, bad, policy)
    english, chinese = report.in_language("en"), report.in_language("zh")
    blamed = {f.values.get("column") for f in english} if rule.on == "*" else {rule.at}
    named = {(f.table, f.id) for f in english}
    # Reading empties what it cannot understand; what is shown is what was written.
    spoilt, good = pair(rule, region.tables.frames, bad.spoilt, sound.spoilt, named, blamed)
    return Example(
        good=good,
        bad=spoilt,
        files=tuple(bad.files.items()),
        good_files=tuple(sound.files.items()),
        gone=tuple(name for name in region.tables.frames if name not in bad.spoilt),
        messages=tuple((e.message, z.message) for e, z in zip(english, chinese, strict=True)),
        policy=policy.policy.name,
        day=policy.day,
    )
