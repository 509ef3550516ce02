"""How a unit's members are housed: in one branch up to fifty, in several under a general branch or a committee beyond.

Source: the norms on the size of branches, general branches and committees (50 and 100 members).
"""

from __future__ import annotations

import numpy as np

from regionpb.datasets.board import Board
from regionpb.datasets.dice import Ints
from regionpb.datasets.names import numeral
from regionpb.datasets.roll import rank
from regionpb.vocabulary import Form

__all__ = ["BRANCH_LIMIT", "divide"]

BRANCH_LIMIT = 48
"""Most members planned for a branch; the norm is fifty, a few may still come."""


def divide(board: Board, organizations: Ints, totals: Ints) -> None:
    """Give these organizations so many members: set their forms and add the branches under the large ones.

    Args:
        board: the city so far.
        organizations: their positions.
        totals: members of each, in all.
    """
    roll = board.organizations
    large = totals > BRANCH_LIMIT
    # Between a branch and fifty lies nothing: a general branch has fifty members.
    totals = np.where(large, np.maximum(totals, 50), totals)
    roll["own"][organizations] = np.where(large, 0, totals)
    roll["form"][organizations] = np.select(
        [totals >= 100, large], [Form.COMMITTEE.value, Form.GENERAL_BRANCH.value], Form.BRANCH.value
    )
    above, total = organizations[large], totals[large]
    parts = -(-total // 46)
    parent, whole, among = np.repeat(above, parts), np.repeat(total, parts), np.repeat(parts, parts)
    nth = rank(parent)
    roll.add(
        len(parent),
        body=roll["body"][parent] + "第" + numeral(nth + 1),
        group="sub",
        superior=parent,
        division=roll["division"][parent],
        township=roll["township"][parent],
        county=roll["county"][parent],
        own=whole // among + (nth < whole % among),
        category=roll["category"][parent],
        unit=roll["unit"][parent],
    )
