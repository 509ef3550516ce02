"""When organizations were elected last, and how.

None is overdue on the day of the city; villages and communities all voted in the spring of 2011.
"""

from __future__ import annotations

from datetime import date

import numpy as np
from attrs import frozen

from regionpb.datasets.board import Board
from regionpb.datasets.days import NEVER, TODAY, on
from regionpb.datasets.dice import Ints
from regionpb.vocabulary import ElectedBy, Form, Function

__all__ = ["Elections", "hold_elections"]

_SPRING = (on(date(2011, 2, 20)), on(date(2011, 5, 31)))
_LONG_TERM = (Function.LOCAL_COMMITTEE.value, Function.TOWNSHIP_COMMITTEE.value)


@frozen(eq=False)
class Elections:
    """Elections before the last one, where the register tells them as a version of its own."""

    earlier: Ints
    """The day of the one before the last, `NEVER` where it is not told."""


def hold_elections(board: Board) -> Elections:
    """Fill in the last election of every organization, and tell the one before for a quarter of them."""
    roll, dice = board.organizations, board.dice("elections")
    count = len(roll)
    five = (roll["form"] == Form.COMMITTEE.value) | np.isin(roll["function"].astype(str), _LONG_TERM)
    term = np.where(five, 5, 3) * 365
    last = np.where(roll["end"] != NEVER, roll["end"], TODAY)
    day = last - dice.between(np.full(count, 30), term - 60, count)
    grassroots = np.isin(roll["group"].astype(str), ["village", "community"])
    day = np.where(grassroots, dice.between(*_SPRING, count), day)
    day = np.maximum(day, roll["start"])
    working = roll["form"] == Form.WORKING_COMMITTEE.value
    roll["elected"][:] = np.where(working, NEVER, day)
    direct = grassroots | (roll["group"] == "hub")
    drawn = dice.pick((ElectedBy.OTHER.value, ElectedBy.PUBLIC_DIRECT.value, ""), (6, 2, 2), count)
    roll["elected_by"][:] = np.where(working, "", np.where(direct, ElectedBy.PUBLIC_DIRECT.value, drawn))
    told = ~working & (roll["end"] == NEVER) & (roll["start"] < day - 200) & dice.chance(0.25, count)
    before = np.maximum(day - term + dice.below(60, count), roll["start"])
    return Elections(earlier=np.where(told, before, NEVER))
