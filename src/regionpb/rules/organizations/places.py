"""O005, O019: the division in which an organization lies."""

from __future__ import annotations

from random import Random

import narwhals as nw
import polars as pl

from regionpb.findings import Severity
from regionpb.rules.base import Frame, rule
from regionpb.rules.ending import ended
from regionpb.rules.gates import former
from regionpb.rules.places import inside, placed
from regionpb.rules.planting.draft import Draft, Planted
from regionpb.rules.planting.new_divisions import ended_division
from regionpb.rules.planting.pieces import general_branch, outside
from regionpb.rules.scope import of_the_region, one_of
from regionpb.vocabulary import TERRITORIAL_MODES, Mode

__all__ = ["division_ended", "outside_superior"]

_WITHOUT_TERRITORY = {*Mode} - TERRITORIAL_MODES


def lie_outside(draft: Draft, rng: Random) -> Planted:
    """Add a general branch in a part of a division, and a branch of it outside that part."""
    here = draft.home()["division"]
    parts = draft.current("divisions").filter(pl.col("parent") == here)["code"].sort()
    if parts.is_empty():
        return Planted.at("organizations", draft.branch(rng, division=draft.spoilt(outside(draft, rng, here), here)))
    part = rng.choice(parts)
    inner = general_branch(draft, rng, division=part, approved=True)
    return Planted.at("organizations", draft.branch(rng, under=inner, division=draft.spoilt(here, part)))


def stay_in_the_past(draft: Draft, rng: Random) -> Planted:
    """Add a division that has ended, and a branch that still lies in it."""
    here = draft.home()["division"]
    return Planted.at("organizations", draft.branch(rng, division=draft.spoilt(ended_division(draft, rng, here), here)))


@rule(
    "O005",
    Severity.WARNING,
    name_zh="在上级区域之外",
    on="organizations",
    reads=(
        "organizations.superior",
        "organizations.division",
        "organizations.regional_unit?",
        "organizations.external?",
        "regional_units?",
        "regional_units.mode!",
        "regional_units.hub?",
        "divisions.parent",
    ),
    values={"division": None, "superior": None, "superior_division": "上级所在区划"},
    at="division",
    message="lies in {division}, outside {superior_division}, where its superior {superior} lies: correct a division "
    "or the superior",
    message_zh="在{division}，不在上级党组织{superior}所在的{superior_division}之内：请更正所在区划或上级",
    plant=lie_outside,
)
def outside_superior(organizations: Frame, subordination: Frame, territory: Frame, regional_units: Frame) -> Frame:
    """The division of an organization does not lie within its superior's division.

    党组织的所在区划不在其上级所在区划之内。

    Why: the block is territorial: who leads, leads within its area. The N of a unit drawn together by trade, industry
        or personnel reach across; its hub is not one of the N.
    原因: “块”按地域管辖，上级领导的是其区域之内的党组织。按行业、产业、人员统筹的区域，其 N 个党组织可以跨地域；
        区域性党组织自身不算 N。
    Source: P1a
    """
    below = subordination.filter(~nw.col("parent").is_null()).select("id")
    above = organizations.select(nw.col("id").alias("superior"), nw.col("division").alias("superior_division"))
    across = regional_units.filter(one_of("mode", _WITHOUT_TERRITORY)).select(
        nw.col("id").alias("regional_unit"), "hub"
    )
    reaching = (
        organizations.join(across, on="regional_unit", how="inner")
        .filter(nw.col("hub").is_null() | (nw.col("hub") != nw.col("id")))
        .select("id")
    )
    led = (
        organizations.filter(of_the_region())
        .join(below, on="id", how="semi")
        .join(reaching, on="id", how="anti")
        .join(above, on="superior", how="inner")
    )
    return placed(led, territory, "division", "superior_division").filter(~inside("division", "superior_division"))


@rule(
    "O019",
    Severity.WARNING,
    name_zh="所在区划已失效",
    on="organizations",
    reads=("organizations.division", "organizations.external?", "divisions"),
    values=("division",),
    where=former("divisions"),
    at="division",
    message="lies in {division}, which does not exist on the day: enter the division that took its place",
    message_zh="所在区划{division}当日并不存在：请改为接替它的区划",
    plant=stay_in_the_past,
)
def division_ended(organizations: Frame, divisions_former: Frame) -> Frame:
    """The division of an organization exists, but not on the day.

    党组织的所在区划存在，但当日并不有效。

    Why: divisions are merged and recoded; what is still entered under the old code drops out of every roll-up.
    原因: 区划有合并和变更；仍登记在旧代码下的党组织，会从各级汇总中漏掉。
    Source: P3a; GB/T 10114
    """
    return ended(organizations.filter(of_the_region()), "division", divisions_former, key="code")
