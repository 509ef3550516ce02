"""H001: members who were nowhere for a time."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import narwhals as nw

from regionpb.findings import Severity
from regionpb.rules.base import Frame, rule
from regionpb.rules.gates import filled
from regionpb.rules.planting.draft import Draft, Planted
from regionpb.rules.sharing import shared

__all__ = ["gap"]


def lose_sight_for_a_time(draft: Draft, rng: Random) -> Planted:
    """Add a member who was nowhere for some weeks or months before the day."""
    draft.require("members", "organization", "exit")
    former, branch = draft.former(), draft.branch(rng)
    member = draft.member(branch, rng)
    facts = {k: v for k, v in draft.row("members", member).items() if v is not None and k != "_row"}
    end = draft.day - timedelta(days=rng.randint(10, 200))
    draft.add("members", **facts | {"organization": former, "start": None, "end": draft.spoilt(end, draft.day)})
    return Planted.at("members", member)


@rule(
    "H001",
    Severity.WARNING,
    name_zh="记录中断",
    on="members",
    reads=("members.organization?", "members.exit"),
    values=("organization", "end", "start"),
    where=filled("members.end"),
    at="end",
    message="left {organization} on {end} without an exit and is in the register again only from {start}: enter where "
    "the member was in between, or why they left",
    message_zh="自{end}离开党组织{organization}，未登记减少原因，{start}起才又有记录：请补登其间所在党组织，或减少原因",
    plant=lose_sight_for_a_time,
)
def gap(endings: Frame, members_history: Frame, policy: Frame) -> Frame:
    """The versions of a member leave days between them on which the member was nowhere, and no exit explains it.

    党员的各条记录之间有中断，其间不在任何党组织，且没有减少原因。

    Why: Who has not left belongs to an organization on every day. A member who died, withdrew or moved out has an
        exit; one who came back after it is no gap. Of several gaps the last is shown; versions that start after the
        day have not happened yet.
    原因:未减少的党员每一天都应在一个党组织之中；登记了减少原因而后恢复、转回的，不算中断。有多处中断的只显示最后一处；
        当日之后才生效的尚未发生。
    Source: P1a; checks of the annual statistics
    """
    # Only what ends is compared with what the member has later: most members have one version, and it goes on.
    ends = endings.select("_row", "id", "organization", "end")
    starts = members_history.filter(~nw.col("start").is_null()).select("id", "start")
    end, until = nw.col("end"), nw.col("until")
    before = shared(
        ends.join(starts, on="id", how="inner")
        .filter(nw.col("start") > end)
        .join(policy, how="cross")
        .filter(nw.col("start") <= nw.col("day"))
        .group_by("_row", "id", "organization", "end")
        .agg(nw.col("start").min())
    )
    others = members_history.select("id", nw.col("start").alias("since"), nw.col("end").alias("until"), "exit")
    met = shared(before.select("_row", "id", "end").join(others, on="id", how="inner"))
    covered = met.filter(nw.col("since").is_null() | (nw.col("since") <= end), until.is_null() | (until > end))
    explained = met.filter(until == end, ~nw.col("exit").is_null())
    gaps = before.join(covered.select("_row"), on="_row", how="anti").join(
        explained.select("_row"), on="_row", how="anti"
    )
    # Versions that end together leave the same gap; either may tell it.
    last = gaps.with_columns(nw.col("start").max().over("id").alias("last")).filter(nw.col("start") == nw.col("last"))
    one = last.with_columns(nw.col("_row").max().over("id").alias("last_row"))
    return one.filter(nw.col("_row") == nw.col("last_row"))
