"""Money for activities that is enough, workers who are paid what they should be, and help to members.

What was chosen for an organization before leaves few bytes for this: its dice are thrown backwards.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from regionpb.rules.funding.pieces import MEASURES
from regionpb.testing.dice import Dice
from regionpb.testing.pieces import Norms, Organization, Place, Row
from regionpb.vocabulary import BudgetSource, Function, GrantKind, Post, Purpose, RecruitedBy, Series

__all__ = ["budget", "employ", "help_out", "measure"]

_FORMER = 100
"""More members than a generated region has lost since the year before: they were to be paid for, too."""


def budget(
    organizations: Sequence[Organization], dice: Mapping[str, Dice], norms: Norms, *, history: bool
) -> list[Row]:
    """Money of some organizations: for activities one part of dues to four of fiscal money, to the last yuan.

    Args:
        organizations: all of them, with members.
        dice: the choices of each, by id.
        norms: how much is to be there for each member.
        history: whether there were others before.
    """
    rows: list[Row] = []

    def enter(organization: Organization, year: int, source: BudgetSource, purpose: Purpose, amount: float) -> None:
        rows.append(
            {
                "id": f"E-{len(rows) + 1}",
                "organization": organization.id,
                "year": year,
                "source": source.value,
                "purpose": purpose.value,
                "amount": amount,
            }
        )

    last, share = norms.day.year - 1, norms.parameters["dues_share_percent"] / 100
    for organization in organizations:
        own = Dice(dice[organization.id].drawn[:4:-1])
        if organization.function == Function.LOCAL_COMMITTEE.value:  # what it is to have
            enter(organization, last, BudgetSource.FISCAL, own.pick([Purpose.WORK, Purpose.PROJECT]), 50_000)
        if organization.external or not own.now_and_then():
            continue
        if own.below(2) == 0:
            people = sum(len(below.members) for below in organization.under) + (_FORMER if history else 0)
            fund = norms.parameters["activity_fund_per_member"] * (people + own.pick([0, 1]))
            enter(organization, last, BudgetSource.DUES, Purpose.MEMBER_ACTIVITY, fund * share)
            enter(organization, last, BudgetSource.FISCAL, Purpose.MEMBER_ACTIVITY, fund - fund * share)
        else:
            purpose = own.pick([each for each in Purpose if each is not Purpose.MEMBER_ACTIVITY])
            enter(organization, last + own.below(2), own.pick([*BudgetSource]), purpose, 1000.0)
    return rows


def measure(places: Sequence[Place], dice: Mapping[str, Dice], norms: Norms) -> list[Row]:
    """The incomes of the divisions on top, and of some below; of some years, none of them to come."""
    rows: list[Row] = []
    for place in places:
        own = Dice(dice[place.code].drawn[::-1])
        if place.parent is None or own.rarely():
            years = [norms.day.year - own.below(2)]
            if own.rarely():
                years.append(years[0] - 1)
            for series in Series:
                rows += [
                    {"division": place.code, "year": year, "series": series.value, "amount": 20_000.5 + own.below(9999)}
                    for year in years
                ]
    return rows


def employ(
    organizations: Sequence[Organization], wages: Sequence[Row], dice: Mapping[str, Dice], norms: Norms
) -> list[Row]:
    """Workers of some organizations, certified, and paid what their post is worth there, or more.

    Args:
        organizations: all of them, with places and members.
        wages: the incomes by which their pay is measured.
        dice: the choices of each organization, by id.
        norms: how much of them it has to be.
    """
    rows: list[Row] = []
    for organization in organizations:
        own = Dice(dice[organization.id].drawn[3:])
        if organization.external or organization.place is None or not own.rarely():
            continue
        post = own.pick([Post.RESERVE, *MEASURES])
        floor = 0.0
        if post in MEASURES:
            series, parameter = MEASURES[post]
            floor = norms.parameters[parameter] * _income(organization.place, series, wages)
        rows.append(
            {
                "id": f"Z-{len(rows) + 1}",
                "member": own.pick([None, *(member["id"] for member in organization.members)]),
                "post": post.value,
                "organization": organization.id,
                "annual_pay": own.pick([None, floor, floor + 500]),
                "insured": own.pick([None, True]),
                "certified_on": norms.day - timedelta(days=own.below(3000)),
                "recruited_by": own.pick([None, *(way.value for way in RecruitedBy)]),
            }
        )
    return rows


def _income(place: Place, series: Series, wages: Sequence[Row]) -> float:
    """What the nearest division that tells an income tells of the latest year."""
    for here in place.above:
        told = {row["year"]: row["amount"] for row in wages if (row["division"], row["series"]) == (here.code, series)}
        if told:
            return float(told[max(told)])
    return 0.0


def help_out(members: Sequence[Row], each: Sequence[Dice], norms: Norms, *, history: bool) -> list[Row]:
    """Help to some members, in a region with a past on the day: before it they may have been away."""
    rows: list[Row] = []
    for member, thrown in zip(members, each, strict=True):
        own = Dice(thrown.drawn[::-1])
        if own.rarely():
            rows.append(
                {
                    "id": f"F-{len(rows) + 1}",
                    "member": member["id"],
                    "granted_on": norms.day - timedelta(days=0 if history else own.below(300)),
                    "amount": float(own.pick([500, 0, 1200])),
                    "kind": own.pick([kind.value for kind in GrantKind]),
                }
            )
    return rows
