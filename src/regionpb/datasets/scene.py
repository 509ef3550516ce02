"""The city when everybody is in place: what the records of its life are written from.

Records (meetings, requests, money, returns …) are drawn last and change nothing of what stands.
"""

from __future__ import annotations

import numpy as np
from attrs import frozen

from regionpb.datasets.board import Board
from regionpb.datasets.days import NEVER
from regionpb.datasets.dice import Dice, Flags, Ints
from regionpb.datasets.movements import Arrivals, Departures, Moves
from regionpb.datasets.people import People
from regionpb.datasets.roll import Roll
from regionpb.datasets.standing import Standing, levels

__all__ = ["Scene"]


@frozen(eq=False)
class Scene:
    """The rolls and arrays of a city, none of which is changed any more."""

    board: Board
    people: People
    moves: Moves
    """The moves that were received, those of one member in order."""
    arrivals: Arrivals
    departures: Departures
    standing: Standing
    leaders: Ints
    """The secretary of each organization, -1 for those that are no more."""
    bodies: Roll

    def dice(self, topic: str) -> Dice:
        """The stream of chance of a topic."""
        return self.board.dice(topic)

    @property
    def township(self) -> Ints:
        """The township of each member's organization."""
        of: Ints = self.board.organizations["township"][self.people.organization]
        return of

    def existed(self, day: int) -> Flags:
        """Which organizations were there on a day."""
        roll = self.board.organizations
        there: Flags = (roll["start"] <= day) & ((roll["end"] == NEVER) | (roll["end"] > day))
        return there

    def members_on(self, day: int) -> Ints:
        """In which organization each member was on a day, -1 for those who were not in the register."""
        at = self.people.organization.copy()
        later = self.moves.received > day
        # Backwards, so that of several moves after the day the first tells where they still were.
        at[self.moves.member[later][::-1]] = self.moves.source[later][::-1]
        end = self.departures.end
        here = (self.arrivals.start <= day) & ((end == NEVER) | (end > day))
        return np.where(here, at, -1)

    def full_on(self, day: int) -> Flags:
        """Who was a full member on a day, if in the register."""
        confirmed = self.people.confirmed
        full: Flags = (confirmed != NEVER) & (confirmed <= day)
        return full

    def counted(self, organizations: Ints) -> Ints:
        """How often each organization occurs, -1 aside."""
        return np.bincount(organizations[organizations >= 0], minlength=len(self.board.organizations)).astype(np.int64)

    def rolled_up(self, values: Ints) -> Ints:
        """The sum of a value over everything under each organization, itself included.

        The tree is that of today. It was the same ever since the last 1+N unit was formed, ten months ago.
        """
        total, above = values.copy(), self.board.organizations["superior"]
        for level in levels(above):
            np.add.at(total, above[level], total[level])
        return total
