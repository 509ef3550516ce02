"""The 1+N units: where they lie, who leads them, and which villages and communities belong to them.

At full size 916 in all ten modes, as the book counts them; how many there are of each mode is made up. The village
leads a village-enterprise unit; every other unit has a hub of its own. Non-territorial units (trade, industry,
personnel) are the county's, with the hub in one of its townships and the N all over it.

Source: P1a.
"""

from __future__ import annotations

import numpy as np

from regionpb.datasets.board import Board
from regionpb.datasets.days import REGISTER, TODAY
from regionpb.datasets.dice import Dice, Ints, Words
from regionpb.datasets.names import MODE_NAMES, TRADES, brand
from regionpb.datasets.roll import rank
from regionpb.vocabulary import Form, Mode

__all__ = ["BOOK_MODES", "found_regions", "settle_hubs"]

BOOK_MODES = {
    Mode.PARK: 60,
    Mode.STREET_BLOCK: 90,
    Mode.SUB_AREA: 150,
    Mode.VILLAGE_ENTERPRISE: 220,
    Mode.VILLAGE_NEIGHBOURHOOD: 90,
    Mode.COMMERCIAL_DISTRICT: 60,
    Mode.OFFICE_BUILDING: 80,
    Mode.TRADE: 70,
    Mode.INDUSTRY: 50,
    Mode.PERSONNEL: 46,
}
"""1+N units of each mode at full size, 916 in all."""

_FORMED = (REGISTER + 60, TODAY - 300)
_COUNTY_WIDE = (Mode.TRADE, Mode.INDUSTRY, Mode.PERSONNEL)
_IN_STREETS = (Mode.STREET_BLOCK, Mode.COMMERCIAL_DISTRICT, Mode.OFFICE_BUILDING)
_BY_THE_BLOCK = (Mode.STREET_BLOCK, Mode.SUB_AREA, Mode.VILLAGE_NEIGHBOURHOOD)


def found_regions(board: Board) -> None:
    """Add the 1+N units with their hubs and reservoirs, and the villages and communities that are of the N."""
    dice = board.dice("regions")
    pairs, leading, counts = _villages(board, dice)
    _neighbourhoods(board, dice, pairs)
    _village_enterprises(board, dice, leading)
    for mode, count in counts.items():
        _regions_of(board, dice, mode, count)
    _reservoirs(board, dice)
    _join_villages(board, dice)


