"""T007, T008: floating members."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import narwhals as nw

from regionpb.findings import Severity
from regionpb.rules.base import Frame, rule
from regionpb.rules.calendar import months_ago
from regionpb.rules.gates import filled
from regionpb.rules.planting.draft import Draft, Planted
from regionpb.rules.scope import one_of
from regionpb.vocabulary import FloatingStage

__all__ = ["floating_unlinked", "floating_without_date"]

_LINKED = frozenset({FloatingStage.LINKED, FloatingStage.MANAGED, FloatingStage.ENGAGED})
"""The stages of a floating member whom an organization has taken up."""


def leave_unlinked(draft: Draft, rng: Random) -> Planted:
    """Add a member who floats for more than half a year and was only found, or takes part nowhere."""
    draft.require("members", "floating", "floating_stage", "floating_since", "host_organization")
    since = draft.day - timedelta(days=rng.randint(184, 700))
    home, host = draft.branch(rng), draft.branch(rng)
    only_found = rng.randrange(2) == 1
    stage = draft.spoilt(rng.choice(["found", "filed"]), "linked") if only_found else "managed"
    hosted = host if only_found else draft.spoilt(None, host)
    member = draft.member(
        home, rng, floating=True, floating_since=since, floating_stage=stage, host_organization=hosted
    )
    return Planted.at("members", member)


def float_since_ever(draft: Draft, rng: Random) -> Planted:
    """Add a floating member of whom it is not known since when."""
    draft.require("members", "floating", "floating_since")
    since = draft.day - timedelta(days=rng.randint(1, 150))
    return Planted.at(
        "members", draft.member(draft.branch(rng), rng, floating=True, floating_since=draft.spoilt(None, since))
    )


@rule(
    "T007",
    Severity.WARNING,
    name_zh="流动党员未接上联系",
    on="members",
    reads=(
        "members.floating",
        "members.floating_stage",
        "members.floating_since",
        "members.host_organization",
        "organizations",
    ),
    values=("floating_since", "floating_stage", "host_organization", "floating_months"),
    parameters=("floating_months",),
    where=filled("members.floating_since"),
    at="floating_stage",
    limits={"floating_since": "floating_months"},
    message="has been floating since {floating_since}, {floating_months} months or more, and is at stage "
    "{floating_stage} with the host {host_organization}: link the member to an organization where they are",
    message_zh="自{floating_since}起流动，已满{floating_months}个月，管理环节为{floating_stage}，流入地党组织为{host_organization}："
    "请与流入地党组织接上联系",
    plant=leave_unlinked,
)
def floating_unlinked(members: Frame, organizations: Frame, policy: Frame) -> Frame:
    """A member has been floating for months, and is not linked yet or has no current organization where they are.

    党员流动已满规定月数，仍未接上联系，或在流入地没有现存的党组织。

    Why: A floating member is found, filed, linked, managed and engaged in turn; who floats for half a year is to take
        part in an organization where they live and work.
    原因:流动党员按查、建、联、管、用逐环管理；流动满半年的，应在流入地参加党组织活动。
    Source: P3a; document 10 of 2004 of the Organization Department
    """
    hosts = organizations.select(nw.col("id").alias("host_organization"), nw.lit(1).alias("hosted"))
    linked = one_of("floating_stage", _LINKED).fill_null(value=False)
    return (
        members.filter(nw.col("floating"))
        .join(policy, how="cross")
        .filter(months_ago("floating_since", nw.col("floating_months")))
        .join(hosts, on="host_organization", how="left")
        .filter(~linked | nw.col("hosted").is_null())
    )


@rule(
    "T008",
    Severity.WARNING,
    name_zh="流动起始日期未填",
    on="members",
    reads=("members.floating", "members.floating_since"),
    where=filled("members.floating"),
    at="floating_since",
    message="is floating, but it is not known since when: enter the day",
    message_zh="为流动党员，但未登记流动起始日期：请补填",
    plant=float_since_ever,
)
def floating_without_date(members: Frame) -> Frame:
    """A floating member without the day since which they float.

    流动党员没有流动起始日期。

    Why: Without it nobody can tell when the member must be linked to an organization where they are.
    原因:没有起始日期，就无从判断何时应当在流入地接上联系。
    Source: P3a
    """
    return members.filter(nw.col("floating"), nw.col("floating_since").is_null())
