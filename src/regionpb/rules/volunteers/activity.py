"""V003, V004, V006: when a team of volunteers served last, and when it was trained."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import narwhals as nw

from regionpb.findings import Severity
from regionpb.rules.base import Frame, rule
from regionpb.rules.periods import unbroken, without_meeting
from regionpb.rules.planting.draft import Draft, Planted
from regionpb.rules.volunteers.pieces import Services, old_team
from regionpb.vocabulary import MeetingKind

__all__ = ["service_day_missed", "service_month_missed", "undertrained"]

_MEETINGS = ("meetings.kind", "meetings.team", "meetings.held_on")
_MARCH, _SATURDAY = 3, 6


def serve_a_day_late(draft: Draft, rng: Random) -> Planted:
    """Add a team that served on the Sunday after the first Saturday of the month before."""
    saturday = Services.before(draft.day).month
    served = saturday + timedelta(days=draft.spoilt(1, 0))
    return Planted.at("volunteer_teams", old_team(draft, rng, month=served))


def sleep_through_march(draft: Draft, rng: Random) -> Planted:
    """Add a team that served in February, but not in March."""
    days = Services.before(draft.day)
    none = days.march.replace(day=1) - timedelta(days=rng.randint(1, 20))
    month = none if (days.month.year, days.month.month) == (days.march.year, _MARCH) else days.month
    held = {"march": none, "month": month} if draft.spoils else {}
    return Planted.at("volunteer_teams", old_team(draft, rng, **held))


def skip_the_training(draft: Draft, rng: Random) -> Planted:
    """Add a team trained more than a year ago."""
    late, lately = rng.randint(367, 390), rng.randint(1, 300)
    trained = draft.day - timedelta(days=draft.spoilt(late, lately))
    return Planted.at("volunteer_teams", old_team(draft, rng, training=trained))


def services(meetings: Frame) -> Frame:
    """The service days of teams: `id` of the team, and when they were held, as `held_on`, `year` and `month`."""
    held = meetings.filter(nw.col("kind") == str(MeetingKind.SERVICE_DAY))
    return held.select(nw.col("team").alias("id"), "held_on", *_year_and_month("held_on"))


def asked_of(teams: Frame, history: Frame, period: Frame) -> Frame:
    """The teams that existed on every day of a period which is over.

    Args:
        teams: the teams of the day.
        history: all versions of teams.
        period: one row, its `first` and its `last` day.
    """
    asked = teams.join(period, how="cross")
    versions = history.select("id", "start", "end").join(asked.select("id", "last"), on="id", how="inner")
    there = versions.filter(
        nw.col("start").is_null() | (nw.col("start") <= nw.col("last")),
        nw.col("end").is_null() | (nw.col("end") > nw.col("last")),
    )
    return unbroken(asked.join(there, on="id", how="semi"), history)


def _year_and_month(day: str) -> tuple[nw.Expr, nw.Expr]:
    date = nw.col(day).dt
    return date.year().cast(nw.Int64).alias("year"), date.month().cast(nw.Int64).alias("month")


def _two_digits(number: nw.Expr) -> nw.Expr:
    return (number + 100).cast(nw.String).str.slice(1, 2)


def _date(day: nw.Expr) -> nw.Expr:
    """What is cut off or shifted, as a date: some engines make a time of it."""
    return day.cast(nw.Date)


@rule(
    "V003",
    Severity.INFO,
    name_zh="缺服务日",
    on="volunteer_teams",
    reads=_MEETINGS,
    values={"saturday": "应服务日期"},
    message="held no service day on {saturday}, the first Saturday of the month before: hold the next one, or enter it",
    message_zh="上月第一个星期六（{saturday}）没有开展服务日活动：请按期开展，或补登",
    plant=serve_a_day_late,
)
def service_day_missed(volunteer_teams: Frame, volunteer_teams_history: Frame, meetings: Frame, policy: Frame) -> Frame:
    """A team held no service day on the first Saturday of the month before the day's.

    志愿者队伍在上月第一个星期六没有开展服务日活动。

    Why: the first Saturday of each month is everybody's day of service. A team that did not exist on every day of
        that month is not asked.
    原因: 每月第一个星期六是志愿者服务日。该月内并非每一天都存在的队伍不作检查。
    Source: P2b
    """
    now = _date(nw.col("day").dt.truncate("1mo"))
    month = (
        policy.select(now.alias("now"))
        .select(
            _date(nw.col("now").dt.offset_by("-1mo")).alias("first"),
            _date(nw.col("now").dt.offset_by("-1d")).alias("last"),
        )
        .with_columns(
            *_year_and_month("first"), ((13 - nw.col("first").dt.weekday().cast(nw.Int64)) % 7).alias("later")
        )
    )
    date = nw.concat_str(
        [nw.col("year").cast(nw.String), _two_digits(nw.col("month")), _two_digits(nw.col("later") + 1)], separator="-"
    )
    saturday = (nw.col("held_on").dt.weekday() == _SATURDAY) & (nw.col("held_on").dt.day() <= 7)
    served = services(meetings).filter(saturday).select("id", "year", "month")
    asked = asked_of(volunteer_teams, volunteer_teams_history, month.with_columns(date.alias("saturday")))
    return asked.join(served, on=["id", "year", "month"], how="anti")


@rule(
    "V004",
    Severity.INFO,
    name_zh="缺服务月",
    on="volunteer_teams",
    reads=_MEETINGS,
    values=("year",),
    message="held no service day in March {year}, the month of service: plan the next one, or enter what it did",
    message_zh="在{year}年3月（服务月）没有开展服务日活动：请按期开展，或补登",
    companions=("V003",),
    plant=sleep_through_march,
)
def service_month_missed(
    volunteer_teams: Frame, volunteer_teams_history: Frame, meetings: Frame, policy: Frame
) -> Frame:
    """A team held no service day in the last March that is over.

    志愿者队伍在最近一个已过去的3月没有开展服务日活动。

    Why: March is the month of service. A team that did not exist on every day of it is not asked. In April the month
        before is March, so that its first Saturday was missed too (V003).
    原因: 每年3月是服务月。当月并非每一天都存在的队伍不作检查。4月时上月就是3月，必然也缺其第一个星期六（V003）。
    Source: P2b
    """
    january = _date(nw.col("day").dt.truncate("1y"))
    over = nw.col("day").dt.month() > _MARCH
    first = nw.when(over).then(nw.col("january").dt.offset_by("2mo"))
    march = (
        policy.select("day", january.alias("january"))
        .select(_date(first.otherwise(nw.col("january").dt.offset_by("-10mo"))).alias("first"))
        .with_columns(_date(nw.col("first").dt.offset_by("30d")).alias("last"), _year_and_month("first")[0])
    )
    served = services(meetings).filter(nw.col("month") == _MARCH).select("id", "year")
    return asked_of(volunteer_teams, volunteer_teams_history, march).join(served, on=["id", "year"], how="anti")


@rule(
    "V006",
    Severity.INFO,
    name_zh="队伍缺培训",
    on="volunteer_teams",
    reads=_MEETINGS,
    values={"last_held_on": "最近召开日期", "volunteer_training_days": None},
    parameters=("volunteer_training_days",),
    limits={"last_held_on": "volunteer_training_days"},
    message="has no training in the last {volunteer_training_days} days, the last one being {last_held_on}: train it, "
    "or enter it",
    message_zh="近{volunteer_training_days}天没有培训，上次为{last_held_on}：请组织培训，或补登",
    plant=skip_the_training,
)
def undertrained(volunteer_teams: Frame, volunteer_teams_history: Frame, meetings: Frame, policy: Frame) -> Frame:
    """A team of volunteers has not been trained in a year.

    志愿者队伍一年没有培训。

    Why: teams are trained regularly in what they do. One that did not exist on every day of the period is not asked.
    原因: 志愿者队伍要定期开展技能培训。期间内并非每一天都存在的队伍不作检查。
    Source: P2b
    """
    return without_meeting(
        volunteer_teams,
        volunteer_teams_history,
        meetings,
        policy,
        kind=MeetingKind.TRAINING,
        of="team",
        days="volunteer_training_days",
    )
