"""Help to members in hardship: many small sums, and a few guarantees for the loan that starts a business.

Source: P4b (members helped and the sum of it; aid and guarantees).
"""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from regionpb.datasets.columns import dates, ids, terms
from regionpb.datasets.days import NEVER, TODAY, on
from regionpb.datasets.dice import Floats, Ints
from regionpb.datasets.scene import Scene
from regionpb.vocabulary import GrantKind

__all__ = ["BOOK_GRANTED", "BOOK_GRANTS", "grant_table"]

BOOK_GRANTS, BOOK_GRANTED = 14_872, 7_663_000
"""Members helped, and yuan in all."""

_KINDS = tuple(GrantKind)
_SINCE = on(date(2008, 7, 30))
_STEP = 10
"""Grants are whole tens of yuan."""


def grant_table(scene: Scene) -> pl.DataFrame:
    """The table `grants`, each to a member whom the register has known since ever."""
    board, dice = scene.board, scene.dice("grants")
    among = np.flatnonzero(scene.people.present & (scene.arrivals.start == NEVER))
    member = dice.sample(among, board.count(BOOK_GRANTS))
    count = len(member)
    guarantee = dice.chance(0.01, count)
    weight = np.where(guarantee, 12.0, 0.3) + dice.shares(count)
    amounts = _shared_out(round(BOOK_GRANTED * board.size / _STEP), weight) * _STEP
    granted = dice.between(_SINCE, TODAY - 5, count)
    return pl.DataFrame(
        {
            "id": pl.select(ids("H", pl.int_range(count, eager=True))).to_series(),
            "member": pl.select(ids("M", pl.Series(member))).to_series(),
            "granted_on": dates(granted),
            "amount": amounts.astype(np.float64),
            "kind": terms(_KINDS, guarantee.astype(np.int64)),
        }
    )


def _shared_out(total: int, weight: Floats) -> Ints:
    """Whole parts of a total by weight, which add up to it.

    Example:
        >>> _shared_out(10, np.array([1.0, 1.0, 3.0])).tolist()
        [2, 2, 6]
    """
    ends = np.rint(np.cumsum(weight) * (total / weight.sum())).astype(np.int64)
    parts: Ints = np.diff(ends, prepend=0)
    return parts
