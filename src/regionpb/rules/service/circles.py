"""S004: whether each of the four circles is near enough to walk.

Distances are compared in space: two places on the globe are as near as the straight line between them is short. Space
is laid out in cubes; who shares a small one is near enough, and of the others only those in large ones that touch are
measured, so that nothing is compared with everything.
"""

from __future__ import annotations

import math
from random import Random

import narwhals as nw
import polars as pl

from regionpb.findings import Severity
from regionpb.rules.base import Frame, rule
from regionpb.rules.gates import filled
from regionpb.rules.planting.draft import Draft, Planted, Unplantable
from regionpb.rules.planting.new_divisions import beside, deepen
from regionpb.rules.planting.points import open_points, point
from regionpb.rules.sharing import shared
from regionpb.vocabulary import Circle, Level

__all__ = ["beyond_ten_minutes"]

_RADIUS = 6_371_000.0
"""Metres."""
_HALF_WAY_ROUND = math.pi * _RADIUS
"""Metres; nothing is farther away than that."""
_ROUNDING = 1 + 1e-12
"""Room for the rounding of lines, a billionth of a metre in a kilometre."""
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


@rule(
    "S004",
    Severity.WARNING,
    name_zh="超出十分钟服务圈",
    on="divisions",
    reads=(
        *("divisions.level", "divisions.latitude", "divisions.longitude"),
        *("service_points.circles", "service_points.latitude", "service_points.longitude"),
    ),
    values={"circle": "服务圈", "metres": "步行可达距离（米）"},
    parameters=("service_circle_minutes", "walking_metres_per_minute"),
    where=filled("divisions.latitude"),
    message="has no service point of the {circle} circle within {metres} metres: open one nearer, or enter its place "
    "and its circles",
    message_zh="{metres}米之内没有提供{circle}服务的服务点：请就近增设，或补登服务点的位置和服务圈",
    plant=walk_too_far,
)
def beyond_ten_minutes(divisions: Frame, service_points: Frame, globe: Frame, policy: Frame) -> Frame:
    """The nearest point of one of the four circles is too far from a village to walk, or no point offers it at all.

    村到某一服务圈最近的服务点步行超时，或根本没有服务点提供该项服务；每个服务圈各报一次。

    Why: Life, health, education, culture and sport were to be within ten minutes everywhere, in town and country.
        Measured is the great circle from the coordinates of the village. Where a circle is offered by points without
        coordinates only, nothing can be measured and nothing is said.
    原因:生活、卫生、教育、文体四个“10分钟服务圈”要城乡全覆盖。按村的坐标计算大圆距离。
        提供某项服务的服务点都没有坐标的，无从计算，不作提示。
    Source: P4c
    """
    offers = shared(_each_circle(service_points, nw.col("circles")).select("id", "circle"))
    points = shared(_in_cubes(offers.join(_places(globe, "service_points"), on="id", how="inner"), policy))
    villages = divisions.filter(nw.col("level") == "village").join(
        _places(globe, "divisions"), left_on="code", right_on="id", how="inner"
    )
    asked = _in_cubes(_each_circle(villages, None), policy)
    apart = shared(asked.join(points, on=["circle", *_of("small")], how="anti"))
    far = apart.join(_near(apart, points, policy), on=["_row", "circle"], how="anti")
    # Of what only points without coordinates offer it is not known how far it is.
    unplaced = offers.join(points, on="circle", how="anti")
    return far.join(unplaced, on="circle", how="anti")


def _each_circle(frame: Frame, circles: nw.Expr | None) -> Frame:
    """The rows of a frame for each circle, or for those in a list of it, which is then `circle`."""
    words = [str(circle) for circle in Circle]
    of = [frame if circles is None else frame.filter(circles.list.contains(word)) for word in words]
    return nw.concat([part.with_columns(nw.lit(word).alias("circle")) for part, word in zip(of, words, strict=True)])


def _places(globe: Frame, table: str) -> Frame:
    return globe.filter(nw.col("table") == table).select("id", *_AXES)


def _of(size: str) -> list[str]:
    return [f"{size}_{axis}" for axis in _AXES]


def _in_cubes(frame: Frame, policy: Frame) -> Frame:
    """The rows of a frame with the straight line that may be walked, and the cubes, small and large, they lie in.

    No two places in one small cube are farther apart than that; whoever is not farther off lies in the same large cube
    or in one that touches it.
    """
    metres = nw.col("service_circle_minutes") * nw.col("walking_metres_per_minute")
    line = (metres.clip(0, _HALF_WAY_ROUND) / (2 * _RADIUS)).sin() * 2 * _ROUNDING
    large = line.clip(lower_bound=_LEAST)
    side = {"small": large / 3**0.5, "large": large}
    return frame.join(policy, how="cross").with_columns(
        metres.round().cast(nw.Int64).alias("metres"),
        line.alias("line"),
        *(
            (nw.col(axis) / side[size]).floor().cast(nw.Int64).alias(f"{size}_{axis}")
            for size in side
            for axis in _AXES
        ),
    )


def _near(places: Frame, points: Frame, policy: Frame) -> Frame:
    """Which places have a point of their circle near enough: `_row` and `circle`."""
    around = places.select("_row", "circle", "line", *_AXES, *_of("large"))
    for axis in _AXES:
        steps = [policy.select(nw.lit(step, dtype=nw.Int64).alias("step")) for step in (-1, 0, 1)]
        moved = (nw.col(f"large_{axis}") + nw.col("step")).alias(f"large_{axis}")
        around = around.join(nw.concat(steps), how="cross").with_columns(moved).drop("step")
    there = points.select("circle", *_of("large"), *(nw.col(axis).alias(f"there_{axis}") for axis in _AXES))
    pairs = around.join(there, on=["circle", *_of("large")], how="inner")
    apart = [nw.col(axis) - nw.col(f"there_{axis}") for axis in _AXES]
    square = apart[0] * apart[0] + apart[1] * apart[1] + apart[2] * apart[2]
    return pairs.filter(square <= nw.col("line") * nw.col("line")).select("_row", "circle")
