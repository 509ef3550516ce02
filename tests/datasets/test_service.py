"""Service points, volunteers and requests keep the rules of service."""

from datetime import timedelta

import numpy as np
import polars as pl
import pytest

from datasets.cities import C, none
from regionpb.datasets import DAY
from regionpb.datasets.board import empty_board
from regionpb.datasets.land import land
from regionpb.datasets.layout import APART
from regionpb.datasets.spread import spread_points

GRADES = ["centre", "station", "point"]


def within(made, level: str, kinds: list[str]) -> pl.Series:
    """The divisions of a level that have such a point within them."""
    digits = {"county": 6, "township": 9, "village": 12}[level]
    codes = made.service_points.filter(C("kind").is_in(kinds))["division"]
    return codes.filter(codes.str.len_bytes() >= digits).str.head(digits).unique()


def test_counties_and_townships_have_a_centre_or_station(made):
    codes = made.divisions.filter(C("level") == "county")["code"]
    assert set(codes) <= set(within(made, "county", ["centre"]))
    codes = made.divisions.filter(C("level") == "township")["code"]
    assert set(codes) <= set(within(made, "township", ["centre", "station"]))
    assert set(codes) <= set(within(made, "township", ["public_centre"]))


def metres(one: pl.DataFrame, other: pl.DataFrame) -> np.ndarray:
    """Between each of one and each of the other, along great circles."""
    a, b = (np.radians(one[axis].to_numpy())[:, None] for axis in ("latitude", "longitude"))
    c, d = (np.radians(other[axis].to_numpy()) for axis in ("latitude", "longitude"))
    half = np.sin((c - a) / 2) ** 2 + np.cos(a) * np.cos(c) * np.sin((d - b) / 2) ** 2
    return 2 * 6_371_000 * np.arcsin(np.sqrt(half))


@pytest.mark.parametrize("circle", ["life", "health", "education", "culture_sport"])
def test_everything_is_ten_minutes_away(made, circle):
    villages = made.divisions.filter(C("level") == "village")
    offering = made.service_points.filter(C("circles").list.contains(circle) & C("latitude").is_not_null())
    assert metres(villages, offering).min(axis=1).max() < 800


def test_divisions_lie_within_the_city_and_neighbours_side_by_side(made):
    places = made.divisions.filter(C("level") != "province")
    assert places["latitude"].is_between(29, 30.6).all()
    assert places["longitude"].is_between(120.8, 122.3).all()
    assert made.divisions.filter(C("level") == "province")["latitude"].null_count() == 1
    assert places.select("latitude", "longitude").is_unique().all()


def test_neighbours_are_near():
    whole = land(1.0)
    villages = whole.frame.filter(C("level") == "village")
    pairs = [np.flatnonzero(whole.beside == number) for number in range(whole.beside.max() + 1)]
    assert {len(pair) for pair in pairs} == {1, 2}
    for first, second in (pair for pair in pairs[:60] if len(pair) == 2):
        assert abs(metres(villages[int(first)], villages[int(second)])[0, 0] - APART) < 3


@pytest.mark.parametrize("size", [0.0001, 0.001, 0.03, 0.5, 1.0, 3.0])
def test_whoever_has_no_point_has_a_neighbour_with_one(size):
    stand = land(size)
    spread = spread_points(empty_board(size, 1, stand))
    public = np.concatenate([spread.urban, spread.rural])
    served = np.concatenate([public, spread.points])
    assert np.isin(stand.beside, stand.beside[served]).all()
    assert len(np.unique(public)) == len(public)
    assert set(stand.township_of[public]) == set(range(len(stand.townships)))
    assert stand.communities[spread.urban].all()
    assert not stand.communities[spread.rural].any()


def test_public_centres_offer_six_services(made):
    centres = made.service_points.filter(C("kind") == "public_centre")
    assert (centres["services"].list.len() >= 5).all()
    assert abs(centres["area_m2"].mean() - 758.7) < 0.6
    assert (centres["circles"].list.len() == 4).all()


def test_hotline_website_and_centre_are_linked(made):
    three = made.service_points.head(3)
    assert three["kind"].to_list() == ["hotline", "online", "centre"]
    for one, links in three.select("id", "linked_to").iter_rows():
        assert sorted([one, *links]) == three["id"].to_list()


def test_requests_are_closed_within_a_fortnight(made):
    requests = made.requests
    none(requests.filter((C("opened_on") > DAY) | (C("closed_on") > DAY) | (C("closed_on") < C("opened_on"))))
    none(requests.filter(C("closed_on").is_null() & (C("opened_on") <= DAY - timedelta(days=15))))
    none(requests.filter(C("closed_on").is_null() != C("satisfied").is_null()))
    of_channel = requests.group_by("channel").agg(C("service_point").is_null().all().alias("nowhere"))
    assert of_channel.filter("nowhere")["channel"].to_list() == ["form"]
    taken = requests.filter(C("team").is_not_null()).join(made.volunteer_teams, left_on="team", right_on="id")
    none(taken.filter(C("start") > C("opened_on")))


def test_volunteers_are_members_of_teams_today(made):
    now = made.volunteers
    none(now.join(made.members, left_on="member", right_on="id", how="anti"))
    none(now.join(made.volunteer_teams, left_on="team", right_on="id", how="anti"))
    assert now["member"].is_unique().all()
    assert set(now["team"]) == set(made.volunteer_teams["id"])
    teams = made.volunteer_teams.select(C("id").alias("team"), C("start").alias("formed"))
    none(made.history["volunteers"].join(teams, on="team").filter(C("start") < C("formed")))
    gone = made.history["volunteers"].filter(C("end").is_not_null())
    ended = (
        made.history["members"].filter(C("exit").is_not_null()).select(C("id").alias("member"), C("end").alias("left"))
    )
    none(gone.join(ended, on="member", how="left").filter(C("end") != C("left")))


def test_teams_serve_and_train(made):
    """A few miss a day or are not coordinated: infos that a city of some size shows."""
    teams = made.volunteer_teams
    assert teams["body"].null_count() <= max(2, teams.height * 0.05)
    meetings = made.meetings.filter(C("team").is_not_null())
    for kind, since, until in (
        ("service_day", "2011-06-04", "2011-06-04"),
        ("service_day", "2011-03-01", "2011-03-31"),
    ):
        day = pl.lit(since).str.to_date()
        held = meetings.filter((C("kind") == kind) & C("held_on").is_between(day, pl.lit(until).str.to_date()))
        missed = teams.filter(C("start").is_null() | (C("start") <= day)).join(
            held, left_on="id", right_on="team", how="anti"
        )
        assert missed.height <= max(2, teams.height * 0.05)
    assert set(made.projects["team"]) <= set(teams["id"])
    assert made.projects["team"].is_unique().all()
