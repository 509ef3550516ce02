"""Returns: what city, counties and townships declared at the end of 2010 and in the middle of 2011, all of it true.

`members`, `full_members`, `organizations` and `branches` count what is under the organization, itself included. The
cells of units are declared by the city alone: those with an organization of their own, those that share one, and those
without.

Source: P3a (real-time statistics); the half-yearly and annual statistics.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from regionpb.datasets.columns import ids
from regionpb.datasets.days import NEVER, on
from regionpb.datasets.funding import funders
from regionpb.datasets.scene import Scene
from regionpb.vocabulary import BRANCH_TYPE

__all__ = ["DECLARED_ON", "declared_table"]

DECLARED_ON = (date(2010, 12, 31), date(2011, 6, 30))
"""The days the returns speak of."""


def declared_table(scene: Scene) -> pl.DataFrame:
    """The table `declared`."""
    who = funders(scene)
    parts: list[pl.DataFrame] = []
    for day in DECLARED_ON:
        cells = {cell: values[who] for cell, values in _under(scene, on(day)).items()}
        parts += [_cells(who, day, cell, values) for cell, values in cells.items()]
        city = who[:1]
        parts += [_cells(city, day, cell, np.array([value])) for cell, value in _units(scene, on(day)).items()]
    return pl.concat(parts)


def _cells(organizations: np.ndarray, day: date, cell: str, values: np.ndarray) -> pl.DataFrame:
    return pl.DataFrame({"organization": organizations, "value": values}).select(
        ids("O", pl.col("organization")).alias("organization"),
        pl.lit(day).alias("day"),
        pl.lit(cell).alias("cell"),
        pl.col("value").cast(pl.Float64),
    )


def _under(scene: Scene, day: int) -> dict[str, np.ndarray]:
    """Of each organization what is under it on that day."""
    there, at = scene.existed(day), scene.members_on(day)
    branch = np.isin(scene.board.organizations["form"].astype(str), [form.value for form in BRANCH_TYPE])
    counts = {
        "members": scene.counted(at),
        "full_members": scene.counted(at[scene.full_on(day)]),
        "organizations": there.astype(np.int64),
        "branches": (there & branch).astype(np.int64),
    }
    return {cell: scene.rolled_up(values) for cell, values in counts.items()}


def _units(scene: Scene, day: int) -> dict[str, int]:
    """All units of the city on that day."""
    units = scene.board.units
    there = (units["end"] == NEVER) | (units["end"] > day)
    of = units["organization"][there]
    covered = of[(of >= 0) & scene.existed(day)[of]]
    shared = scene.counted(covered)[covered] > 1
    return {
        "units": int(there.sum()),
        "units_single": int((~shared).sum()),
        "units_joint": int(shared.sum()),
        "units_none": int(there.sum()) - len(covered),
    }
