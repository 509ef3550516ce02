"""Which villages and communities have a service point or a public centre of their own.

A public centre stands in every township; whoever has neither centre nor point has a neighbour who does, so that each
of the four circles is ten minutes' walk from everybody (P4c).

    >>> from regionpb.datasets.board import empty_board
    >>> from regionpb.datasets.land import land
    >>> spread = spread_points(empty_board(1.0, 0, land(1.0)))
    >>> len(spread.urban), len(spread.rural), len(spread.points)
    (412, 616, 1292)
"""

from __future__ import annotations

import numpy as np
from attrs import frozen

from regionpb.datasets.board import Board
from regionpb.datasets.dice import Flags, Ints
from regionpb.datasets.land import Land
from regionpb.datasets.roll import rank

__all__ = ["BOOK_POINTS", "BOOK_PUBLIC_CENTRES", "Spread", "spread_points"]

BOOK_POINTS = 1465
"""Members' service centres, stations and points in all (P2a)."""

BOOK_PUBLIC_CENTRES = (412, 616)
"""Public centres of urban and of rural communities (P4c): of residents' and of villagers' committees here."""


@frozen(eq=False)
class Spread:
    """Positions of village-level divisions."""

    urban: Ints
    """Communities with a public centre."""
    rural: Ints
    """Villages with one."""
    points: Ints
    """Where a service point is; in a city larger than the book's some have several."""


def spread_points(board: Board) -> Spread:
    """Choose them.

    Args:
        board: the city; only its divisions, size and seed are asked.
    """
    land, dice = board.land, board.dice("spread")
    order = dice.order(len(land.villages))
    first = order[rank(land.township_of[order]) == 0]
    chosen = _public(board, order, first)
    urban = land.communities[chosen]
    # City, counties and townships have a centre or station each, which the book counts with the points.
    left = board.count(BOOK_POINTS) - 1 - len(land.counties) - len(land.townships)
    lacking = _new_neighbourhoods(land, order, chosen)
    without = np.zeros(len(order), dtype=np.bool_)
    without[lacking] = True
    without[chosen] = True
    ordered = np.concatenate([lacking, order[~without[order]], chosen])
    count = max(left, len(lacking), 1)
    return Spread(chosen[urban], chosen[~urban], ordered[np.arange(count) % len(ordered)])


def _public(board: Board, order: Ints, first: Ints) -> Ints:
    """One village-level division of each township, then others where no neighbour has a centre, then any."""
    land = board.land
    taken = first
    for communities, book in zip((True, False), BOOK_PUBLIC_CENTRES, strict=True):
        of_kind: Flags = land.communities[order] == communities
        wanted = board.count(book) - int((land.communities[first] == communities).sum())
        apart = _new_neighbourhoods(land, order[of_kind], taken)
        rest = order[of_kind & ~np.isin(order, np.concatenate([apart, taken]))]
        taken = np.concatenate([taken, np.concatenate([apart, rest])[: max(0, wanted)]])
    return taken


def _new_neighbourhoods(land: Land, among: Ints, taken: Ints) -> Ints:
    """One of each pair of neighbours that has nobody among those taken."""
    free = among[~np.isin(land.beside[among], land.beside[taken])]
    one: Ints = free[rank(land.beside[free]) == 0]
    return one
