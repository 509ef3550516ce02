"""How the members of today stand in the organizations: who is at hand for a seat, and how many each has."""

from __future__ import annotations

import numpy as np
from attrs import define

from regionpb.datasets.board import Board
from regionpb.datasets.days import NEVER
from regionpb.datasets.dice import Flags, Ints
from regionpb.datasets.movements import Arrivals, Moves
from regionpb.datasets.people import People

__all__ = ["Standing", "levels", "stand"]


@define(eq=False)
class Standing:
    """The full members of today by organization, and counts by organization."""

    under: Ints
    """Members under each organization."""
    current: Flags
    """Which organizations are current."""
    richest: Ints
    """Of each organization, the one under it (or itself) with the most full members."""
    since: Ints
    """Since when each member is where they are."""
    order: Ints
    """The full members, sorted by organization; those who have been members for long come first."""
    offset: Ints
    """Where each organization begins in `order`, and where the last ends."""

    @property
    def full(self) -> Ints:
        """Full members in each organization."""
        return np.diff(self.offset)

    def nth(self, organizations: Ints, nth: Ints | int) -> Ints:
        """The n-th full member of each organization, from the start again where there are fewer."""
        return self.order[self.offset[organizations] + nth % np.maximum(self.full[organizations], 1)]


def stand(board: Board, people: People, arrivals: Arrivals, moves: Moves) -> Standing:
    """Count who is where today."""
    roll = board.organizations
    count = len(roll)
    under = np.bincount(people.organization[people.present], minlength=count).astype(np.int64)
    full = np.flatnonzero(people.present & (people.confirmed != NEVER))
    order = full[np.argsort(people.organization[full], kind="stable")]
    offset = np.searchsorted(people.organization[order], np.arange(count + 1)).astype(np.int64)
    direct = np.diff(offset)
    richest = np.arange(count, dtype=np.int64)
    current = roll["end"] == NEVER
    for level in levels(roll["superior"]):
        level_ = level[current[level]]
        above = roll["superior"][level_]
        np.add.at(under, above, under[level_])
        # The richest of each superior stands last after sorting by what it has, so it is the one that stays.
        rising = level_[np.argsort(direct[richest[level_]], kind="stable")]
        best = richest.copy()
        best[roll["superior"][rising]] = richest[rising]
        richest = np.where(direct[best] > direct[richest], best, richest)
    since = arrivals.start.copy()
    since[moves.member] = np.maximum(since[moves.member], moves.received)
    return Standing(under=under, current=current, richest=richest, since=since, order=order, offset=offset)


def levels(superior: Ints) -> list[Ints]:
    """The organizations by depth, the deepest first, without the root.

    Example:
        >>> [level.tolist() for level in levels(np.array([-1, 0, 1, 0]))]
        [[2], [1, 3]]
    """
    depth = np.zeros(len(superior), dtype=np.int64)
    above = superior.copy()
    while (below := above >= 0).any():
        depth += below
        above = np.where(below, superior[np.maximum(above, 0)], -1)
    return [np.flatnonzero(depth == step) for step in range(int(depth.max(initial=0)), 0, -1)]
