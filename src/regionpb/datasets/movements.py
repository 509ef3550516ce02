"""How members came, moved and went: admitted, moved in, incubated, absorbed, transferred, returned; and how some ended.

Every move closes a version on the day the next one opens, and is a transfer received on that day.
"""

from __future__ import annotations

import numpy as np
from attrs import frozen

from regionpb.datasets.board import Board
from regionpb.datasets.days import NEVER, REGISTER, TODAY
from regionpb.datasets.dice import Dice, Ints, Words
from regionpb.datasets.people import People, reservoirs
from regionpb.vocabulary import Entry, Exit, TransferKind

__all__ = ["Arrivals", "Departures", "Moves", "arrive", "cancel", "depart", "move", "open_transfers"]


@frozen(eq=False)
class Moves:
    """Moves of members, each a transfer; `received` is `NEVER` where it is still open."""

    member: Ints
    source: Ints
    target: Ints
    kind: Words
    issued: Ints
    received: Ints
    unit_before: Ints
    """Who employed them before the move, -1 where nobody is known."""

    @staticmethod
    def of(
        member: Ints, source: Ints, target: Ints, kind: TransferKind, issued: Ints, received: Ints, unit_before: Ints
    ) -> Moves:
        """Moves of one kind."""
        return Moves(
            member, source, target, np.full(len(member), kind.value, dtype=np.object_), issued, received, unit_before
        )

    @staticmethod
    def together(parts: list[Moves]) -> Moves:
        """Several as one."""
        return Moves(
            member=np.concatenate([part.member for part in parts]),
            source=np.concatenate([part.source for part in parts]),
            target=np.concatenate([part.target for part in parts]),
            kind=np.concatenate([part.kind for part in parts]),
            issued=np.concatenate([part.issued for part in parts]),
            received=np.concatenate([part.received for part in parts]),
            unit_before=np.concatenate([part.unit_before for part in parts]),
        )


@frozen(eq=False)
class Arrivals:
    """Since when the register knows each member, and why."""

    start: Ints
    entry: Words


@frozen(eq=False)
class Departures:
    """When each member ended, `NEVER` for those who have not, and why."""

    end: Ints
    exit: Words
    cancelled: Ints
    """The members whose probation was cancelled."""
    admitted: Ints
    """When each of those had been admitted."""


def move(board: Board, people: People) -> Moves:
    """All moves up to today."""
    dice = board.dice("moves")
    return Moves.together(
        [_incubated(board, people), *_left_behind(board, dice, people), *_ordinary(board, dice, people)]
    )


def _incubated(board: Board, people: People) -> Moves:
    """Out of the reservoir of the area into the organization it helped to found."""
    roll = board.organizations
    member = np.flatnonzero(
        (roll["founded_by"] == "incubated")[people.organization] & (people.nth < 6) & people.present
    )
    target = people.organization[member]
    source, day = reservoirs(board)[roll["region"][target]], roll["start"][target]
    return Moves.of(member, source, target, TransferKind.INCUBATED, day, day, people.unit[member])


def _left_behind(board: Board, dice: Dice, people: People) -> list[Moves]:
    """Out of organizations that are no more: absorbed by the reservoir, or taken over by another enterprise's."""
    roll = board.organizations
    moves: list[Moves] = []
    for reason, kind in (("dissolved", TransferKind.ABSORBED), ("merged", TransferKind.ORDINARY)):
        member = np.flatnonzero((people.past >= 0) & (roll["end_reason"][people.past] == reason))
        source = people.past[member]
        day, unit = roll["end"][source], roll["unit"][source]
        issued = day if kind is TransferKind.ABSORBED else day - dice.below(30, len(day))
        moves.append(Moves.of(member, source, people.organization[member], kind, issued, day, unit))
    return moves


