"""Meetings, held when they are due, and who came to them; teams of volunteers, which serve and train.

What was chosen for an organization before leaves few bytes for this: its dice are thrown backwards.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from attrs import define, field

from regionpb.testing.dice import Dice
from regionpb.testing.pieces import Norms, Organization, Place, Row
from regionpb.testing.words import adorned
from regionpb.vocabulary import BRANCH_LIFE, Basis, BodyKind, MeetingKind

__all__ = ["Activity", "be_active", "form_teams"]

_OTHERS = (MeetingKind.GROUP_MEETING, MeetingKind.ELECTION)


@define
class Activity:
    """The meetings of a region, and the attendances on record."""

    meetings: list[Row] = field(factory=list[Row])
    attendances: list[Row] = field(factory=list[Row])

    def hold(self, kind: MeetingKind, on: date, **of: object) -> Row:
        """A meeting of an organization, a body or a team."""
        row: Row = {"id": f"G-{len(self.meetings) + 1}", "kind": kind.value, "held_on": on, **of}
        self.meetings.append(row)
        return row


def be_active(
    organizations: Sequence[Organization],
    bodies: Sequence[Row],
    teams: Sequence[Row],
    dice: Mapping[str, Dice],
    norms: Norms,
) -> Activity:
    """All that is due, some of it on the last day on which it could be held."""
    activity = Activity()
    for organization in organizations:
        if organization.is_branch and not organization.external:
            _meet(activity, organization, Dice(dice[organization.id].drawn[::-1]), norms)
    for body in bodies:
        if body["kind"] == BodyKind.CONSULTATIVE_COUNCIL:
            activity.hold(MeetingKind.CONSULTATION, _ago(norms, "council_idle_days"), body=body["id"])
    for team in teams:
        _serve(activity, str(team["id"]), norms)
    return activity


def _meet(activity: Activity, branch: Organization, dice: Dice, norms: Norms) -> None:
    small = len(branch.members) < norms.number("branch_committee_from")
    for kind in BRANCH_LIFE:
        if kind is MeetingKind.COMMITTEE_MEETING and small and dice.below(2):
            continue
        days = norms.number(f"{kind.value}_days")
        held = activity.hold(kind, norms.day - timedelta(days=dice.below(days + 1)), organization=branch.id)
        if dice.now_and_then():
            _count(activity, held, branch, dice)
    if dice.rarely():
        activity.hold(dice.pick(_OTHERS), norms.day - timedelta(days=dice.below(2000)), organization=branch.id)


def _count(activity: Activity, held: Row, branch: Organization, dice: Dice) -> None:
    """How many were expected and how many came: at least half, and as many as are on record where any are."""
    expected = len(branch.members)
    attended = expected - dice.below(expected // 2 + 1)
    held["attended"], held["expected"] = attended, dice.pick([expected, None])
    if dice.below(2):
        for member in branch.members[:attended]:
            points = dice.pick([None, 1.5])
            activity.attendances.append({"meeting": held["id"], "member": member["id"], "points": points})


def _serve(activity: Activity, team: str, norms: Norms) -> None:
    """The service days of the month before and of the last March, and a training."""
    month = (norms.day.replace(day=1) - timedelta(days=1)).replace(day=1)
    march = date(norms.day.year - (norms.day.month <= 3), 3, 31)
    for on in sorted({month + timedelta(days=(5 - month.weekday()) % 7), march}):
        activity.hold(MeetingKind.SERVICE_DAY, on, team=team)
    activity.hold(MeetingKind.TRAINING, _ago(norms, "volunteer_training_days"), team=team)


def _ago(norms: Norms, parameter: str) -> date:
    return norms.day - timedelta(days=norms.number(parameter))


def form_teams(
    organizations: Sequence[Organization],
    bodies: Sequence[Row],
    places: Sequence[Place],
    dice: Mapping[str, Dice],
) -> tuple[list[Row], list[Row], list[Row]]:
    """Teams of volunteers of some organizations, those who are in them, and what they do."""
    teams: list[Row] = []
    volunteers: list[Row] = []
    projects: list[Row] = []
    for organization in organizations:
        own = Dice(dice[organization.id].drawn[::-1])
        if organization.external or not own.rarely():
            continue
        team = f"V-{len(teams) + 1}"
        teams.append(
            {
                "id": team,
                "name": adorned(f"甬新{team}服务队", own),
                "basis": own.pick([basis.value for basis in Basis]),
                "division": (organization.place or places[0]).code,
                "organization": own.pick([None, organization.id]),
                "body": own.pick(bodies)["id"] if bodies else None,
                "skills": own.pick([None, ["医疗", "a b"]]),
                "stars": own.pick([None, 0, 5]),
            }
        )
        people = organization.members[: own.below(4)]
        volunteers += [{"team": team, "member": member["id"]} for member in people]
        projects.append({"id": f"J-{len(projects) + 1}", "team": team, "name": adorned("便民服务", own)})
    return teams, volunteers, projects
