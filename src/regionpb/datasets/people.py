"""Who the members are: which organization holds them, which unit employs them, how old they are, when they joined.

Members come in blocks: those of the organizations, of the units under joint branches, of the uncovered units (they
are in the reservoir of their area), of organizations that were dissolved or merged, and those who have gone.
"""

from __future__ import annotations

from datetime import date

import numpy as np
from attrs import define

from regionpb.datasets.board import Board
from regionpb.datasets.days import NEVER, TODAY, new_year, on
from regionpb.datasets.dice import Dice, Flags, Ints, Words
from regionpb.datasets.roll import rank, rows
from regionpb.vocabulary import Category

__all__ = ["People", "gather", "portray", "reservoirs"]

_MIXTURES: dict[str, tuple[float, float, float, float, float]] = {
    # on_post, retired, student, farmer, other
    "village": (0.08, 0.08, 0.0, 0.72, 0.12),
    "community": (0.15, 0.62, 0.0, 0.0, 0.23),
    "office": (0.8, 0.2, 0.0, 0.0, 0.0),
    "university": (0.38, 0.12, 0.5, 0.0, 0.0),
    "enterprise": (0.94, 0.04, 0.0, 0.0, 0.02),
    "reservoir": (0.3, 0.25, 0.0, 0.0, 0.45),
}
_AGES = ((25, 60), (60, 89), (21, 27), (25, 85), (25, 71))
_KINDS = tuple(category.value for category in Category)
_ON_POST, _RETIRED, _STUDENT, _FARMER, _OTHER = range(5)
_EMPLOYING = ("office", "university", "enterprise")


@define(eq=False)
class People:
    """The members, one place in every array for each; days are `NEVER` where there is none."""

    organization: Ints
    """Where they are, or were when they left."""
    unit: Ints
    nth: Ints
    """Which in their organization; the first three have been members for long."""
    block: Words
    """own, joint, scattered, past or gone."""
    past: Ints
    """For the block `past`: the organization that is no more."""
    kind: Ints
    """The position of their category in the vocabulary."""
    birth: Ints
    joined: Ints
    confirmed: Ints
    """`NEVER` for probationary members."""
    probation_until: Ints

    def __len__(self) -> int:
        return len(self.organization)

    @property
    def categories(self) -> Words:
        """Their categories by name."""
        return np.array(_KINDS, dtype=np.object_)[self.kind]

    @property
    def present(self) -> Flags:
        """Whether they are members today."""
        here: Flags = self.block != "gone"
        return here


def reservoirs(board: Board) -> Ints:
    """The organization that holds the reservoir of each 1+N unit."""
    regions = board.regions
    held: Ints = np.where(regions["reservoir"] >= 0, regions["reservoir"], regions["hub"])
    return held


def gather(board: Board) -> People:
    """Every member, with organization and block but not yet a person."""
    roll, units = board.organizations, board.units
    past = np.flatnonzero(roll["group"] == "past")
    standing = np.where(roll["group"] == "past", 0, roll["own"])
    own = rows(standing)
    in_joint = (units["organization"] >= 0) & (units["staff"] > 0)
    joint = rows(np.where(in_joint, units["staff"], 0))
    scattered = rows(np.where(in_joint, 0, units["staff"]))
    # What is dissolved falls to the reservoir; who was merged is with the heir.
    heirs = np.array([board.heirs.get(int(organization), -1) for organization in past], dtype=np.int64)
    inherits = np.where(heirs >= 0, heirs, reservoirs(board)[roll["region"][past]])
    of_past = np.repeat(np.arange(len(past)), roll["own"][past])
    gone = _gone(board, own)
    blocks = (
        ("own", own, np.full(len(own), -1)),
        ("joint", units["organization"][joint], joint),
        ("scattered", reservoirs(board)[units["region"][scattered]], scattered),
        ("past", inherits[of_past], np.full(len(of_past), -1)),
        ("gone", gone, np.full(len(gone), -1)),
    )
    organization = np.concatenate([block[1] for block in blocks])
    count = len(organization)
    before = np.full(count, -1, dtype=np.int64)
    before[count - len(gone) - len(of_past) : count - len(gone)] = past[of_past]
    nothing = np.full(count, NEVER, dtype=np.int64)
    return People(
        organization=organization,
        unit=np.concatenate([block[2] for block in blocks]).astype(np.int64),
        nth=rank(organization),
        block=np.repeat(np.array([b[0] for b in blocks], dtype=np.object_), [len(b[1]) for b in blocks]),
        past=before,
        kind=np.zeros(count, dtype=np.int64),
        birth=nothing.copy(),
        joined=nothing.copy(),
        confirmed=nothing.copy(),
        probation_until=nothing.copy(),
    )


