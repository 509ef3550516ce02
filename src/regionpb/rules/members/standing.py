"""M005–M007: whether members are in touch, where they work and what holds them."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import narwhals as nw

from regionpb.findings import Severity
from regionpb.rules.base import Frame, rule
from regionpb.rules.calendar import months_ago
from regionpb.rules.ending import ended
from regionpb.rules.gates import filled, former
from regionpb.rules.planting.draft import Draft, Planted
from regionpb.rules.scope import one_of
from regionpb.vocabulary import BRANCH_TYPE

__all__ = ["not_in_branch", "out_of_contact", "unit_ended"]


def lose_touch(draft: Draft, rng: Random) -> Planted:
    """Add a member of whom nothing was heard for more than half a year."""
    draft.require("members", "lost_since")
    since = draft.day - timedelta(days=draft.spoilt(184, 0) + rng.randint(0, 150))
    return Planted.at("members", draft.member(draft.branch(rng), rng, lost_since=since))


def outlast_the_employer(draft: Draft, rng: Random) -> Planted:
    """Add an enterprise that has ended, and a member who is still said to work there."""
    draft.require("units")
    draft.require("members", "unit")
    division = draft.home()["division"]
    values = {"name": "甬新原公司", "kind": "non_public_enterprise", "division": division}
    unit = draft.add("units", **values, start=None, end=draft.day)
    return Planted.at("members", draft.member(draft.branch(rng), rng, unit=draft.spoilt(unit, None)))


def join_a_committee(draft: Draft, rng: Random) -> Planted:
    """Add a branch, and a member to the committee above it."""
    branch, home = draft.branch(rng), str(draft.home()["id"])
    return Planted.at("members", draft.member(draft.spoilt(home, branch), rng))


@rule(
    "M005",
    Severity.WARNING,
    name_zh="失去联系",
    on="members",
    reads=("members.lost_since",),
    values=("lost_since", "lost_contact_months"),
    parameters=("lost_contact_months",),
    where=filled("members.lost_since"),
    at="lost_since",
    limits={"lost_since": "lost_contact_months"},
    message="has been out of contact since {lost_since}, {lost_contact_months} months or more: find the member, or "
    "suspend their standing",
    message_zh="自{lost_since}起失去联系，已满{lost_contact_months}个月：请设法查找，或按规定停止党籍",
    plant=lose_touch,
)
def out_of_contact(members: Frame, policy: Frame) -> Frame:
    """A member who is still in the register has been out of contact for months.

    党员失去联系已满规定月数，仍在册。

    Why: Whoever moves is to float without being lost. Someone of whom nothing is heard for half a year is searched
        for, and their standing suspended.
    原因:要求流动不流失。失去联系满半年的，应当查找，并按规定停止党籍。
    Source: P3a; rules on members out of contact; annual statistics, table 43
    """
    lost = members.filter(~nw.col("lost_since").is_null())
    return lost.join(policy, how="cross").filter(months_ago("lost_since", nw.col("lost_contact_months")))


@rule(
    "M006",
    Severity.INFO,
    name_zh="工作单位已失效",
    on="members",
    reads=("members.unit", "units"),
    values=("unit",),
    where=former("units"),
    at="unit",
    message="works in {unit}, which does not exist on the day: enter where the member works now",
    message_zh="的工作单位{unit}当日并不存在：请登记现工作单位",
    plant=outlast_the_employer,
)
def unit_ended(members: Frame, units_former: Frame) -> Frame:
    """The employer of a member exists, but not on the day.

    党员的工作单位存在，但当日并不有效。

    Why: Where a member works decides which organization could take them in, and whether a unit has enough members for
        one of its own; members of a unit that is no more are easily lost.
    原因:工作单位决定党员宜转入何处，也决定单位是否具备建立党组织的条件；单位没有了，党员就容易流失。
    Source: P1a
    """
    return ended(members.filter(~nw.col("unit").is_null()), "unit", units_former)


@rule(
    "M007",
    Severity.INFO,
    name_zh="未编入支部",
    on="members",
    reads=("members.organization", "organizations.form", "regional_units.hub?", "regional_units.reservoir?"),
    values=("organization", "form"),
    at="organization",
    message="is in {organization}, a {form} that is the hub or reservoir of no 1+N unit: enter the branch",
    message_zh="直接在{form}{organization}中，它既非统筹区域的区域性党组织，也非其蓄水池：请登记所在党支部",
    plant=join_a_committee,
)
def not_in_branch(members: Frame, organizations: Frame, regional_units: Frame) -> Frame:
    """A member is in an organization that is no branch, nor the hub or reservoir of a 1+N unit.

    党员所在的党组织不是党支部，也不是统筹区域的区域性党组织或蓄水池组织。

    Why: Every member belongs to a branch, where Party life takes place. Only the reservoir of a 1+N unit holds members
        otherwise; small committees do so too, which is worth knowing.
    原因:每个党员都应编入一个支部，参加组织生活。此外只有统筹区域的蓄水池可直接容纳党员；规模小的党委也有直接管理党员的，宜加留意。
    Source: Party Constitution (2007) Art. 8; P1a
    """
    others = organizations.filter(~one_of("form", BRANCH_TYPE)).select(nw.col("id").alias("organization"), "form")
    stores = nw.concat([regional_units.select(nw.col(c).alias("organization")) for c in ("hub", "reservoir")])
    may_hold = stores.filter(~nw.col("organization").is_null())
    holding = others.join(may_hold, on="organization", how="anti")
    return members.join(holding, on="organization", how="inner")
