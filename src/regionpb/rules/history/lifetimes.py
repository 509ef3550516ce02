"""H002, H003: how long organizations live, and why they end."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import narwhals as nw

from regionpb.findings import Severity
from regionpb.rules.base import Frame, rule
from regionpb.rules.gates import dated, filled
from regionpb.rules.planting.draft import Draft, Planted
from regionpb.rules.sharing import shared
from regionpb.rules.versions import began, gone

__all__ = ["dissolved_without_reason", "subordinate_outlives"]


def outlive_a_superior(draft: Draft, rng: Random) -> Planted:
    """Add a general branch and a branch under it that have both ended, the branch some time after the other."""
    draft.require("organizations", "superior")
    early = draft.day - timedelta(days=rng.randint(1, 400))
    above = draft.former(form="general_branch", end=draft.spoilt(early, draft.day))
    return Planted.at("organizations", draft.former(superior=above))


def end_without_a_word(draft: Draft, rng: Random) -> Planted:
    """Add an organization that has ended, and nobody says why."""
    del rng
    draft.require("organizations", "end_reason")
    return Planted.at("organizations", draft.former(end_reason=draft.spoilt(None, "merged")))


def turning_days(versions: Frame, organizations: Frame) -> Frame:
    """The days on which a version may come to be without its superior, and to count: `_row` and `day`.

    These are its first day, and each on which its superior or an overlapping version of its own has just ended.

    Args:
        versions: versions that have a superior, with `began`.
        organizations: all versions, with `began`.
    """
    first = versions.with_columns(nw.col("began").alias("day"))
    ended = organizations.filter(~nw.col("end").is_null())
    ends = [
        versions.join(ended.select(nw.col("id").alias(of), nw.col("end").alias("day")), on=of, how="inner").filter(
            nw.col("began") <= nw.col("day"), nw.col("end").is_null() | (nw.col("day") < nw.col("end"))
        )
        for of in ("superior", "id")
    ]
    columns = first.collect_schema().names()
    return nw.concat([first, *(frame.select(*columns) for frame in ends)]).unique()


@rule(
    "H002",
    Severity.ERROR,
    name_zh="存续超过上级",
    on="organizations",
    reads=("organizations.superior",),
    values={"superior": None, "start": None, "end": None, "first_without": "上级缺失首日"},
    where=dated("organizations"),
    at="superior",
    message="is valid from {start} to {end}, but its superior {superior} is not valid all that time (missing "
    "first on {first_without}): correct the dates of one of them, or enter the superior it had then",
    message_zh="自{start}至{end}有效，其上级党组织{superior}却并非始终有效（缺失首日：{first_without}）："
    "请更正其一的日期，或登记其时的上级",
    plant=outlive_a_superior,
)
def subordinate_outlives(organizations_history: Frame) -> Frame:
    """On some day an organization is current and its superior is not; each such version is named.

    在某一日，党组织有效而其上级党组织并不有效；逐条列出这样的记录。

    Why: When an organization ends, what was under it finds a new superior on that day; before it began, nothing was
        under it. All days count, whatever the day asked, those to come among them. A day without a date is since ever,
        or still. Of versions that overlap only the one that starts last counts.
    原因:党组织终止时，其下级应当日明确新的上级；成立之前，也不会有下级。不论检查哪一日，所有日期都算，包括将来；
        日期为空表示自始或至今。重叠的记录只看生效最晚的一条。
    Source: P1a; Regulation on the work of Party branches (2018) Art. 7
    """
    organizations = shared(organizations_history.with_columns(began().alias("began")))
    passing = organizations.filter(~nw.col("start").is_null() | ~nw.col("end").is_null())
    # A superior that always was and still is cannot be missed, and one that was never taken in is no edge.
    versions = organizations.join(passing.select(nw.col("id").alias("superior")), on="superior", how="semi")
    days = shared(turning_days(versions, organizations))
    others = organizations.select(
        "id", nw.col("_row").alias("other"), nw.col("began").alias("since"), nw.col("end").alias("until")
    )
    there = (nw.col("since") <= nw.col("day")) & (nw.col("until").is_null() | (nw.col("until") > nw.col("day")))
    later = (nw.col("since") > nw.col("began")) | (
        (nw.col("since") == nw.col("began")) & (nw.col("other") > nw.col("_row"))
    )
    replaced = days.join(others, on="id", how="inner").filter(there, later).select("_row", "day")
    led = days.join(others.select(nw.col("id").alias("superior"), "since", "until"), on="superior", how="inner")
    without = (
        days.join(replaced, on=["_row", "day"], how="anti")
        .join(led.filter(there).select("_row", "day"), on=["_row", "day"], how="anti")
        .group_by("_row", "superior", "start", "end", "began")
        .agg(nw.col("day").min())
    )
    since_ever = nw.col("start").is_null() & (nw.col("day") == nw.col("began"))
    return without.with_columns(nw.when(~since_ever).then(nw.col("day")).alias("first_without"))


@rule(
    "H003",
    Severity.WARNING,
    name_zh="撤销原因未填",
    on="organizations",
    reads=("organizations.end_reason",),
    values=("end",),
    where=filled("organizations.end"),
    at="end_reason",
    message="ended on {end}, and it is not known why: enter whether it was dissolved, merged, split, upgraded or moved",
    message_zh="已于{end}失效，未登记原因：请补登撤销、合并、分设、升格或整建制转移",
    plant=end_without_a_word,
)
def dissolved_without_reason(organizations_history: Frame, policy: Frame) -> Frame:
    """The latest version of an organization ends on or before the day without a reason.

    党组织的最后一条记录已在当日或之前失效，却没有撤销原因。

    Why: Nothing is deleted, only ended for a reason: what becomes of members, and who answers for them, depends on it.
        The latest version is the one that starts last; one that starts after the day has not happened yet.
    原因:党组织只凭原因终止，从不删除；党员的去向和责任都取决于此。最后一条记录指生效最晚的一条；当日之后才生效的尚未发生。
    Source: P1a; Regulation on the work of Party branches (2018) Art. 7
    """
    return gone(organizations_history, organizations_history, policy, "end_reason")
