"""Members, those on the way to becoming one, and the transfers of their formal relation.

There is no identity number anywhere; `name` is the only personal name, is optional, and never leaves by default.

>>> Member.model_validate({"党员编号": "M-1", "所在党组织": "O-1", "党员类别": "正式", "入党日期": "1985.07"}).joined
datetime.date(1985, 7, 1)
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from regionpb.contract.base import Table
from regionpb.contract.columns import Kind, cell
from regionpb.contract.row import DatedRow, Row
from regionpb.vocabulary import Category, Entry, Exit, FloatingStage, Stage, Status, TransferKind

__all__ = ["CANDIDATES", "MEMBERS", "TRANSFERS", "Candidate", "Member", "Transfer"]


class Member(DatedRow):
    """One version of a member 党员: where the formal relation lies, from when to when."""

    id: Annotated[str, cell("党员编号", "a pseudonym", kind=Kind.KEY, aliases=("编号", "党员代码"))]
    organization: Annotated[
        str,
        cell(
            "所在党组织",
            "where the formal relation lies",
            to="organizations",
            aliases=("所在党支部", "所在支部", "党组织", "党支部", "支部"),
        ),
    ]
    status: Annotated[Status, cell("党员类别", "full or on probation", aliases=("党员类型",))]
    joined: Annotated[date | None, cell("入党日期", "day of admission")] = None
    confirmed: Annotated[date | None, cell("转正日期", "day of full membership")] = None
    probation_until: Annotated[date | None, cell("预备期至", "end of probation, where extended")] = None
    birth_year: Annotated[int | None, cell("出生年份", "year of birth", at_least=0, aliases=("出生年",))] = None
    category: Annotated[Category | None, cell("人员类别", "what the member does")] = None
    unit: Annotated[str | None, cell("工作单位", "the employer", to="units", aliases=("所在单位",))] = None
    residence: Annotated[
        str | None, cell("居住地", "the division lived in", to="divisions", aliases=("居住区划", "现居住地"))
    ] = None
    floating: Annotated[bool | None, cell("流动党员", "whether a floating member")] = None
    floating_stage: Annotated[FloatingStage | None, cell("流动管理环节", "stage of the floating record")] = None
    floating_since: Annotated[date | None, cell("流动起始日期", "floating since", aliases=("流动开始日期",))] = None
    host_organization: Annotated[
        str | None,
        cell("流入地党组织", "where a floating member takes part", to="organizations", aliases=("流入党组织",)),
    ] = None
    lost_since: Annotated[date | None, cell("失联日期", "out of contact since", aliases=("失去联系日期",))] = None
    entry: Annotated[Entry | None, cell("增加原因", "how the member came in")] = None
    exit: Annotated[Exit | None, cell("减少原因", "why the last version ended")] = None
    name: Annotated[
        str | None, cell("姓名", "name; never leaves the library by default", aliases=("党员姓名",), personal=True)
    ] = None


class Candidate(DatedRow):
    """One version of a person on the way to membership 发展对象."""

    id: Annotated[str, cell("编号", "a pseudonym", kind=Kind.KEY)]
    organization: Annotated[
        str,
        cell("培养党组织", "the organization that trains them", to="organizations", aliases=("所在党组织", "党组织")),
    ]
    unit: Annotated[str | None, cell("工作单位", "the employer", to="units")] = None
    stage: Annotated[Stage, cell("阶段", "how far they have come", aliases=("发展阶段",))]
    applied_on: Annotated[
        date | None, cell("申请日期", "day of application", aliases=("申请入党日期", "入党申请日期"))
    ] = None


class Transfer(Row):
    """A transfer of a member's formal relation 组织关系转接."""

    id: Annotated[str, cell("编号", "id of the transfer", kind=Kind.KEY)]
    member: Annotated[str, cell("党员", "who is transferred", to="members")]
    source: Annotated[str, cell("转出党组织", "from", to="organizations")]
    target: Annotated[str, cell("转入党组织", "to", to="organizations")]
    kind: Annotated[TransferKind, cell("转接类别", "ordinary, into the reservoir, incubated or returned")]
    issued: Annotated[date, cell("转出日期", "day issued")]
    received: Annotated[date | None, cell("接收日期", "day received; empty: open", aliases=("转入日期",))] = None


MEMBERS = Table(
    "members", "党员", Member, locator=("organization",), singular="member", aliases=("党员名册", "党员信息")
)
CANDIDATES = Table("candidates", "发展对象", Candidate, locator=("organization",), singular="candidate")
TRANSFERS = Table(
    "transfers", "组织关系转接", Transfer, locator=("target",), since="issued", singular="transfer", aliases=("转接",)
)
