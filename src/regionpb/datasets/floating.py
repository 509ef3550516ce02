"""Floating members and members out of contact, as they stand today.

Source: the five stages of a floating member's record, P3a.
"""

from __future__ import annotations

import numpy as np
from attrs import frozen

from regionpb.datasets.board import Board
from regionpb.datasets.days import NEVER, TODAY
from regionpb.datasets.dice import Flags, Ints, Words
from regionpb.datasets.people import People
from regionpb.vocabulary import FloatingStage

__all__ = ["Contact", "contact"]

_EARLY = (FloatingStage.FOUND.value, FloatingStage.FILED.value)
_LATE = (FloatingStage.LINKED.value, FloatingStage.MANAGED.value, FloatingStage.ENGAGED.value)


@frozen(eq=False)
class Contact:
    """For each member: whether floating, since when, at which stage, hosted where; and since when out of contact."""

    floating: Flags
    since: Ints
    stage: Words
    host: Ints
    lost: Ints


def contact(board: Board, people: People) -> Contact:
    """Three of a hundred float. Whoever floats for half a year takes part in an organization where they are."""
    dice, count = board.dice("floating"), len(people)
    eligible = people.present & (people.nth >= 6)
    floating = eligible & dice.chance(0.03, count)
    since = TODAY - dice.between(10, 1500, count)
    settled = since <= TODAY - 170
    stage = np.where(settled, dice.pick(_LATE, (3, 5, 2), count), dice.pick(_EARLY, (1, 2), count))
    own = people.organization[people.block == "own"]
    host = own[dice.below(len(own), count)]
    # Nobody is a guest at home.
    hosted = floating & settled
    away = host != people.organization
    floating = floating & (away | ~settled)
    lost = eligible & ~floating & dice.chance(0.0005, count)
    return Contact(
        floating=floating,
        since=np.where(floating, since, NEVER),
        stage=np.where(floating, stage, "").astype(np.object_),
        host=np.where(hosted & floating, host, -1),
        lost=np.where(lost, TODAY - dice.between(5, 150, count), NEVER),
    )
