"""Pairings: organs, institutions, universities and enterprises, each with a village or a community.

At full size 1,169 organs and institutions, 19 universities and 15,120 enterprises take part, as in the book, and
every village and community there is. In the book's words the parties pair with one another; here each helper has one
partner, near to it in the order of the divisions.

Source: P2c.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from regionpb.datasets.board import Board
from regionpb.datasets.columns import dates, ids, lists
from regionpb.datasets.days import NEVER, REGISTER, TODAY
from regionpb.datasets.dice import Dice, Ints, Words
from regionpb.vocabulary import Task

__all__ = ["pair"]

_HELPERS = ("office", "university", "enterprise")


def pair(board: Board) -> pl.DataFrame:
    """The table `pairings`."""
    roll, dice = board.organizations, board.dice("pairings")
    helpers = _by_place(roll["division"], np.isin(roll["group"].astype(str), _HELPERS))
    receivers = _by_place(roll["division"], np.isin(roll["group"].astype(str), ["village", "community"]))
    count = max(len(helpers), len(receivers))
    each = np.arange(count, dtype=np.int64)
    left, right = helpers[each * len(helpers) // count], receivers[each * len(receivers) // count]
    founded = np.maximum(roll["start"][left], roll["start"][right])
    start = np.maximum(founded, dice.between(REGISTER + 400, TODAY - 30, count))
    # Some had another partner before: the pairing of then has ended.
    earlier = np.flatnonzero((start > founded + 300) & dice.chance(0.04, count))
    partner = np.roll(receivers, len(receivers) // 2)[earlier * len(receivers) // count]
    begun = np.maximum(founded[earlier], start[earlier] - dice.between(100, 700, len(earlier)))
    still = np.full(count, NEVER, dtype=np.int64)
    total = count + len(earlier)
    return pl.DataFrame(
        {
            "id": pl.select(ids("P", pl.int_range(total, eager=True))).to_series(),
            "left": _organizations(np.concatenate([left, left[earlier]])),
            "right": _organizations(np.concatenate([right, partner])),
            "tasks": _tasks(dice, total),
            "start": dates(np.concatenate([start, begun])),
            "end": dates(np.concatenate([still, start[earlier] - 1])),
        }
    ).filter(pl.col("end").is_null() | (pl.col("end") > pl.col("start")))


def _by_place(division: Words, chosen: np.ndarray) -> Ints:
    positions = np.flatnonzero(chosen)
    return positions[np.argsort(division[positions].astype(str), kind="stable")]


def _organizations(positions: Ints) -> pl.Series:
    return pl.select(ids("O", pl.Series(positions))).to_series()


def _tasks(dice: Dice, count: int) -> pl.Series:
    """One to five of the five tasks, in their order; organization building where none is drawn."""
    drawn = {task.value: dice.chance(0.4, count) for task in Task}
    drawn[Task.ORGANIZATION_BUILDING.value] |= ~np.any(list(drawn.values()), axis=0)
    return lists(drawn)
