"""Matters brought up for consultation: most in the councils when they met, some in villages and communities.

What is still open was raised less than ninety days ago.

Source: P1c (what is consulted about; problems are noticed early and handled in time).
"""

from __future__ import annotations

import numpy as np
import polars as pl

from regionpb.datasets.columns import dates, ids, terms
from regionpb.datasets.days import NEVER, TODAY
from regionpb.datasets.dice import Ints
from regionpb.datasets.life import KINDS
from regionpb.datasets.roll import Roll
from regionpb.datasets.scene import Scene
from regionpb.vocabulary import BodyKind, MatterKind, MeetingKind, Nature

__all__ = ["matter_table"]


def matter_table(scene: Scene, meetings: Roll) -> pl.DataFrame:
    """The table `matters`."""
    dice, board = scene.dice("matters"), scene.board
    consulted = meetings["kind"] == KINDS.index(MeetingKind.CONSULTATION)
    council = scene.bodies["kind"][meetings["body"]] == BodyKind.CONSULTATIVE_COUNCIL.value
    at = np.flatnonzero(consulted & council)
    at = np.repeat(at, dice.below(3, len(at)))
    villages = board.village_organizations[dice.below(len(board.village_organizations), board.count(1200))]
    within = np.full(len(villages), -1, dtype=np.int64)
    body = np.concatenate([meetings["body"][at], within])
    organization = np.concatenate([np.full(len(at), -1, dtype=np.int64), villages])
    hub = board.regions["hub"][scene.bodies["region"][meetings["body"][at]]]
    raised = np.concatenate([meetings["day"][at], TODAY - dice.between(0, 200, len(villages))])
    count = len(body)
    executor: Ints = np.where(dice.chance(0.9, count), np.concatenate([hub, villages]), -1)
    resolved = raised + dice.between(2, 86, count)
    frame = pl.DataFrame({"body": body, "organization": organization, "executor": executor})
    return frame.select(
        ids("Q", pl.int_range(pl.len())).alias("id"),
        ids("B", pl.col("body")).alias("body"),
        ids("O", pl.col("organization")).alias("organization"),
        terms(tuple(MatterKind), dice.below(len(MatterKind), count)).alias("kind"),
        terms(tuple(Nature), dice.below(len(Nature) + 1, count) - 1).alias("nature"),
        ids("O", pl.col("executor")).alias("executor"),
        dates(raised).alias("raised_on"),
        dates(np.where(resolved <= TODAY, resolved, NEVER)).alias("resolved_on"),
    )
