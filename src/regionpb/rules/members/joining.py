"""M002, M003: when members joined, and when they were confirmed."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import narwhals as nw

from regionpb.findings import Severity
from regionpb.rules.base import Frame, rule
from regionpb.rules.gates import filled
from regionpb.rules.planting.draft import Draft, Planted

__all__ = ["confirmed_before_joined", "joined_underage"]


def some_day(draft: Draft, rng: Random) -> date:
    """A day long before the day asked."""
    return date(draft.day.year - rng.randint(3, 20), rng.randint(1, 12), rng.randint(1, 28))


def confirm_too_soon(draft: Draft, rng: Random) -> Planted:
    """Add a member who was confirmed before joining."""
    draft.require("members", "joined", "confirmed")
    joined, apart = some_day(draft, rng), timedelta(days=rng.randint(366, 400))
    confirmed = joined + draft.spoilt(-apart, apart)
    return Planted.at("members", draft.member(draft.branch(rng), rng, joined=joined, confirmed=confirmed))


def admit_a_minor(draft: Draft, rng: Random) -> Planted:
    """Add a member who joined a year or more before the one in which they turned 18."""
    draft.require("members", "joined", "birth_year")
    joined, early = some_day(draft, rng), rng.randint(1, 4)
    born = joined.year - 18 + draft.spoilt(early, -early)
    confirmed = joined + timedelta(days=366)
    member = draft.member(draft.branch(rng), rng, joined=joined, confirmed=confirmed, birth_year=born)
    return Planted.at("members", member)


@rule(
    "M002",
    Severity.ERROR,
    name_zh="转正早于入党",
    on="members",
    reads=("members.joined", "members.confirmed"),
    values=("joined", "confirmed"),
    where=filled("members.confirmed"),
    at="confirmed",
    message="was confirmed on {confirmed}, before joining on {joined}: correct one of the dates",
    message_zh="转正日期{confirmed}早于入党日期{joined}：请更正其一",
    plant=confirm_too_soon,
)
def confirmed_before_joined(members: Frame) -> Frame:
    """A member was confirmed before joining.

    党员转正日期早于入党日期。

    Why: A member joins on probation and is confirmed afterwards; the other way round one of the dates is wrong.
    原因:先入党为预备党员，后转正；日期颠倒必有一误。
    Source: Party Constitution (2007) Art. 7; checks of the annual statistics
    """
    return members.filter(nw.col("confirmed") < nw.col("joined"))


@rule(
    "M003",
    Severity.ERROR,
    name_zh="入党时未满年龄",
    on="members",
    reads=("members.joined", "members.birth_year"),
    values={"joined": None, "birth_year": None, "age": "入党时年龄", "joining_age": None},
    parameters=("joining_age",),
    where=filled("members.birth_year"),
    at="joined",
    limits={"age": "joining_age"},
    message="joined on {joined}, before the year in which a member born in {birth_year} turns {joining_age}: correct "
    "the date or the year of birth",
    message_zh="出生于{birth_year}年，入党日期为{joined}，早于年满{joining_age}岁之年：请更正入党日期或出生年份",
    plant=admit_a_minor,
)
def joined_underage(members: Frame, policy: Frame) -> Frame:
    """A member joined before the year in which they came of the age from which one may join.

    党员在年满入党最低年龄的那一年之前入党。

    Why: Only the year of birth is known, so that whoever joined in the year of that birthday is given the benefit of
        the doubt.
    原因:只知出生年份，故当年入党的不作为错误。
    Source: Party Constitution (2007) Art. 1; rules on the development of members
    """
    # An age is taken, not the year of coming of age: nothing is added to what may be any number.
    age = nw.col("joined").dt.year().cast(nw.Int64) - nw.col("birth_year")
    aged = members.select("_row", "joined", "birth_year", age.alias("age"))
    return aged.join(policy, how="cross").filter(nw.col("age") < nw.col("joining_age"))
