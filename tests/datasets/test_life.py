"""Meetings, attendances and matters keep the rules of organization life and of consultation."""

from datetime import date, timedelta

import polars as pl
import pytest

from datasets.cities import C, current, none
from regionpb.contract import TABLES
from regionpb.datasets import DAY

BRANCHES = ["branch", "joint_branch", "temporary_branch"]


def there_since(made, table: str, days: int) -> pl.Series:
    """What is current and was so on every day of the last so many: in this city whatever is, once founded, stays."""
    before = current(made.history[table], DAY - timedelta(days=days))
    return made.now[table].join(before.select("id").unique(), on="id", how="semi")["id"].unique()


def late(made, kind: str, column: str, who: pl.Series, days: int) -> pl.DataFrame:
    met = made.meetings.filter((C("kind") == kind) & (C("held_on") >= DAY - timedelta(days=days)))
    return pl.DataFrame({column: who}).join(met, on=column, how="anti")


@pytest.mark.parametrize(
    ("kind", "days"),
    [("general_meeting", 92), ("lecture", 92), ("theme_day", 31), ("life_meeting", 366), ("appraisal", 366)],
)
def test_branches_meet_in_time(made, kind, days):
    branches = made.organizations.filter(C("form").is_in(BRANCHES))["id"]
    old = there_since(made, "organizations", days)
    none(late(made, kind, "organization", old.filter(old.is_in(branches.implode())), days))


def test_branch_committees_meet_every_month(made):
    large = made.counts.filter(C("form").is_in(BRANCHES) & (C("inside") >= 7))["id"]
    old = there_since(made, "organizations", 31)
    none(late(made, "committee_meeting", "organization", old.filter(old.is_in(large.implode())), 31))


def test_bodies_consult_in_time(made):
    none(late(made, "consultation", "body", there_since(made, "bodies", 183), 183))


def test_meetings_are_those_of_somebody_who_exists(made):
    meetings = made.meetings
    assert (meetings["held_on"] <= DAY).all()
    assert meetings.select(pl.sum_horizontal(C("organization", "body", "team").is_not_null()) == 1).to_series().all()
    for column, table in (("organization", "organizations"), ("body", "bodies"), ("team", "volunteer_teams")):
        held = meetings.filter(C(column).is_not_null())
        versions = made.history[table].select(
            C("id").alias(column), "start", *(["end"] if column == "organization" else [])
        )
        on_day = held.join(versions, on=column).filter(C("start").is_null() | (C("start") <= C("held_on")))
        if column == "organization":
            on_day = on_day.filter(C("end").is_null() | (C("end") > C("held_on")))
        assert on_day.height == held.height, column


def test_most_come_and_nobody_beyond(made):
    none(made.meetings.filter(C("attended") > C("expected")))
    none(made.meetings.filter(C("attended") * 2 < C("expected")))


def test_attendances_are_counted_and_are_of_members(made):
    signed = made.attendances.join(
        made.meetings.select("id", "organization", "held_on"), left_on="meeting", right_on="id"
    )
    versions = made.history["members"].select(C("id").alias("member"), "organization", "start", "end")
    there = signed.join(versions, on=["member", "organization"]).filter(
        (C("start").is_null() | (C("start") <= C("held_on"))) & (C("end").is_null() | (C("end") > C("held_on")))
    )
    assert there.height == signed.height == made.attendances.height > 0
    counted = made.attendances.group_by("meeting").len()
    none(made.meetings.join(counted, left_on="id", right_on="meeting").filter(C("attended") != C("len")))


def test_matters_are_resolved_in_time(made):
    matters = made.matters
    assert (matters["raised_on"] <= DAY).all()
    none(matters.filter((C("resolved_on") > DAY) | (C("resolved_on") <= C("raised_on"))))
    none(matters.filter(C("resolved_on").is_null() & (C("raised_on") <= DAY - timedelta(days=90))))
    assert (matters["body"].is_null() != matters["organization"].is_null()).all()
    councils = made.bodies.filter(C("kind") == "consultative_council").select(C("id").alias("body"))
    raised = matters.filter(C("body").is_not_null()).join(councils, on="body")
    met = made.meetings.select("body", C("held_on").alias("raised_on"))
    none(raised.join(met, on=["body", "raised_on"], how="anti"))


def test_service_days_are_first_saturdays(made):
    days = made.meetings.filter(C("kind") == "service_day")["held_on"].unique()
    saturdays = {date(2011, 1, 1), date(2011, 2, 5), date(2011, 3, 5), date(2011, 4, 2), date(2011, 5, 7)}
    assert set(days) <= saturdays | {date(2011, 6, 4), date(2011, 7, 2)}


def test_every_table_of_life_has_rows(made):
    assert all(made.history[name].height for name in TABLES)
