"""Villages and communities: a unit and an organization for each village-level division there is.

The book counts 2,573 villages and 324 communities in 2011; the divisions of 2023 have 2,167 and 875, and the
divisions win.
"""

from __future__ import annotations

import numpy as np

from regionpb.datasets.board import Board
from regionpb.datasets.dice import Ints
from regionpb.datasets.divide import BRANCH_LIMIT, divide
from regionpb.datasets.names import distinct
from regionpb.vocabulary import Form, Function, UnitKind

__all__ = ["found_villages", "house_villages"]

_AT = (0.0, 0.1, 0.5, 0.86, 0.9, 1.0)
_MEMBERS = (8, 16, 30, 48, 52, 125)


def found_villages(board: Board) -> None:
    """Add the unit and the organization of every village and community."""
    land = board.land
    count = len(land.villages)
    communities = land.communities
    kind = np.where(communities, UnitKind.COMMUNITY.value, UnitKind.VILLAGE.value).astype(np.object_)
    name = land.village_names + np.where(communities, "社区", "村").astype(np.object_)
    # A village's name recurs all over the city; the township before it tells which one is meant.
    body = distinct(land.township_names[land.township_of] + name)
    dice = board.dice("villages")
    board.village_units = board.units.add(
        count,
        name=name,
        kind=kind,
        division=land.villages,
        township=land.township_of,
        employees=dice.between(3, 12, count),
    )
    board.village_organizations = board.organizations.add(
        count,
        body=body,
        group=kind,
        function=np.where(communities, Function.GENERAL.value, Function.VILLAGE_ORGANIZATION.value),
        superior=board.block[land.township_of],
        division=land.villages,
        township=land.township_of,
        county=land.county_of[land.township_of],
        category=np.where(communities, "community", "village"),
        unit=board.village_units,
    )
    board.units["organization"][board.village_units] = board.village_organizations


def house_villages(board: Board) -> None:
    """Give them members, when it is known which lead a 1+N unit and which belong to one.

    One that leads holds its members itself, as the reservoir of the area; one of the N is a branch.
    """
    roll, organizations = board.organizations, board.village_organizations
    dice = board.dice("village members")
    totals = dice.sizes(_AT, _MEMBERS, len(organizations))
    hubs = np.isin(organizations, board.regions["hub"])
    members_of_region = roll["region"][organizations] >= 0
    roll["own"][organizations[hubs]] = totals[hubs] + 12
    divide(board, organizations[members_of_region], np.minimum(totals[members_of_region], BRANCH_LIMIT))
    rest = ~hubs & ~members_of_region
    divide(board, organizations[rest], totals[rest])
    _name_committees(board, organizations[rest])


def _name_committees(board: Board, organizations: Ints) -> None:
    """The organization of a large community is a community committee, as in the street's 1+3."""
    roll = board.organizations
    committees = (roll["form"][organizations] == Form.COMMITTEE.value) & (roll["group"][organizations] == "community")
    roll["function"][organizations[committees]] = Function.COMMUNITY_COMMITTEE.value
