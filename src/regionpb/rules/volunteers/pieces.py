"""Valid pieces for the plants of this family: teams of volunteers, and old ones that have served and trained."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from attrs import frozen

from regionpb.rules.planting.draft import Draft
from regionpb.vocabulary import Basis, BodyKind, MeetingKind

__all__ = ["Services", "new_team", "old_team"]


def new_team(draft: Draft, rng: Random, *, project: bool = True, **values: Any) -> str:
    """A team that begins on the day, with a body and a project where the region knows them."""
    draft.require("volunteer_teams")
    place = {"division": draft.home()["division"]}
    if draft.has("volunteer_teams", "body") and draft.has("bodies"):
        kind = BodyKind.VOLUNTEER_COORDINATION
        values["body"] = draft.add("bodies", name=f"甬新第{draft.made + 1}{kind.label}", kind=str(kind), **place)
    name = f"甬新第{draft.made + 1}志愿者服务队"
    team = draft.add("volunteer_teams", **{"name": name, "basis": str(rng.choice([*Basis])), **place, **values})
    if project and draft.has("projects"):
        draft.add("projects", team=team, name="便民服务")
    return team


@frozen
class Services:
    """The days on which an old team served and trained.

    Attributes:
        month: the first Saturday of the month before the day's.
        march: a day in the last past March.
        training: a day within the last year.
    """

    month: date
    march: date
    training: date

    @classmethod
    def before(cls, day: date) -> Services:
        """The latest of each."""
        first = (day.replace(day=1) - timedelta(days=1)).replace(day=1)
        saturday = first + timedelta(days=(5 - first.weekday()) % 7)
        # Not its first Saturday, which may be missed for itself.
        march = date(day.year if day.month > 3 else day.year - 1, 3, 15)
        return cls(saturday, march, day - timedelta(days=20))


def old_team(draft: Draft, rng: Random, **held: date) -> str:
    """A team old enough to be asked about everything, which has served and trained when it should.

    Args:
        draft: where it is to be.
        rng: where choices come from.
        held: the days of `Services` that are others.

    Raises:
        Unplantable: where meetings of teams are not known.
    """
    draft.require("meetings", "kind", "team", "held_on")
    days = Services.before(draft.day)
    team = new_team(draft, rng, start=days.march - timedelta(days=rng.randint(400, 500)))
    for kind, name in (
        (MeetingKind.SERVICE_DAY, "month"),
        (MeetingKind.SERVICE_DAY, "march"),
        (MeetingKind.TRAINING, "training"),
    ):
        draft.add("meetings", kind=str(kind), team=team, held_on=held.get(name, getattr(days, name)))
    return team
