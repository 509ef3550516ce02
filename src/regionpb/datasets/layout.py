"""Where divisions lie: coordinates made up from the order of the codes, the same for every size and seed.

Only the counties lie roughly where they do. The townships of a county are spread around its middle, the village-level
divisions of a township around its own, two by two: one of two neighbours is never more than `APART` metres from the
other, so that a service point in one is within ten minutes' walk of both (P4c).

    >>> len({*neighbours(pl.DataFrame({"parent": ["a", "a", "a", "b"]}))})
    3
"""

from __future__ import annotations

import math

import polars as pl

from regionpb.vocabulary import Level

__all__ = ["APART", "METRES_PER_DEGREE", "lay_out", "neighbours"]

APART = 500
"""Metres between the two of a pair of neighbours."""

METRES_PER_DEGREE = 6_371_000 * math.pi / 180
"""Along a meridian of a sphere of 6,371 km."""

_MIDDLES = {
    "3302": (29.87, 121.55),
    "330203": (29.86, 121.45),
    "330205": (29.96, 121.50),
    "330206": (29.86, 121.87),
    "330211": (29.98, 121.66),
    "330212": (29.78, 121.63),
    "330213": (29.62, 121.36),
    "330225": (29.42, 121.83),
    "330226": (29.30, 121.40),
    "330281": (30.04, 121.13),
    "330282": (30.18, 121.30),
}
"""Latitude and longitude of the city and its counties, to a kilometre or so."""

_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
_COUNTY = 13_000
"""Metres from the middle of a county to its outermost townships."""
_STEP = 900
"""Metres by which the villages of a township grow outwards: so that pairs lie some 1,500 apart."""


def neighbours(villages: pl.DataFrame) -> pl.Series:
    """A number for each village-level division that it shares with its neighbour; an odd one out has its own.

    Args:
        villages: all of them with their `parent`, in the order of their codes.
    """
    pair = pl.int_range(pl.len()).over("parent") // 2
    return villages.select(pl.struct("parent", pair).rank("dense").cast(pl.Int64) - 1).to_series()


def lay_out(whole: pl.DataFrame) -> pl.DataFrame:
    """All divisions with `latitude` and `longitude`, which the province has none of.

    Args:
        whole: all divisions, in the order of their codes.

    Example:
        >>> from regionpb.datasets.land import divisions
        >>> lay_out(divisions()).filter(pl.col("code") == "330203").select("latitude", "longitude").row(0)
        (29.86, 121.45)
    """
    middles = [(code, *place) for code, place in _MIDDLES.items()]
    known = pl.DataFrame(middles, schema=["code", "latitude", "longitude"], orient="row")
    above = whole.filter(~pl.col("level").is_in([Level.TOWNSHIP.value, Level.VILLAGE.value]))
    above = above.join(known, on="code", how="left", maintain_order="left")
    nth, among = pl.int_range(pl.len()).over("parent"), pl.len().over("parent")
    townships = _around(
        whole.filter(pl.col("level") == Level.TOWNSHIP.value), above, _COUNTY * ((nth + 0.5) / among).sqrt(), nth
    )
    villages = _around(
        whole.filter(pl.col("level") == Level.VILLAGE.value), townships, _STEP * (nth // 2 + 0.5).sqrt(), nth // 2
    )
    second = pl.when(pl.int_range(pl.len()).over("parent") % 2 == 1).then(float(APART)).otherwise(0.0)
    villages = _moved(villages, second, nth * _GOLDEN_ANGLE)
    return pl.concat([above, townships, villages]).with_columns(pl.col("latitude", "longitude").round(5))


def _around(divisions: pl.DataFrame, above: pl.DataFrame, metres: pl.Expr, turns: pl.Expr) -> pl.DataFrame:
    """Divisions around the middle of their parent, each a golden angle further than the one before."""
    middle = above.select(pl.col("code").alias("parent"), "latitude", "longitude")
    placed = divisions.join(middle, on="parent", how="left", maintain_order="left")
    return _moved(placed, metres, turns * _GOLDEN_ANGLE)


def _moved(places: pl.DataFrame, metres: pl.Expr, angle: pl.Expr) -> pl.DataFrame:
    """Places so many metres from where they were."""
    degrees = metres / METRES_PER_DEGREE
    return places.with_columns(
        pl.col("latitude") + degrees * angle.sin(),
        pl.col("longitude") + degrees * angle.cos() / pl.col("latitude").radians().cos(),
    )
