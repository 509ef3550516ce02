"""T003, T006: whether a member moved as a transfer says."""

from __future__ import annotations

from random import Random

import narwhals as nw
import polars as pl

from regionpb.findings import Severity
from regionpb.graph.snapshot import Snapshot
from regionpb.graph.tables import ROW
from regionpb.policies import InForce
from regionpb.rules.base import Frame, rule
from regionpb.rules.gates import filled
from regionpb.rules.planting.draft import Draft, Planted
from regionpb.rules.repairing import is_free, may_hold, repair
from regionpb.rules.sharing import shared
from regionpb.rules.transfers.arriving import arrive
from regionpb.rules.versions import existing, held_before, holds_on, latest

__all__ = ["received_not_moved", "wrong_source"]


def name_another_source(draft: Draft, rng: Random) -> Planted:
    """Add a member who came over on the day, with a transfer out of an organization that they were not in."""
    came = arrive(draft, rng)
    source = draft.spoilt(draft.former(), came.source)
    return Planted.at("transfers", receive(draft, came.member, source, came.target))


def receive_elsewhere(draft: Draft, rng: Random) -> Planted:
    """Add a member who came over on the day, with a transfer into another branch than the one they are in."""
    came = arrive(draft, rng)
    target = draft.spoilt(draft.branch(rng), came.target)
    return Planted.at("transfers", receive(draft, came.member, came.source, target))


def receive(draft: Draft, member: str, source: str, target: str) -> str:
    """Issue and receive a transfer on the day."""
    path = {"member": member, "source": source, "target": target, "kind": "ordinary"}
    return draft.add("transfers", **path, issued=draft.day, received=draft.day)


def of_members(transfers: Frame, members_history: Frame) -> Frame:
    """Transfers with all versions of their member, as `transfer` and `_row`; one of nobody who is known is left out."""
    letters = transfers.with_columns(nw.col("_row").alias("transfer")).drop("_row", "id")
    versions = members_history.select("_row", nw.col("id").alias("member"), "organization", "start", "end")
    return letters.join(versions, on="member", how="inner")


def versions_on(met: Frame, holds: nw.Expr) -> Frame:
    """Transfers with the `organization` of the version of their member that holds on some day, where there is one.

    Args:
        met: transfers with all versions of their member.
        holds: `holds_on` or `held_before` a column of transfers.
    """
    return by_transfer(latest(met.filter(holds), "transfer"))


def by_transfer(met: Frame) -> Frame:
    """Transfers with what is known of a version of their member."""
    return met.with_columns(nw.col("transfer").alias("_row")).drop("transfer", "start", "end")


def elsewhere(moved: Frame, organizations_history: Frame, end: str, holds: nw.Expr) -> Frame:
    """Of transfers and where their member was, those whose organization exists and is another than an end of theirs."""
    known = organizations_history.select(nw.col("id").alias(end))
    others = moved.filter(nw.col("organization") != nw.col(end)).join(known, on=end, how="semi")
    return existing(others, organizations_history, "organization", holds)


@rule(
    "T003",
    Severity.ERROR,
    name_zh="转出党组织不符",
    on="transfers",
    reads=("transfers.member", "transfers.source", "transfers.issued", "members.organization", "organizations"),
    values=("member", "source", "organization", "issued"),
    at="source",
    message="takes {member} out of {source}, but on the day before {issued} the member was in {organization}: correct "
    "the source, or where the member was",
    message_zh="将党员{member}自{source}转出，而{issued}前一日该党员在{organization}：请更正转出党组织，或该党员当时所在党组织",
    plant=name_another_source,
)
def wrong_source(transfers: Frame, members_history: Frame, organizations_history: Frame) -> Frame:
    """On the day before a transfer was issued the member was in another organization than its source.

    转出前一日，党员在转出党组织以外的党组织中。

    Why: Only the organization that has a member can let them go. Where the register does not know where the member
        was, as before they moved in, it says nothing.
    原因:只有党员所在的党组织才能将其转出。当日没有该党员记录的（如转入之前），不作检查。
    Source: P3a; checks of transfers
    """
    before = held_before("issued")
    moved = versions_on(of_members(transfers, members_history), before)
    return elsewhere(moved, organizations_history, "source", before)


@repair("transfer")
def enter_the_move(found: pl.DataFrame, snapshot: Snapshot, policy: InForce) -> pl.DataFrame:  # noqa: ARG001
    """Let the member be in the target from the receipt on; safe where they have since been where the transfer begins.

    自接收之日起转入；此后一直在转出党组织的，为安全。
    """
    letters = snapshot.frame("transfers").select(ROW, "source", "target", "received", letter="id")
    start, end, on = pl.col("start"), pl.col("end"), pl.col("received")
    holds = (start.is_null() | (start <= on)) & (end.is_null() | (end > on))
    targets = snapshot.frame("organizations").select("start", target="id")
    versions = snapshot.frame("members_history").select("start", "end", "organization", member="id")
    moved = (
        found.select(ROW, "member")
        .join(letters, on=ROW, how="inner")
        .join(targets.filter(~pl.col("target").is_null()), on="target", how="inner")
        .filter(start.is_null() | (start <= on))
        .drop("start")
        .join(versions, on="member", how="inner")
        .filter(holds)
    )
    clear = pl.lit(is_free(moved["member"], snapshot)) & pl.lit(may_hold(moved["target"], snapshot))
    safe = end.is_null() & (pl.col("organization") == pl.col("source")).fill_null(value=False) & clear
    return moved.select(ROW, "member", "letter", to="target", on="received", safe=safe)


@rule(
    "T006",
    Severity.ERROR,
    name_zh="已接收而未转入",
    on="transfers",
    reads=(
        *("transfers.member", "transfers.target", "transfers.issued", "transfers.received"),
        *("members.organization", "organizations"),
    ),
    values=("member", "target", "organization", "received"),
    where=filled("transfers.received"),
    at="received",
    message="of {member} into {target} was received on {received}, but the member was then in {organization}: enter "
    "the move or correct the transfer",
    message_zh="（党员{member}转入{target}）于{received}接收，而该党员当日在{organization}：请登记转入，或更正转接记录",
    plant=receive_elsewhere,
    repair=enter_the_move,
)
def received_not_moved(transfers: Frame, members_history: Frame, organizations_history: Frame, policy: Frame) -> Frame:
    """A transfer was received, but on that day the member was in another organization than its target, or in none.

    转接已接收，但接收当日党员不在转入党组织，或没有有效记录。

    Why: With the receipt the member belongs to the new organization; one of the two records was forgotten. A receipt
        after the day has not happened yet.
    原因:一经接收，党员即属转入党组织；两处记录必有一处漏登。当日之后的接收尚未发生。
    Source: P3a; Regulation on the education and management of members (2019) Art. 25; checks of transfers
    """
    received = transfers.join(policy, how="cross").filter(nw.col("received") <= nw.col("day"))
    then = holds_on("received")
    met = shared(of_members(received, members_history))
    moved = shared(versions_on(met, then))
    away = elsewhere(moved, organizations_history, "target", then)
    shown = ("_row", "member", "target", "received")
    nowhere = by_transfer(met).join(moved.select("_row"), on="_row", how="anti")
    none = nw.lit(None).cast(nw.String).alias("organization")
    return nw.concat([away.select(*shown, "organization"), nowhere.select(*shown, none).unique()])
