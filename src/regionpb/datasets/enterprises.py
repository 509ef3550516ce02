"""Enterprises, cooperatives and social organizations with organizations of their own.

At full size 15,120 enterprises have one each: as many as take part in pairings in the book (P2c). Somewhat less than
half are of the N of a 1+N unit.
"""

from __future__ import annotations

import numpy as np

from regionpb.datasets.board import CITY, Board
from regionpb.datasets.days import NEVER, REGISTER, TODAY
from regionpb.datasets.dice import Dice, Flags, Ints, Words
from regionpb.datasets.divide import divide
from regionpb.datasets.lines import STATE, TWO_NEW, found_lines
from regionpb.datasets.names import TRADES, brand, distinct, short
from regionpb.datasets.roll import rows
from regionpb.vocabulary import Form, Mode, UnitKind

__all__ = ["company_names", "found_enterprises", "found_two_new", "places_in", "trades_in"]

_AT = (0.0, 0.12, 0.35, 0.6, 0.8, 0.94, 0.975, 0.99, 1.0)
_MEMBERS = (3, 5, 9, 16, 27, 44, 50, 85, 210)
_AT_N = (0.0, 0.12, 0.35, 0.6, 0.8, 0.95, 1.0)
_MEMBERS_N = (3, 5, 9, 16, 27, 42, 48)


