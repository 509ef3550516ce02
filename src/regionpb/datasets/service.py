"""Service: centres of city and counties, stations of townships, points and public centres of villages, and the lines.

The hotline, the website and the city's centre are linked to one another, as are the counties' centres to the hotline.
A public centre offers six services at one counter; one in fifty lacks one of them.

Source: P2a (centres, stations, points; the three that are linked), P2c (volunteer stations), P4c (public centres and
their mean area, the four circles).
"""

from __future__ import annotations

import numpy as np
import polars as pl

from regionpb.datasets.board import Board
from regionpb.datasets.columns import dates, ids, lists, texts
from regionpb.datasets.days import NEVER, REGISTER, TODAY
from regionpb.datasets.dice import Dice, Flags, Ints, Words
from regionpb.datasets.layout import METRES_PER_DEGREE
from regionpb.datasets.names import distinct
from regionpb.datasets.roll import Roll, rank
from regionpb.datasets.spread import Spread, spread_points
from regionpb.vocabulary import Circle, Service, ServicePointKind

__all__ = ["BOOK_AREA", "found_points", "point_table"]

BOOK_AREA = 758.7
"""Mean area of a public centre in square metres (P4c)."""

_SIX = [service for service in Service if service is not Service.OTHER]
_VOLUNTARY = ("330205", "330212")
"""The districts with volunteer stations: Jiangbei, and the one that Jiangdong became part of."""
_ASIDE = 90
"""Most metres north or east at which a point may lie from the middle of its division."""


def found_points(board: Board) -> Roll:
    """All service points: first the hotline, the website and the city's centre, then those of the counties.

    The stations of the townships follow in the order of the townships, so that a request finds its own.
    """
    land, dice = board.land, board.dice("service")
    points = Roll(
        name="", kind="", division="", region=-1, area=-1, start=NEVER,
        **{f"offers {service}": False for service in Service}, **{f"circle {circle}": False for circle in Circle},
    )  # fmt: skip
    for name, kind in (
        ("宁波市党员服务热线", ServicePointKind.HOTLINE),
        ("宁波市党员服务网", ServicePointKind.ONLINE),
        ("宁波市党员服务中心", ServicePointKind.CENTRE),
    ):
        points.add(1, name=name, kind=kind.value, division=land.city)
    points.add(
        len(land.counties),
        name=land.county_names + "党员服务中心",
        kind=ServicePointKind.CENTRE.value,
        division=land.counties,
        area=dice.between(1200, 4000, len(land.counties)),
    )
    points.add(
        len(land.townships),
        name=land.township_names + "党员服务站",
        kind=ServicePointKind.STATION.value,
        division=land.townships,
        area=dice.between(120, 600, len(land.townships)),
    )
    spread = spread_points(board)
    _public_centres(board, dice, points, spread)
    _village_points(board, dice, points, spread)
    voluntary = np.flatnonzero(np.isin(land.counties[land.county_of].astype(str), _VOLUNTARY))
    points.add(
        len(voluntary),
        name=land.township_names[voluntary] + "党员志愿者服务站",
        kind=ServicePointKind.VOLUNTEER_STATION.value,
        division=land.townships[voluntary],
        start=_since(dice, len(voluntary), 0.8),
    )
    return points


def _since(dice: Dice, count: int, share: float) -> Ints:
    """When some were opened while the register looked on."""
    return np.where(dice.chance(share, count), dice.between(REGISTER, TODAY - 30, count), NEVER)


def _public_centres(board: Board, dice: Dice, points: Roll, spread: Spread) -> None:
    land, villages = board.land, np.concatenate([spread.urban, spread.rural])
    count = len(villages)
    drawn = np.exp(dice.shares(count) * 1.6)
    area = np.rint(drawn * BOOK_AREA / drawn.mean()).astype(np.int64)
    ending = np.where(land.communities[villages], "社区公共服务中心", "村公共服务中心").astype(np.object_)
    # What is lacking is one of the six, where something is.
    lacking = np.where(dice.chance(0.02, count), dice.below(len(_SIX), count), -1)
    of_place = np.full(len(land.villages), -1, dtype=np.int64)
    regions = np.flatnonzero(board.regions["place"] >= 0)
    of_place[board.regions["place"][regions]] = regions
    points.add(
        count,
        name=_named(board, villages, ending),
        kind=ServicePointKind.PUBLIC_CENTRE.value,
        division=land.villages[villages],
        region=of_place[villages],
        area=area,
        start=_since(dice, count, 0.6),
        **{f"offers {service}": lacking != place for place, service in enumerate(_SIX)},
        **{f"circle {circle}": True for circle in Circle},
    )


