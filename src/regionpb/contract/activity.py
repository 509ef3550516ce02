"""What goes on: meetings and organisation life, who took part, matters under consultation.

>>> Meeting.model_validate(
...     {"编号": "m", "会议类别": "党课", "党组织": "O-1", "召开日期": "2011年7月29日", "应到人数": "12"}).held_on
datetime.date(2011, 7, 29)
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from regionpb.contract.base import Table
from regionpb.contract.columns import Kind, cell
from regionpb.contract.row import Row
from regionpb.vocabulary import MatterKind, MeetingKind, Nature

__all__ = ["ATTENDANCES", "MATTERS", "MEETINGS", "Attendance", "Matter", "Meeting"]


class Meeting(Row):
    """A meeting of an organization, a body or a team 会议与组织生活 (exactly one of the three)."""

    exactly_one = ("organization", "body", "team")

    id: Annotated[str, cell("编号", "id of the meeting", kind=Kind.KEY)]
    kind: Annotated[MeetingKind, cell("会议类别", "what kind of meeting it was")]
    organization: Annotated[str | None, cell("党组织", "the organization that met", to="organizations")] = None
    body: Annotated[str | None, cell("机构", "the body that met", to="bodies")] = None
    team: Annotated[str | None, cell("志愿者队伍", "the team that met", to="volunteer_teams")] = None
    held_on: Annotated[date, cell("召开日期", "day held", aliases=("会议日期",))]
    expected: Annotated[int | None, cell("应到人数", "people expected", at_least=0)] = None
    attended: Annotated[int | None, cell("实到人数", "people present", at_least=0)] = None


class Attendance(Row):
    """A member's presence at a meeting by IC card 参加记录 (P3a)."""

    meeting: Annotated[str, cell("会议", "the meeting", to="meetings")]
    member: Annotated[str, cell("党员", "the member", to="members")]
    points: Annotated[float | None, cell("积分", "points recorded", at_least=0)] = None
    credits: Annotated[float | None, cell("学分", "credits recorded", at_least=0)] = None


class Matter(Row):
    """A matter brought up for consultation 共商事项 (P1c); raised in a body or an organization (exactly one)."""

    exactly_one = ("body", "organization")

    id: Annotated[str, cell("编号", "id of the matter", kind=Kind.KEY)]
    body: Annotated[str | None, cell("机构", "the body it was raised in", to="bodies")] = None
    organization: Annotated[str | None, cell("党组织", "the organization it was raised in", to="organizations")] = None
    kind: Annotated[MatterKind, cell("事项类别", "what it is about")]
    nature: Annotated[Nature | None, cell("性质", "how early it was noticed")] = None
    executor: Annotated[str | None, cell("执行党组织", "the organization that carries it out", to="organizations")] = (
        None
    )
    raised_on: Annotated[date, cell("提出日期", "day raised")]
    resolved_on: Annotated[date | None, cell("解决日期", "day resolved; empty: open")] = None


MEETINGS = Table(
    "meetings",
    "会议与组织生活",
    Meeting,
    locator=("organization", "body", "team"),
    since="held_on",
    singular="meeting",
    aliases=("会议", "组织生活"),
)
ATTENDANCES = Table(
    "attendances", "参加记录", Attendance, key=("meeting", "member"), locator=("member",), singular="attendance"
)
MATTERS = Table(
    "matters",
    "共商事项",
    Matter,
    locator=("body", "organization"),
    since="raised_on",
    singular="matter",
)
