"""V001, V002, V005: what a team is without: a body that coordinates it, a project, volunteers who are still there."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import narwhals as nw

from regionpb.findings import Severity
from regionpb.graph.snapshot import Snapshot
from regionpb.rules.base import Frame, rule
from regionpb.rules.ending import ended
from regionpb.rules.gates import former
from regionpb.rules.planting.draft import Draft, Planted
from regionpb.rules.volunteers.pieces import new_team

__all__ = ["no_project", "uncoordinated_team", "volunteer_ended"]


def coordinate_nothing(draft: Draft, rng: Random) -> Planted:
    """Add a team and empty its body."""
    draft.require("volunteer_teams", "body")
    draft.require("bodies")
    team = new_team(draft, rng)
    if draft.spoils:
        draft.put("volunteer_teams", team, body=None)
    return Planted.at("volunteer_teams", team)


def plan_nothing(draft: Draft, rng: Random) -> Planted:
    """Add a team, and a project only in the twin."""
    draft.require("projects", "team")
    return Planted.at("volunteer_teams", new_team(draft, rng, project=not draft.spoils))


def outlive_a_volunteer(draft: Draft, rng: Random) -> Planted:
    """Add a team and a volunteer who is no member any more."""
    draft.require("members", "organization")
    draft.require("volunteers")
    team = new_team(draft, rng)
    branch = draft.branch(rng)
    # On no 31 December they are there, when members are counted for whom there has to be money (F001).
    until = draft.day if draft.day > date(draft.day.year, 1, 1) else draft.day - timedelta(days=1)
    since = until - timedelta(days=rng.randint(1, (until - date(until.year, 1, 1)).days))
    if draft.spoils:
        left = {"exit": "moved_out"} if draft.has("members", "exit") else {}
        member = draft.add("members", organization=branch, status="full", start=since, end=until, **left)
    else:
        member = draft.member(branch, rng)
    return Planted.at("volunteers", draft.add("volunteers", team=team, member=member))


@rule(
    "V001",
    Severity.INFO,
    name_zh="队伍无人协调",
    on="volunteer_teams",
    reads=("volunteer_teams.body", "bodies"),
    values=("body",),
    at="body",
    message="is coordinated by no current body, the one given being {body}: enter the body that coordinates it",
    message_zh="没有现存的协调机构，所填为{body}：请登记负责协调的机构",
    plant=coordinate_nothing,
)
def uncoordinated_team(volunteer_teams: Frame, bodies: Frame) -> Frame:
    """A team of volunteers names no body that coordinates it, or one that does not exist on the day.

    志愿者队伍没有协调机构，或其协调机构当日并不存在。

    Why: whoever asks for help turns to one place, which knows the teams; a team that nobody coordinates is not called.
    原因: 求助者找的是同一个协调机构，由它调派各队伍；无人协调的队伍派不上用场。
    Source: P2b
    """
    return volunteer_teams.join(bodies, left_on="body", right_on="id", how="anti")


@rule(
    "V002",
    Severity.INFO,
    name_zh="队伍没有项目",
    on="volunteer_teams",
    reads=("projects.team",),
    message="has no current project: enter what it does, or plan something",
    message_zh="没有现行的服务项目：请登记其项目，或策划新项目",
    plant=plan_nothing,
)
def no_project(volunteer_teams: Frame, projects: Frame) -> Frame:
    """A team of volunteers has no current project.

    志愿者队伍没有现行的服务项目。

    Why: teams live by what they do; where nothing is planned they are there in name.
    原因: 队伍靠项目发挥作用；没有项目的队伍只是名义上存在。
    Source: P2b
    """
    return volunteer_teams.join(projects, left_on="id", right_on="team", how="anti")


def somebody_ended(snapshot: Snapshot) -> bool:
    """Whether some version of a member or of a team does not hold on the day."""
    return former("members")(snapshot) or former("volunteer_teams")(snapshot)


@rule(
    "V005",
    Severity.WARNING,
    name_zh="志愿者已失效",
    on="volunteers",
    reads=("members", "volunteer_teams"),
    values=("member", "team"),
    where=somebody_ended,
    at="member",
    message="is still entered, though the member {member} or the team {team} does not exist on the day: end the entry",
    message_zh="仍登记在册，而党员{member}或队伍{team}当日并不存在：请终止该登记",
    plant=outlive_a_volunteer,
)
def volunteer_ended(volunteers: Frame, members_former: Frame, volunteer_teams_former: Frame) -> Frame:
    """A current volunteer's member or team exists, but not on the day.

    志愿者登记仍有效，而其党员或队伍当日并不存在。

    Why: whoever is called and does not come lets somebody down; numbers of volunteers count them all the same.
    原因: 登记在册却调派不到，会让求助者落空；统计志愿者人数时也会多计。
    Source: P2b
    """
    without_member = ended(volunteers, "member", members_former)
    without_team = ended(volunteers, "team", volunteer_teams_former)
    return nw.concat([f.select("_row", "member", "team") for f in (without_member, without_team)]).unique()
