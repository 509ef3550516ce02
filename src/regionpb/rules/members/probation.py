"""M001, M004: members on probation."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import narwhals as nw

from regionpb.findings import Severity
from regionpb.rules.base import Frame, rule
from regionpb.rules.calendar import more_than_months_ago
from regionpb.rules.gates import occurring
from regionpb.rules.planting.draft import Draft, Planted
from regionpb.vocabulary import Status

__all__ = ["confirmed_while_probationary", "probation_overdue"]


def novice(draft: Draft, rng: Random, *, joined: int, **values: date | None) -> Planted:
    """Add a branch, and to it a member on probation who joined so many days ago."""
    known = {"status": "probationary", "joined": draft.day - timedelta(days=joined), "entry": "admitted"}
    return Planted.at("members", draft.member(draft.branch(rng), rng, **{"confirmed": None, **known, **values}))


def forget_to_confirm(draft: Draft, rng: Random) -> Planted:
    """Add a member whose probation is over: a year after joining, or on the day up to which it was extended."""
    draft.require("members", "joined", "probation_until")
    late, extended = rng.randint(7, 300), rng.randrange(2) == 1
    if extended:
        until = draft.day + timedelta(days=draft.spoilt(-late, late))
        return novice(draft, rng, joined=late + 400, probation_until=until)
    return novice(draft, rng, joined=draft.spoilt(366, 0) + late)


def confirm_on_paper(draft: Draft, rng: Random) -> Planted:
    """Add a member who joined lately, was confirmed since and is still called probationary."""
    draft.require("members", "confirmed")
    ago = rng.randint(0, 60)
    confirmed = draft.day - timedelta(days=ago)
    return novice(draft, rng, joined=ago + 200, confirmed=draft.spoilt(confirmed, None))


@rule(
    "M001",
    Severity.WARNING,
    name_zh="预备期逾期",
    on="members",
    reads=("members.status", "members.joined", "members.probation_until"),
    values=("joined", "probation_until", "probation_months"),
    parameters=("probation_months",),
    where=occurring("members.status", Status.PROBATIONARY),
    at="status",
    limits={"joined": "probation_months"},
    message="joined on {joined} for a probation of {probation_months} months (extended until: {probation_until}) and "
    "is still probationary: confirm the member, or enter what was decided",
    message_zh="于{joined}入党，预备期{probation_months}个月（延长至：{probation_until}），现仍为预备党员：请办理转正，或登记讨论结果",
    plant=forget_to_confirm,
)
def probation_overdue(members: Frame, policy: Frame) -> Frame:
    """A member is on probation though the probation is over.

    预备党员的预备期已满，仍未转正、延长或取消资格。

    Why: Probation lasts a year from joining, unless it was extended; when it ends the branch must decide without delay.
    原因:预备期自入党起一年，延长的以延长期限为准；期满时支部应及时讨论能否转正。
    Source: Party Constitution (2007) Art. 7; rules on the development of members; annual statistics, table 15
    """
    extended, over = nw.col("probation_until"), nw.col("probation_until") < nw.col("day")
    return (
        members.filter(nw.col("status") == "probationary")
        .join(policy, how="cross")
        .filter(over | (extended.is_null() & more_than_months_ago("joined", nw.col("probation_months"))))
    )


@rule(
    "M004",
    Severity.WARNING,
    name_zh="转正后仍为预备",
    on="members",
    reads=("members.status", "members.confirmed"),
    values=("confirmed",),
    where=occurring("members.status", Status.PROBATIONARY),
    at="status",
    message="is called probationary, though confirmed on {confirmed}: correct the status or the date",
    message_zh="仍登记为预备党员，却已于{confirmed}转正：请更正党员类别或转正日期",
    plant=confirm_on_paper,
)
def confirmed_while_probationary(members: Frame, policy: Frame) -> Frame:
    """A probationary member has a day of confirmation that is not after the day.

    预备党员已有不晚于当日的转正日期。

    Why: Who is confirmed is a full member from then on, with a vote, and counts for the size of a branch.
    原因:转正之日起即为正式党员，享有表决权，并计入党支部正式党员数。
    Source: Party Constitution (2007) Art. 7; rules on the development of members
    """
    return (
        members.filter(nw.col("status") == "probationary")
        .join(policy, how="cross")
        .filter(nw.col("confirmed") <= nw.col("day"))
    )
