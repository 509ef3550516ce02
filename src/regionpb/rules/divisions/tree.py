"""D001–D003, D005: how divisions hang together."""

from __future__ import annotations

from random import Random

import narwhals as nw

from regionpb.findings import Severity
from regionpb.rules.base import Frame, rule
from regionpb.rules.ending import ended
from regionpb.rules.gates import former, turning
from regionpb.rules.levels import LEVELS, rank
from regionpb.rules.planting.draft import Draft, Planted
from regionpb.rules.planting.new_divisions import (
    beside,
    deepen,
    ended_division,
    levels_of,
    new_code,
    new_division,
    some,
)

__all__ = ["cycle", "extra_root", "level_skip", "parent_ended"]


def uproot(draft: Draft, rng: Random) -> Planted:
    """Add a division and forget what lies above it."""
    code = beside(draft, rng)
    if draft.spoils:
        draft.put("divisions", code, parent=None)
    return Planted.at("divisions", code)


def chase_tails(draft: Draft, rng: Random) -> Planted:
    """Add two divisions, each the parent of the other."""
    one, other = beside(draft, rng), beside(draft, rng)
    if draft.spoils:
        draft.put("divisions", one, parent=other)
        draft.put("divisions", other, parent=one)
    return Planted.at("divisions", one, other)


def skip_a_level(draft: Draft, rng: Random) -> Planted:
    """Add a division straight under one that should be two above it."""
    deepen(draft, rng, levels=3)
    level = levels_of(draft)[-1]
    above = some(draft, rng, LEVELS[LEVELS.index(level) - 1])
    code = new_code(draft, rng, level, within=above["code"])
    parent = draft.spoilt(above["parent"], above["code"])
    return Planted.at("divisions", new_division(draft, rng, level, parent=parent, code=code))


def stay_under_the_past(draft: Draft, rng: Random) -> Planted:
    """Add a division that has ended, and one that still lies under it."""
    deepen(draft, rng)
    near = some(draft, rng)
    parent = draft.spoilt(ended_division(draft, rng, near["parent"]), near["parent"])
    return Planted.at("divisions", new_division(draft, rng, near["level"], parent=parent))


@rule(
    "D001",
    Severity.ERROR,
    name_zh="缺上级区划",
    on="divisions",
    reads=("divisions.level", "divisions.parent"),
    values=("level",),
    at="parent",
    message="is of {level} level and has no parent, though divisions of a higher level exist: enter the one it lies in",
    message_zh="为{level}，没有上级区划，而更高级别的区划存在：请填写其上级区划",
    plant=uproot,
)
def extra_root(divisions: Frame) -> Frame:
    """A current division has no parent though current divisions of a higher level exist.

    现存区划没有上级区划，而更高级别的现存区划存在。

    Why: whatever is summed up the territorial tree leaves out what hangs on nothing. An ended parent is D005's alone.
    原因: 沿区划逐级汇总时，无所隶属的区划会被漏掉。上级已失效的由 D005 检查。
    Source: GB/T 2260; GB/T 10114
    """
    highest = divisions.select(rank("level").min().alias("highest"))
    orphans = divisions.filter(nw.col("parent").is_null())
    return orphans.join(highest, how="cross").filter(rank("level") > nw.col("highest"))


@rule(
    "D002",
    Severity.ERROR,
    name_zh="区划成环",
    on="divisions",
    reads=("divisions.parent",),
    values=("parent",),
    where=turning("territory"),
    at="parent",
    message="lies below itself, by way of its parent {parent}: correct the parent of one division of the cycle",
    message_zh="经上级区划{parent}绕回自身，成为自己的上级：请更正环中某一区划的上级",
    companions=("D003", "D004"),
    plant=chase_tails,
)
def cycle(divisions: Frame, territory: Frame) -> Frame:
    """A division is its own ancestor; each division on the cycle is named.

    区划成为自己的上级；逐个列出环上的区划。

    Why: a division on a cycle lies nowhere, and what lies below it with it. No cycle of levels or of codes is
        possible, so D003 and mostly D004 come along.
    原因: 处在环上的区划及其下级不在任何地方。级别和代码都不可能成环，故伴随 D003，通常还有 D004。
    Source: GB/T 2260; GB/T 10114
    """
    turning = territory.filter(nw.col("on_cycle"))
    return divisions.join(turning, left_on="code", right_on="id", how="semi")


@rule(
    "D003",
    Severity.ERROR,
    name_zh="跨级隶属",
    on="divisions",
    reads=("divisions.level", "divisions.parent"),
    values=("level", "parent"),
    at="parent",
    message="is of {level} level, but its parent {parent} is not of the level just above: correct one of them",
    message_zh="为{level}，其上级区划{parent}却不是紧邻的上一级：请更正上级区划或级别",
    plant=skip_a_level,
)
def level_skip(divisions: Frame) -> Frame:
    """The level of a division's parent is not the one immediately above its own.

    上级区划的级别不是紧邻的上一级。

    Why: five levels, each within the one above; tables by county or by township lose what skips one.
    原因: 五级区划逐级相含；跳级的区划会从分县、分乡镇的统计中漏掉。
    Source: GB/T 2260; GB/T 10114
    """
    above = divisions.select(nw.col("code").alias("parent"), rank("level").alias("rank_above"))
    return divisions.join(above, on="parent", how="inner").filter(rank("level") != nw.col("rank_above") + 1)


@rule(
    "D005",
    Severity.ERROR,
    name_zh="上级区划已失效",
    on="divisions",
    reads=("divisions.parent",),
    values=("parent",),
    where=former("divisions"),
    at="parent",
    message="lies in {parent}, which does not exist on the day: enter the division that took its place",
    message_zh="的上级区划{parent}当日并不存在：请改为接替它的区划",
    plant=stay_under_the_past,
)
def parent_ended(divisions: Frame, divisions_former: Frame) -> Frame:
    """The parent of a division exists, but not on the day.

    上级区划存在，但当日并不有效。

    Why: divisions are merged and recoded; what still lies under the old code drops out of every roll-up.
    原因: 区划有合并和变更；仍挂在旧代码之下的，会从各级汇总中漏掉。
    Source: GB/T 2260; GB/T 10114
    """
    return ended(divisions, "parent", divisions_former, key="code")
