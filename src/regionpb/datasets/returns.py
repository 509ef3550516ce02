"""Returns: what city, counties and townships declared at the end of 2010 and in the middle of 2011, all of it true.

The cells are those of the statistics (`regionpb.queries.statistics`): what is under the organization, itself included;
units without an organization are those in its division.

Source: P3a (real-time statistics); the half-yearly and annual statistics.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from regionpb.datasets.columns import ids
from regionpb.datasets.days import NEVER, on
from regionpb.datasets.dice import Ints
from regionpb.datasets.funding import funders
from regionpb.datasets.scene import Scene
from regionpb.vocabulary import BRANCH_TYPE

__all__ = ["DECLARED_ON", "declared_table"]

DECLARED_ON = (date(2010, 12, 31), date(2011, 6, 30))
"""The days the returns speak of."""


def declared_table(scene: Scene) -> pl.DataFrame:
    """The table `declared`."""
    who = funders(scene)
    organization = pl.DataFrame({"place": who}).select(ids("O", pl.col("place")).alias("organization"))
    return pl.concat(
        organization.select(
            "organization",
            pl.lit(day).alias("day"),
            pl.lit(cell).alias("cell"),
            pl.Series("value", values, dtype=pl.Float64),
        )
        for day in DECLARED_ON
        for cell, values in _cells(scene, who, on(day)).items()
    )


def _cells(scene: Scene, who: Ints, day: int) -> dict[str, Ints]:
    there, at = scene.existed(day), scene.members_on(day)
    branch = np.isin(scene.board.organizations["form"].astype(str), [form.value for form in BRANCH_TYPE])
    units = scene.board.units
    standing = (units["end"] == NEVER) | (units["end"] > day)
    covered = standing & (units["organization"] >= 0) & there[units["organization"]]
    covering = scene.counted(units["organization"][covered])
    own = {
        "members": scene.counted(at),
        "full_members": scene.counted(at[scene.full_on(day)]),
        "organizations": there.astype(np.int64),
        "branches": (there & branch).astype(np.int64),
        "units_single": (covering == 1).astype(np.int64),
        "units_joint": np.where(covering > 1, covering, 0),
    }
    cells = {cell: scene.rolled_up(values)[who] for cell, values in own.items()}
    cells["units_none"] = _in_divisions(scene, units["township"][standing & ~covered])
    cells["units"] = cells["units_single"] + cells["units_joint"] + cells["units_none"]
    return cells


def _in_divisions(scene: Scene, townships: Ints) -> Ints:
    """How many lie in the city, in each county and in each township."""
    land = scene.board.land
    by_township = np.bincount(townships, minlength=len(land.townships))
    by_county = np.bincount(land.county_of[townships], minlength=len(land.counties))
    return np.concatenate([np.array([len(townships)]), by_county, by_township]).astype(np.int64)
