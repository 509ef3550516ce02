"""How a table of the contract is declared: a pydantic model, each column once.

A column is an annotated field. Its type says how a cell is read (a vocabulary, a date, a list of
words …), `None` in the type says it is optional, and `cell` says the rest: the Chinese label, the
meaning, and what a reference refers to. `Column` and `Table` are derived from the model; readers,
JSON Schema, templates and docs are derived from those.

    >>> from regionpb.contract import TABLES
    >>> column = TABLES["organizations"].column("上级组织")
    >>> column.name, column.label, column.references, column.required
    ('superior', '上级党组织', 'organizations', False)
"""

from __future__ import annotations

import re
import types
import typing
import unicodedata
from collections.abc import Mapping
from datetime import date
from enum import Enum
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, cast

import polars as pl
from attrs import field, frozen
from pydantic import GetJsonSchemaHandler
from pydantic.fields import FieldInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticUndefined

from regionpb.errors import UnknownName
from regionpb.vocabulary import Term

if TYPE_CHECKING:
    from regionpb.contract.row import Row

__all__ = ["Cell", "Column", "Kind", "Table", "cell", "column_of", "normal"]


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


_DTYPES: Mapping[Kind, pl.DataType] = {
    Kind.DATE: pl.Date(),
    Kind.YES_NO: pl.Boolean(),
    Kind.INTEGER: pl.Int64(),
    Kind.NUMBER: pl.Float64(),
}


_REQUIRED = re.compile(r"^\*+|(?:\*|[(\[【]必填[)\]】])+$")
"""What a form writes beside the header of a column that must be filled."""


@lru_cache(maxsize=4096)  # the same few headers come with every table
def normal(name: str) -> str:
    """A header or table name with case, width, white space, underscores and marks of the required put aside.

    >>> normal(" Regional_Unit "), normal("regional-unit"), normal("服务中心(站、点)"), normal("党员 编号（必填）")
    ('regionalunit', 'regionalunit', '服务中心(站、点)', '党员编号')
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    bare = "".join(c for c in folded if not c.isspace() and c not in "_\ufeff\u200b")
    return re.sub("([a-z])-", r"\1", _REQUIRED.sub("", bare)) or bare


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

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Carry label, meaning, reference and bounds into the JSON Schema."""
        out = handler(schema)
        out["title"] = self.label
        out["description"] = self.meaning
        if self.references:
            out["x-references"] = self.references
        if self.aliases:
            out["x-aliases"] = [*self.aliases]
        if self.kind:
            out["x-kind"] = self.kind.value
        if self.empty:
            out["x-empty"] = [*self.empty]
        if self.personal:
            out["x-personal"] = True
        return out


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


@frozen
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


@frozen
class Table:
    """One table of the contract.

    Attributes:
        name: the English name, such as `"organizations"`.
        label: the Chinese name.
        model: the pydantic model of one row.
        key: the columns that identify a thing (`("id",)` for most).
        aliases: other names a file or sheet may have.
        locator: the columns that lead towards a division, the first that is filled.
        since: of a table without versions, the date from which a row exists.
        singular: the name of one row, for handles and messages.
        columns: its columns, those of the model.
        exactly_one: columns of which exactly one is filled in each row, as the model says.
    """

    name: str
    label: str
    model: type[Row]
    key: tuple[str, ...] = ("id",)
    aliases: tuple[str, ...] = ()
    locator: tuple[str, ...] = ("division",)
    since: str | None = None
    singular: str = ""
    columns: tuple[Column, ...] = field(init=False)
    exactly_one: tuple[str, ...] = field(init=False)

    def __attrs_post_init__(self) -> None:
        columns = [column_of(name, info) for name, info in self.model.model_fields.items()]
        columns.sort(key=lambda c: c.name in {"start", "end"})  # a version's dates stand last
        object.__setattr__(self, "columns", tuple(columns))
        object.__setattr__(self, "exactly_one", self.model.exactly_one)

    @cached_property
    def by_name(self) -> Mapping[str, Column]:
        """The columns by their English name."""
        return {c.name: c for c in self.columns}

    @cached_property
    def by_header(self) -> Mapping[str, Column]:
        """The columns by every normalised header."""
        return {h: c for c in self.columns for h in c.headers}

    @cached_property
    def personal(self) -> tuple[str, ...]:
        """The columns that name people, which never leave the library by default."""
        return tuple(c.name for c in self.columns if c.personal)

    def public(self, frame: pl.DataFrame) -> pl.DataFrame:
        """A frame of the table without the columns that name people.

        Example:
            >>> from regionpb.contract import TABLES
            >>> TABLES["members"].public(pl.DataFrame({"id": ["M-1"], "name": ["某某"]})).columns
            ['id']
        """
        return frame.drop(self.personal, strict=False) if self.personal else frame

    @property
    def dated(self) -> bool:
        """Whether rows are versions with `start` and `end`."""
        return "start" in self.by_name

    @property
    def schema(self) -> dict[str, pl.DataType]:
        """Column names and polars types, in order."""
        return {c.name: c.dtype for c in self.columns}

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of the table, normalised."""
        return tuple(normal(n) for n in (self.name, self.label, *self.aliases))

    def column(self, header: str) -> Column:
        """The column under a header, English or Chinese.

        Raises:
            UnknownName: when no column has that header.
        """
        found = self.by_header.get(normal(header))
        if found is None:
            raise UnknownName(f"column of {self.name}", header, self.by_name, f"“{self.label}”表的列")
        return found
