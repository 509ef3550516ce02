"""O006–O009, O014, O018: how many members an organization has."""

from __future__ import annotations

from random import Random

import narwhals as nw
import polars as pl

from regionpb.findings import Severity
from regionpb.rules.base import Frame, rule
from regionpb.rules.gates import filled
from regionpb.rules.planting.draft import Draft, Planted
from regionpb.rules.planting.pieces import general_branch
from regionpb.rules.scope import of_the_region, one_of
from regionpb.vocabulary import BRANCH_TYPE, SIZED_BRANCHES, SIZED_GENERAL_BRANCHES

__all__ = [
    "branch_too_large",
    "count_disagrees",
    "empty_organization",
    "form_too_high",
    "should_be_committee",
    "too_few_members",
]

_MEMBERS = ("members.organization", "members.status")
_UNDER = ("organizations.superior", "members.organization")


def shrink(draft: Draft, rng: Random) -> Planted:
    """Add a branch of one."""
    draft.require("members", "organization", "status")
    branch = draft.branch(rng, members=1)
    for _ in range(draft.spoilt(0, 2)):
        draft.member(branch, rng)
    return Planted.at("organizations", branch)


def overfill(draft: Draft, rng: Random) -> Planted:
    """Add a branch of fifty-one."""
    draft.require("members", "organization")
    branch = draft.branch(rng, members=50)
    if draft.spoils:
        draft.member(branch, rng)
    return Planted.at("organizations", branch)


def outgrow(draft: Draft, rng: Random) -> Planted:
    """Add a general branch of two branches of fifty."""
    draft.require("members", "organization")
    general = general_branch(draft, rng, branches=2, members=50)
    if not draft.spoils:
        draft.put("organizations", general, form="committee")
    return Planted.at("organizations", general)


def aim_too_high(draft: Draft, rng: Random) -> Planted:
    """Add a general branch of three that nobody approved."""
    draft.require("members", "organization")
    general = general_branch(draft, rng)
    if not draft.spoils:
        draft.put("organizations", general, approved=True)
    return Planted.at("organizations", general)


def empty(draft: Draft, rng: Random) -> Planted:
    """Add a temporary branch without members, headed by somebody from above where there are secretaries."""
    draft.require("members", "organization")
    above = _above(draft)
    branch = draft.organization("temporary_branch", under=above)
    if draft.has("seats"):
        draft.secretary(branch, draft.member(above, rng))
    if not draft.spoils:
        draft.member(branch, rng)
    return Planted.at("organizations", branch)


def _above(draft: Draft) -> str:
    """A hub, which may hold members itself, or else the plant's home."""
    home = draft.home()
    hubs = set(draft.current("regional_units")["hub"])
    below = draft.current("organizations").filter(
        pl.col("id").is_in(hubs)
        & pl.col("form").is_in(["committee", "general_branch"])
        & (pl.col("superior") == home["id"])
        & ~pl.col("external").fill_null(value=False)
    )
    return str(below["id"][0] if below.height else home["id"])


def miscount(draft: Draft, rng: Random) -> Planted:
    """Add a branch that declares one member more than it has."""
    draft.require("members", "organization")
    branch = draft.branch(rng)
    draft.put("organizations", branch, member_count=len(draft.people(branch)) + draft.spoilt(1, 0))
    return Planted.at("organizations", branch)


