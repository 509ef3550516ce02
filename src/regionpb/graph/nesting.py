"""Which townships and counties each division lies in.

>>> divisions = pl.DataFrame({"code": ["330203", "330203001"], "level": ["county", "township"]})
>>> forest = Forest.from_parents(divisions["code"], pl.Series([None, "330203"]))
>>> nested(forest, divisions["level"]).rows()
[('330203001', 'township', '330203001', 0), ('330203', 'county', '330203', 0), ('330203001', 'county', '330203', 0)]
"""

from __future__ import annotations

import numpy as np
import polars as pl

from regionpb.graph.forest import Forest
from regionpb.vocabulary import Level

__all__ = ["DEEPEST", "nested"]

DEEPEST = 8
"""Of more divisions of one level than this in one another, which no sound tree has, the nearest are told: else a
chain of townships would take as much room as the square of its length."""


def nested(territory: Forest, levels: pl.Series) -> pl.DataFrame:
    """The townships and counties that each division lies in, itself included.

    Args:
        territory: the current divisions.
        levels: the level of each, in the forest's order.

    Returns:
        A row for each division and township-level or county-level one that it is or lies in: `inner`, `level`,
        `outer` and `nth`, which is 0 for the nearest of that level, 1 for one around that, and so on.
    """
    codes, parts = territory.ids, list[pl.DataFrame]()
    for level in (Level.TOWNSHIP, Level.COUNTY):
        marked = (levels == str(level)).fill_null(value=False).to_numpy()
        nearest = territory.nearest(marked)
        beyond = np.where(nearest >= 0, territory.parents[nearest], -1)
        around = np.where(beyond >= 0, nearest[beyond], -1)
        outer, nth = nearest, 0
        while (there := np.flatnonzero(outer >= 0)).size and nth < DEEPEST:
            named = {"inner": codes.gather(there), "outer": codes.gather(outer[there])}
            parts.append(pl.DataFrame(named).with_columns(level=pl.lit(str(level)), nth=pl.lit(nth, pl.Int64)))
            outer, nth = np.where(outer >= 0, around[outer], -1), nth + 1
    empty = pl.DataFrame(schema={"inner": pl.String, "outer": pl.String, "level": pl.String, "nth": pl.Int64})
    return pl.concat([empty, *parts]).select("inner", "level", "outer", "nth")