def _villages(board: Board, dice: Dice) -> tuple[Ints, Ints, dict[Mode, int]]:
    """Villages with a community beside them, villages that lead, and how many units of the other modes there are.

    There are no more units led by villages than half the villages; what goes beyond becomes sub-areas.
    """
    land = board.land
    counts = {mode: board.count(count) for mode, count in BOOK_MODES.items()}
    every = np.arange(len(land.villages), dtype=np.int64)
    nth = rank(land.township_of * 2 + land.communities)
    # The n-th village of a township goes with its n-th community.
    beside = dict(
        zip(
            zip(land.township_of[land.communities], nth[land.communities], strict=True),
            every[land.communities],
            strict=True,
        )
    )
    villages = every[~land.communities]
    pairs = np.array(
        [(v, beside[place]) for v in villages if (place := (land.township_of[v], nth[v])) in beside], dtype=np.int64
    ).reshape(-1, 2)
    half = max(1, len(pairs) // 2)
    wanted, counts_left = counts.pop(Mode.VILLAGE_NEIGHBOURHOOD), counts
    chosen = pairs[dice.order(len(pairs))[: min(wanted, half)]]
    free = np.setdiff1d(villages, chosen[:, 0])
    leaders = counts_left.pop(Mode.VILLAGE_ENTERPRISE)
    leading = dice.sample(free, min(leaders, max(1, len(free) // 2)))
    counts_left[Mode.SUB_AREA] += wanted - len(chosen) + leaders - len(leading)
    return chosen, leading, counts_left


def _neighbourhoods(board: Board, dice: Dice, pairs: Ints) -> None:
    land = board.land
    townships = land.township_of[pairs[:, 0]]
    names = land.township_names[townships] + land.village_names[pairs[:, 0]]
    made = _add(board, dice, Mode.VILLAGE_NEIGHBOURHOOD, names, townships)
    for side in (0, 1):
        _join(board, pairs[:, side], made)


def _village_enterprises(board: Board, dice: Dice, leading: Ints) -> None:
    land, regions = board.land, board.regions
    townships = land.township_of[leading]
    made = regions.add(
        len(leading),
        name=land.township_names[townships] + land.village_names[leading] + MODE_NAMES[Mode.VILLAGE_ENTERPRISE],
        mode=Mode.VILLAGE_ENTERPRISE.value,
        division=land.villages[leading],
        township=townships,
        county=land.county_of[townships],
        hub=board.village_organizations[leading],
        place=leading,
        start=dice.between(*_FORMED, len(leading)),
    )
    # The village is a unit of the area; its organization is the hub, and a hub is not one of the N.
    board.units["region"][board.village_units[leading]] = made


def _regions_of(board: Board, dice: Dice, mode: Mode, count: int) -> None:
    land = board.land
    eligible = land.urban[land.township_of] if mode in _IN_STREETS else np.ones(len(land.villages), dtype=np.bool_)
    if mode in (Mode.COMMERCIAL_DISTRICT, Mode.OFFICE_BUILDING) and (eligible & land.communities).any():
        eligible = eligible & land.communities
    among = np.flatnonzero(eligible)
    villages = among[dice.below(len(among), count)]
    townships = land.township_of[villages]
    within_one = mode in (Mode.COMMERCIAL_DISTRICT, Mode.OFFICE_BUILDING)
    prefix = land.county_names[land.county_of[townships]] if mode in _COUNTY_WIDE else land.township_names[townships]
    names = prefix + brand(dice.below(900, count))
    _add(board, dice, mode, names, townships, villages if within_one else None)


def _add(board: Board, dice: Dice, mode: Mode, names: Words, townships: Ints, places: Ints | None = None) -> Ints:
    """Units with a hub of their own, which holds the reservoir as long as no other organization is made for it."""
    land, count = board.land, len(townships)
    counties = land.county_of[townships]
    trade = dice.pick(TRADES, range(len(TRADES), 0, -1), count)
    in_name = trade if mode is Mode.TRADE else ""
    start = dice.between(*_FORMED, count)
    if mode in _COUNTY_WIDE:
        superior, division = board.counties[counties], land.counties[counties]
    else:
        superior = (board.block if mode in _BY_THE_BLOCK else board.two_new)[townships]
        division = land.townships[townships] if places is None else land.villages[places]
    hub = board.organizations.add(
        count,
        body=names + in_name + MODE_NAMES[mode] + "区域",
        group="hub",
        superior=superior,
        division=land.townships[townships] if places is None else division,
        township=townships,
        county=counties,
        own=dice.between(5, 26, count),
        category="reservoir",
        start=start,
        founded_by="moved_in",
    )
    return board.regions.add(
        count,
        name=names + in_name + MODE_NAMES[mode],
        mode=mode.value,
        division=division,
        township=townships,
        county=counties,
        hub=hub,
        place=-1 if places is None else places,
        start=start,
        trade=trade if mode is Mode.TRADE else "",
    )


def _reservoirs(board: Board, dice: Dice) -> None:
    """In three of ten units a branch under the hub holds the reservoir instead of the hub itself."""
    regions, roll = board.regions, board.organizations
    own_hub = roll["group"][regions["hub"]] == "hub"
    chosen = np.flatnonzero(own_hub & dice.chance(0.3, len(regions)))
    hubs = regions["hub"][chosen]
    roll["own"][hubs] = 0
    regions["reservoir"][chosen] = roll.add(
        len(chosen),
        body=regions["name"][chosen] + "流动党员",
        group="reservoir",
        superior=hubs,
        division=roll["division"][hubs],
        township=roll["township"][hubs],
        county=roll["county"][hubs],
        region=chosen,
        own=dice.between(4, 14, len(chosen)),
        category="reservoir",
        start=regions["start"][chosen],
        founded_by="moved_in",
    )


def _join_villages(board: Board, dice: Dice) -> None:
    """Half of what lies in a township with sub-areas or street blocks belongs to one of them."""
    land, regions, roll = board.land, board.regions, board.organizations
    areas = np.flatnonzero(np.isin(regions["mode"].astype(str), [Mode.SUB_AREA.value, Mode.STREET_BLOCK.value]))
    areas = areas[np.argsort(regions["township"][areas], kind="stable")]
    bounds = np.searchsorted(regions["township"][areas], np.arange(len(land.townships) + 1))
    low, high = bounds[land.township_of], bounds[land.township_of + 1]
    free = (roll["region"][board.village_organizations] < 0) & ~np.isin(board.village_organizations, regions["hub"])
    villages = np.flatnonzero(free & (high > low) & dice.chance(0.5, len(land.villages)))
    chosen = areas[dice.between(low[villages], high[villages], len(villages))]
    fits = land.communities[villages] | (regions["mode"][chosen] == Mode.SUB_AREA.value)
    _join(board, villages[fits], chosen[fits])


def _join(board: Board, villages: Ints, regions: Ints) -> None:
    """Put the organizations of villages under the hubs of these units."""
    roll, organizations = board.organizations, board.village_organizations[villages]
    roll["before"][organizations] = roll["superior"][organizations]
    roll["superior"][organizations] = board.regions["hub"][regions]
    roll["region"][organizations] = regions
    board.units["region"][board.village_units[villages]] = regions


def settle_hubs(board: Board, under: Ints) -> None:
    """Give each hub the form that fits the members under it.

    Args:
        board: the city, all organizations and members drawn.
        under: for each organization the current members under it.
    """
    roll, hubs = board.organizations, board.regions["hub"]
    members = under[hubs]
    roll["form"][hubs] = np.where(members >= 100, Form.COMMITTEE.value, Form.GENERAL_BRANCH.value)
    # A small area has a general branch too, which its superior approves.
    roll["approved"][hubs] |= members < 50
