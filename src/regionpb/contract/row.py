"""What the models of all rows share: headers in either language, untidy cells, versions.

>>> from regionpb.contract.organization import Organization
>>> row = Organization.model_validate(
...     {"党组织编号": "O-1", "党组织名称": "某村党支部", "组织形式": "党支部", "所在区划": "330203001001.0",
...      "换届日期": "2010年5月", "经批准": "是"})
>>> row.form.label, row.division, row.elected_on, row.approved
('党支部', '330203001001', datetime.date(2010, 5, 1), True)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Annotated, Any, ClassVar, Self, cast

from pydantic import BaseModel, ConfigDict, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from regionpb.contract.cells import read_cell
from regionpb.contract.columns import Column, cell, column_of
from regionpb.contract.syntax import normal

__all__ = ["DatedRow", "Row"]


@cache
def _columns(model: type[BaseModel]) -> tuple[Mapping[str, Column], Mapping[str, str]]:
    """The columns of a model by name, and their names by header."""
    columns = {name: column_of(name, info) for name, info in model.model_fields.items()}
    return columns, {header: c.name for c in columns.values() for header in c.headers}


def _held(column: Column, value: Any) -> Any:  # noqa: ANN401 - any cell
    """A canonical cell as a model holds it."""
    if value is None:
        value = column.default
    if value is None:
        return None
    read: Callable[[Any], Any] = column.vocabulary or (lambda item: item)
    return tuple(map(read, value)) if column.kind.is_list else read(value)


class Row(BaseModel):
    """One row of a table. Unknown columns are kept; empty cells are None; a faulty cell raises its E code."""

    model_config = ConfigDict(frozen=True, extra="allow")

    exactly_one: ClassVar[tuple[str, ...]] = ()
    """Columns of which exactly one is filled."""

    @classmethod
    def of_cells(cls, cells: Mapping[str, Any]) -> Self:
        """The row of canonical cells, such as those of a region's frames: what they hold is not judged again.

        Args:
            cells: the cells by column; a required one may be None where no source had it. Other columns are kept.

        Example:
            >>> from regionpb.contract.leadership import Pairing
            >>> row = Pairing.of_cells({"id": "P-1", "left": "O-1", "right": None, "tasks": ["talent"], "note": "x"})
            >>> row.right, row.tasks, row.model_extra
            (None, (<Task.TALENT: 'talent'>,), {'note': 'x'})
        """
        columns, _ = _columns(cls)
        construct: Callable[..., Any] = cls.model_construct  # checkers differ on whether it gives the class itself
        row: Self = construct({*cells}, **{name: _held(c, cells.get(name)) for name, c in columns.items()})
        if row.__pydantic_extra__ is not None:  # not among the arguments: a header may be called as one of those
            row.__pydantic_extra__.update({name: cell for name, cell in cells.items() if name not in columns})
        return row

    @model_validator(mode="before")
    @classmethod
    def _headers(cls, data: Any) -> Any:  # noqa: ANN401 - whatever a caller hands over
        if not isinstance(data, Mapping):
            return data
        given = cast("Mapping[str, Any]", data)
        names = _columns(cls)[1]
        out: dict[str, Any] = {}
        for header, value in given.items():
            out.setdefault(names.get(normal(str(header)), str(header)), value)
        return out

    @field_validator("*", mode="before")
    @classmethod
    def _cells(cls, value: Any, info: ValidationInfo) -> Any:  # noqa: ANN401 - any cell
        return read_cell(_columns(cls)[0][str(info.field_name)], value)

    @model_validator(mode="after")
    def _one_of_several(self) -> Self:
        filled = [name for name in self.exactly_one if getattr(self, name) is not None]
        names = ", ".join(self.exactly_one)
        if self.exactly_one and not filled:
            raise PydanticCustomError(
                "E004", "one of {names} must be filled", {"names": names, "column": self.exactly_one[0]}
            )
        if len(filled) > 1:
            raise PydanticCustomError(
                "E002", "only one of {names} may be filled", {"names": names, "column": filled[1]}
            )
        return self


class DatedRow(Row):
    """One version of a thing, valid in the half-open interval from `start` to `end`."""

    start: Annotated[
        date | None, cell("生效日期", "first day of this version; empty: since ever", aliases=("开始日期", "起始日期"))
    ] = None
    end: Annotated[
        date | None,
        cell(
            "失效日期",
            "first day on which it no longer holds; empty: still",
            aliases=("结束日期", "终止日期"),
            empty=("至今", "长期", "-", "--", "—", "——"),
        ),
    ] = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.start is not None and self.end is not None and self.end <= self.start:
            raise PydanticCustomError(
                "E006", "end {end} is not after start {start}", {"start": self.start, "end": self.end, "column": "end"}
            )
        return self