def found_enterprises(board: Board) -> None:
    """Add the enterprises: first those of the 1+N units, one in every township, and the rest all over the city."""
    land, regions = board.land, board.regions
    dice = board.dice("enterprises")
    total, townships = board.count(15120), np.arange(len(land.townships), dtype=np.int64)
    drawn = dice.between(4, 13, len(regions))
    each = np.maximum(1, drawn * round(total * 0.45) // max(1, int(drawn.sum())))
    inside = rows(each)
    outside = max(total - len(inside), len(townships))
    first = board.any_village(dice, townships)
    villages = np.concatenate(
        [places_in(board, dice, inside), first, dice.below(len(land.villages), outside - len(first))]
    )
    region = np.concatenate([inside, np.full(outside, -1, dtype=np.int64)])
    count = len(region)
    public = dice.chance(np.where(region >= 0, 0.02, 0.08), count)
    # The one enterprise every township has is a private one: what leads the two-new there must have somebody to lead.
    public[len(inside) : len(inside) + len(first)] = False
    _found(board, dice, villages, region, public)


def _found(board: Board, dice: Dice, villages: Ints, region: Ints, public: Flags) -> None:
    land, count = board.land, len(villages)
    townships = land.township_of[villages]
    counties = land.county_of[townships]
    trade = trades_in(board, dice, region)
    names = company_names(board, dice, villages, trade, 0)
    kind = np.where(public, UnitKind.PUBLIC_ENTERPRISE.value, UnitKind.NON_PUBLIC_ENTERPRISE.value)
    units = board.units.add(
        count, name=names, kind=kind, division=land.villages[villages], township=townships, trade=trade, region=region
    )
    before = board.two_new[townships]
    state = np.flatnonzero(public & (region < 0))
    owners = np.where(dice.chance(0.1, len(state)), CITY, counties[state])
    before[state] = found_lines(board, owners, STATE, Form.COMMITTEE)
    hub = np.where(region >= 0, board.regions["hub"][region], -1)
    made = board.organizations.add(
        count,
        body=names,
        group="enterprise",
        superior=np.where(hub >= 0, hub, before),
        before=np.where(hub >= 0, before, -1),
        division=land.villages[villages],
        township=townships,
        county=counties,
        region=region,
        category="enterprise",
        unit=units,
    )
    board.units["organization"][units] = made
    totals = np.where(region >= 0, dice.sizes(_AT_N, _MEMBERS_N, count), dice.sizes(_AT, _MEMBERS, count))
    totals = _founded_late(board, dice, made, totals)
    divide(board, made, totals)
    board.units["employees"][units] = totals * dice.between(4, 16, count) + dice.below(40, count)


def _founded_late(board: Board, dice: Dice, organizations: Ints, totals: Ints) -> Ints:
    """Some were founded while the register looked on: out of a reservoir, or with members from elsewhere."""
    roll, count = board.organizations, len(organizations)
    region = roll["region"][organizations]
    incubated = (region >= 0) & dice.chance(0.09, count)
    elsewhere = (region < 0) & dice.chance(0.12, count) & (totals <= 48)
    formed = board.regions["start"][region]
    start = np.where(incubated, dice.between(formed + 40, TODAY - 20, count), NEVER)
    start = np.where(elsewhere, dice.between(REGISTER, TODAY - 120, count), start)
    roll["start"][organizations] = start
    roll["founded_by"][organizations] = np.select([incubated, elsewhere], ["incubated", "moved_in"], "")
    return np.where(incubated, np.minimum(totals, 12), totals)


def found_two_new(board: Board) -> None:
    """Add social organizations, under their county's committee for the two-new, and cooperatives in the villages."""
    land, dice = board.land, board.dice("two new")
    count = board.count(250)
    counties = np.arange(count, dtype=np.int64) % len(land.counties)
    villages = board.any_village(dice, np.searchsorted(land.county_of, counties))
    trade = dice.pick(TRADES, range(len(TRADES), 0, -1), count)
    names = land.county_names[counties] + brand(np.arange(count)) + trade + "协会"
    superior = found_lines(board, counties, TWO_NEW, Form.WORKING_COMMITTEE)
    _small(board, dice, names, UnitKind.SOCIAL_ORGANIZATION, villages, trade, superior)
    count = board.count(120)
    rural = np.flatnonzero(~land.communities)
    villages = rural[dice.below(len(rural), count)]
    crops = dice.pick(("蔬菜", "水果", "茶叶", "水产", "花卉", "畜禽"), (1,) * 6, count)
    names = land.township_names[land.township_of[villages]] + brand(np.arange(count) + 450) + crops + "专业合作社"
    superior = board.block[land.township_of[villages]]
    _small(board, dice, names, UnitKind.COOPERATIVE, villages, crops, superior)


def _small(
    board: Board, dice: Dice, names: Words, kind: UnitKind, villages: Ints, trade: Words, superior: Ints
) -> None:
    land, count = board.land, len(names)
    townships = land.township_of[villages]
    own = dice.between(3, 16, count)
    units = board.units.add(
        count,
        name=names,
        kind=kind.value,
        division=land.villages[villages],
        township=townships,
        trade=trade,
        employees=own * 2 + dice.below(20, count),
    )
    board.units["organization"][units] = board.organizations.add(
        count,
        body=names,
        group=kind.value,
        superior=superior,
        division=land.villages[villages],
        township=townships,
        county=land.county_of[townships],
        own=own,
        category="enterprise",
        unit=units,
    )


def places_in(board: Board, dice: Dice, region: Ints) -> Ints:
    """A village-level division within each of these 1+N units."""
    land, regions = board.land, board.regions
    townships = regions["township"][region].copy()
    wide = np.isin(regions["mode"][region].astype(str), [Mode.TRADE.value, Mode.INDUSTRY.value, Mode.PERSONNEL.value])
    bounds = np.searchsorted(land.county_of, np.arange(len(land.counties) + 1))
    counties = land.county_of[townships]
    anywhere = dice.between(bounds[counties], bounds[counties + 1], len(region))
    townships[wide] = anywhere[wide]
    places = regions["place"][region]
    return np.where(places >= 0, places, board.any_village(dice, townships))


def trades_in(board: Board, dice: Dice, region: Ints) -> Words:
    """A trade for each unit: in the unit of a trade, that one."""
    drawn = dice.pick(TRADES, range(len(TRADES), 0, -1), len(region))
    own = np.where(region >= 0, board.regions["trade"][region], "")
    return np.where(own != "", own, drawn).astype(np.object_)


def company_names(board: Board, dice: Dice, villages: Ints, trade: Words, first: int) -> Words:
    """Invented names: county, village, syllables by number from `first` on, trade, legal form."""
    land, count = board.land, len(villages)
    county = short(land.county_names)[land.county_of[land.township_of[villages]]]
    form = dice.pick(("有限公司", "厂", "股份有限公司"), (6, 3, 1), count)
    names = county + land.village_names[villages] + brand(np.arange(first, first + count)) + trade
    told_apart: Words = distinct(names) + form
    return told_apart
