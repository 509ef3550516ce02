"""The territory: divisions (GB/T 2260 and the statistics bureau's codes), and the income series of a division.

>>> street = Division.model_validate({"区划代码": "330203001000", "名称": "南门街道", "级别": "乡级"})
>>> street.code, street.level.label
('330203001', '乡级')
"""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from regionpb.codes import compact_division
from regionpb.contract.base import Table
from regionpb.contract.columns import Kind, cell
from regionpb.contract.row import DatedRow, Row
from regionpb.vocabulary import Level, Series

__all__ = ["DIVISIONS", "WAGES", "Division", "Wage"]


class Division(DatedRow):
    """One version of an administrative division 行政区划."""

    code: Annotated[
        str,
        cell(
            "区划代码",
            "national code of 2, 4, 6, 9 or 12 digits",
            kind=Kind.DIVISION_CODE,
            aliases=("代码", "行政区划代码", "区划编码"),
        ),
    ]
    name: Annotated[str, cell("名称", "official name", aliases=("区划名称", "行政区划名称"))]
    level: Annotated[Level, cell("级别", "level in the territorial tree", aliases=("区划级别", "行政级别", "层级"))]
    parent: Annotated[
        str | None,
        cell("上级区划", "the division above", to="divisions", aliases=("上级代码", "上级区划代码", "上级行政区划")),
    ] = None
    latitude: Annotated[float | None, cell("纬度", "degrees north", at_least=-90, at_most=90)] = None
    longitude: Annotated[float | None, cell("经度", "degrees east", at_least=-180, at_most=180)] = None

    @model_validator(mode="after")
    def _cut_to_level(self) -> Self:
        code = compact_division(self.code, self.level)
        if code is None:
            raise PydanticCustomError(
                "E009",
                "'{code}' is not as long as the code of a {level}",
                {"code": self.code, "level": str(self.level), "column": "code"},
            )
        object.__setattr__(self, "code", code)  # frozen for everybody else, and not yet handed out
        return self


class Wage(Row):
    """An income benchmark of a division in a year 收入基准."""

    division: Annotated[str, cell("区划", "the division it speaks of", to="divisions")]
    year: Annotated[int, cell("年度", "calendar year", at_least=0)]
    series: Annotated[Series, cell("指标", "which income")]
    amount: Annotated[float, cell("金额", "yuan a year", at_least=0)]


DIVISIONS = Table(
    "divisions", "行政区划", Division, key=("code",), locator=("code",), singular="division", aliases=("区划",)
)
WAGES = Table("wages", "收入基准", Wage, key=("division", "year", "series"), singular="wage")