def _ordinary(board: Board, dice: Dice, people: People) -> list[Moves]:
    """From one organization to another; a few went and came back."""
    roll = board.organizations
    steady = (roll["start"] == NEVER)[people.organization] & (people.joined < REGISTER)
    among = np.flatnonzero((people.block == "own") & steady & (people.nth >= 3))
    if not len(among):
        return []
    place = np.flatnonzero(dice.chance(0.016, len(among)))
    other = people.organization[among[(place + len(among) // 3) % len(among)]]
    member, count = among[place], len(place)
    here = people.organization[member]
    day = dice.between(REGISTER + 500, TODAY - 4, count)
    issued = day - dice.between(3, 60, count)
    apart, back = other != here, dice.chance(0.03, count)
    came, returned = apart & ~back, apart & back
    away = issued - dice.between(60, 300, count)
    none = np.full(count, -1, dtype=np.int64)
    employed = people.unit[member]

    def part(
        chosen: np.ndarray, kind: TransferKind, path: tuple[Ints, Ints], days: tuple[Ints, Ints], unit: Ints
    ) -> Moves:
        columns = (column[chosen] for column in (*days, unit))
        return Moves.of(member[chosen], path[0][chosen], path[1][chosen], kind, *columns)

    return [
        part(came, TransferKind.ORDINARY, (other, here), (issued, day), none),
        part(returned, TransferKind.ORDINARY, (here, other), (away - 10, away), employed),
        part(returned, TransferKind.RETURNED, (other, here), (issued, day), none),
    ]


def arrive(board: Board, people: People, moves: Moves) -> Arrivals:
    """When each member's first version starts: since ever, on the day of joining, or on moving in."""
    roll, regions, dice = board.organizations, board.regions, board.dice("arrivals")
    count = len(people)
    first = people.organization.copy()
    first[moves.member[::-1]] = moves.source[::-1]  # backwards, so that the first of several moves stands
    founded = roll["start"][first]
    later = founded + np.where(people.nth < 3, 0, dice.below(np.minimum(400, TODAY - 10 - founded), count))
    admitted = (people.joined >= REGISTER) & (people.joined >= founded)
    start = np.where(admitted, people.joined, np.where(founded != NEVER, later, NEVER))
    out = moves.kind == TransferKind.INCUBATED.value
    hatched, day = moves.member[out], moves.received[out]
    formed = regions["start"][roll["region"][moves.target[out]]]
    start[hatched] = dice.between(formed, day, len(day))
    entry = np.where(admitted, Entry.ADMITTED.value, np.where(start != NEVER, Entry.MOVED_IN.value, "")).astype(
        np.object_
    )
    return Arrivals(start, entry)


def depart(board: Board, people: People) -> Departures:
    """When and why those who have gone ended."""
    dice, count = board.dice("departures"), len(people)
    gone = np.flatnonzero(~people.present)
    end, exit_ = np.full(count, NEVER, dtype=np.int64), np.full(count, "", dtype=np.object_)
    end[gone] = dice.between(REGISTER + 400, TODAY, len(gone))
    kinds = (Exit.DIED, Exit.MOVED_OUT, Exit.EXPELLED, Exit.STRUCK_OFF, Exit.WITHDREW, Exit.SUSPENDED, Exit.CANCELLED)
    exit_[gone] = dice.pick([kind.value for kind in kinds], (55, 36, 2, 2, 2, 2, 1), len(gone))
    cancelled = gone[exit_[gone] == Exit.CANCELLED.value]
    return Departures(end, exit_, cancelled, end[cancelled] - dice.between(200, 360, len(cancelled)))


def cancel(people: People, arrivals: Arrivals, departures: Departures) -> None:
    """Let those whose probation was cancelled have been admitted the year before, and never confirmed."""
    cancelled = departures.cancelled
    people.joined[cancelled] = departures.admitted
    people.confirmed[cancelled] = NEVER
    people.birth[cancelled] = 1978
    arrivals.start[cancelled], arrivals.entry[cancelled] = departures.admitted, Entry.ADMITTED.value


def open_transfers(board: Board, people: People, arrivals: Arrivals, moves: Moves) -> Moves:
    """On their way today: issued, not yet received, so still where they were; nobody who only came after that day."""
    dice = board.dice("open")
    among = np.flatnonzero((people.block == "own") & (people.nth >= 6) & (arrivals.start == NEVER))
    member = dice.sample(among, board.count(120))
    target = np.roll(people.organization[member], 1)
    apart = target != people.organization[member]
    member, target = member[apart], target[apart]
    issued = TODAY - dice.between(3, 80, len(member))
    came = np.full(len(people), NEVER, dtype=np.int64)
    np.maximum.at(came, moves.member, moves.received)
    here = came[member] < issued
    member, target, issued = member[here], target[here], issued[here]
    none = np.full(len(member), NEVER, dtype=np.int64)
    return Moves.of(member, people.organization[member], target, TransferKind.ORDINARY, issued, none, none)
