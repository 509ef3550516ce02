"""Divisions that hang together: any of the five levels on top, any below, and odd codes among them.

>>> [(place.code, place.level) for place in grow_territory(4, Dice(b""), [])]
[('330201', 'county'), ('330201001', 'township'), ('330201002', 'township'), ('330201003', 'township')]
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf

from regionpb.codes import division_kind
from regionpb.rules.levels import LEVELS
from regionpb.testing.dice import Dice
from regionpb.testing.pieces import Place
from regionpb.testing.words import adorned
from regionpb.vocabulary import DivisionKind

__all__ = ["grow_territory"]

_COUNTRY = {"province": "", "prefecture": "33", "county": "3302", "township": "330203", "village": "330203001"}
_TOPS = ("county", "prefecture", "township", "province", "village", "county")
_WIDTHS = {"province": 2, "prefecture": 2, "county": 2, "township": 3, "village": 3}
# Where the digits of a code begin to be tried: ordinary ones first, then those that stand for no kind.
_STARTS = {2: (1, 81, 21, 0), 3: (1, 100, 200, 1, 200, 400, 500, 600, 0)}
_STEMS = ("江", "海", "山", "桥", "湾", "塘", "浦", "岭")
_LOWEST, _TOWNSHIP = len(LEVELS) - 1, LEVELS.index("township")


def grow_territory(count: int, whole: Dice, each: Sequence[Dice], streets: float = inf) -> list[Place]:
    """So many valid divisions, parents before children.

    Args:
        count: how many; at least one.
        whole: chooses the highest and the lowest level.
        each: choose where each stands and what it is called; those that are missing choose the plainest.
        streets: how many streets there may be.
    """
    top = LEVELS.index(whole.pick(_TOPS)) if count > 1 else LEVELS.index(_TOPS[whole.below(len(_TOPS))])
    bottom = top if count == 1 or top == _LOWEST else top + 1 + whole.below(_LOWEST - top)
    places: list[Place] = []
    dice = iter([*each, *(Dice(b"") for _ in range(count))])
    while (left := count - len(places)) > 0:
        here = next(dice)
        place = _add(places, _parent(places, here, top, bottom, left), LEVELS[top], here, streets)
        if bottom == _LOWEST and place.rank == _TOWNSHIP and left > 1:
            _add(places, place, LEVELS[top], next(dice), streets)  # a township without a village is a fault
    return places


def _parent(places: list[Place], dice: Dice, top: int, bottom: int, left: int) -> Place | None:
    """What the next division is to lie in; None for one more at the top."""

    def fits(rank: int) -> bool:
        return left > 1 or bottom != _LOWEST or rank != _TOWNSHIP

    room = [p for p in places if p.rank < bottom and fits(p.rank + 1) and len(p.children) < 80]
    another = not places or (dice.rarely() and fits(top)) or not room
    return None if another else dice.pick(room)


def _add(places: list[Place], parent: Place | None, top: str, dice: Dice, streets: float) -> Place:
    level = LEVELS[parent.rank + 1] if parent else top
    within = parent.code if parent else _COUNTRY[level]
    siblings = parent.children if parent else [p for p in places if p.parent is None]
    taken = {place.code for place in siblings}
    full = level == "township" and sum(place.street for place in places) >= streets
    codes = (c for c in _codes(within, _WIDTHS[level], dice) if c not in taken)
    code = next(c for c in codes if not (full and division_kind(c) == DivisionKind.STREET))
    place = Place(code, _name(code, level, dice), level, parent)
    if dice.now_and_then():
        place.at = (29 + dice.below(100) / 100, 121 + dice.below(100) / 100)
    if parent:
        parent.children.append(place)
    places.append(place)
    return place


def _codes(within: str, width: int, dice: Dice) -> Iterator[str]:
    first, all_ = dice.pick(_STARTS[width]), 10**width
    return (f"{within}{(first + n) % all_:0{width}}" for n in range(all_))


def _name(code: str, level: str, dice: Dice) -> str:
    """A name that no sibling has and that does not contradict the code."""
    stem = adorned(f"甬{dice.pick(_STEMS)}{code[-_WIDTHS[level] :]}", dice)
    if level == "village":
        return stem + {"0": "社区", "1": "社区", "2": "村", "3": "村"}.get(code[-3], "片")
    if level == "township":
        return stem + {"0": "街道", "1": "镇"}.get(code[-3], "乡")
    return stem + {"county": "区", "prefecture": "市", "province": "省"}[level]