@rule(
    "O006",
    Severity.ERROR,
    name_zh="正式党员不足",
    on="organizations",
    reads=("organizations.form", "organizations.external?", *_MEMBERS),
    values={"form": None, "full_members": "正式党员数", "minimum_full_members": None},
    parameters=("minimum_full_members",),
    limits={"full_members": "minimum_full_members"},
    message="is a {form} with too few full members ({full_members}, not {minimum_full_members} or more): admit or "
    "transfer members, join it with another, or dissolve it",
    message_zh="为{form}，正式党员{full_members}名，不足{minimum_full_members}名：请发展或转入党员，与其他单位联合，或撤销",
    plant=shrink,
)
def too_few_members(organizations: Frame, counts: Frame, policy: Frame) -> Frame:
    """A branch or joint branch has too few full members in it.

    党支部或联合党支部的正式党员人数不足。

    Why: three full members make a branch; with fewer it cannot elect or decide, and the members belong in a joint
        branch. Temporary branches keep no members' relations.
    原因: 正式党员三人以上方可成立支部；不足三人无法选举和决议，应与就近单位联合。临时党支部不转接组织关系，不作检查。
    Source: Party Constitution (2007) Art. 29; Regulation on the work of Party branches (2018) Art. 4
    """
    return (
        organizations.filter(of_the_region() & one_of("form", SIZED_BRANCHES))
        .join(counts.select("id", nw.col("full_in").alias("full_members")), on="id", how="inner")
        .join(policy, how="cross")
        .filter(nw.col("full_members") < nw.col("minimum_full_members"))
    )


@rule(
    "O007",
    Severity.WARNING,
    name_zh="支部人数过多",
    on="organizations",
    reads=("organizations.form", "organizations.external?", "members.organization"),
    values={"form": None, "members": "党员数", "largest_branch": None},
    parameters=("largest_branch",),
    limits={"members": "largest_branch"},
    message="is a {form} with {members} members, more than {largest_branch}: form a general branch of several branches",
    message_zh="为{form}，党员{members}名，超过{largest_branch}名：请升格为党总支，分设支部",
    plant=overfill,
)
def branch_too_large(organizations: Frame, counts: Frame, policy: Frame) -> Frame:
    """A branch of any kind has more members in it than a branch should.

    支部（含联合、临时）的党员人数超过上限。

    Why: a branch meets as a whole, every month; beyond fifty it cannot.
    原因: 支部每月全体开会；超过五十人便难以开展活动。
    Source: Regulation on the work of Party branches (2018) Art. 4; practice before
    """
    return (
        organizations.filter(of_the_region() & one_of("form", BRANCH_TYPE))
        .join(counts.select("id", nw.col("members_in").alias("members")), on="id", how="inner")
        .join(policy, how="cross")
        .filter(nw.col("members") > nw.col("largest_branch"))
    )


@rule(
    "O008",
    Severity.WARNING,
    name_zh="应设党委",
    on="organizations",
    reads=("organizations.form", "organizations.approved?", "organizations.external?", *_UNDER),
    values={"form": None, "members": "党员数", "committee_from": None},
    parameters=("committee_from",),
    limits={"members": "committee_from"},
    message="is a {form} with {members} members under it, {committee_from} or more: form a committee, or enter its "
    "approval",
    message_zh="为{form}，其下党员{members}名，已达{committee_from}名：请升格为党委，或登记批准情况",
    plant=outgrow,
)
def should_be_committee(organizations: Frame, counts: Frame, policy: Frame) -> Frame:
    """A general branch has as many members under it as make a committee, and its form was not approved.

    党总支（含联合党总支）其下党员已达成立党委的人数，而未经批准。

    Why: from a hundred members on a committee is formed; it has more hands and a longer term.
    原因: 党员一百名以上可成立党委；党委委员更多，任期更长。
    Source: Regulation on primary organizations of Party and state organs (2010) Arts. 4-6
    """
    return (
        organizations.filter(of_the_region() & one_of("form", SIZED_GENERAL_BRANCHES) & _unapproved())
        .join(counts.select("id", nw.col("members_under").alias("members")), on="id", how="inner")
        .join(policy, how="cross")
        .filter(nw.col("members") >= nw.col("committee_from"))
    )


