"""F001–F003: money for the activities of members, and fiscal money at all."""

from __future__ import annotations

from random import Random

import narwhals as nw
import polars as pl

from regionpb.findings import Severity
from regionpb.rules.base import Frame, rule
from regionpb.rules.funding.pieces import activity_money, budgets_known
from regionpb.rules.gates import occurring
from regionpb.rules.planting.draft import Draft, Planted
from regionpb.rules.planting.local_committees import budgeted, new_local_committee
from regionpb.vocabulary import BudgetSource, Function, Purpose

__all__ = ["activity_fund_short", "fund_ratio", "unbudgeted"]


def spare_on_activities(draft: Draft, rng: Random) -> Planted:
    """Add a branch whose money for activities is less than its members of then need, one to four from dues."""
    draft.require("members", "organization")
    budgets_known(draft)
    members, short = rng.randint(3, 6), rng.choice([10, 25, 50])
    branch = draft.organization()
    people = [draft.member(branch, rng, start=None) for _ in range(members)]
    draft.secretary(branch, people[0])
    fund = members * draft.spoilt(100 - short, 100)
    activity_money(draft, branch, BudgetSource.DUES, fund / 5)
    activity_money(draft, branch, BudgetSource.FISCAL, fund * 4 / 5)
    # Those above it must not have too little because of it.
    rest = draft.branch(rng)
    activity_money(draft, rest, BudgetSource.OTHER, members * 100.0)
    return Planted.at("organizations", branch)


def spend_dues(draft: Draft, rng: Random) -> Planted:
    """Add a branch whose money for activities comes from dues for a third or a half."""
    budgets_known(draft)
    branch, share = draft.branch(rng), rng.choice([3, 5])
    dues = draft.spoilt(share * 100.0, 200.0)
    activity_money(draft, branch, BudgetSource.DUES, dues)
    activity_money(draft, branch, BudgetSource.FISCAL, 1000.0 - dues)
    return Planted.at("organizations", branch)


def forget_the_budget(draft: Draft, rng: Random) -> Planted:
    """Add the committee of a county without fiscal money."""
    committee = new_local_committee(draft, rng)
    budgets_known(draft)
    fiscal = (pl.col("organization") == committee) & (pl.col("source") == BudgetSource.FISCAL.value)
    if draft.current("budgets").filter(fiscal).is_empty():
        budgeted(draft, committee)
    if draft.spoils:
        for entry in draft.current("budgets").filter(fiscal)["id"]:
            draft.put("budgets", entry, source=BudgetSource.OTHER.value)
    return Planted.at("organizations", committee)


@rule(
    "F001",
    Severity.WARNING,
    name_zh="活动经费不足",
    on="organizations",
    reads=(
        *("budgets.organization", "budgets.year", "budgets.purpose", "budgets.amount"),
        *("members.organization", "organizations.superior"),
    ),
    values={
        "activity_fund": "党员活动经费（元）",
        "members": "党员数",
        "year": None,
        "activity_fund_per_member": None,
    },
    parameters=("activity_fund_per_member",),
    where=occurring("budgets.purpose", Purpose.MEMBER_ACTIVITY),
    message="and those below it had {activity_fund} yuan for the activities of {members} members in {year}, less than "
    "{activity_fund_per_member} for each: budget more, or enter what is missing",
    message_zh="及其下级{year}年的党员活动经费为{activity_fund}元，党员{members}名，人均不足{activity_fund_per_member}元："
    "请增加预算，或补登经费",
    plant=spare_on_activities,
)
def activity_fund_short(organizations: Frame, funds: Frame, policy: Frame) -> Frame:
    """The money for member activities of an organization was too little for its members in the last full year.

    上一完整年度，党组织及其下级的党员活动经费人均不足。

    Why: An activity fund of so much a member and year is budgeted, whoever has it in hand: asked are organizations
        with an entry of their own, with the money and the members of all that are under them today. Members are
        those of 31 December; where there were none nothing is asked.
    原因:党员活动经费按人均标准列入年度预算，由谁掌握都一样：检查自身有该项经费的党组织，经费和党员数均含其现有下级；
        党员数按12月31日计，其时没有党员的不作检查。
    Source: P4b
    """
    short = nw.col("activity_fund") < nw.col("activity_fund_per_member") * nw.col("members")
    return _entered(organizations, funds, policy).filter((nw.col("members") > 0) & short)


