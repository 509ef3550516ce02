"""Service points counted within every division."""

from __future__ import annotations

import numpy as np
import polars as pl

from regionpb.graph.forest import Forest
from regionpb.vocabulary import Level, ServicePointKind

__all__ = ["count_points"]

_COUNTED = {
    "centres": ServicePointKind.CENTRE,
    "stations": ServicePointKind.STATION,
    "points": ServicePointKind.POINT,
    "public_centres": ServicePointKind.PUBLIC_CENTRE,
}


def count_points(territory: Forest, divisions: pl.DataFrame, service_points: pl.DataFrame) -> pl.DataFrame:
    """Service points of each kind that rules ask for within each division of a territory.

    Args:
        territory: the current divisions.
        divisions: the same in the same order, with `level`.
        service_points: current points, with `kind` and `division`.

    Returns:
        One row for each division: `id`, `centres`, `stations`, `points`, `public_centres` within it, and
        `public_centres_of_township`, those within the township-level division that it lies in (0 where in none);
        all Int64.
    """
    at = territory.find_all(service_points["division"])
    within = {
        name: territory.rollup(np.bincount(at[(at >= 0) & _is(service_points["kind"], kind)], minlength=len(territory)))
        for name, kind in _COUNTED.items()
    }
    township = territory.nearest(_is(divisions["level"], Level.TOWNSHIP))
    public = np.append(within["public_centres"], 0)  # nobody, −1, is the last
    columns = within | {"public_centres_of_township": public[township]}
    return pl.DataFrame([territory.ids, *(pl.Series(name, counts) for name, counts in columns.items())])


def _is(column: pl.Series, term: str) -> np.ndarray:
    return (column == str(term)).fill_null(value=False).to_numpy()
