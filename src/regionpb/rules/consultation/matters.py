"""C004: matters that are not resolved."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import narwhals as nw

from regionpb.findings import Severity
from regionpb.rules.base import Frame, rule
from regionpb.rules.planting.draft import Draft, Planted
from regionpb.vocabulary import MatterKind

__all__ = ["matter_open"]


def put_off_a_matter(draft: Draft, rng: Random) -> Planted:
    """Add a matter raised months ago and not resolved."""
    if draft.has("matters"):
        draft.require("matters", "resolved_on")
    raised = draft.day - timedelta(days=rng.randint(91, 300))
    matter = draft.add(
        "matters",
        organization=draft.home()["id"],
        kind=str(rng.choice([*MatterKind])),
        raised_on=raised,
        resolved_on=draft.spoilt(None, raised + timedelta(days=rng.randint(1, 60))),
    )
    return Planted.at("matters", matter)


@rule(
    "C004",
    Severity.WARNING,
    name_zh="共商事项未解决",
    on="matters",
    reads=("matters.raised_on", "matters.resolved_on"),
    values=("raised_on", "matter_open_days"),
    parameters=("matter_open_days",),
    at="resolved_on",
    limits={"raised_on": "matter_open_days"},
    message="was raised on {raised_on} and is not resolved after {matter_open_days} days: see to it, or enter when it "
    "was resolved",
    message_zh="于{raised_on}提出，{matter_open_days}天后仍未解决：请督办，或登记解决日期",
    plant=put_off_a_matter,
)
def matter_open(matters: Frame, policy: Frame) -> Frame:
    """A matter raised some time ago is not resolved.

    共商事项提出已久，仍未解决。

    Why: what is noticed early is to be handled in time. A day of resolution that lies ahead has not come yet.
    原因: 及早发现的问题要及时处理。晚于当日的解决日期尚未发生。
    Source: P1c
    """
    resolved = (nw.col("resolved_on") <= nw.col("day")).fill_null(value=False)
    return matters.join(policy, how="cross").filter(~resolved, nw.col("raised_on") <= nw.col("matter_open_days_ago"))
