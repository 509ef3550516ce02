"""Service to members and residents: points, volunteer teams, volunteers, projects, requests.

>>> ServicePoint.model_validate(
...     {"编号": "s", "名称": "某中心", "类别": "公共服务中心", "所在区划": "330203001", "面积": "１,２００.5"}).area_m2
1200.5
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from regionpb.contract.base import Table
from regionpb.contract.columns import Kind, cell
from regionpb.contract.row import DatedRow, Row
from regionpb.vocabulary import AskedBy, Basis, Channel, Circle, RequestKind, Service, ServicePointKind

__all__ = [
    "PROJECTS",
    "REQUESTS",
    "SERVICE_POINTS",
    "VOLUNTEERS",
    "VOLUNTEER_TEAMS",
    "Project",
    "Request",
    "ServicePoint",
    "Volunteer",
    "VolunteerTeam",
]


class ServicePoint(DatedRow):
    """One version of a service centre, station or point 服务中心(站、点) (P2a, P4c)."""

    id: Annotated[str, cell("编号", "id of the point", kind=Kind.KEY)]
    name: Annotated[str, cell("名称", "full name")]
    kind: Annotated[ServicePointKind, cell("类别", "what kind of point it is")]
    division: Annotated[str, cell("所在区划", "the division it serves", to="divisions")]
    regional_unit: Annotated[str | None, cell("统筹区域", "the 1+N unit it serves", to="regional_units")] = None
    area_m2: Annotated[float | None, cell("面积", "floor area in square metres", at_least=0)] = None
    services: Annotated[tuple[Service, ...] | None, cell("服务内容", "the services it offers")] = None
    circles: Annotated[tuple[Circle, ...] | None, cell("服务圈", "the ten-minute circles it belongs to")] = None
    linked_to: Annotated[tuple[str, ...] | None, cell("联通", "points it is linked to", to="service_points")] = None
    latitude: Annotated[float | None, cell("纬度", "degrees north", at_least=-90, at_most=90)] = None
    longitude: Annotated[float | None, cell("经度", "degrees east", at_least=-180, at_most=180)] = None


class VolunteerTeam(DatedRow):
    """One version of a team of volunteers 党员志愿者队伍 (P2b)."""

    id: Annotated[str, cell("队伍编号", "id of the team", kind=Kind.KEY)]
    name: Annotated[str, cell("队伍名称", "full name")]
    basis: Annotated[Basis, cell("组建依据", "what it was formed on")]
    division: Annotated[str, cell("所在区划", "the division it serves", to="divisions")]
    organization: Annotated[str | None, cell("党组织", "the organization it belongs to", to="organizations")] = None
    body: Annotated[str | None, cell("协调机构", "the body that coordinates it", to="bodies")] = None
    skills: Annotated[tuple[str, ...] | None, cell("专长", "what it is good at")] = None
    stars: Annotated[int | None, cell("星级", "0 to 5", at_least=0, at_most=5)] = None


class Volunteer(DatedRow):
    """One version of a member's place in a team 志愿者."""

    team: Annotated[str, cell("队伍", "the team", to="volunteer_teams")]
    member: Annotated[str, cell("党员", "the member", to="members")]
    skills: Annotated[tuple[str, ...] | None, cell("专长", "what the volunteer is good at")] = None


class Project(DatedRow):
    """One version of a team's project 服务项目."""

    id: Annotated[str, cell("编号", "id of the project", kind=Kind.KEY)]
    team: Annotated[str, cell("队伍", "the team", to="volunteer_teams")]
    name: Annotated[str, cell("项目名称", "name of the project")]


class Request(Row):
    """A request for service 服务请求."""

    id: Annotated[str, cell("编号", "id of the request", kind=Kind.KEY)]
    kind: Annotated[RequestKind, cell("类别", "what is asked")]
    channel: Annotated[Channel, cell("渠道", "the way it came in")]
    asked_by: Annotated[AskedBy | None, cell("提出者", "who asked")] = None
    service_point: Annotated[str | None, cell("服务点", "the point it came to", to="service_points")] = None
    team: Annotated[str | None, cell("志愿者队伍", "the team that took it", to="volunteer_teams")] = None
    division: Annotated[str, cell("所在区划", "the division it came from", to="divisions")]
    opened_on: Annotated[date, cell("受理日期", "day accepted")]
    closed_on: Annotated[date | None, cell("办结日期", "day closed; empty: open")] = None
    satisfied: Annotated[bool | None, cell("满意", "whether the asker was satisfied")] = None


SERVICE_POINTS = Table(
    "service_points", "服务中心(站、点)", ServicePoint, singular="service_point", aliases=("服务中心", "服务点")
)
VOLUNTEER_TEAMS = Table(
    "volunteer_teams", "党员志愿者队伍", VolunteerTeam, singular="volunteer_team", aliases=("志愿者队伍",)
)
VOLUNTEERS = Table("volunteers", "志愿者", Volunteer, key=("team", "member"), locator=("team",), singular="volunteer")
PROJECTS = Table("projects", "服务项目", Project, locator=("team",), singular="project")
REQUESTS = Table("requests", "服务请求", Request, since="opened_on", singular="request")
