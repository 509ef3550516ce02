"""The city on the drawing board: organizations, units and 1+N units as rolls that each step adds to.

The steps stand in `city`; each is a function of the board that adds rows or fills columns. Members are drawn when the
organizations stand (`people`), history is told last (`history`).
"""

from __future__ import annotations

import numpy as np
from attrs import define, field

from regionpb.datasets.days import NEVER
from regionpb.datasets.dice import Dice, Ints
from regionpb.datasets.land import Land
from regionpb.datasets.roll import Roll
from regionpb.vocabulary import Form, Function

__all__ = ["CITY", "Board", "empty_board"]

CITY = -1
"""In place of the position of a county: the city itself."""


def _organizations() -> Roll:
    return Roll(
        body="",  # whose organization it is: the name without 中共 and without the form
        form=Form.BRANCH.value,
        function=Function.GENERAL.value,
        group="",  # which step made it: committee, village, community, office, enterprise, joint, hub, sub, past …
        superior=-1,
        before=-1,  # the superior before it joined its 1+N unit
        guided_by=-1,
        division="",
        township=-1,
        county=CITY,
        region=-1,  # the 1+N unit of which it is one of the N
        own=0,  # members planned directly in it
        category="",  # which mixture of people it has
        unit=-1,  # the unit it covers, or its superior does
        approved=False,
        start=NEVER,
        end=NEVER,
        end_reason="",
        founded_by="",  # how its first members came: moved_in, or incubated out of a reservoir
        elected=NEVER,
        elected_by="",
    )


def _units() -> Roll:
    return Roll(
        name="", kind="", division="", township=-1, trade="", organization=-1, region=-1,
        staff=0,  # Party members it employs who are not in an organization of its own
        employees=-1, influential=False, start=NEVER, end=NEVER,
    )  # fmt: skip


def _regions() -> Roll:
    return Roll(
        name="",
        mode="",
        division="",
        township=-1,
        county=CITY,
        hub=-1,
        reservoir=-1,
        start=NEVER,
        trade="",
        place=-1,  # the village-level division it is, where it is one
    )


@define(eq=False)
class Board:
    """What has been drawn so far.

    Township columns hold, for each township-level division, the organization that comes first there (`head`: working
    committee or township committee), the one above villages and communities (`block`), above enterprises (`two_new`)
    and above organs and institutions (`organs`); in towns all four are the township committee. Village columns hold
    the unit and the organization of each village-level division. `heirs` tells which organization took over a merged
    one.
    """

    size: float
    seed: int
    land: Land
    organizations: Roll = field(factory=_organizations)
    units: Roll = field(factory=_units)
    regions: Roll = field(factory=_regions)
    city: int = -1
    counties: Ints = field(factory=lambda: np.empty(0, dtype=np.int64))
    head: Ints = field(factory=lambda: np.empty(0, dtype=np.int64))
    block: Ints = field(factory=lambda: np.empty(0, dtype=np.int64))
    two_new: Ints = field(factory=lambda: np.empty(0, dtype=np.int64))
    organs: Ints = field(factory=lambda: np.empty(0, dtype=np.int64))
    enlarged: Ints = field(factory=lambda: np.empty(0, dtype=np.int64))
    village_units: Ints = field(factory=lambda: np.empty(0, dtype=np.int64))
    village_organizations: Ints = field(factory=lambda: np.empty(0, dtype=np.int64))
    heirs: dict[int, int] = field(factory=dict[int, int])

    def dice(self, topic: str) -> Dice:
        """The stream of chance of a topic."""
        return Dice(self.seed, topic)

    def count(self, at_full_size: float, least: int = 1) -> int:
        """How many of a thing a city of this size has."""
        return max(least, round(at_full_size * self.size))

    def superiors(self, counties: Ints) -> Ints:
        """The local committee of each county, of the city for `CITY`."""
        return np.where(counties == CITY, self.city, self.counties[counties])

    def any_village(self, dice: Dice, townships: Ints) -> Ints:
        """A village-level division in each of these townships."""
        first = self.land.first
        return dice.between(first[townships], first[townships + 1], len(townships))


def empty_board(size: float, seed: int, ground: Land) -> Board:
    """An empty board over these divisions.

    Example:
        >>> from regionpb.datasets.land import land
        >>> len(empty_board(0.001, 0, land(0.001)).organizations)
        0
    """
    return Board(size=size, seed=seed, land=ground)
