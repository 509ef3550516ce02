"""Organization life: the meetings of branches, bodies and teams since the new year of 2011, each in time.

General meetings and lectures are held once a quarter, committee meetings and theme days once a month, life meetings
and appraisals in winter. A few teams missed a service day or were not trained.

Source: P3a (early warning), P1c (councils meet regularly), P2b (service month, service days and training); the norms
of organization life.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
from attrs import frozen

from regionpb.datasets.columns import dates, ids, terms
from regionpb.datasets.days import NEVER, TODAY, on
from regionpb.datasets.dice import Dice, Ints
from regionpb.datasets.roll import Roll
from regionpb.datasets.scene import Scene
from regionpb.vocabulary import BRANCH_TYPE, MeetingKind

__all__ = ["KINDS", "hold_meetings", "meeting_table"]

KINDS = tuple(MeetingKind)
"""The kinds of meetings, told by their position in the roll."""

_MONTHS = np.array([on(date(2011, month, 1)) for month in range(1, 8)] + [TODAY + 1], dtype=np.int64)
"""The first of each month, and a day that is yet to come instead of what comes after."""
_SATURDAYS = _MONTHS[:-1] + (2 - _MONTHS[:-1]) % 7
"""The first Saturday of each month; 1970-01-03, the day 2, was one."""
_COMMITTEE_FROM = 7


@frozen(eq=False)
class _Who:
    """Those who meet: the column that names them, their positions, and from when to when they exist."""

    column: str
    of: Ints
    since: Ints
    until: Ints

    def only(self, chosen: Ints) -> _Who:
        """Some of them, by their places here."""
        return _Who(self.column, self.of[chosen], self.since[chosen], self.until[chosen])


def hold_meetings(scene: Scene, teams: Roll) -> Roll:
    """All meetings, those of branches first."""
    meetings = Roll(kind=-1, organization=-1, body=-1, team=-1, day=NEVER, expected=0, attended=0)
    _of_branches(scene, meetings)
    _of_bodies(scene, meetings)
    _of_teams(scene, meetings, teams)
    return meetings


def _of_branches(scene: Scene, meetings: Roll) -> None:
    roll, dice = scene.board.organizations, scene.dice("organization life")
    branches = np.flatnonzero(np.isin(roll["form"].astype(str), [form.value for form in BRANCH_TYPE]))
    present = scene.counted(scene.people.organization[scene.people.present])
    inside = np.where(roll["end"] == NEVER, present, roll["own"])[branches]
    who = _Who("organization", branches, roll["start"][branches], roll["end"][branches])
    quarter = dice.below(3, len(branches))
    for kind, days in (
        (MeetingKind.GENERAL_MEETING, _quarterly(dice, quarter)),
        (MeetingKind.LECTURE, _quarterly(dice, (quarter + 1) % 3)),
        (MeetingKind.THEME_DAY, _monthly(dice, len(branches))),
        (MeetingKind.LIFE_MEETING, _monthly(dice, len(branches))[:1]),
        (MeetingKind.APPRAISAL, _monthly(dice, len(branches))[1:2]),
    ):
        _hold(dice, meetings, kind, who, days, inside)
    large = np.flatnonzero(inside >= _COMMITTEE_FROM)
    seats = np.select([inside[large] < 15, inside[large] < 30], [3, 5], 7)
    _hold(dice, meetings, MeetingKind.COMMITTEE_MEETING, who.only(large), _monthly(dice, len(large)), seats)


def _of_bodies(scene: Scene, meetings: Roll) -> None:
    """Every body consults once a quarter."""
    bodies, dice = scene.bodies, scene.dice("consultations")
    count = len(bodies)
    who = _Who("body", np.arange(count, dtype=np.int64), bodies["start"], np.full(count, NEVER, dtype=np.int64))
    days = _quarterly(dice, dice.below(3, count))
    _hold(dice, meetings, MeetingKind.CONSULTATION, who, days, dice.between(6, 30, count))


def _of_teams(scene: Scene, meetings: Roll, teams: Roll) -> None:
    dice, count = scene.dice("service days"), len(teams)
    who = _Who("team", np.arange(count, dtype=np.int64), teams["start"], np.full(count, NEVER, dtype=np.int64))
    days = np.repeat(_SATURDAYS[:, None], count, axis=1)
    days[np.where(dice.chance(0.02, count), 5, 0), np.arange(count)] = TODAY + 1  # the new year is no day for it
    _hold(dice, meetings, MeetingKind.SERVICE_DAY, who, days, teams["size"])
    trained = np.flatnonzero(~dice.chance(0.02, count))
    days = _quarterly(dice, dice.below(3, len(trained)))
    _hold(dice, meetings, MeetingKind.TRAINING, who.only(trained), days, teams["size"][trained])


def _monthly(dice: Dice, count: int) -> Ints:
    """A day in each month for each one, months by rows."""
    return _MONTHS[:-1, None] + dice.below(28, count)


def _quarterly(dice: Dice, first: Ints) -> Ints:
    """A day in each quarter, in the same month of each."""
    month = np.minimum(first + np.array([[0], [3], [6]]), len(_MONTHS) - 1)
    days: Ints = _MONTHS[month] + dice.below(28, len(first))
    return days


def _hold(dice: Dice, meetings: Roll, kind: MeetingKind, who: _Who, days: Ints, expected: Ints) -> None:
    """Meetings on those days that are past and on which whoever meets exists; three of four come at least."""
    held = (days <= TODAY) & (days >= who.since) & ((who.until == NEVER) | (days < who.until))
    _, which = np.nonzero(held)
    wanted = expected[which]
    meetings.add(
        len(which),
        kind=KINDS.index(kind),
        day=days[held],
        expected=wanted,
        attended=wanted - dice.below(wanted // 4 + 1, len(which)),
        **{who.column: who.of[which]},
    )


def meeting_table(meetings: Roll) -> pl.DataFrame:
    """The table `meetings`."""
    frame = pl.DataFrame({c: meetings[c] for c in ("organization", "body", "team", "expected", "attended")})
    return frame.select(
        ids("G", pl.int_range(pl.len())).alias("id"),
        terms(KINDS, meetings["kind"]).alias("kind"),
        ids("O", pl.col("organization")).alias("organization"),
        ids("B", pl.col("body")).alias("body"),
        ids("V", pl.col("team")).alias("team"),
        dates(meetings["day"]).alias("held_on"),
        "expected",
        "attended",
    )
