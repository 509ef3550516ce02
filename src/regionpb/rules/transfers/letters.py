"""T001, T002, T004, T005: what a transfer itself says, issued and not yet received, or received."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import narwhals as nw

from regionpb.findings import Severity
from regionpb.rules.base import Frame, rule
from regionpb.rules.calendar import days_ago
from regionpb.rules.ending import ended
from regionpb.rules.gates import filled, former
from regionpb.rules.planting.draft import Draft, Planted
from regionpb.rules.sharing import shared
from regionpb.rules.transfers.arriving import arrive

__all__ = ["received_before_issued", "several_open_transfers", "target_ended", "transfer_overdue"]


def forget_the_receipt(draft: Draft, rng: Random) -> Planted:
    """Add a member who came over with a letter issued months ago, the receipt of which was never entered."""
    issued = draft.day - timedelta(days=rng.randint(90, 300))
    came = arrive(draft, rng)
    path = {"member": came.member, "source": came.source, "target": came.target, "kind": "ordinary"}
    return Planted.at(
        "transfers", draft.add("transfers", **path, issued=issued, received=draft.spoilt(None, draft.day))
    )


def send_twice(draft: Draft, rng: Random) -> Planted:
    """Add three branches, and a member of one who is on the way to each of the others."""
    source, *targets = two_ways(draft, rng, branches=3)
    one, other, _ = draft.people(source)
    letters = [
        send(draft, rng, one, source, targets[0]),
        send(draft, rng, draft.spoilt(one, other), source, targets[1]),
    ]
    return Planted.at("transfers", *letters)


def send_into_the_void(draft: Draft, rng: Random) -> Planted:
    """Add an organization that has ended, and a member of a branch who is on the way to it."""
    source, target = two_ways(draft, rng, branches=2)
    ended = draft.former()
    return Planted.at("transfers", send(draft, rng, draft.people(source)[0], source, draft.spoilt(ended, target)))


def receive_too_soon(draft: Draft, rng: Random) -> Planted:
    """Add a member who came and left again, with a letter that was issued only when they had left."""
    draft.require("transfers", "received")
    draft.require("members", "exit")
    source, target = draft.former(), draft.former()
    left = draft.day - timedelta(days=rng.randint(5, 60))
    came, late = left - timedelta(days=rng.randint(30, 400)), timedelta(days=rng.randint(1, 4))
    member = draft.add(
        "members",
        organization=target,
        status="full",
        joined=date(came.year - rng.randint(3, 20), 7, 1),
        start=came,
        end=left,
        exit="moved_out",
    )
    issued = draft.spoilt(left + late, came)
    path = {"member": member, "source": source, "target": target, "kind": "ordinary"}
    return Planted.at("transfers", draft.add("transfers", **path, issued=issued, received=came))


def two_ways(draft: Draft, rng: Random, *, branches: int) -> list[str]:
    """Add branches with members, between which members can be sent."""
    draft.require("transfers", "received")
    draft.require("members", "organization")
    return [draft.branch(rng) for _ in range(branches)]


def send(draft: Draft, rng: Random, member: str, source: str, target: str) -> str:
    """Issue an ordinary transfer on the day; nobody has received it."""
    kind = rng.choice(["ordinary", "returned"])
    return draft.add("transfers", member=member, source=source, target=target, kind=kind, issued=draft.day)


def on_their_way(transfers: Frame, policy: Frame) -> Frame:
    """Open transfers: those that nobody has received, or not until after the day."""
    return transfers.join(policy, how="cross").filter(
        nw.col("received").is_null() | (nw.col("received") > nw.col("day"))
    )


def staying(transfers: Frame, members: Frame, absent: Frame) -> Frame:
    """The transfers whose member has not ended.

    Args:
        transfers: transfers that say whose they are.
        members: current members.
        absent: the tables that did not come; without members nobody is known to have ended, and whoever is named
            counts.
    """
    # Few transfers are met with many members by an inner join, which engines build from the smaller side.
    there = transfers.join(members.select(nw.col("id").alias("member")), on="member", how="inner")
    without = absent.filter(nw.col("table") == "members").select(nw.len().alias("without"))
    unknown = transfers.join(without, how="cross").filter(nw.col("without") > 0)
    return nw.concat([there, unknown.select(*there.collect_schema().names())])


@rule(
    "T001",
    Severity.WARNING,
    name_zh="转接逾期未接收",
    on="transfers",
    reads=("transfers.member?", "transfers.target?", "transfers.issued", "transfers.received"),
    values=("member", "target", "issued", "transfer_days"),
    parameters=("transfer_days",),
    at="received",
    limits={"issued": "transfer_days"},
    message="of {member} was issued on {issued} and not received within {transfer_days} days: ask {target}, and enter "
    "the receipt or issue it anew",
    message_zh="（党员{member}）于{issued}转出，{transfer_days}天内未被接收：请与{target}联系，登记接收日期，或重新开具",
    plant=forget_the_receipt,
)
def transfer_overdue(transfers: Frame, policy: Frame) -> Frame:
    """A transfer has not been received as many days after it was issued as its letter is valid.

    组织关系转出后，超过介绍信有效期仍未被接收。

    Why: Until another organization has received a member, the old one answers for them; a letter that nobody has
        received is how members are lost on the way.
    原因:接收之前，仍由转出党组织负责；介绍信逾期无人接收，党员就可能在途中流失，成为口袋党员。
    Source: P3a; practice of letters of introduction; checks of transfers
    """
    return on_their_way(transfers, policy).filter(days_ago("issued") >= nw.col("transfer_days"))


@rule(
    "T002",
    Severity.ERROR,
    name_zh="多笔转接未完成",
    on="transfers",
    reads=("transfers.member", "transfers.issued", "transfers.received", "members?"),
    values={"member": None, "open_transfers": "未完成转接数"},
    at="member",
    message="is one of {open_transfers} open transfers of {member}: enter which of them was received, and withdraw the "
    "others",
    message_zh="是党员{member}的{open_transfers}笔未完成转接之一：请登记实际接收的一笔，撤回其余",
    plant=send_twice,
)
def several_open_transfers(transfers: Frame, members: Frame, policy: Frame, absent: Frame) -> Frame:
    """A member has more than one open transfer; each of them is named.

    同一党员有多笔未完成的转接；逐笔列出。

    Why: A member is on the way to one organization; with two letters out, two may receive them.
    原因:一名党员只能转往一处；同时开出两封介绍信，就可能被两处接收。
    Source: P3a; checks of transfers
    """
    sent = shared(on_their_way(transfers, policy))
    several = sent.group_by("member").agg(nw.len().cast(nw.Int64).alias("open_transfers"))
    return staying(sent.join(several.filter(nw.col("open_transfers") > 1), on="member", how="inner"), members, absent)


@rule(
    "T004",
    Severity.ERROR,
    name_zh="转入党组织已失效",
    on="transfers",
    reads=("transfers.member?", "transfers.target", "transfers.issued", "transfers.received", "organizations"),
    values=("member", "target"),
    where=former("organizations"),
    at="target",
    message="is to take {member} to {target}, which does not exist on the day: send the member to the organization "
    "that took its place",
    message_zh="拟将党员{member}转往{target}，该党组织当日并不存在：请改转至接替它的党组织",
    plant=send_into_the_void,
)
def target_ended(transfers: Frame, organizations_former: Frame, policy: Frame) -> Frame:
    """An open transfer leads to an organization that exists, but not on the day.

    未完成的转接，其转入党组织存在，但当日并不有效。

    Why: Nobody is there to receive the member.
    原因:无人可以接收该党员。
    Source: P1a; checks of transfers
    """
    return ended(on_their_way(transfers, policy), "target", organizations_former)


@rule(
    "T005",
    Severity.ERROR,
    name_zh="接收早于转出",
    on="transfers",
    reads=("transfers.issued", "transfers.received"),
    values=("issued", "received"),
    where=filled("transfers.received"),
    at="received",
    message="was received on {received}, before it was issued on {issued}: correct one of the dates",
    message_zh="接收日期{received}早于转出日期{issued}：请更正其一",
    plant=receive_too_soon,
)
def received_before_issued(transfers: Frame) -> Frame:
    """A transfer was received before it was issued.

    转接的接收日期早于转出日期。

    Why: A letter is issued first and received afterwards; the other way round one of the dates is wrong.
    原因:先转出，后接收；日期颠倒必有一误。
    Source: P3a; checks of transfers
    """
    return transfers.filter(nw.col("received") < nw.col("issued"))
