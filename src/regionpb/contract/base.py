"""How a table of the contract is declared: by the pydantic model of its rows, each column once.

`Table` is derived from the model; readers, JSON Schema, templates and docs are derived from it.

    >>> from regionpb.contract import TABLES
    >>> column = TABLES["organizations"].column("上级组织")
    >>> column.name, column.label, column.references, column.required
    ('superior', '上级党组织', 'organizations', False)
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import polars as pl
from attrs import field, frozen

from regionpb.contract.columns import Column, column_of
from regionpb.contract.row import Row
from regionpb.contract.syntax import normal
from regionpb.errors import UnknownName

__all__ = ["Table"]


@frozen(cache_hash=True)
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

    def unsaid(self, frame: pl.DataFrame) -> frozenset[str]:
        """The columns in which nothing stands but what they mean where nothing does."""
        told = [(c, frame[c.name].drop_nulls()) for c in self.columns]
        return frozenset(
            c.name for c, cells in told if cells.is_empty() or (c.default is not None and (cells == c.default).all())
        )

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
