"""R003, R008: where members go when their organization is dissolved."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import narwhals as nw

from regionpb.findings import Severity
from regionpb.rules.base import Frame, rule
from regionpb.rules.gates import filled
from regionpb.rules.planting.draft import Draft, Planted
from regionpb.rules.versions import existing, held_before, holds_on, latest, shared

__all__ = ["absorbed_elsewhere", "source_still_responsible"]


def follow_the_crowd(draft: Draft, rng: Random) -> Planted:
    """Dissolve an organization of a 1+N unit, one of whose members goes on in a branch of another place."""
    unit, hub, _ = draft.regional_unit(rng)
    into = draft.spoilt(draft.branch(rng), hub)
    return Planted.at("members", survive(draft, rng, "absorbed", into=into, regional_unit=unit))


def leave_no_receipt(draft: Draft, rng: Random) -> Planted:
    """Dissolve an organization, one of whose members goes on in another without a transfer."""
    return Planted.at("members", survive(draft, rng, "ordinary", into=draft.branch(rng)))


def survive(draft: Draft, rng: Random, kind: str, *, into: str, **values: str) -> str:
    """Add an organization dissolved on the day, and a member who was in it and goes on in another.

    In the sound twin a transfer of some kind lets the member go, which both rules ask for.
    """
    draft.require("organizations", "end_reason")
    former = draft.former(end_reason="dissolved", **values)
    member = draft.member(into, rng)
    facts = {k: v for k, v in draft.row("members", member).items() if v is not None and k != "_row"}
    since = draft.day - timedelta(days=rng.randint(1, 400))
    draft.add("members", **facts | {"organization": former, "start": since, "end": draft.day})
    if not draft.spoils:
        transfer = {"member": member, "source": former, "target": into, "kind": kind}
        draft.add("transfers", **transfer, issued=draft.day, received=draft.day)
    return member


def went_on(members_history: Frame, organizations_history: Frame, dissolved: Frame) -> Frame:
    """Members who were in an organization when it was dissolved, and the version in which they go on elsewhere.

    Args:
        members_history: all versions of members.
        organizations_history: all versions of organizations.
        dissolved: `source` and `dissolved_on` of organizations that ended so, each pair once, and more about them.

    Returns:
        Those versions, with the columns of `dissolved`.
    """
    key = ("id", "source", "dissolved_on")
    held = members_history.select("id", nw.col("organization").alias("source"), "start", "end")
    leaving = held.join(dissolved, on="source", how="inner").filter(held_before("dissolved_on")).drop("start", "end")
    versions = shared(members_history.join(leaving.unique(), on="id", how="inner"))
    was_in_it = latest(versions.filter(held_before("dissolved_on")), *key).filter(
        nw.col("organization") == nw.col("source")
    )
    goes_on = latest(versions.filter(holds_on("dissolved_on")), *key).filter(nw.col("organization") != nw.col("source"))
    moved = existing(goes_on.drop("start", "end"), organizations_history, "organization", holds_on("dissolved_on"))
    return moved.join(was_in_it, on=[*key], how="semi")


def _dissolved(organizations_history: Frame, policy: Frame, *columns: str) -> Frame:
    """Organizations that have ended as dissolved by the day: `source`, `dissolved_on` and some columns."""
    ended = organizations_history.join(policy, how="cross").filter(nw.col("end") <= nw.col("day"))
    return (
        latest(ended, "id", "end")
        .filter(nw.col("end_reason") == "dissolved")
        .select(nw.col("id").alias("source"), nw.col("end").alias("dissolved_on"), *columns)
    )


def _last_of_each(found: Frame) -> Frame:
    """One row a member: what happened last, and `dissolved_on` as `end`, which it was of the organization."""
    last = found.with_columns(nw.col("dissolved_on").max().over("id").alias("end"))
    return last.filter(nw.col("dissolved_on") == nw.col("end"))


@rule(
    "R003",
    Severity.WARNING,
    name_zh="未归属蓄水池",
    on="members",
    reads=(
        "members.organization",
        "organizations.regional_unit",
        "organizations.end_reason",
        "regional_units.hub",
        "regional_units.reservoir?",
        "transfers.member!",
        "transfers.source!",
    ),
    values=("source", "end", "organization", "regional_unit", "hub"),
    where=filled("organizations.end"),
    at="organization",
    message="went on in {organization} when {source} was dissolved on {end}, not in the hub {hub} or the reservoir of "
    "{regional_unit}: absorb the member there, or enter the transfer out of {source}",
    message_zh="在{source}于{end}撤销时转到了{organization}，而不是统筹区域{regional_unit}的区域性党组织{hub}或其蓄水池："
    "请归属蓄水池，或补登自{source}转出的转接记录",
    companions=("R008",),
    plant=follow_the_crowd,
)
def absorbed_elsewhere(
    members_history: Frame,
    organizations_history: Frame,
    regional_units_history: Frame,
    transfers: Frame,
    policy: Frame,
) -> Frame:
    """When an organization of a 1+N unit was dissolved, a member of it went on elsewhere than in the unit's reservoir.

    统筹区域内的党组织被撤销时，其党员既未归属该区域的蓄水池，也无转接记录，却转到了别处。

    Why: In Ningbo's practice members of a dissolved organization fall to the regional organization at once. Asked
        is where they were on the day before and are on that day; hub and reservoir are those of that day, and a
        hub that does not exist then is none. Of several dissolutions the last is shown.
    原因:按宁波的做法，党组织撤销后其党员自动归属区域性党组织。比较的是撤销前一日与当日的所在党组织；
        区域性党组织和蓄水池以撤销日为准，其时不存在的视为没有。多次撤销的只显示最后一次。
    Source: P1a
    """
    units = regional_units_history.select(
        "_row", nw.col("id").alias("regional_unit"), "hub", "reservoir", "start", "end"
    )
    dissolved = _dissolved(organizations_history, policy, "regional_unit").join(units, on="regional_unit", how="inner")
    led = latest(dissolved.filter(holds_on("dissolved_on")), "source", "dissolved_on").drop("_row", "start", "end")
    led = existing(led, organizations_history, "hub", holds_on("dissolved_on"))
    gone = went_on(members_history, organizations_history, led)
    where, hub, reservoir = nw.col("organization"), nw.col("hub"), nw.col("reservoir")
    elsewhere = gone.filter(where != hub, reservoir.is_null() | (where != reservoir))
    let_go = transfers.select(nw.col("member").alias("id"), "source")
    return _last_of_each(elsewhere.join(let_go, on=["id", "source"], how="anti"))


@rule(
    "R008",
    Severity.INFO,
    name_zh="原党组织仍负责",
    on="members",
    reads=(
        "members.organization",
        "organizations.end_reason",
        "transfers.member!",
        "transfers.source!",
        "transfers.received?",
    ),
    values=("source", "end", "organization"),
    where=filled("organizations.end"),
    at="organization",
    message="went on in {organization} when {source} was dissolved on {end}, but no transfer out of it was received: "
    "it or its superior answers for the member until one is",
    message_zh="在{source}于{end}撤销时转到了{organization}，但没有自其转出且已接收的转接：接收之前，仍由原党组织或其上级负责",
    plant=leave_no_receipt,
)
def source_still_responsible(
    members_history: Frame, organizations_history: Frame, transfers: Frame, policy: Frame
) -> Frame:
    """A member of a dissolved organization went on in another, and no transfer has been received.

    党组织撤销后党员转到了别处，却没有已接收的转接。

    Why: National rules know no automatic absorption: the old organization, or its superior, stays responsible until
        another has received the member. It is asked of every dissolved organization, in a 1+N unit or not; a
        receipt dated after the day has not happened yet.
    原因:全国性规定中没有自动归属：在新党组织接收之前，原党组织或其上级仍须负责。不论是否在统筹区域内，凡撤销的党组织都检查；
        接收日期晚于当日的尚未发生。
    Source: Regulation on the education and management of members (2019) Art. 25
    """
    gone = went_on(members_history, organizations_history, _dissolved(organizations_history, policy))
    received = (
        transfers.join(policy, how="cross")
        .filter(nw.col("received") <= nw.col("day"))
        .select(nw.col("member").alias("id"), "source")
    )
    return _last_of_each(gone.join(received, on=["id", "source"], how="anti"))
