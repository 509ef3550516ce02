"""S004: whether each of the four circles is near enough to walk.

Distances are compared in space: two places on the globe are as near as the straight line between them is short. Space is
laid out in cubes; whoever shares a small cube is near enough, and only of the others those in cubes that touch are
measured, so that nothing is compared with everything.
"""

from __future__ import annotations

from random import Random
from typing import Any

import narwhals as nw
import polars as pl

from regionpb.findings import Severity
from regionpb.rules.base import Frame, rule
from regionpb.rules.gates import filled
from regionpb.rules.planting.draft import Draft, Planted, Unplantable
from regionpb.rules.planting.new_divisions import beside, deepen, levels_of
from regionpb.rules.planting.points import open_points, point
from regionpb.rules.reservoir.versions import shared
from regionpb.vocabulary import Circle, Level

__all__ = ["beyond_ten_minutes"]

_RADIUS = 6_371_000.0
"""Metres."""
_HALF_WAY_ROUND = 20_015_086.0
"""Metres; nothing is farther away than that."""
_LEAST = 1e-7
"""The side of the smallest cube, some half a metre."""
_AXES = ("x", "y", "z")


def walk_too_far(draft: Draft, rng: Random) -> Planted:
    """Add a village with coordinates, one of whose circles is two or three kilometres away."""
    where = _lone_place(draft, rng)
    deepen(draft, rng, to=Level.VILLAGE)
    village = beside(draft, rng)
    draft.put("divisions", village, **where)
    circle, *others = rng.sample([str(each) for each in Circle], len(Circle))
    point(draft, village, "point", circles=others, **where)
    metres = draft.spoilt(rng.uniform(2000, 3000), rng.uniform(50, 500))
    north = round(where["latitude"] + metres / 111_200, 5)
    point(draft, village, "point", circles=[circle], **where | {"latitude": north})
    return Planted.at("divisions", village)


def _lone_place(draft: Draft, rng: Random) -> dict[str, float]:
    """Coordinates with no service point for some ten kilometres around, where points may be given places and circles.

    Raises:
        Unplantable: where they may not, or there is no such place.
    """
    open_points(draft)
    villages = draft.current("divisions").filter(pl.col("level") == Level.VILLAGE)
    if villages["latitude"].is_not_null().any():
        draft.require("service_points", "circles", "latitude", "longitude")
    points = draft.current("service_points").select("latitude", "longitude").drop_nulls()
    for _ in range(100):
        latitude, longitude = round(rng.uniform(28, 32), 4), round(rng.uniform(119, 124), 4)
        near = points.filter((pl.col("latitude") - latitude).abs() < 0.1, (pl.col("longitude") - longitude).abs() < 0.1)
        if near.is_empty():
            return {"latitude": latitude, "longitude": longitude}
    raise Unplantable("service points lie everywhere", "到处都有服务点，无处植入")
