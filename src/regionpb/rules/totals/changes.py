"""X003: numbers that changed much."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from regionpb.findings import Severity
from regionpb.rules.base import unasked_rule
from regionpb.rules.planting.draft import Draft, Planted
from regionpb.rules.story import Story
from regionpb.rules.totals.sums import PERIOD, STATISTICS

__all__ = ["ABNORMAL_CHANGE"]

_GROWN = 14


def grow_at_once(draft: Draft, rng: Random) -> Planted:
    """Add a branch to which many members come within the period."""
    draft.require("members", "entry")
    began = draft.day - PERIOD - timedelta(days=5)
    branch = draft.branch(rng, members=3, start=began)
    for _ in range(_GROWN):
        draft.member(branch, rng, start=draft.spoilt(draft.day, began))
    return Planted.at("organizations", branch)


ABNORMAL_CHANGE = unasked_rule(
    "X003",
    "abnormal-change",
    Severity.INFO,
    name_zh="指标异常变动",
    on="organizations",
    reads=STATISTICS,
    parameters=("abnormal_change_percent", "abnormal_change_count"),
    story=Story(
        "Between two days a number of the statistics changed by more than a fifth and by more than ten.",
        "两日之间某项统计指标的变动超过两成且超过十。",
        "The annual statistics ask for an explanation of great changes. Of several cells the first is shown, and the "
        "others are named.",
        "年度统计要求说明异常变动。有多项的，列出第一项并注明其余各项。",
        "P3a; annual statistics, tables 1 and 2",
    ),
    values={"cell": "指标", "before": "期初", "after": "期末", "change": "变动", "changed": "全部异常指标"},
    message="went from {before} to {after} in {cell}: see whether that is so (all that changed as much: {changed})",
    message_zh="{cell}由{before}变为{after}：请核实（变动异常的指标：{changed}）",
    limits={"change": "abnormal_change_count"},
    plant=grow_at_once,
)
