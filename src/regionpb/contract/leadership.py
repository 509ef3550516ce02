"""Who leads and who consults: bodies, seats, pairings and liaisons.

>>> Pairing.model_validate({"编号": "p", "甲方": "O-1", "乙方": "O-2", "共建任务": "共育党员人才；共享党建资源"}).tasks
(<Task.TALENT: 'talent'>, <Task.RESOURCES: 'resources'>)
"""

from __future__ import annotations

from typing import Annotated

from regionpb.contract.base import Table
from regionpb.contract.columns import Kind, cell
from regionpb.contract.row import DatedRow
from regionpb.vocabulary import BodyKind, Role, Task

__all__ = ["BODIES", "LIAISONS", "PAIRINGS", "SEATS", "Body", "Liaison", "Pairing", "Seat"]


class Body(DatedRow):
    """One version of a coordinating or consulting body 协调议事机构 (P1b, P1c)."""

    id: Annotated[str, cell("机构编号", "id of the body", kind=Kind.KEY)]
    name: Annotated[str, cell("机构名称", "full name")]
    kind: Annotated[BodyKind, cell("机构类别", "what kind of body it is")]
    division: Annotated[str, cell("所在区划", "the division it serves", to="divisions")]
    regional_unit: Annotated[str | None, cell("统筹区域", "the 1+N unit it serves", to="regional_units")] = None


class Seat(DatedRow):
    """One version of a seat 任职 in an organization or a body (exactly one of the two)."""

    exactly_one = ("organization", "body")

    id: Annotated[str, cell("编号", "id of the seat", kind=Kind.KEY)]
    role: Annotated[Role, cell("职务", "the role")]
    organization: Annotated[str | None, cell("党组织", "the organization it is a seat of", to="organizations")] = None
    body: Annotated[str | None, cell("机构", "the body it is a seat of", to="bodies")] = None
    holder: Annotated[str | None, cell("任职党员", "the member who holds it", to="members")] = None
    part_time: Annotated[bool | None, cell("兼职", "held part-time")] = None
    represents_organization: Annotated[
        str | None, cell("代表党组织", "the organization its holder represents", to="organizations")
    ] = None
    represents_unit: Annotated[str | None, cell("代表单位", "the unit its holder represents", to="units")] = None


class Pairing(DatedRow):
    """One version of a pairing 结对 of two organizations; mutual, without direction (P2c)."""

    id: Annotated[str, cell("编号", "id of the pairing", kind=Kind.KEY)]
    left: Annotated[str, cell("甲方", "one of the two", to="organizations")]
    right: Annotated[str, cell("乙方", "the other", to="organizations")]
    tasks: Annotated[tuple[Task, ...] | None, cell("共建任务", "which of the five shared tasks")] = None


class Liaison(DatedRow):
    """One version of a leader's link to a township and a village 联镇带村 (P2c)."""

    id: Annotated[str, cell("编号", "id of the liaison", kind=Kind.KEY)]
    leader: Annotated[str, cell("领导干部", "the leading cadre", to="members")]
    township: Annotated[str, cell("联系乡镇", "the township-level division", to="divisions")]
    village: Annotated[str, cell("联系村", "the village-level division", to="divisions")]


BODIES = Table("bodies", "协调议事机构", Body, singular="body", aliases=("机构",))
SEATS = Table("seats", "任职", Seat, locator=("organization", "body"), singular="seat")
PAIRINGS = Table("pairings", "结对", Pairing, locator=("left",), singular="pairing")
LIAISONS = Table("liaisons", "联镇带村", Liaison, locator=("village",), singular="liaison")
