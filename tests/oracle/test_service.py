"""S001 to S006 on either side of every boundary."""

from datetime import date
from math import degrees

import pytest

from .saying import DAY, said

COUNTY, STREET, TOWN, VILLAGE, OTHER = "330203", "330203001", "330203101", "330203001001", "330203101201"
DIVISIONS = [
    {"code": COUNTY, "level": "county"},
    {"code": STREET, "level": "township", "parent": COUNTY},
    {"code": TOWN, "level": "township", "parent": COUNTY},
    {"code": VILLAGE, "level": "village", "parent": STREET},
    {"code": OTHER, "level": "village", "parent": TOWN},
]
SIX = ["party_activity", "social_security", "family_planning", "health", "enterprise", "migrants"]
EVERYWHERE = [COUNTY, STREET, VILLAGE, TOWN, OTHER]


def asked(code, *points, divisions=DIVISIONS):
    rows = [{"id": f"P-{n}", "services": SIX} | point for n, point in enumerate(points)]
    return said(code, divisions=divisions, service_points=rows)


@pytest.mark.parametrize(
    ("kind", "division", "expected"),
    [
        ("centre", VILLAGE, [TOWN]),
        ("station", VILLAGE, [COUNTY, TOWN]),
        ("point", VILLAGE, [COUNTY, STREET, TOWN]),
        ("public_centre", VILLAGE, [COUNTY, STREET, TOWN]),
        ("centre", COUNTY, [STREET, TOWN]),
        ("station", COUNTY, [COUNTY, STREET, TOWN]),
    ],
)
def test_no_service_point(kind, division, expected):
    point = {"kind": kind, "division": division}
    assert asked("S001", point) == expected
    assert asked("S001", point | {"end": DAY}) == [COUNTY, STREET, TOWN]


@pytest.mark.parametrize(
    ("kind", "division", "expected"),
    [
        ("public_centre", VILLAGE, [OTHER]),
        ("public_centre", STREET, [OTHER]),
        ("public_centre", COUNTY, [VILLAGE, OTHER]),
        ("centre", VILLAGE, [VILLAGE, OTHER]),
    ],
)
def test_no_public_centre(kind, division, expected):
    assert asked("S002", {"kind": kind, "division": division}) == expected


def test_a_public_centre_in_another_village_of_the_township_is_near_enough():
    neighbour = {"code": "330203001002", "level": "village", "parent": STREET}
    assert asked(
        "S002", {"kind": "public_centre", "division": neighbour["code"]}, divisions=[*DIVISIONS, neighbour]
    ) == [OTHER]


def test_points_in_what_has_ended_serve_nobody():
    ended = [row | {"end": DAY} if row["code"] == VILLAGE else row for row in DIVISIONS]
    point = {"kind": "centre", "division": VILLAGE}
    assert asked("S001", point, divisions=ended) == [COUNTY, STREET, TOWN]


def test_incomplete_centre():
    points = [
        {"kind": "public_centre", "services": services, "division": VILLAGE}
        for services in (SIX, SIX[1:], [*SIX[1:], "other"], None, [*SIX, "other"])
    ]
    assert asked("S003", *points, {"kind": "centre", "services": None}) == ["P-1", "P-2", "P-3"]
    assert not asked("S003", points[1] | {"end": DAY})


def test_no_point_in_village():
    for kind in ("centre", "station", "point", "public_centre"):
        assert asked("S006", {"kind": kind, "division": VILLAGE}) == [OTHER]
        assert asked("S006", {"kind": kind, "division": STREET}) == [VILLAGE, OTHER]
    for kind in ("volunteer_station", "hotline", "online"):
        assert asked("S006", {"kind": kind, "division": VILLAGE}) == [VILLAGE, OTHER]


ALL = ["life", "health", "education", "culture_sport"]
HERE = {"latitude": 29.87, "longitude": 121.55}


def circled(*points, **cells):
    divisions = [*DIVISIONS[:3], DIVISIONS[3] | HERE | cells, DIVISIONS[4]]
    return asked("S004", *points, divisions=divisions)


def north(metres, circles=None):
    """A point so many metres north."""
    return (
        {"circles": ALL if circles is None else circles}
        | HERE
        | {"latitude": HERE["latitude"] + degrees(metres / 6_371_000)}
    )


def test_beyond_ten_minutes():
    assert not circled(north(799))
    assert circled(north(801)) == [VILLAGE] * 4
    assert not circled(north(801), north(799))
    assert circled(north(799, ["life"]), north(801, ["life", "health"])) == [VILLAGE] * 3
    assert circled() == [VILLAGE] * 4
    assert circled(north(0) | {"end": DAY}) == [VILLAGE] * 4
    east = north(0) | {"longitude": HERE["longitude"] + 0.0082}  # at this latitude 0.0083 degrees are 800 metres
    assert not circled(east)
    assert circled(east | {"longitude": HERE["longitude"] + 0.0084}) == [VILLAGE] * 4


def test_circles_are_asked_of_villages_with_coordinates_and_points_with_them():
    assert not circled(latitude=None)
    assert not circled(longitude=None)
    nowhere = north(0) | {"latitude": None}
    assert not circled(nowhere)
    assert circled(nowhere, north(801)) == [VILLAGE] * 4
    assert not circled(nowhere, north(799))


@pytest.mark.parametrize(
    ("opened", "closed", "expected"),
    [
        (date(2011, 7, 14), None, True),
        (date(2011, 7, 15), None, False),
        (date(2011, 7, 14), DAY, False),
        (date(2011, 7, 14), date(2011, 7, 30), True),
    ],
)
def test_request_open(opened, closed, expected):
    rows = [{"id": "R", "division": COUNTY, "opened_on": opened, "closed_on": closed}]
    assert (said("S005", divisions=DIVISIONS, requests=rows) == ["R"]) is expected
