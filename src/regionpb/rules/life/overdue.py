"""A001–A006: what a branch does regularly, and has not done for too long."""

from __future__ import annotations

from functools import partial
from random import Random

import narwhals as nw

from regionpb.findings import Severity
from regionpb.rules.base import Frame, rule
from regionpb.rules.life.branches import lively_branch
from regionpb.rules.periods import without_meeting
from regionpb.rules.planting.draft import Draft, Planted
from regionpb.rules.scope import of_the_region, one_of
from regionpb.vocabulary import BRANCH_TYPE, MeetingKind

__all__ = [
    "appraisal_overdue",
    "committee_meeting_overdue",
    "general_meeting_overdue",
    "lecture_overdue",
    "life_meeting_overdue",
    "theme_day_overdue",
]

_READS = (
    "organizations.form",
    "organizations.external?",
    "meetings.kind",
    "meetings.organization",
    "meetings.held_on",
)
_LAST = {"last_held_on": "最近召开日期"}


def miss(draft: Draft, rng: Random, kind: MeetingKind) -> Planted:
    """Add a branch that has met for everything but one thing."""
    return Planted.at("organizations", lively_branch(draft, rng, kind))


def let_the_committee_rest(draft: Draft, rng: Random) -> Planted:
    """Add a branch large enough for a committee, which has not met."""
    draft.require("members", "organization")
    return Planted.at("organizations", lively_branch(draft, rng, MeetingKind.COMMITTEE_MEETING, members=7))


def overdue(
    organizations: Frame, history: Frame, meetings: Frame, policy: Frame, kind: MeetingKind, days: str
) -> Frame:
    """The branches that have not met for something in so many days, though they existed on each of them."""
    branches = organizations.filter(of_the_region() & one_of("form", BRANCH_TYPE))
    return without_meeting(branches, history, meetings, policy, kind=kind, of="organization", days=days)


@rule(
    "A001",
    Severity.WARNING,
    name_zh="党员大会逾期",
    on="organizations",
    reads=_READS,
    values={**_LAST, "general_meeting_days": None},
    parameters=("general_meeting_days",),
    limits={"last_held_on": "general_meeting_days"},
    message="has no general meeting in the last {general_meeting_days} days, the last one being {last_held_on}: hold "
    "one, or enter it",
    message_zh="近{general_meeting_days}天没有党员大会，上次为{last_held_on}：请召开，或补登",
    plant=partial(miss, kind=MeetingKind.GENERAL_MEETING),
)
def general_meeting_overdue(
    organizations: Frame, organizations_history: Frame, meetings: Frame, policy: Frame
) -> Frame:
    """A branch has held no general meeting in a quarter.

    支部一个季度没有召开党员大会。

    Why: the general meeting is where members decide; the information system warns early when it fails to meet. A
        branch that did not exist on every day of the period is not asked, whether it is young or was re-established.
    原因: 党员大会是支部的议事决策会议；信息系统对逾期未开的提前预警。
        期间内并非每一天都存在的支部（新成立或重新成立）不作检查。
    Source: P3a; Regulation on the work of Party branches (2018) Arts. 11-18; practice before
    """
    return overdue(
        organizations, organizations_history, meetings, policy, MeetingKind.GENERAL_MEETING, "general_meeting_days"
    )


@rule(
    "A002",
    Severity.WARNING,
    name_zh="支委会逾期",
    on="organizations",
    reads=(*_READS, "members.organization"),
    values={**_LAST, "committee_meeting_days": None, "members": "党员数"},
    parameters=("committee_meeting_days", "branch_committee_from"),
    limits={"last_held_on": "committee_meeting_days"},
    message="has {members} members but no committee meeting in the last {committee_meeting_days} days, the last one "
    "being {last_held_on}: hold one, or enter it",
    message_zh="有党员{members}名，{committee_meeting_days}天内却没有支委会，上次为{last_held_on}：请召开，或补登",
    plant=let_the_committee_rest,
)
def committee_meeting_overdue(
    organizations: Frame, organizations_history: Frame, meetings: Frame, counts: Frame, policy: Frame
) -> Frame:
    """The committee of a branch with enough members for one has not met in a month.

    党员人数够设支部委员会的支部，一个月没有召开支委会。

    Why: from seven members on a branch has a committee, which sees to its daily work. Counted are the members in the
        branch on the day, probationary ones too.
    原因: 党员七人以上的支部设支部委员会，负责日常工作。按当日支部内的党员计，含预备党员。
    Source: P3a; Regulation on the work of Party branches (2018) Arts. 11-18; practice before
    """
    large = (
        organizations.join(counts.select("id", nw.col("members_in").alias("members")), on="id", how="inner")
        .join(policy.select("branch_committee_from"), how="cross")
        .filter(nw.col("members") >= nw.col("branch_committee_from"))
    )
    return overdue(
        large, organizations_history, meetings, policy, MeetingKind.COMMITTEE_MEETING, "committee_meeting_days"
    )


