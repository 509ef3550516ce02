"""How a column of the contract is declared: a field of a pydantic model, once.

A column is an annotated field. Its type says how a cell is read (a vocabulary, a date, a list of
words …), `None` in the type says it is optional, and `cell` says the rest: the Chinese label, the
meaning, and what a reference refers to. `Column` is derived from the field.

    >>> from typing import Annotated
    >>> from pydantic.fields import FieldInfo
    >>> column = column_of("superior", FieldInfo.from_annotation(Annotated[str | None, cell("上级", to="units")]))
    >>> column.kind, column.required, column.headers
    (<Kind.REFERENCE: 'reference'>, False, ('superior', '上级'))
"""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any, Literal, cast

import polars as pl
from attrs import frozen
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from regionpb.contract.syntax import normal
from regionpb.vocabulary import Term

__all__ = ["Cell", "Column", "Kind", "cell", "column_of"]


class Kind(Enum):
    """How the cells of a column are read."""

    TEXT = "text"
    KEY = "key"
    REFERENCE = "reference"
    REFERENCES = "list of references"
    TERM = "vocabulary"
    TERMS = "list of vocabulary"
    WORDS = "list of text"
    DATE = "date"
    YES_NO = "yes/no"
    INTEGER = "integer"
    NUMBER = "number"
    DIVISION_CODE = "division code"
    CREDIT_CODE = "credit code"

    @property
    def is_list(self) -> bool:
        """Whether one cell holds several values."""
        return self in {Kind.REFERENCES, Kind.TERMS, Kind.WORDS}

    @property
    def dtype(self) -> pl.DataType:
        """The polars type of a column of this kind."""
        if self.is_list:
            return pl.List(pl.String())
        return _DTYPES.get(self, pl.String())

    @property
    def fault_code(self) -> Literal["E002", "E003", "E009"]:
        """The code of a cell of this kind that is filled but cannot be read.

        Example:
            >>> Kind.DATE.fault_code, Kind.TERM.fault_code, Kind.CREDIT_CODE.fault_code
            ('E002', 'E003', 'E009')
        """
        if self in {Kind.TERM, Kind.TERMS}:
            return "E003"
        return "E009" if self in {Kind.DIVISION_CODE, Kind.CREDIT_CODE} else "E002"


_DTYPES: Mapping[Kind, pl.DataType] = {
    Kind.DATE: pl.Date(),
    Kind.YES_NO: pl.Boolean(),
    Kind.INTEGER: pl.Int64(),
    Kind.NUMBER: pl.Float64(),
}


@frozen
class Cell:
    """What a field's annotation says about its column beyond its type (see `cell`)."""

    label: str
    meaning: str
    references: str | None = None
    kind: Kind | None = None
    aliases: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    empty: tuple[str, ...] = ()
    personal: bool = False


def cell(
    label: str,
    meaning: str = "",
    *,
    to: str | None = None,
    kind: Kind | None = None,
    aliases: tuple[str, ...] = (),
    at_least: float | None = None,
    at_most: float | None = None,
    empty: tuple[str, ...] = (),
    personal: bool = False,
) -> Cell:
    """Declare a column.

    Args:
        label: the Chinese label.
        meaning: what a cell says, in English; the unit where there is one.
        to: the table whose ids the cells are.
        kind: how cells are read, where the type alone does not say it.
        aliases: other headers under which the column is known.
        at_least: the smallest value allowed.
        at_most: the largest value allowed.
        empty: what may stand in a cell and say no more than an empty one.
        personal: whether cells name a person: such a column never leaves the library by default.
    """
    return Cell(label, meaning, to, kind, aliases, at_least, at_most, empty, personal)


@frozen(cache_hash=True)
class Column:
    """One column of a table, derived from the field of a model."""

    name: str
    kind: Kind
    label: str
    meaning: str
    required: bool
    references: str | None = None
    vocabulary: type[Term] | None = None
    aliases: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    default: str | None = None
    empty: tuple[str, ...] = ()
    personal: bool = False

    @property
    def dtype(self) -> pl.DataType:
        """The polars type that holds it."""
        return self.kind.dtype

    @property
    def headers(self) -> tuple[str, ...]:
        """Every header under which it is recognised, normalised.

        Registers also write 时间 for 日期, 所属 for 所在, and 是否 before a yes or no.
        """
        told = [normal(h) for h in (self.name, self.label, *self.aliases)]
        told += [h.replace("日期", "时间") for h in told]
        told += [h.replace("所在", "所属") for h in told]
        if self.kind is Kind.YES_NO:
            told.append(f"是否{normal(self.label)}")
        return tuple(dict.fromkeys(told))


_PLAIN_KINDS: Mapping[type, Kind] = {
    str: Kind.TEXT,
    date: Kind.DATE,
    bool: Kind.YES_NO,
    int: Kind.INTEGER,
    float: Kind.NUMBER,
}


def column_of(name: str, info: FieldInfo) -> Column:
    """The column that a field of a row model declares.

    Raises:
        TypeError: when the field carries no `cell` or has a type that no kind reads.
    """
    said = next((m for m in cast("list[object]", info.metadata) if isinstance(m, Cell)), None)
    if said is None:
        raise TypeError(f"field {name!r} is not declared with cell(...)")
    required, inner = _optional(info.annotation)
    several = typing.get_origin(inner) is tuple
    item = typing.get_args(inner)[0] if several else inner
    vocabulary = item if isinstance(item, type) and issubclass(item, Term) else None
    default = info.default if info.default is not PydanticUndefined else None
    return Column(
        name=name,
        kind=said.kind or _kind(item, several=several, vocabulary=vocabulary, references=said.references),
        label=said.label,
        meaning=said.meaning,
        required=required and info.is_required(),
        references=said.references,
        vocabulary=vocabulary,
        aliases=said.aliases,
        minimum=said.minimum,
        maximum=said.maximum,
        default=str(default) if isinstance(default, Term) else None,
        empty=said.empty,
        personal=said.personal,
    )


def _optional(annotation: Any) -> tuple[bool, Any]:  # noqa: ANN401 - an annotation is anything
    """Whether a cell must be filled, and the type it then has."""
    if typing.get_origin(annotation) in {typing.Union, types.UnionType}:
        inner = [a for a in typing.get_args(annotation) if a is not type(None)]
        return False, inner[0]
    return True, annotation


def _kind(item: Any, *, several: bool, vocabulary: type[Term] | None, references: str | None) -> Kind:  # noqa: ANN401
    if vocabulary is not None:
        return Kind.TERMS if several else Kind.TERM
    if references is not None:
        return Kind.REFERENCES if several else Kind.REFERENCE
    if several:
        return Kind.WORDS
    return _PLAIN_KINDS[item]
