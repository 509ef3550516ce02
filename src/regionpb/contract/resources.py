"""Money and people for the work: budgets, full-time workers, hardship grants, declared totals.

>>> Budget.model_validate(
...     {"编号": "b", "党组织": "O-1", "年度": "2010", "来源": "财政", "用途": "党员活动", "金额": "12,000"}).amount
12000.0
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from regionpb.contract.base import Table
from regionpb.contract.columns import Kind, cell
from regionpb.contract.columns import cell as column
from regionpb.contract.row import DatedRow, Row
from regionpb.vocabulary import BudgetSource, GrantKind, Post, Purpose, RecruitedBy

__all__ = ["BUDGETS", "DECLARED", "GRANTS", "WORKERS", "Budget", "Declared", "Grant", "Worker"]


class Budget(Row):
    """Money of an organization in a year 经费 (P4b)."""

    id: Annotated[str, cell("编号", "id of the entry", kind=Kind.KEY)]
    organization: Annotated[str, cell("党组织", "whose money it is", to="organizations")]
    year: Annotated[int, cell("年度", "calendar year", at_least=0)]
    source: Annotated[BudgetSource, cell("来源", "where it comes from")]
    purpose: Annotated[Purpose, cell("用途", "what it is for")]
    amount: Annotated[float, cell("金额", "yuan", at_least=0)]


class Worker(DatedRow):
    """One version of a full-time Party worker 专职党务工作者 (P4a, P4b)."""

    id: Annotated[str, cell("编号", "id of the worker", kind=Kind.KEY)]
    member: Annotated[str | None, cell("党员", "who it is", to="members")] = None
    post: Annotated[Post | None, cell("岗位", "the post")] = None
    organization: Annotated[str | None, cell("党组织", "where they work", to="organizations")] = None
    annual_pay: Annotated[float | None, cell("年报酬", "yuan a year", at_least=0)] = None
    insured: Annotated[bool | None, cell("参加养老医疗保险", "whether insured")] = None
    certified_on: Annotated[date | None, cell("资格认证日期", "day certified")] = None
    recruited_by: Annotated[RecruitedBy | None, cell("选配方式", "how they were chosen")] = None


class Grant(Row):
    """Help to a member in hardship 困难互助 (P4b)."""

    id: Annotated[str, cell("编号", "id of the grant", kind=Kind.KEY)]
    member: Annotated[str, cell("党员", "who received it", to="members")]
    granted_on: Annotated[date, cell("发放日期", "day granted")]
    amount: Annotated[float, cell("金额", "yuan", at_least=0)]
    kind: Annotated[GrantKind, cell("类别", "aid or guarantee")]


class Declared(Row):
    """A total that an organization declared 上报数."""

    # Its own `cell` hides the function of that name.

    organization: Annotated[str, column("党组织", "who declared it", to="organizations")]
    day: Annotated[date, column("统计日期", "the day it speaks of")]
    cell: Annotated[str, column("指标", "a name of the statistics")]
    value: Annotated[float, column("数值", "the number declared", at_least=0)]


BUDGETS = Table("budgets", "经费", Budget, locator=("organization",), singular="budget")
WORKERS = Table("workers", "专职党务工作者", Worker, locator=("organization", "member"), singular="worker")
GRANTS = Table("grants", "困难互助", Grant, locator=("member",), since="granted_on", singular="grant")
DECLARED = Table(
    "declared",
    "上报数",
    Declared,
    key=("organization", "day", "cell"),
    locator=("organization",),
    since="day",
    singular="declared",
)
