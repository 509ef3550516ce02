"""The trade lines 条: committees of the city and the counties for organs, schools, state enterprises and the two-new.

Some organizations are subordinate to a line; the others of the trade are subordinate to their place 块 and guided by
the line of their county.

Source: the line and the block, P1a.
"""

from __future__ import annotations

import numpy as np

from regionpb.datasets.board import CITY, Board
from regionpb.datasets.dice import Flags, Ints
from regionpb.vocabulary import Form, Function, UnitKind

__all__ = ["OFFICES", "SCHOOLS", "STATE", "TWO_NEW", "UNIVERSITY", "found_lines", "guide"]

OFFICES = "直属机关"
SCHOOLS = "教育卫生"
STATE = "国有企业"
TWO_NEW = "新经济与新社会组织"
UNIVERSITY = "高等学校"

_GUIDED = {
    TWO_NEW: (UnitKind.NON_PUBLIC_ENTERPRISE, UnitKind.COOPERATIVE, UnitKind.SOCIAL_ORGANIZATION),
    STATE: (UnitKind.PUBLIC_ENTERPRISE,),
    SCHOOLS: (UnitKind.PUBLIC_INSTITUTION,),
}


def found_lines(board: Board, counties: Ints, line: str, form: Form, function: Function = Function.GENERAL) -> Ints:
    """Found the committee of a line in each county that occurs (`CITY` for the city), and tell it for each.

    Only where something will stand under it: a committee without a single member would be empty.
    """
    used, place = np.unique(counties, return_inverse=True)
    land = board.land
    city = used == CITY
    made = board.organizations.add(
        len(used),
        body=np.where(city, "宁波市", land.county_names[used]).astype(np.object_) + line,
        form=form.value,
        function=function.value,
        group="line",
        superior=np.where(city, board.city, board.counties[used]),
        division=np.where(city, land.city, land.counties[used]),
        county=used,
        category=line,
        approved=form is Form.COMMITTEE,
    )
    return made[place]


def guide(board: Board) -> None:
    """Let the lines guide what covers units of their trade in their county, where it is not under them anyway."""
    roll = board.organizations
    counties = len(board.land.counties)
    for line, kinds in _GUIDED.items():
        founded = np.flatnonzero((roll["group"] == "line") & (roll["category"] == line) & (roll["county"] != CITY))
        of_county = np.full(counties + 1, -1, dtype=np.int64)
        of_county[roll["county"][founded]] = founded
        chosen = np.flatnonzero(_covers(board, kinds) & (roll["end_reason"] == ""))
        guiding = of_county[roll["county"][chosen]]
        roll["guided_by"][chosen] = np.where(roll["superior"][chosen] == guiding, -1, guiding)


def _covers(board: Board, kinds: tuple[UnitKind, ...]) -> Flags:
    units = board.units
    covered = np.isin(units["kind"].astype(str), [kind.value for kind in kinds]) & (units["organization"] >= 0)
    covering = np.zeros(len(board.organizations), dtype=np.bool_)
    covering[units["organization"][covered]] = True
    return covering
