"""O001–O004: which organization stands above which."""

from __future__ import annotations

from random import Random

import narwhals as nw
import polars as pl

from regionpb.findings import Severity
from regionpb.graph.snapshot import Snapshot
from regionpb.graph.tables import ROW
from regionpb.policies import InForce
from regionpb.rules.base import Frame, rule
from regionpb.rules.ending import ended
from regionpb.rules.gates import former, turning
from regionpb.rules.levels import rank
from regionpb.rules.planting.draft import Draft, Planted
from regionpb.rules.planting.pieces import general_branch
from regionpb.rules.repairing import fits_above, in_force_above, is_below, repair
from regionpb.rules.scope import of_the_region, one_of
from regionpb.vocabulary import BRANCH_TYPE, GENERAL_TYPE

__all__ = ["cycle", "extra_root", "form_order", "superior_ended"]


def turn_in_a_circle(draft: Draft, rng: Random) -> Planted:
    """Add two general branches, each the superior of the other."""
    above = draft.spoilt(None, draft.home()["id"])
    one, other = (general_branch(draft, rng, superior=above, approved=True) for _ in range(2))
    if draft.spoils:
        draft.put("organizations", one, superior=other)
        draft.put("organizations", other, superior=one)
    return Planted.at("organizations", one, other)


def hang_on_nothing(draft: Draft, rng: Random) -> Planted:
    """Add a branch without a superior."""
    return Planted.at("organizations", draft.branch(rng, superior=draft.spoilt(None, draft.home()["id"])))


def outlive_the_superior(draft: Draft, rng: Random) -> Planted:
    """Add a general branch that has ended, and a branch that is still under it."""
    former = draft.former(form="general_branch")
    return Planted.at("organizations", draft.branch(rng, superior=draft.spoilt(former, draft.home()["id"])))


def put_a_branch_under_a_branch(draft: Draft, rng: Random) -> Planted:
    """Add a branch, and another one under it."""
    above = draft.spoilt(draft.branch(rng), draft.home()["id"])
    return Planted.at("organizations", draft.branch(rng, superior=above))


@rule(
    "O001",
    Severity.ERROR,
    name_zh="隶属关系成环",
    on="organizations",
    reads=("organizations.superior", "organizations.external?"),
    values=("superior",),
    where=turning("subordination"),
    at="superior",
    message="is under itself, by way of its superior {superior}: correct the superior of one organization of the cycle",
    message_zh="经上级党组织{superior}绕回自身，隶属于自己：请更正环中某一党组织的上级",
    plant=turn_in_a_circle,
)
def cycle(organizations: Frame, subordination: Frame) -> Frame:
    """An organization is under itself; each organization on the cycle is named.

    党组织隶属于自己；逐个列出环上的党组织。

    Why: nobody answers for what is on a cycle: it is under no committee, and no roll-up reaches its members.
    原因: 处在环上的党组织不归任何党委管辖，其党员也进入不了任何汇总。
    Source: P1a
    """
    turning = subordination.filter(nw.col("on_cycle"))
    return organizations.filter(of_the_region()).join(turning, on="id", how="semi")


@rule(
    "O002",
    Severity.ERROR,
    name_zh="缺上级党组织",
    on="organizations",
    reads=(
        "organizations.form",
        "organizations.superior",
        "organizations.division",
        "organizations.external?",
        "divisions.level",
    ),
    values=("form", "division"),
    at="superior",
    message="is a {form} in {division} and has no known superior: enter the organization it is subordinate to",
    message_zh="为{division}的{form}，没有已知的上级党组织：请填写其隶属的党组织",
    plant=hang_on_nothing,
)
def extra_root(organizations: Frame, divisions: Frame) -> Frame:
    """An organization has no superior, and is no committee at the highest level at which organizations lie.

    党组织没有上级，又不是最高一级区划的党委或党工委。

    Why: only the committees at the top of a register have their superior outside it. A committee whose division is
        not current has no level and is passed over; external organizations make no level.
    原因: 只有登记范围最高一级的党委、党工委，其上级才在范围之外。所在区划当日无效的党委没有级别，不作检查；
        区域外党组织不计入最高级别。
    Source: P1a
    """
    levels = divisions.select(nw.col("code").alias("division"), rank("level").alias("rank"))
    placed = organizations.filter(of_the_region()).join(levels, on="division", how="left")
    highest = placed.select(nw.col("rank").min().alias("highest"))
    committee = nw.col("form").is_in(["working_committee", "committee"])
    return (
        placed.filter(nw.col("superior").is_null())
        .join(highest, how="cross")
        .filter(~committee | (nw.col("rank") > nw.col("highest")))
    )


