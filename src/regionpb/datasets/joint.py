"""Small units: several under a joint branch, or without an organization and so in the care of the hub of their area.

No uncovered unit employs more than two full members: with three it would be due for incubation.

Source: P1a (joint organizations, the reservoir); the norm of three full members for a branch.
"""

from __future__ import annotations

import numpy as np

from regionpb.datasets.board import Board
from regionpb.datasets.days import NEVER, REGISTER, TODAY
from regionpb.datasets.dice import Dice, Ints
from regionpb.datasets.enterprises import company_names, places_in, trades_in
from regionpb.datasets.names import brand
from regionpb.datasets.roll import rank, rows
from regionpb.vocabulary import Form, UnitKind

__all__ = ["found_joint_branches", "found_past", "found_uncovered"]

_KINDS = (UnitKind.NON_PUBLIC_ENTERPRISE.value, UnitKind.COOPERATIVE.value, UnitKind.SOCIAL_ORGANIZATION.value)


def found_joint_branches(board: Board) -> None:
    """Add joint branches of two to five small units of one trade, half of them within 1+N units."""
    land, roll, dice = board.land, board.organizations, board.dice("joint")
    count = board.count(400)
    region = np.where(np.arange(count) % 2 == 0, dice.below(len(board.regions), count), -1)
    villages = np.where(region >= 0, places_in(board, dice, region), dice.below(len(land.villages), count))
    townships = land.township_of[villages]
    trade = trades_in(board, dice, region)
    late = dice.chance(0.4, count)
    hub = np.where(region >= 0, board.regions["hub"][region], -1)
    made = roll.add(
        count,
        body=land.township_names[townships] + brand(np.arange(count) + 200) + trade,
        form=Form.JOINT_BRANCH.value,
        group="joint",
        superior=np.where(hub >= 0, hub, board.two_new[townships]),
        before=np.where(hub >= 0, board.two_new[townships], -1),
        division=land.villages[villages],
        township=townships,
        county=land.county_of[townships],
        region=region,
        category="enterprise",
        start=np.where(late, dice.between(REGISTER, TODAY - 90, count), NEVER),
        founded_by=np.where(late, "moved_in", ""),
    )
    of = rows(dice.between(2, 6, count))
    board.units.add(
        len(of),
        name=company_names(board, dice, villages[of], trade[of], 17),
        kind=dice.pick(_KINDS, (85, 8, 7), len(of)),
        division=land.villages[villages[of]],
        township=townships[of],
        trade=trade[of],
        organization=made[of],
        region=region[of],
        # Two in the first, so that the branch has three full members at least.
        staff=np.where(rank(of) == 0, 2, dice.between(1, 3, len(of))),
        employees=dice.between(8, 60, len(of)),
    )


def found_uncovered(board: Board) -> None:
    """Add the units without an organization, each in a 1+N unit."""
    land, dice = board.land, board.dice("uncovered")
    count = board.count(6000)
    region = dice.below(len(board.regions), count)
    villages = places_in(board, dice, region)
    trade = trades_in(board, dice, region)
    board.units.add(
        count,
        name=company_names(board, dice, villages, trade, 523),
        kind=dice.pick(_KINDS, (80, 10, 10), count),
        division=land.villages[villages],
        township=land.township_of[villages],
        trade=trade,
        region=region,
        staff=dice.sizes((0.0, 0.5, 0.8, 1.0), (0, 1, 2, 2.99), count),
        employees=dice.between(3, 45, count),
    )


def found_past(board: Board) -> None:
    """Add enterprises that are no more: some dissolved within a 1+N unit, some taken over by another enterprise."""
    roll, regions, dice = board.organizations, board.regions, board.dice("past")
    region = dice.sample(np.arange(len(regions), dtype=np.int64), board.count(450))
    villages = places_in(board, dice, region)
    end = dice.between(regions["start"][region] + 60, TODAY - 30, len(region))
    _ended(board, dice, villages, regions["hub"][region], region, end, "dissolved")
    heirs = np.flatnonzero(
        (roll["group"] == "enterprise")
        & (roll["region"] < 0)
        & (roll["founded_by"] == "")
        & (roll["form"] == Form.BRANCH.value)
        & (roll["own"] <= 38)
    )
    chosen = dice.sample(heirs, board.count(150))
    place = np.searchsorted(board.land.villages.astype(str), roll["division"][chosen].astype(str))
    made = _ended(
        board,
        dice,
        place,
        roll["superior"][chosen],
        np.full(len(chosen), -1, dtype=np.int64),
        dice.between(REGISTER + 200, TODAY - 30, len(chosen)),
        "merged",
    )
    board.heirs = dict(zip(made.tolist(), chosen.tolist(), strict=True))


def _ended(board: Board, dice: Dice, villages: Ints, superior: Ints, region: Ints, end: Ints, reason: str) -> Ints:
    land, count = board.land, len(villages)
    townships = land.township_of[villages]
    trade = trades_in(board, dice, region)
    names = company_names(board, dice, villages, trade, 701)
    units = board.units.add(
        count,
        name=names,
        kind=UnitKind.NON_PUBLIC_ENTERPRISE.value,
        division=land.villages[villages],
        township=townships,
        trade=trade,
        region=region,
        employees=dice.between(10, 80, count),
        end=end,
    )
    made = board.organizations.add(
        count,
        body=names,
        group="past",
        superior=superior,
        before=np.where(region >= 0, board.two_new[townships], -1),
        division=land.villages[villages],
        township=townships,
        county=land.county_of[townships],
        region=region,
        own=dice.between(3, 7, count),
        category="enterprise",
        unit=units,
        end=end,
        end_reason=reason,
    )
    board.units["organization"][units] = made
    return made
