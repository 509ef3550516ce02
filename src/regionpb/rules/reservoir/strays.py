"""R001, R002: members whom nobody holds."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import polars as pl

from regionpb.findings import Severity
from regionpb.graph.snapshot import Snapshot
from regionpb.graph.tables import ROW
from regionpb.policies import InForce
from regionpb.rules.base import Frame, rule
from regionpb.rules.ending import ended
from regionpb.rules.gates import filled, former
from regionpb.rules.planting.draft import Draft, Planted
from regionpb.rules.repairing import in_force_above, is_free, may_hold, repair
from regionpb.rules.versions import gone

__all__ = ["lost_member", "stranded_member"]


def forget_a_member(draft: Draft, rng: Random) -> Planted:
    """Add an organization that has ended, where there are 1+N units one of the N, and a member still in it."""
    grouped = draft.has("regional_units", "hub") and draft.has("organizations", "regional_unit")
    former = draft.former(regional_unit=draft.regional_unit(rng)[0]) if grouped else draft.former()
    member = draft.member(former, rng)
    if not draft.spoils:
        draft.move(member, draft.branch(rng))
    return Planted.at("members", member)


def lose_a_member(draft: Draft, rng: Random) -> Planted:
    """Add a member whose only version has ended without an `exit`."""
    draft.require("members", "exit")
    end = draft.day - timedelta(days=rng.randrange(60))
    member = draft.add(
        "members",
        organization=draft.home()["id"],
        status="full",
        joined=date(end.year - rng.randint(3, 20), 7, 1),
        start=end - timedelta(days=rng.randint(1, 400)),
        end=end,
        exit=draft.spoilt(None, "died"),
    )
    return Planted.at("members", member)


@repair("absorb")
def fall_to_the_reservoir(found: pl.DataFrame, snapshot: Snapshot, policy: InForce) -> pl.DataFrame:
    """Let the member fall to the reservoir of the 1+N unit, else to the nearest above that may hold members.

    归入原统筹区域的蓄水池；不在统筹区域的，归入上级中最近的可有党员的党组织。
    """
    # Safe where the policy lets members fall at once, and where they work there is no organization of their own.
    organizations = snapshot.frame("organizations").filter(~pl.col("external").fill_null(value=False))
    here = organizations["id"].implode()
    units = snapshot.frame("regional_units").select("hub", "reservoir", regional_unit="id")
    stores = units.select(
        "regional_unit",
        store=pl.coalesce(pl.when(pl.col(store).is_in(here)).then(store) for store in ("reservoir", "hub")),
    ).drop_nulls()
    last = snapshot.frame("organizations_history").sort("start", ROW, nulls_last=False).unique("id", keep="last")
    members = snapshot.frame("members").select("unit", member="id")
    covered = snapshot.frame("units").filter(pl.col("organization").is_in(here))["id"].implode()
    moves = (
        found.select(ROW, "organization", member="id")
        .join(last.select("regional_unit", organization="id"), on="organization", how="left", maintain_order="left")
        .join(stores, on="regional_unit", how="left", maintain_order="left")
        .join(members, on="member", how="left", maintain_order="left")
    )
    holding = organizations["id"].filter(may_hold(organizations["id"], snapshot))
    above = in_force_above(moves["organization"], holding, snapshot)
    elsewhere = pl.col("unit").is_in(covered).fill_null(value=False)
    safe = ~elsewhere & policy.is_on("R003") & pl.lit(is_free(moves["member"], snapshot))
    return moves.select(
        ROW, members=pl.concat_list("member"), into=pl.coalesce("store", pl.lit(above)), safe=safe
    ).drop_nulls("into")


@rule(
    "R001",
    Severity.ERROR,
    name_zh="所在党组织已失效",
    on="members",
    reads=("members.organization", "organizations"),
    values=("organization",),
    where=former("organizations"),
    at="organization",
    message="is in {organization}, which does not exist on the day: enter the organization that took the member in, "
    "which for a 1+N unit is its reservoir",
    message_zh="所在党组织{organization}当日并不存在：请登记接收该党员的党组织；原属统筹区域的，即该区域的蓄水池",
    plant=forget_a_member,
    repair=fall_to_the_reservoir,
)
def stranded_member(members: Frame, organizations_former: Frame) -> Frame:
    """A member's organization exists, but not on the day.

    党员所在党组织存在，但当日并不有效。

    Why: Every member who has not left belongs to one organization on every day; when it is dissolved the reservoir
        is there to hold them. An organization that no version ever described is a dangling reference, which is
        E005.
    原因:未减少的党员每一天都应在一个党组织之中；党组织撤销时，蓄水池正为此而设。从未登记过的党组织属悬空引用（E005）。
    Source: P1a
    """
    return ended(members, "organization", organizations_former)


@rule(
    "R002",
    Severity.ERROR,
    name_zh="党员去向不明",
    on="members",
    reads=("members.organization?", "members.exit"),
    values=("organization", "end"),
    where=filled("members.end"),
    at="exit",
    message="left {organization} on {end} and is nowhere since, without an exit: enter why, or where the member went",
    message_zh="自{end}离开党组织{organization}后再无记录，也未登记减少原因：请补登原因或去向",
    plant=lose_a_member,
)
def lost_member(endings: Frame, members_history: Frame, policy: Frame) -> Frame:
    """A member's latest version ends on or before the day without saying why.

    党员的最后一条记录已在当日或之前失效，却没有减少原因。

    Why: Members are never deleted, only closed with a reason: whoever vanishes between two organizations is lost.
        The latest version is the one that starts last; one that starts after the day has not happened yet.
    原因:党员只能凭原因减少，从不删除：在两个党组织之间消失的就是流失党员。最后一条记录指生效最晚的一条；当日之后才生效的尚未发生。
    Source: P1a
    """
    return gone(endings, members_history, policy, "exit")