@rule(
    "F002",
    Severity.WARNING,
    name_zh="党费与财政比例不符",
    on="organizations",
    reads=(
        *("budgets.organization", "budgets.year", "budgets.purpose"),
        *("budgets.source", "budgets.amount"),
    ),
    values={"dues_share": "党费所占比例（%）", "year": None, "dues_share_percent": None},
    parameters=("dues_share_percent", "dues_share_tolerance"),
    where=occurring("budgets.purpose", Purpose.MEMBER_ACTIVITY),
    limits={"dues_share": "dues_share_percent"},
    message="paid {dues_share} percent of its dues and fiscal money for member activities in {year} out of dues, where "
    "{dues_share_percent} is the rule: balance the next budget",
    message_zh="{year}年党员活动经费的党费与财政两项中，党费占{dues_share}%，应为{dues_share_percent}%：请在下一年度预算中调整",
    plant=spend_dues,
)
def fund_ratio(organizations: Frame, funds: Frame, policy: Frame) -> Frame:
    """Of an organization's activity money from dues and fiscal sources, dues are not the share that was set.

    上一完整年度，党组织党员活动经费的党费与财政两项中，党费所占比例不符。

    Why: Dues retained by the county and fiscal money go together as one to four. Asked is the organization's own
        money of the last full year; other sources do not count.
    原因:县级留存党费与财政按一比四配套。检查党组织自身上一完整年度的经费，其他来源不计。
    Source: P4b
    """
    share, set_share, room = nw.col("dues_share"), nw.col("dues_share_percent"), nw.col("dues_share_tolerance")
    off = (share < set_share - room) | (share > set_share + room)
    return _entered(organizations, funds, policy).filter(off).with_columns(share.round(2).alias("dues_share"))


def _entered(organizations: Frame, funds: Frame, policy: Frame) -> Frame:
    """The organizations with activity money of their own, with the sums, and the last full year as `year`."""
    own = organizations.join(funds.filter(nw.col("entries") > 0), on="id", how="inner").join(policy, how="cross")
    return own.with_columns(_last_year().alias("year"))


def _last_year() -> nw.Expr:
    return nw.col("day").dt.year().cast(nw.Int64) - 1


@rule(
    "F003",
    Severity.WARNING,
    name_zh="未列入财政预算",
    on="organizations",
    reads=(
        *("organizations.function", "organizations.division", "divisions.level"),
        *("budgets.organization", "budgets.year", "budgets.source"),
    ),
    values=("division", "year"),
    where=occurring("organizations.function", Function.LOCAL_COMMITTEE),
    message="is the committee of the county {division}, but has no fiscal money entered for {year}: enter it",
    message_zh="是{division}的县（市、区）委，{year}年却没有财政经费：请补登",
    plant=forget_the_budget,
)
def unbudgeted(organizations: Frame, divisions: Frame, budgets: Frame, policy: Frame) -> Frame:
    """The committee of a county had no fiscal money in the last full year.

    上一完整年度，县（市、区）委没有财政经费。

    Why: The work is paid for by the county's budget first, year by year; dues only add to it. Whatever the fiscal
        money is for, it counts.
    原因:经费以财政为主、党费为补充，逐年列入县级预算。不论用途，有财政经费即可。
    Source: P4b
    """
    counties = divisions.filter(nw.col("level") == "county").select(nw.col("code").alias("division"))
    fiscal = budgets.filter(nw.col("source") == "fiscal").select(nw.col("organization").alias("id"), "year")
    committees = organizations.filter(nw.col("function") == "local_committee").join(counties, on="division", how="semi")
    asked = committees.join(policy, how="cross").with_columns(_last_year().alias("year"))
    return asked.join(fiscal, on=["id", "year"], how="anti")
