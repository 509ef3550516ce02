"""Where things stand on the globe, as points in space: distances then take multiplications only, on any engine."""

from __future__ import annotations

import numpy as np
import polars as pl

__all__ = ["stand_on_globe"]


def stand_on_globe(**tables: tuple[pl.DataFrame, str]) -> pl.DataFrame:
    """The places of rows that have coordinates, on a sphere of radius 1.

    Args:
        tables: frames with `latitude` and `longitude` in degrees, each with the name of its key.

    Returns:
        One row for each that has both: `table`, `id`, and `x`, `y`, `z` from −1 to 1: towards longitude 0, towards
        90° east, and north.

    Example:
        >>> pole = pl.DataFrame({"code": ["N"], "latitude": [90.0], "longitude": [12.0]})
        >>> stand_on_globe(divisions=(pole, "code")).select("table", "id", pl.col("z").round(9)).rows()
        [('divisions', 'N', 1.0)]
    """
    return pl.concat([_places(name, *table) for name, table in tables.items()])


def _places(name: str, frame: pl.DataFrame, key: str) -> pl.DataFrame:
    placed = frame.select(key, "latitude", "longitude").drop_nulls()
    latitude, longitude = (np.radians(placed[column].to_numpy()) for column in ("latitude", "longitude"))
    return placed.select(
        pl.lit(name).alias("table"),
        pl.col(key).alias("id"),
        pl.Series("x", np.cos(latitude) * np.cos(longitude)),
        pl.Series("y", np.cos(latitude) * np.sin(longitude)),
        pl.Series("z", np.sin(latitude)),
    )