@repair("move")
def under_what_is_left(found: pl.DataFrame, snapshot: Snapshot, policy: InForce) -> pl.DataFrame:  # noqa: ARG001
    """Move it under the hub of its 1+N unit, which is safe, or under the nearest organization above that is left.

    改隶其统筹区域的区域性党组织，此为安全；没有的，改隶原上级之上现存的最近一级党组织。
    """
    organizations = snapshot.frame("organizations").select("id", "regional_unit", "external")
    ours = organizations.filter(~pl.col("external").fill_null(value=False))["id"]
    hubs = (
        snapshot.frame("regional_units").select("hub", regional_unit="id").filter(pl.col("hub").is_in(ours.implode()))
    )
    moves = (
        found.select(ROW, "id", "superior")
        .join(organizations.select("id", "regional_unit"), on="id", how="left", maintain_order="left")
        .join(hubs, on="regional_unit", how="left", maintain_order="left")
        .with_columns(pl.when(pl.col("hub") != pl.col("id")).then("hub").alias("hub"))
    )
    above = in_force_above(moves["superior"], ours, snapshot)
    moves = moves.with_columns(pl.coalesce("hub", pl.lit(above)).alias("under")).drop_nulls("under")
    moves = moves.filter(~is_below(moves["under"], moves["id"], snapshot))
    fits = fits_above(moves["id"], moves["under"], snapshot)
    safe = pl.col("hub").is_not_null() & pl.lit(fits)
    return moves.select(ROW, "under", organization="id", safe=safe)


@rule(
    "O003",
    Severity.ERROR,
    name_zh="上级党组织已失效",
    on="organizations",
    reads=("organizations.superior", "organizations.external?"),
    values=("superior",),
    where=former("organizations"),
    at="superior",
    message="is under {superior}, which does not exist on the day: move it under the organization that took its place",
    message_zh="的上级党组织{superior}当日并不存在：请改隶接替它的党组织",
    companions=("H002",),
    plant=outlive_the_superior,
    repair=under_what_is_left,
)
def superior_ended(organizations: Frame, organizations_former: Frame) -> Frame:
    """The superior of an organization exists, but not on the day.

    上级党组织存在，但当日并不有效。

    Why: when a committee is dissolved or merged, what was under it must find a new superior on that day; read as
        history it is H002.
    原因: 党组织撤销或合并时，其下级应当日明确新的上级；从历史看即 H002。
    Source: P1a; Regulation on the work of Party branches (2018) Art. 7
    """
    return ended(organizations.filter(of_the_region()), "superior", organizations_former)


@rule(
    "O004",
    Severity.ERROR,
    name_zh="组织形式倒置",
    on="organizations",
    reads=("organizations.form", "organizations.superior", "organizations.external?"),
    values=("form", "superior"),
    at="superior",
    message="is a {form}, which the form of its superior {superior} cannot stand above: correct a form or the superior",
    message_zh="为{form}，其上级党组织{superior}的组织形式不能居于其上：请更正组织形式或上级",
    plant=put_a_branch_under_a_branch,
)
def form_order(organizations: Frame, subordination: Frame) -> Frame:
    """The superior is a branch, or a general branch with something other than a branch under it.

    上级党组织是党支部，或上级是党总支而本组织不是党支部。

    Why: committee, general branch, branch is the order of primary organizations; a branch has members under it, a
        general branch has branches. On a cycle nothing is above.
    原因: 基层党组织依次为党委、党总支、党支部；支部之下是党员，总支之下是支部。成环的没有上级，不作检查。
    Source: Party Constitution (2007) Art. 29
    """
    below = subordination.filter(~nw.col("parent").is_null()).select("id")
    above = organizations.select(nw.col("id").alias("superior"), nw.col("form").alias("form_above"))
    return (
        organizations.filter(of_the_region())
        .join(below, on="id", how="semi")
        .join(above, on="superior", how="inner")
        .filter(one_of("form_above", BRANCH_TYPE) | (one_of("form_above", GENERAL_TYPE) & ~one_of("form", BRANCH_TYPE)))
    )
