"""How a store lies in a database: a table for each of the model, the journal, and what is said of them all.

Every name begins with `regionpb_`, so that a store may lie in a database of others. Rows are known by `_row`, the
position they have in the table; what the contract does not know stands in `_more`, as JSON.

>>> from regionpb.contract import TABLES
>>> [column.name for column in ROWS["pairings"].columns]
['_row', 'id', 'left', 'right', 'tasks', 'start', 'end', '_more']
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa

from regionpb.contract import TABLES, Column, Kind, Table

__all__ = ["BASE", "HEAD", "JOURNAL", "METADATA", "MORE", "POSITION", "REGISTER", "ROWS", "SEARCHED"]

POSITION = "_row"
"""The column with the position of a row."""

MORE = "_more"
"""The column with the cells of columns that the contract does not know."""

HEAD = "0001"
"""The newest migration there is."""

METADATA = sa.MetaData(naming_convention={"pk": "%(table_name)s_pk", "uq": "%(table_name)s_%(column_0_name)s_key"})

_COUNT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
"""A whole number; on SQLite a primary key of it is the row's own number."""

_TYPES: Mapping[Kind, sa.types.TypeEngine[Any]] = MappingProxyType(
    {
        Kind.DATE: sa.Date(),
        Kind.YES_NO: sa.Boolean(),
        Kind.INTEGER: sa.BigInteger(),
        Kind.NUMBER: sa.Double(),
    }
)


def _type(column: Column) -> sa.types.TypeEngine[Any]:
    return sa.JSON(none_as_null=True) if column.kind.is_list else _TYPES.get(column.kind, sa.Text())


SEARCHED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        name: tuple(
            column.name
            for column in table.columns
            if not column.kind.is_list and (column.references is not None or column.name == table.key[0])
        )
        for name, table in TABLES.items()
    }
)
"""By table, the columns in which things are looked for: its key, and its references."""


def _rows(table: Table) -> sa.Table:
    name = f"regionpb_{table.name}"
    made = sa.Table(
        name,
        METADATA,
        sa.Column(POSITION, _COUNT, primary_key=True, autoincrement=False),
        *(sa.Column(column.name, _type(column)) for column in table.columns),
        sa.Column(MORE, sa.JSON(none_as_null=True)),
    )
    for column in SEARCHED[table.name]:
        sa.Index(f"{name}_{column}", made.c[column])
    return made


ROWS: Mapping[str, sa.Table] = MappingProxyType({name: _rows(table) for name, table in TABLES.items()})
"""By table of the model, the table that holds its rows."""

_declared = ROWS["organizations"].c.member_count
sa.Index(
    "regionpb_organizations_declared",
    _declared,
    sqlite_where=_declared.is_not(None),
    postgresql_where=_declared.is_not(None),
)
"""Whether any organization declares how many members it has is asked at every change."""

REGISTER = sa.Table(
    "regionpb_register",
    METADATA,
    sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
    sa.Column("version", sa.BigInteger(), nullable=False),
    sa.Column("recorded", sa.Text()),
    sa.Column("day", sa.Date()),
    sa.Column("policy", sa.Text()),
    sa.Column("shape", sa.JSON(none_as_null=True)),
)
"""One row: the number of the last entry and when it was recorded, the day and the policy the register speaks of, and by
table the columns that no source had and the types of those that the contract does not know (see
`regionpb.store.shape`), which is null until something is loaded."""

JOURNAL = sa.Table(
    "regionpb_journal",
    METADATA,
    sa.Column("number", _COUNT, primary_key=True, autoincrement=False),
    sa.Column("recorded", sa.Text(), nullable=False),
    sa.Column("actor", sa.Text()),
    sa.Column("document", sa.Text()),
    sa.Column("key", sa.Text(), unique=True),
    sa.Column("policy", sa.Text(), nullable=False),
    sa.Column("undoes", sa.BigInteger(), unique=True),
    sa.Column("changes", sa.Text(), nullable=False),
    sa.Column("patch", sa.Text(), nullable=False),
)
"""The entries: `recorded` as ISO 8601 in UTC, `changes` and `patch` as JSON. An entry is taken back at most once."""

BASE = sa.Table(
    "regionpb_base",
    METADATA,
    sa.Column("table", sa.Text(), primary_key=True),
    sa.Column("content", sa.LargeBinary(), nullable=False),
)
"""The tables with which the journal begins, each as a Parquet file."""
