"""S004: whether each of the four circles is near enough to walk."""

import json
import math
from datetime import date
from random import Random

import pytest

from regionpb.graph.snapshot import Snapshot
from regionpb.rules.runner import run
from regionpb.rules.service.circles import beyond_ten_minutes
from rules.conftest import in_force, register

DAY = date(2011, 7, 29)
ALL = ["life", "health", "education", "culture_sport"]
METRE = 180 / math.pi / 6_371_000
"""A metre along a meridian, in degrees."""


def village(**row):
    return {"code": "330203100201", "level": "village", "latitude": 29.9, "longitude": 121.5, **row}


def point(*circles, **row):
    return {"id": "p", "circles": [*circles] or None, "latitude": 29.9, "longitude": 121.5, **row}


def found(points, villages=None, absent=None, minutes=10.0, speed=80.0):
    """The circles that each village lacks; None where it is not checked."""
    points = [{**row, "id": f"p{n}"} for n, row in enumerate(points)]
    tables = register({"divisions": [village()] if villages is None else villages, "service_points": points}, absent)
    policy = in_force(DAY, service_circle_minutes=minutes, walking_metres_per_minute=speed)
    outcome = run([beyond_ten_minutes], Snapshot(tables, DAY), policy)
    if outcome.not_checked:
        return None
    out = {}
    for id_, values in outcome.findings.select("id", "values").iter_rows():
        shown = json.loads(values)
        assert shown["metres"] == round(minutes * speed)
        out.setdefault(id_, []).append(shown["circle"])
    return {id_: sorted(circles) for id_, circles in out.items()}


def lacks(*circles):
    return {"330203100201": sorted(circles)}


def test_no_point_offers_it():
    assert found([]) == lacks(*ALL)
    assert found([point()]) == lacks(*ALL)
    assert found([point("life", "health")]) == lacks("education", "culture_sport")
    assert found([point(*ALL)]) == {}


@pytest.mark.parametrize(("metres", "far"), [(0, False), (799.9, False), (800.1, True), (2000, True)])
@pytest.mark.parametrize("way", [1, -1])
def test_along_a_meridian(metres, far, way):
    near = point(*ALL, latitude=29.9 + way * metres * METRE)
    assert found([near]) == (lacks(*ALL) if far else {})


@pytest.mark.parametrize(("metres", "far"), [(799.9, False), (800.1, True)])
@pytest.mark.parametrize("way", [1, -1])
@pytest.mark.parametrize("latitude", [0.0, 29.9, -60.0, 89.0])
def test_along_a_parallel_a_degree_is_shorter_away_from_the_equator(metres, far, way, latitude):
    # So short a way the arc of the great circle is that of the parallel, but near the poles.
    half = math.sin(metres / 2 / 6_371_000) / math.cos(math.radians(latitude))
    degrees = math.degrees(2 * math.asin(half))
    near = point(*ALL, latitude=latitude, longitude=121.5 + way * degrees)
    assert found([near], [village(latitude=latitude)]) == (lacks(*ALL) if far else {})


@pytest.mark.parametrize(("there", "here"), [((10.0, 179.999), (10.0, -179.999)), ((89.999, 10.0), (89.999, -170.0))])
def test_across_the_date_line_and_the_pole(there, here):
    (north, east), (latitude, longitude) = there, here
    places = [point(*ALL, latitude=north, longitude=east)], [village(latitude=latitude, longitude=longitude)]
    assert found(*places) == {}
    assert found(*places, minutes=2.0) == lacks(*ALL)


def test_the_nearest_counts_and_each_circle_for_itself():
    far, near = 29.9 + 900 * METRE, 29.9 + 700 * METRE
    points = [point("life", "health", latitude=far), point("life", latitude=near), point("education", latitude=far)]
    assert found(points) == lacks("health", "education", "culture_sport")


def test_each_village_is_asked():
    other = village(code="330203100202", latitude=30.5)
    assert found([point(*ALL)], [village(), other]) == {"330203100202": sorted(ALL)}


@pytest.mark.parametrize(
    "row",
    [{"latitude": None}, {"longitude": None}, {"level": "township", "code": "330203100"}, {"end": DAY}],
)
def test_who_is_not_asked(row):
    assert found([], [village(**row)]) == {}


def test_a_point_that_has_closed_offers_nothing():
    assert found([point(*ALL, end=DAY)]) == lacks(*ALL)


@pytest.mark.parametrize("row", [{"latitude": None}, {"longitude": None}])
def test_of_what_only_points_without_coordinates_offer_nothing_is_said(row):
    assert found([point("life", **row)]) == lacks("health", "education", "culture_sport")
    assert found([point("life", **row), point("life", latitude=31.0)]) == lacks(*ALL)


def test_kind_and_division_of_a_point_do_not_matter():
    assert found([point(*ALL, kind="online", division=None)]) == {}


@pytest.mark.parametrize("column", ["latitude", "longitude"])
def test_what_it_needs(column):
    for absent in ({"divisions": [column]}, {"service_points": [column]}, {"service_points": ["circles"]}):
        assert found([point(*ALL)], absent=absent) is None


@pytest.mark.parametrize(
    ("minutes", "speed"), [(0.0, 80.0), (1e9, 80.0), (0.001, 1.0), (250_188.0, 80.0), (250_189.0, 80.0)]
)
def test_any_distance_may_be_asked_for(minutes, speed):
    opposite = point(*ALL, latitude=-29.9, longitude=-58.5)
    assert found([opposite], minutes=minutes, speed=speed) == (lacks(*ALL) if minutes < 250_189 else {})
    assert found([opposite, point(*ALL)], minutes=minutes, speed=speed) == {}


def test_against_the_definition():
    for seed in range(12):
        rng = Random(seed)
        wide = rng.choice([0.005, 0.02, 0.2])

        def place(rng=rng, wide=wide):
            return {"latitude": 29.9 + rng.uniform(-wide, wide), "longitude": 121.5 + rng.uniform(-wide, wide)}

        villages = [village(code=f"330203100{n}", **place()) for n in range(201, 241)]
        points = [point(*rng.sample(ALL, rng.randint(1, 3)), **place()) for _ in range(rng.choice([3, 40, 120]))]
        expected = {}
        for here in villages:
            for circle in ALL:
                offering = [there for there in points if circle in there["circles"]]
                if not offering or min(_metres(here, there) for there in offering) > 800:
                    expected.setdefault(here["code"], []).append(circle)
        assert found(points, villages) == {code: sorted(circles) for code, circles in expected.items()}


def _metres(here, there):
    """The great-circle distance by the haversine formula."""
    (north, east), (north2, east2) = (
        (math.radians(place["latitude"]), math.radians(place["longitude"])) for place in (here, there)
    )
    square = math.sin((north - north2) / 2) ** 2
    square += math.cos(north) * math.cos(north2) * math.sin((east - east2) / 2) ** 2
    return 2 * 6_371_000 * math.asin(math.sqrt(square))
