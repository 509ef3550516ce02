"""O013, O020: elections, when and how."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import narwhals as nw

from regionpb.findings import Severity
from regionpb.rules.base import Frame, rule
from regionpb.rules.gates import filled
from regionpb.rules.planting.draft import Draft, Planted
from regionpb.rules.scope import of_the_region, one_of
from regionpb.vocabulary import ELECTED_FORMS, SETTLEMENTS

__all__ = ["election_overdue", "not_directly_elected"]

_LONGEST = 1000
"""More years than any term has: no sum of years can overflow."""


def put_off_the_election(draft: Draft, rng: Random) -> Planted:
    """Add a branch whose term of three years ended some weeks or months ago."""
    late = rng.randint(7, 300)
    elected = draft.day - timedelta(days=draft.spoilt(3 * 366, 0) + late)
    return Planted.at("organizations", draft.branch(rng, elected_on=elected, term_years=3))


def elect_otherwise(draft: Draft, rng: Random) -> Planted:
    """Add the branch of a community, paired where there are pairings, elected in some other way."""
    draft.require("regional_units", "hub")
    draft.require("units", "kind", "organization")
    branch = draft.branch(rng, elected_by=draft.spoilt("other", "public_direct"))
    draft.unit("community", name="甬新社区", organization=branch)
    if draft.has("pairings"):
        # A table of pairings without tasks is not asked about them, and must not be because of this one.
        tasks = {"tasks": ["development"]} if draft.has("pairings", "tasks") else {}
        draft.add("pairings", left=branch, right=draft.home()["id"], **tasks)
    return Planted.at("organizations", branch)


def day_number(date: str, years: nw.Expr | int = 0) -> nw.Expr:
    """The date in a column, some years on, as the number yyyymmdd.

    29 February stays 0229 in every year. No date lies between it and the 28th, so it is before, or not before, the
    same days as the last day of its month.
    """
    day = nw.col(date).dt
    month_and_day = day.month().cast(nw.Int64) * 100 + day.day().cast(nw.Int64)
    return (day.year().cast(nw.Int64) + years) * 10_000 + month_and_day


@rule(
    "O013",
    Severity.WARNING,
    name_zh="换届逾期",
    on="organizations",
    reads=(
        "organizations.form",
        "organizations.elected_on",
        "organizations.term_years?",
        "organizations.external?",
        "units?",
        "units.kind!",
        "units.organization?",
    ),
    values=("elected_on", "term_years"),
    parameters=("term_branch", "term_committee", "term_village", "election_grace_years"),
    where=filled("organizations.elected_on"),
    at="elected_on",
    limits={"elected_on": "term_years"},
    message="was last elected on {elected_on} for {term_years} years: hold the election that is overdue, "
    "or enter its date",
    message_zh="上次换届为{elected_on}，任期{term_years}年，已届满：请按期换届，或登记换届日期",
    plant=put_off_the_election,
)
def election_overdue(organizations: Frame, units: Frame, policy: Frame) -> Frame:
    """The term of an elected organization is over; an error once the longest delay allowed is over too.

    党组织任期已届满而未换届；超过准许延期的，为错误。

    Why: those who lead are elected for a term; an election may be put off a year at most, with approval. Working
        committees and temporary organizations are appointed, not elected.
    原因: 领导班子有任期，延期换届须经批准且不超过一年。党工委和临时党组织由上级任命，不作检查。
    Source: Party Constitution (2007) Art. 30; Opinion on the terms of primary organizations (2018); Regulation on
        elections in primary organizations (2020) Art. 3
    """
    villages = units.filter(one_of("kind", SETTLEMENTS)).select(
        nw.col("organization").alias("id"), nw.lit(1).alias("village")
    )
    usual = nw.when(nw.col("form") == "committee").then(nw.col("term_committee")).otherwise(nw.col("term_branch"))
    in_villages = nw.when(~nw.col("village").is_null()).then(nw.col("term_village"))
    term = nw.coalesce(nw.col("term_years"), nw.max_horizontal(usual, in_villages)).clip(upper_bound=_LONGEST)
    today, years = day_number("day"), nw.col("term_years")
    return (
        organizations.filter(of_the_region() & one_of("form", ELECTED_FORMS))
        .join(villages.unique(), on="id", how="left")
        .join(policy, how="cross")
        .with_columns(term.cast(nw.Int64).alias("term_years"))
        .filter(day_number("elected_on", years) < today)
        .with_columns(
            nw.when(day_number("elected_on", years + nw.col("election_grace_years")) < today)
            .then(nw.lit("error"))
            .otherwise(nw.lit("warning"))
            .alias("severity")
        )
    )


@rule(
    "O020",
    Severity.INFO,
    name_zh="未公推直选",
    on="organizations",
    reads=(
        "organizations.elected_by",
        "organizations.external?",
        "regional_units.hub",
        "units.kind",
        "units.organization",
    ),
    values=("elected_by",),
    where=filled("organizations.elected_by"),
    at="elected_by",
    message="was elected in another way ({elected_by}) than by public nomination and direct election: plan it for "
    "the next election",
    message_zh="的选举方式为{elected_by}，不是公推直选：可在下次换届时采用",
    plant=elect_otherwise,
)
def not_directly_elected(organizations: Frame, regional_units: Frame, units: Frame) -> Frame:
    """A hub, or an organization of a village or community, was elected otherwise than publicly and directly.

    区域性党组织，或村、社区的党组织，不是以公推直选方式选举产生。

    Why: villages, communities and regional organizations are where public nomination and direct election is to be
        usual. Nothing is said where the way is not entered.
    原因: 村、社区和区域性党组织普遍推行公推直选。未登记选举方式的不作提示。
    Source: P4a
    """
    hubs = regional_units.select(nw.col("hub").alias("id"))
    villages = units.filter(one_of("kind", SETTLEMENTS)).select(nw.col("organization").alias("id"))
    return organizations.filter(of_the_region() & (nw.col("elected_by") != "public_direct")).join(
        nw.concat([hubs, villages]), on="id", how="semi"
    )
