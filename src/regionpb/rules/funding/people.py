"""F006–F008: workers who are not certified or not insured, and grants to nobody."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import narwhals as nw

from regionpb.findings import Severity
from regionpb.rules.base import Frame, rule
from regionpb.rules.funding.pieces import worker
from regionpb.rules.planting.draft import Draft, Planted
from regionpb.rules.sharing import shared
from regionpb.rules.versions import holds_on
from regionpb.vocabulary import GrantKind, Post

__all__ = ["grant_without_member", "uncertified_worker", "uninsured_secretary"]


def leave_uncertified(draft: Draft, rng: Random) -> Planted:
    """Add a reserve worker who has no certificate."""
    if draft.has("workers"):
        draft.require("workers", "certified_on")
    one = worker(draft, rng, Post.RESERVE)
    if draft.spoils:
        draft.put("workers", one, certified_on=None)
    return Planted.at("workers", one)


def leave_uninsured(draft: Draft, rng: Random) -> Planted:
    """Add the secretary of a village or a community, not insured."""
    if draft.has("workers"):
        draft.require("workers", "post", "insured")
    post = rng.choice([Post.VILLAGE_SECRETARY, Post.COMMUNITY_SECRETARY])
    return Planted.at("workers", worker(draft, rng, post, insured=draft.spoilt(False, True)))


def help_too_late(draft: Draft, rng: Random) -> Planted:
    """Add a member who died some weeks ago, and a grant to them of after that."""
    draft.require("members", "exit")
    end = draft.day - timedelta(days=rng.randint(30, 90))
    # Where they were must not owe money for them: they may have been there on the last day of the last year.
    member = draft.add(
        "members",
        organization=draft.former(),
        status="full",
        joined=date(end.year - rng.randint(3, 20), 7, 1),
        start=end - timedelta(days=rng.randint(100, 400)),
        end=end,
        exit="died",
    )
    grant = draft.add(
        "grants",
        member=member,
        granted_on=end + draft.spoilt(1, -1) * timedelta(days=rng.randint(1, 20)),
        amount=500.0,
        kind=str(rng.choice([*GrantKind])),
    )
    return Planted.at("grants", grant)


@rule(
    "F006",
    Severity.INFO,
    name_zh="未资格认证",
    on="workers",
    reads=("workers.certified_on", "workers.post?"),
    values=("post",),
    at="certified_on",
    message="(post {post}) has no certificate on the day: plan the training, or enter the date",
    message_zh="（岗位{post}）当日未通过资格认证：可安排培训和认证，或补登认证日期",
    plant=leave_uncertified,
)
def uncertified_worker(workers: Frame, policy: Frame) -> Frame:
    """A worker is not certified, or only will be.

    专职党务工作者未通过资格认证，或认证日期晚于当日。

    Why: Full-time work for the Party is made a profession, with training and a certificate, for those in reserve too.
    原因:专职党务工作者实行职业化管理、专业化培训和资格认证，后备人员也不例外。
    Source: P4a
    """
    certified = nw.col("certified_on")
    return workers.join(policy, how="cross").filter(certified.is_null() | (certified > nw.col("day")))


@rule(
    "F007",
    Severity.ERROR,
    name_zh="互助对象当日不存在",
    on="grants",
    reads=("grants.member", "grants.granted_on", "members"),
    values=("member", "granted_on"),
    at="member",
    message="was given to {member} on {granted_on}, when there was no such member: correct the date or the member",
    message_zh="于{granted_on}发放给{member}，其时并无此党员：请更正发放日期或党员",
    plant=help_too_late,
)
def grant_without_member(grants: Frame, members_history: Frame) -> Frame:
    """No version of the member who was given help holds on the day of the grant.

    发放困难互助之日，该党员没有任何有效记录。

    Why: The fund helps members; who has died, left or not yet joined on that day was none, and what is booked to them
        went to somebody else. An id that no row of members describes is a dangling reference, E005.
    原因:互助金用于帮扶党员；发放之日已减少或尚未入党的，当时并不是党员，款项去向须查明。从未登记过的编号属悬空引用（E005）。
    Source: P4b
    """
    # Few grants are met with many versions, by an inner join, which engines build from the smaller side.
    versions = members_history.select(nw.col("id").alias("member"), "start", "end")
    met = shared(grants.join(versions, on="member", how="inner"))
    held = met.filter(holds_on("granted_on")).select("_row")
    return met.drop("start", "end").unique().join(held, on="_row", how="anti")


@rule(
    "F008",
    Severity.INFO,
    name_zh="书记未参加保险",
    on="workers",
    reads=("workers.post", "workers.insured"),
    values=("post",),
    at="insured",
    message="is {post} and not insured for old age and illness: insure the secretary, or correct the entry",
    message_zh="任{post}，未参加养老、医疗保险：请为其参保，或更正登记",
    plant=leave_uninsured,
)
def uninsured_secretary(workers: Frame) -> Frame:
    """The secretary of a village or community is entered as not insured.

    村、社区党组织书记登记为未参加养老、医疗保险。

    Why: Cadres of villages and communities are to have pension and medical insurance. Nothing is said where it is not
        entered.
    原因:村（社区）干部应参加养老、医疗保险。未登记的不作提示。
    Source: P4b
    """
    secretaries = workers.filter(nw.col("post").is_in(["village_secretary", "community_secretary"]))
    return secretaries.filter(~nw.col("insured"))
