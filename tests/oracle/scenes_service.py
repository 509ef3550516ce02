"""Places of service about ten minutes apart, and requests about as old as they may be."""

from __future__ import annotations

from datetime import timedelta

from .near import days_ago, place
from .rows import Row
from .stage import Stage

_KINDS = ("centre", "centre", "station", "station", "point", "public_centre", "public_centre", "hotline")
_SIX = ["party_activity", "social_security", "family_planning", "health", "enterprise", "migrants"]
_CIRCLES = ["life", "health", "education", "culture_sport"]


def points(stage: Stage) -> None:
    """Villages with coordinates and points near them, some of which offer everything."""
    stage.open("service_points")
    for row in stage.some("divisions", 6, level="village"):
        latitude, longitude = place(stage.rng)
        stage.put("divisions", row, latitude=latitude, longitude=stage.pick(longitude, longitude, longitude, None))
    for _ in range(stage.pick(0, 1, 2, 4, 6)):
        latitude, longitude = place(stage.rng)
        level = stage.pick("village", "village", "township", "county")
        cells: Row = {"kind": stage.pick(*_KINDS), "division": stage.id("divisions", level=level)}
        cells |= {"latitude": latitude, "longitude": stage.pick(longitude, longitude, longitude, longitude, None)}
        cells |= {"circles": stage.pick(_CIRCLES, _CIRCLES, _CIRCLES[:2], _CIRCLES[1:], [], None)}
        cells |= {"services": stage.pick(_SIX, _SIX, [*_SIX, "other"], _SIX[1:], [*_SIX[1:], "other"], None)}
        stage.add("service_points", end=stage.pick(None, None, None, None, stage.day), **cells)


def requests(stage: Stage) -> None:
    for _ in range(stage.pick(1, 2, 3)):
        opened = days_ago(stage.rng, stage.day, 15, 15, 0)
        closed = stage.pick(None, None, opened + timedelta(days=3), days_ago(stage.rng, stage.day, 0))
        stage.add("requests", opened_on=opened, closed_on=closed)


SERVICE = (points, points, requests)
