"""Organizations, the units they cover and the 1+N units they form.

>>> row = {"单位编号": "u-1", "单位名称": "某村", "单位类别": "村", "所在区划": "330203001001"}
>>> Unit.model_validate(row).kind.label
'村'
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from regionpb.contract.base import Table
from regionpb.contract.columns import Kind, cell
from regionpb.contract.row import DatedRow
from regionpb.vocabulary import ElectedBy, EndReason, Form, Function, Mode, UnitKind

__all__ = ["ORGANIZATIONS", "REGIONAL_UNITS", "UNITS", "Organization", "RegionalUnit", "Unit"]

_DIVISION = ("区划", "行政区划", "所在行政区划", "区划代码")


class Unit(DatedRow):
    """One version of a unit 单位: a village, a community, an enterprise, an organ and the like."""

    id: Annotated[str, cell("单位编号", "id of the unit", kind=Kind.KEY, aliases=("编号", "单位代码"))]
    name: Annotated[str, cell("单位名称", "full name", aliases=("名称", "单位全称"))]
    kind: Annotated[UnitKind, cell("单位类别", "what kind of unit it is", aliases=("单位类型",))]
    division: Annotated[str, cell("所在区划", "the division it lies in", to="divisions", aliases=_DIVISION)]
    trade: Annotated[str | None, cell("行业", "its trade", aliases=("所在行业",))] = None
    organization: Annotated[
        str | None, cell("党组织", "the organization that covers it", to="organizations", aliases=("所在党组织",))
    ] = None
    regional_unit: Annotated[
        str | None, cell("统筹区域", "the 1+N unit it lies in", to="regional_units", aliases=("所在统筹区域",))
    ] = None
    employees: Annotated[
        int | None, cell("职工人数", "people employed", at_least=0, aliases=("职工数", "员工人数", "员工数"))
    ] = None
    credit_code: Annotated[
        str | None,
        cell(
            "统一社会信用代码", "18 characters, GB 32100", kind=Kind.CREDIT_CODE, aliases=("信用代码", "社会信用代码")
        ),
    ] = None
    influential: Annotated[bool | None, cell("影响力大", "whether it is influential in its street")] = None
    latitude: Annotated[float | None, cell("纬度", "degrees north", at_least=-90, at_most=90)] = None
    longitude: Annotated[float | None, cell("经度", "degrees east", at_least=-180, at_most=180)] = None


class Organization(DatedRow):
    """One version of a Party organization 党组织."""

    id: Annotated[str, cell("党组织编号", "id of the organization", kind=Kind.KEY, aliases=("党组织代码", "编号"))]
    name: Annotated[str, cell("党组织名称", "full name as on the seal", aliases=("党组织全称", "名称"))]
    form: Annotated[Form, cell("组织形式", "its form", aliases=("党组织类别", "党组织形式"))]
    function: Annotated[Function, cell("职能", "what it does beyond its form")] = Function.GENERAL
    superior: Annotated[
        str | None,
        cell(
            "上级党组织",
            "the organization it is subordinate to (the block 块)",
            to="organizations",
            aliases=("上级组织", "隶属于", "上级党组织名称"),
        ),
    ] = None
    guided_by: Annotated[
        str | None,
        cell(
            "业务指导组织",
            "the organization that guides it by trade (the line 条)",
            to="organizations",
            aliases=("业务指导党组织",),
        ),
    ] = None
    division: Annotated[str, cell("所在区划", "the division it lies in", to="divisions", aliases=_DIVISION)]
    regional_unit: Annotated[
        str | None,
        cell("统筹区域", "the 1+N unit of which it is one of the N", to="regional_units", aliases=("所在统筹区域",)),
    ] = None
    elected_on: Annotated[
        date | None, cell("换届日期", "day of the last election", aliases=("最近换届日期", "最近一次换届日期"))
    ] = None
    elected_by: Annotated[ElectedBy | None, cell("选举方式", "how it was elected")] = None
    term_years: Annotated[
        int | None, cell("任期年限", "term in years, where its own", at_least=0, aliases=("任期",))
    ] = None
    approved: Annotated[bool | None, cell("经批准", "a form outside the size rules was approved")] = None
    external: Annotated[bool | None, cell("区域外", "known only as the other end of a transfer")] = None
    member_count: Annotated[
        int | None, cell("党员人数", "members declared", at_least=0, aliases=("党员数", "党员总数"))
    ] = None
    end_reason: Annotated[EndReason | None, cell("撤销原因", "why it ended")] = None


class RegionalUnit(DatedRow):
    """One version of a 1+N unit 统筹区域: one hub that coordinates N organizations (P1a)."""

    id: Annotated[str, cell("区域编号", "id of the 1+N unit", kind=Kind.KEY, aliases=("统筹区域编号", "编号"))]
    name: Annotated[str, cell("区域名称", "name of the 1+N unit", aliases=("统筹区域名称", "名称"))]
    mode: Annotated[Mode, cell("统筹模式", "one of the ten modes")]
    division: Annotated[
        str, cell("所在区划", "the smallest division that contains it", to="divisions", aliases=_DIVISION)
    ]
    hub: Annotated[str | None, cell("区域性党组织", 'the hub organization, the "1"', to="organizations")] = None
    reservoir: Annotated[
        str | None,
        cell(
            "蓄水池组织",
            "the organization under the hub that holds the reservoir; the hub where empty",
            to="organizations",
        ),
    ] = None


UNITS = Table("units", "单位", Unit, singular="unit")
ORGANIZATIONS = Table("organizations", "党组织", Organization, singular="organization")
REGIONAL_UNITS = Table(
    "regional_units", "统筹区域", RegionalUnit, singular="regional_unit", aliases=("统筹区域(1+N)", "区域", "1+N")
)
