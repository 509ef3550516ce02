"""The committees over the divisions: the city, its counties, and in each township-level division what leads there.

A street has "1+3": under its working committee the enlarged working committee, and under that the comprehensive
committee (enterprises), the community committee (villages and communities) and the government organs committee. A
town, a rural township and a quasi one has its township committee.

Source: P1b.
"""

from __future__ import annotations

import numpy as np

from regionpb.datasets.board import CITY, Board
from regionpb.datasets.dice import Ints, Words
from regionpb.vocabulary import Form, Function

__all__ = ["found_skeleton"]

_THREE = (
    (Function.COMPREHENSIVE_COMMITTEE, "综合"),
    (Function.COMMUNITY_COMMITTEE, "社区"),
    (Function.GOVERNMENT_ORGANS_COMMITTEE, "行政"),
)


def found_skeleton(board: Board) -> None:
    """Add the local committees, the township committees, and 1+3 of each street.

    Example:
        >>> from regionpb.datasets.board import empty_board
        >>> from regionpb.datasets.land import land
        >>> board = empty_board(0.001, 0, land(0.001))
        >>> found_skeleton(board)
        >>> sorted(set(board.organizations["function"]))[:2]
        ['community_committee', 'comprehensive_committee']
    """
    land, organizations = board.land, board.organizations
    board.city = int(
        organizations.add(
            1,
            body="宁波市",
            form=Form.COMMITTEE.value,
            function=Function.LOCAL_COMMITTEE.value,
            group="committee",
            division=land.city,
        )[0]
    )
    board.counties = organizations.add(
        len(land.counties),
        body=land.county_names,
        form=Form.COMMITTEE.value,
        function=Function.LOCAL_COMMITTEE.value,
        group="committee",
        superior=board.city,
        division=land.counties,
        county=np.arange(len(land.counties)),
    )
    urban = land.urban
    every = np.arange(len(land.townships), dtype=np.int64)
    board.head = _committee(
        board,
        every,
        land.township_names,
        board.counties[land.county_of],
        np.where(urban, Form.WORKING_COMMITTEE.value, Form.COMMITTEE.value),
        np.where(urban, Function.STREET_WORKING_COMMITTEE.value, Function.TOWNSHIP_COMMITTEE.value),
    )
    board.block, board.two_new, board.organs = board.head.copy(), board.head.copy(), board.head.copy()
    streets = every[urban]
    names = land.township_names[streets]
    board.enlarged = np.full(len(every), -1, dtype=np.int64)
    board.enlarged[streets] = _committee(
        board,
        streets,
        names + "大",
        board.head[streets],
        Form.WORKING_COMMITTEE.value,
        Function.ENLARGED_WORKING_COMMITTEE.value,
    )
    for (function, name), above in zip(_THREE, (board.two_new, board.block, board.organs), strict=True):
        above[streets] = _committee(
            board, streets, names + name, board.enlarged[streets], Form.COMMITTEE.value, function.value
        )


def _committee(
    board: Board, townships: Ints, body: Words, superior: Ints, form: str | Words, function: str | Words
) -> Ints:
    land = board.land
    return board.organizations.add(
        len(townships),
        body=body,
        form=form,
        function=function,
        group="committee",
        superior=superior,
        division=land.townships[townships],
        township=townships,
        county=land.county_of[townships] if len(townships) else CITY,
    )