@rule(
    "O009",
    Severity.INFO,
    name_zh="组织形式偏高",
    on="organizations",
    reads=(
        "organizations.form",
        "organizations.function?",
        "organizations.approved?",
        "organizations.external?",
        *_UNDER,
    ),
    values={"form": None, "members": "党员数", "minimum": "最低人数"},
    parameters=("committee_from", "general_branch_from"),
    limits={"members": "minimum"},
    message="is a {form} with {members} members under it, fewer than {minimum}: enter its approval, or see whether a "
    "lower form would do",
    message_zh="为{form}，其下党员{members}名，不足{minimum}名：请登记批准情况，或考虑改设",
    plant=aim_too_high,
)
def form_too_high(organizations: Frame, counts: Frame, policy: Frame) -> Frame:
    """A general committee or a general branch has fewer members under it than its form needs, and was not approved.

    一般党委或党总支其下党员不足该组织形式所需人数，而未经批准。

    Why: a higher form with few members is possible where work needs it, with approval; without, it is mostly a branch
        that kept its form when members left. Committees with a function of their own are not counted by members.
    原因: 因工作需要可以放宽人数，但须经批准；未经批准的，多半是党员减少后沿用原有形式。承担专门职能的党委不按人数设立。
    Source: Regulation on primary organizations of Party and state organs (2010) Arts. 4-6
    """
    committee = (nw.col("form") == "committee") & (nw.col("function").fill_null("general") == "general")
    general = one_of("form", SIZED_GENERAL_BRANCHES)
    minimum = nw.when(general).then(nw.col("general_branch_from")).otherwise(nw.col("committee_from"))
    return (
        organizations.filter(of_the_region() & (committee | general) & _unapproved())
        .join(counts.select("id", nw.col("members_under").alias("members")), on="id", how="inner")
        .join(policy, how="cross")
        .with_columns(minimum.alias("minimum"))
        .filter(nw.col("members") < nw.col("minimum"))
    )


def _unapproved() -> nw.Expr:
    return ~nw.col("approved").fill_null(value=False)


@rule(
    "O014",
    Severity.WARNING,
    name_zh="没有党员",
    on="organizations",
    reads=("organizations.external?", *_UNDER),
    message="has no member under it: enter its members, or dissolve it",
    message_zh="及其下级没有一名党员：请登记党员，或撤销",
    companions=("O006",),
    plant=empty,
)
def empty_organization(organizations: Frame, counts: Frame) -> Frame:
    """No member is in an organization or in any below it.

    党组织及其下级没有党员。

    Why: an organization without members exists on paper only. An empty branch has too few members as well (O006).
    原因: 没有党员的党组织有名无实。空的支部同时也是人数不足（O006）。
    Source: Party Constitution (2007) Art. 29; Regulation on the work of Party branches (2018) Art. 7
    """
    none = counts.filter(nw.col("members_under") == 0)
    return organizations.filter(of_the_region()).join(none, on="id", how="semi")


@rule(
    "O018",
    Severity.WARNING,
    name_zh="党员人数不符",
    on="organizations",
    reads=("organizations.member_count", "organizations.external?", *_UNDER),
    values={"member_count": None, "members": "党员数"},
    where=filled("organizations.member_count"),
    at="member_count",
    limits={"member_count": "members"},
    message="declares {member_count} members, but {members} are counted under it: correct the number or the members",
    message_zh="登记党员{member_count}名，其下实有{members}名：请更正人数或党员名册",
    plant=miscount,
)
def count_disagrees(organizations: Frame, counts: Frame) -> Frame:
    """The declared number of members differs from the members counted in and below the organization.

    登记的党员人数与本组织及其下级实有党员（含预备党员）人数不符。

    Why: the annual statistics ask for an explanation wherever declared and counted differ; full and probationary
        members count alike.
    原因: 年度统计要求说明登记数与实有数的差额；正式党员和预备党员都计入。
    Source: P3a; annual statistics, tables 1 and 2
    """
    counted = counts.select("id", nw.col("members_under").alias("members"))
    return (
        organizations.filter(of_the_region())
        .join(counted, on="id", how="inner")
        .filter(nw.col("member_count") != nw.col("members"))
    )