def _gone(board: Board, own: Ints) -> Ints:
    """Organizations that members have left for good, the larger ones oftener."""
    roll, dice = board.organizations, board.dice("gone")
    steady = own[(roll["start"][own] == NEVER) & ~np.isin(roll["group"][own].astype(str), ["hub", "reservoir"])]
    left: Ints = steady[dice.below(len(steady), board.count(12000))]
    return left


def portray(board: Board, people: People) -> None:
    """Make persons of them: category, age, when they joined, whether they are still on probation, who employs them."""
    roll, dice = board.organizations, board.dice("people")
    count = len(people)
    late = roll["start"][people.organization] != NEVER
    first = np.where(late, 6, 3)
    settled = (people.block != "own") | (people.nth < first)
    people.kind[:] = _kinds(board, dice, people, settled)
    fresh = ~settled & dice.chance(0.026, count)
    recent = ~settled & ~fresh & dice.chance(0.02, count)
    _ages(dice, people, fresh | recent)
    youngest = np.where(people.kind == _STUDENT, 18, 19)
    latest = np.where(settled, 2005, 2009)
    year = dice.between(people.birth + youngest, np.minimum(people.birth + 46, latest + 1), count)
    joined = new_year(year) + dice.below(365, count)
    joined = np.where(recent, dice.between(on(date(2010, 1, 1)), TODAY - 370, count), joined)
    joined = np.where(fresh, TODAY - dice.between(10, 361, count), joined)
    extended = fresh & dice.chance(0.03, count)
    people.joined[:] = np.where(extended, TODAY - dice.between(380, 520, count), joined)
    people.confirmed[:] = np.where(fresh, NEVER, people.joined + 365)
    people.probation_until[:] = np.where(extended, TODAY + dice.between(5, 150, count), NEVER)
    people.unit[:] = _employers(board, people)


def _kinds(board: Board, dice: Dice, people: People, settled: Flags) -> Ints:
    of = board.organizations["category"][people.organization]
    drawn, kind = dice.shares(len(people)), np.zeros(len(people), dtype=np.int64)
    for name, weights in _MIXTURES.items():
        chosen = of == name
        kind[chosen] = np.minimum(np.searchsorted(np.cumsum(weights), drawn[chosen], side="right"), _OTHER)
    kind[settled & (kind == _STUDENT)] = _ON_POST
    kind[np.isin(people.block.astype(str), ["joint", "scattered"])] = _ON_POST
    absorbed = (people.block == "past") & (of == "reservoir")
    kind[absorbed] = _OTHER
    return kind


def _ages(dice: Dice, people: People, young: Flags) -> None:
    low, high = np.array([a for a, _ in _AGES])[people.kind], np.array([b for _, b in _AGES])[people.kind]
    people.kind[young & (people.kind == _RETIRED)] = _OTHER
    adult = young & (people.kind != _STUDENT)
    age = dice.between(np.where(adult, 22, low), np.where(adult, 46, high), len(people))
    people.birth[:] = 2011 - age


def _employers(board: Board, people: People) -> Ints:
    """Who is on post or studies is so in the unit that the organization covers."""
    roll = board.organizations
    covers = np.isin(roll["category"].astype(str), _EMPLOYING) & (roll["group"] != "joint")
    there = np.isin(people.kind, [_ON_POST, _STUDENT]) & covers[people.organization] & (people.unit < 0)
    return np.where(there, roll["unit"][people.organization], people.unit)