@rule(
    "A003",
    Severity.WARNING,
    name_zh="党课逾期",
    on="organizations",
    reads=_READS,
    values={**_LAST, "lecture_days": None},
    parameters=("lecture_days",),
    limits={"last_held_on": "lecture_days"},
    message="has no Party lecture in the last {lecture_days} days, the last one being {last_held_on}: hold one, or "
    "enter it",
    message_zh="近{lecture_days}天没有党课，上次为{last_held_on}：请安排，或补登",
    plant=partial(miss, kind=MeetingKind.LECTURE),
)
def lecture_overdue(organizations: Frame, organizations_history: Frame, meetings: Frame, policy: Frame) -> Frame:
    """A branch has held no Party lecture in a quarter.

    支部一个季度没有上党课。

    Why: lectures are the third of what every branch holds, beside general and committee meetings.
    原因: 党课与党员大会、支委会一样，是支部的经常性活动。
    Source: P3a; Regulation on the work of Party branches (2018) Arts. 11-18; practice before
    """
    return overdue(organizations, organizations_history, meetings, policy, MeetingKind.LECTURE, "lecture_days")


@rule(
    "A004",
    Severity.WARNING,
    name_zh="主题党日逾期",
    on="organizations",
    reads=_READS,
    values={**_LAST, "theme_day_days": None},
    parameters=("theme_day_days",),
    limits={"last_held_on": "theme_day_days"},
    message="has no theme day in the last {theme_day_days} days, the last one being {last_held_on}: hold one, or "
    "enter it",
    message_zh="近{theme_day_days}天没有主题党日，上次为{last_held_on}：请开展，或补登",
    plant=partial(miss, kind=MeetingKind.THEME_DAY),
)
def theme_day_overdue(organizations: Frame, organizations_history: Frame, meetings: Frame, policy: Frame) -> Frame:
    """A branch has held no theme day in a month.

    支部一个月没有开展主题党日。

    Why: since 2018 one day a month is for the members' common activity; before, nobody asked for it.
    原因: 2018年起支部每月开展一次主题党日；此前没有这一要求。
    Source: Regulation on the work of Party branches (2018) Arts. 11-18
    """
    return overdue(organizations, organizations_history, meetings, policy, MeetingKind.THEME_DAY, "theme_day_days")


@rule(
    "A005",
    Severity.WARNING,
    name_zh="组织生活会逾期",
    on="organizations",
    reads=_READS,
    values={**_LAST, "life_meeting_days": None},
    parameters=("life_meeting_days",),
    limits={"last_held_on": "life_meeting_days"},
    message="has no organization-life meeting in the last {life_meeting_days} days, the last one being "
    "{last_held_on}: hold one, or enter it",
    message_zh="近{life_meeting_days}天没有组织生活会，上次为{last_held_on}：请召开，或补登",
    plant=partial(miss, kind=MeetingKind.LIFE_MEETING),
)
def life_meeting_overdue(organizations: Frame, organizations_history: Frame, meetings: Frame, policy: Frame) -> Frame:
    """A branch has held no organization-life meeting in a year.

    支部一年没有召开组织生活会。

    Why: once a year the members speak of themselves and of one another.
    原因: 组织生活会每年至少召开一次，党员在会上开展批评和自我批评。
    Source: P3a; Regulation on the work of Party branches (2018) Arts. 11-18; practice before
    """
    return overdue(
        organizations, organizations_history, meetings, policy, MeetingKind.LIFE_MEETING, "life_meeting_days"
    )


@rule(
    "A006",
    Severity.WARNING,
    name_zh="民主评议逾期",
    on="organizations",
    reads=_READS,
    values={**_LAST, "appraisal_days": None},
    parameters=("appraisal_days",),
    limits={"last_held_on": "appraisal_days"},
    message="has no appraisal of its members in the last {appraisal_days} days, the last one being {last_held_on}: "
    "hold one, or enter it",
    message_zh="近{appraisal_days}天没有民主评议党员，上次为{last_held_on}：请开展，或补登",
    plant=partial(miss, kind=MeetingKind.APPRAISAL),
)
def appraisal_overdue(organizations: Frame, organizations_history: Frame, meetings: Frame, policy: Frame) -> Frame:
    """A branch has not appraised its members in a year.

    支部一年没有开展民主评议党员。

    Why: members are appraised once a year, mostly together with the organization-life meeting.
    原因: 民主评议党员每年开展一次，多与组织生活会一并进行。
    Source: P3a; Regulation on the work of Party branches (2018) Arts. 11-18; practice before
    """
    return overdue(organizations, organizations_history, meetings, policy, MeetingKind.APPRAISAL, "appraisal_days")
