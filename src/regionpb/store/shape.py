"""What a register in a store is made of: its tables, the columns that did not come, and those the contract lacks.

>>> import polars as pl
>>> import regionpb
>>> frames = dict(regionpb.testing.minimal().frames)
>>> frames["units"] = frames["units"].with_columns(pl.lit(3).alias("备注"))
>>> region = regionpb.read(frames, at="2011-07-29")
>>> shape = Shape.of(region.tables, region.tables)
>>> shape.more("units"), Shape.from_json(shape.to_json()) == shape
({'备注': Int64}, True)
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, cast

import polars as pl
from attrs import frozen

from regionpb.contract import TABLES
from regionpb.graph.tables import Tables

__all__ = ["KEPT", "Shape"]

KEPT: tuple[pl.DataType, ...] = (
    pl.String(),
    pl.Boolean(),
    pl.Int64(),
    pl.Float64(),
    pl.Date(),
    pl.Time(),
    pl.Datetime("us"),
    pl.List(pl.String()),
)
"""The types of columns that the contract does not know; all others are kept as text."""

_BY_NAME: Mapping[str, pl.DataType] = MappingProxyType({str(kind): kind for kind in KEPT})


@frozen
class Shape:
    """The tables of a register.

    Attributes:
        absent: by table, the columns that no source had and to which nothing that stands was written.
        begun: the same when the journal began.
        types: by table, the columns that the contract does not know, and the names of their types.
        filled: the tables that had rows when the journal began.
    """

    absent: Mapping[str, frozenset[str]]
    begun: Mapping[str, frozenset[str]]
    types: Mapping[str, Mapping[str, str]]
    filled: frozenset[str]

    @classmethod
    def of(cls, tables: Tables, base: Tables) -> Shape:
        """The shape of tables, and of those with which their journal begins."""
        types = {
            name: {c: str(kind) for c, kind in frame.schema.items() if c not in TABLES[name].by_name}
            for name, frame in tables.frames.items()
        }
        absent, begun = (
            {name: each.absent.get(name, frozenset[str]()) for name in tables.frames} for each in (tables, base)
        )
        return cls(absent, begun, types, base.filled)

    def more(self, table: str) -> dict[str, pl.DataType]:
        """The columns of a table that the contract does not know."""
        return {column: _BY_NAME[kind] for column, kind in self.types[table].items()}

    def columns(self, table: str) -> list[str]:
        """All columns of a table."""
        return [*TABLES[table].by_name, *self.types[table]]

    def to_json(self) -> dict[str, Any]:
        """As a database keeps it."""
        return {
            name: {
                "absent": sorted(absent),
                "begun": sorted(self.begun[name]),
                "more": dict(self.types[name]),
                "filled": name in self.filled,
            }
            for name, absent in self.absent.items()
        }

    @classmethod
    def from_json(cls, told: object) -> Shape:
        """As a database keeps it."""
        tables = cast("dict[str, dict[str, Any]]", told)
        known = {name: tables[name] for name in TABLES if name in tables}
        return cls(
            {name: frozenset(each["absent"]) for name, each in known.items()},
            {name: frozenset(each["begun"]) for name, each in known.items()},
            {name: dict(each["more"]) for name, each in known.items()},
            frozenset(name for name, each in known.items() if each.get("filled", True)),
        )