def _village_points(board: Board, dice: Dice, points: Roll, spread: Spread) -> None:
    """Where no public centre is near, the first point offers all four circles; others what is drawn."""
    land, villages = board.land, spread.points
    count = len(villages)
    served = land.beside[np.concatenate([spread.urban, spread.rural])]
    alone: Flags = ~np.isin(land.beside[villages], served) & (rank(land.beside[villages]) == 0)
    ending = np.where(land.communities[villages], "社区党员服务点", "村党员服务点").astype(np.object_)
    points.add(
        count,
        name=_named(board, villages, ending),
        kind=ServicePointKind.POINT.value,
        division=land.villages[villages],
        area=dice.between(30, 260, count),
        start=_since(dice, count, 0.4),
        **{f"offers {service}": dice.chance(0.3, count) for service in (Service.HEALTH, Service.MIGRANTS)},
        **{f"offers {Service.PARTY_ACTIVITY}": True},
        **{f"circle {circle}": alone | dice.chance(0.35, count) for circle in Circle},
    )


def _named(board: Board, villages: Ints, ending: Words) -> Words:
    land = board.land
    names: Words = land.township_names[land.township_of[villages]] + land.village_names[villages] + ending
    return distinct(names)


def point_table(board: Board, points: Roll) -> pl.DataFrame:
    """The table `service_points`."""
    dice, count = board.dice("places of points"), len(points)
    words = {column: texts(points[column]) for column in ("name", "kind", "division")}
    aside = {axis: dice.between(-_ASIDE, _ASIDE + 1, count) / METRES_PER_DEGREE for axis in ("north", "east")}
    frame = pl.DataFrame(
        {
            **words,
            "region": points["region"],
            "area": points["area"],
            "services": lists({service.value: points[f"offers {service}"] for service in Service}),
            "circles": lists({circle.value: points[f"circle {circle}"] for circle in Circle}),
            "linked": _links(board, points),
            "start": dates(points["start"]),
            **aside,
        }
    )
    places = board.land.frame.select(pl.col("code").alias("division"), "latitude", "longitude")
    frame = frame.join(places, on="division", how="left", maintain_order="left").with_row_index("row")
    somewhere = ~pl.col("kind").is_in([ServicePointKind.HOTLINE.value, ServicePointKind.ONLINE.value])
    north, east = pl.col("north"), pl.col("east") / pl.col("latitude").radians().cos()
    return frame.select(
        ids("C", pl.col("row").cast(pl.Int64)).alias("id"),
        "name",
        "kind",
        "division",
        ids("R", pl.col("region")).alias("regional_unit"),
        pl.when(pl.col("area") >= 0).then(pl.col("area").cast(pl.Float64)).alias("area_m2"),
        "services",
        "circles",
        pl.col("linked").alias("linked_to"),
        pl.when(somewhere).then((pl.col("latitude") + north).round(5)).alias("latitude"),
        pl.when(somewhere).then((pl.col("longitude") + east).round(5)).alias("longitude"),
        "start",
    )


def _links(board: Board, points: Roll) -> pl.Series:
    """The hotline, the website and the city's centre to one another, and the counties' centres to the hotline."""
    hotline, online, centre = pl.select(ids("C", pl.int_range(3, eager=True))).to_series()
    counties = [[hotline]] * len(board.land.counties)
    first = [[online, centre], [hotline, centre], [hotline, online], *counties]
    return pl.Series(first + [None] * (len(points) - len(first)), dtype=pl.List(pl.String))
