"""Organs, institutions and universities with their organizations.

At full size 1,169 organs and institutions and 19 universities, as many as take part in pairings in the book (P2c).
Every township-level division has its government or street office.
"""

from __future__ import annotations

import numpy as np

from regionpb.datasets.board import CITY, Board
from regionpb.datasets.dice import Dice, Ints, Words
from regionpb.datasets.divide import divide
from regionpb.datasets.lines import OFFICES, SCHOOLS, UNIVERSITY, found_lines
from regionpb.datasets.names import INSTITUTIONS, ORGANS, UNIVERSITIES, brand, numeral
from regionpb.datasets.roll import rank
from regionpb.vocabulary import Form, Function, UnitKind

__all__ = ["found_offices", "found_universities"]

_AT = (0.0, 0.1, 0.5, 0.88, 0.9, 1.0)
_MEMBERS = (6, 12, 27, 48, 52, 115)
_BUREAUS = ("局", "管理处", "服务中心", "监察大队")


def found_offices(board: Board) -> None:
    """Add township governments, bureaus of the city and of the counties, and institutions."""
    land = board.land
    dice = board.dice("offices")
    every = np.arange(len(land.townships), dtype=np.int64)
    of_city, of_counties, schools = (board.count(count, least=0) for count in (60, 304, 200))
    local = max(0, board.count(1169) - len(every) - of_city - of_counties - schools)
    _governments(board, dice, every)
    _bureaus(board, dice, np.full(of_city, CITY, dtype=np.int64))
    _bureaus(board, dice, np.arange(of_counties, dtype=np.int64) % len(land.counties))
    _schools(board, dice, np.arange(schools, dtype=np.int64) % len(land.counties))
    _institutions(board, dice, every[dice.below(len(every), local)])


def found_universities(board: Board) -> None:
    """Add the universities: committees with branches, under the city's working committee for them."""
    dice, count = board.dice("universities"), board.count(19)
    names = np.array([f"宁波{name}" for name in brand(dice.order(900)[:count])], dtype=np.object_)
    names = names + np.array(UNIVERSITIES, dtype=np.object_)[np.arange(count) % len(UNIVERSITIES)] + "学院"
    counties = np.full(count, CITY, dtype=np.int64)
    superior = found_lines(board, counties, UNIVERSITY, Form.WORKING_COMMITTEE)
    villages = dice.below(len(board.land.villages), count)
    made = _cover(board, names, UnitKind.UNIVERSITY, villages, superior, "university")
    divide(board, made, dice.between(250, 620, count))


def _governments(board: Board, dice: Dice, townships: Ints) -> None:
    land = board.land
    office = np.where(land.urban, "办事处", np.where(land.rural, "人民政府", "管理委员会")).astype(np.object_)
    names = land.township_names[townships] + office
    made = _cover(
        board, names, UnitKind.GOVERNMENT_ORGAN, board.any_village(dice, townships), board.organs[townships], "office"
    )
    _house(board, dice, made)


def _bureaus(board: Board, dice: Dice, counties: Ints) -> None:
    nth = rank(counties)
    field, round_ = np.array(ORGANS, dtype=np.object_)[nth % len(ORGANS)], nth // len(ORGANS)
    names = _prefix(board, counties) + field + np.array(_BUREAUS, dtype=np.object_)[round_ % len(_BUREAUS)]
    names = names + _numbered(round_ // len(_BUREAUS))
    superior = found_lines(board, counties, OFFICES, Form.WORKING_COMMITTEE, Function.GOVERNMENT_ORGANS_COMMITTEE)
    made = _cover(board, names, UnitKind.GOVERNMENT_ORGAN, _seat(board, dice, counties), superior, "office")
    _house(board, dice, made)


def _schools(board: Board, dice: Dice, counties: Ints) -> None:
    kinds = ("实验中学", "实验小学", "人民医院", "职业中学", "疾病预防中心")
    nth = rank(counties)
    names = _prefix(board, counties) + "第" + numeral(nth // len(kinds) + 1)
    names = names + np.array(kinds, dtype=np.object_)[nth % len(kinds)]
    superior = found_lines(board, counties, SCHOOLS, Form.WORKING_COMMITTEE)
    made = _cover(board, names, UnitKind.PUBLIC_INSTITUTION, _seat(board, dice, counties), superior, "office")
    _house(board, dice, made)


def _institutions(board: Board, dice: Dice, townships: Ints) -> None:
    nth = rank(townships)
    names = board.land.township_names[townships] + _numbered(nth // len(INSTITUTIONS))
    names = names + np.array(INSTITUTIONS, dtype=np.object_)[nth % len(INSTITUTIONS)]
    made = _cover(
        board, names, UnitKind.PUBLIC_INSTITUTION, board.any_village(dice, townships), board.organs[townships], "office"
    )
    _house(board, dice, made)


def _cover(board: Board, names: Words, kind: UnitKind, villages: Ints, superior: Ints, category: str) -> Ints:
    """Units with an organization of their own each."""
    land, count = board.land, len(names)
    townships = land.township_of[villages]
    units = board.units.add(count, name=names, kind=kind.value, division=land.villages[villages], township=townships)
    made = board.organizations.add(
        count,
        body=names,
        group=category,
        superior=superior,
        division=land.villages[villages],
        township=townships,
        county=land.county_of[townships],
        category=category,
        unit=units,
    )
    board.units["organization"][units] = made
    return made


def _house(board: Board, dice: Dice, organizations: Ints) -> None:
    totals = dice.sizes(_AT, _MEMBERS, len(organizations))
    divide(board, organizations, totals)
    units = board.organizations["unit"][organizations]
    board.units["employees"][units] = totals * 2 + dice.below(60, len(totals))


def _prefix(board: Board, counties: Ints) -> Words:
    return np.where(counties == CITY, "宁波市", board.land.county_names[counties]).astype(np.object_)


def _seat(board: Board, dice: Dice, counties: Ints) -> Ints:
    """A village-level division in the first township of each county, the city's in the first county."""
    first = np.searchsorted(board.land.county_of, np.arange(len(board.land.counties)))
    return board.any_village(dice, first[np.maximum(counties, 0)])


def _numbered(rounds: Ints) -> Words:
    return np.where(rounds == 0, "", "第" + numeral(rounds + 1)).astype(np.object_)
