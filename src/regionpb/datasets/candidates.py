"""Candidates: applicants, activists and prospects, so many as the admissions of a year let one expect.

Source: made up; the book counts none. Stages as in the rules on the development of members.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from regionpb.datasets.columns import dates, ids, terms
from regionpb.datasets.days import NEVER, TODAY
from regionpb.datasets.roll import rows
from regionpb.datasets.scene import Scene
from regionpb.vocabulary import Stage

__all__ = ["candidate_table"]

_STAGES = tuple(Stage)
_AT_FULL_SIZE = 20_000


def candidate_table(scene: Scene) -> pl.DataFrame:
    """The table `candidates`: the larger an organization, the more of them it brings up."""
    roll, dice = scene.board.organizations, scene.dice("candidates")
    held = rows(scene.counted(scene.people.organization[scene.people.present]))
    count = scene.board.count(_AT_FULL_SIZE, least=len(_STAGES))
    organization = np.sort(held[dice.below(len(held), count)])
    # Every stage occurs, however small the city.
    stage = np.where(
        np.arange(count) < len(_STAGES), np.arange(count), dice.sizes((0, 0.5, 0.82, 1), (0, 1, 2, 3), count)
    )
    applied = TODAY - 30 - 400 * stage - dice.below(380, count)
    founded = np.maximum(applied, roll["start"][organization])
    unit = np.where(roll["category"][organization] == "enterprise", roll["unit"][organization], -1)
    frame = pl.DataFrame({"organization": organization, "unit": unit})
    return frame.select(
        ids("A", pl.int_range(pl.len())).alias("id"),
        ids("O", pl.col("organization")).alias("organization"),
        ids("U", pl.col("unit")).alias("unit"),
        terms(_STAGES, stage).alias("stage"),
        dates(applied).alias("applied_on"),
        dates(np.where(founded > applied, founded, NEVER)).alias("start"),
    )
