"""Whole tables into a database and out of it."""

from __future__ import annotations

import io
import json
from collections.abc import Generator, Mapping
from contextlib import closing, contextmanager
from typing import Any

import polars as pl
import polars.selectors as cs
import sqlalchemy as sa
from attrs import evolve
from sqlalchemy import Connection, exc

from regionpb.changes.journal.jsoncells import cells_to
from regionpb.contract import TABLES, Column, Kind
from regionpb.graph.tables import Tables
from regionpb.io.again import take_again
from regionpb.store.faults import legible
from regionpb.store.schema import BASE, MORE, POSITION, ROWS
from regionpb.store.shape import KEPT, Shape

__all__ = ["keep_base", "plain", "read_base", "read_tables", "replace_tables"]

_AT_ONCE = 10_000
"""So many rows are sent at once."""


def plain(tables: Tables) -> Tables:
    """Tables whose columns that the contract does not know hold what a database can keep; all else as text."""
    frames = {
        name: frame.with_columns(
            pl.col(column).cast(pl.String)
            for column, kind in frame.schema.items()
            if column not in TABLES[name].by_name and kind not in KEPT
        )
        for name, frame in tables.frames.items()
    }
    return evolve(tables, frames=frames)


def replace_tables(connection: Connection, tables: Tables) -> None:
    """Write tables in place of whatever was there."""
    fill = _copy if connection.dialect.name == "postgresql" else _insert
    for name, rows in ROWS.items():
        connection.execute(sa.delete(rows))
        if name in tables and tables.frames[name].height:
            fill(connection, rows, _as_kept(name, tables.frames[name]))
            # Until it has counted, a database guesses how to look for a few rows, and reads whole tables.
            connection.execute(sa.text(f'ANALYZE "{rows.name}"'))


def _as_kept(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """A table in the columns of the database; lists and unknown columns as JSON text."""
    known = TABLES[name].columns
    others = [column for column in frame.columns if column not in TABLES[name].by_name]
    more = [
        json.dumps(cells_to({c: cell for c, cell in row.items() if cell is not None})) if _says(row) else None
        for row in frame.select(others).rows(named=True)
    ] if others else [None] * frame.height  # fmt: skip
    kept = frame.select(_as_json(column.name) if column.kind.is_list else column.name for column in known)
    return kept.with_row_index(POSITION).with_columns(pl.Series(MORE, more, dtype=pl.String))


def _says(row: Mapping[str, object]) -> bool:
    """Whether any cell of a row says something."""
    return any(cell is not None for cell in row.values())


def _as_json(column: str) -> pl.Expr:
    """A column of lists as JSON: what stands in the JSON of a structure of nothing else."""
    told = pl.struct(pl.col(column).alias("c")).struct.json_encode().str.strip_prefix('{"c":').str.head(-1)
    return pl.when(pl.col(column).is_not_null()).then(told).alias(column)


def _insert(connection: Connection, rows: sa.Table, frame: pl.DataFrame) -> None:
    """Insert rows into SQLite, where days are text and yes is 1."""
    frame = frame.with_columns(cs.date().cast(pl.String), cs.boolean().cast(pl.Int8))
    names = ", ".join(f'"{column}"' for column in frame.columns)
    marks = ", ".join("?" * frame.width)
    with _past_sqlalchemy(connection) as cursor:
        for start in range(0, frame.height, _AT_ONCE):
            part = frame.slice(start, _AT_ONCE).rows()
            cursor.executemany(f'INSERT INTO "{rows.name}" ({names}) VALUES ({marks})', part)  # noqa: S608 - our names


def _copy(connection: Connection, rows: sa.Table, frame: pl.DataFrame) -> None:
    """Copy rows into PostgreSQL, which takes a tenth of the time that inserting them does."""
    names = ", ".join(f'"{column}"' for column in frame.columns)
    with (
        _past_sqlalchemy(connection) as cursor,
        cursor.copy(f'COPY "{rows.name}" ({names}) FROM STDIN (FORMAT csv)') as copy,
    ):
        for start in range(0, frame.height, _AT_ONCE):
            part = frame.slice(start, _AT_ONCE)
            copy.write(part.write_csv(include_header=False, quote_style="non_numeric").encode())


@contextmanager
def _past_sqlalchemy(connection: Connection) -> Generator[Any]:
    """The driver's own cursor, for what is done to a million rows; what it raises is told as SQLAlchemy would."""
    driver = connection.dialect.loaded_dbapi
    with closing(connection.connection.cursor()) as cursor:
        try:
            yield cursor
        except driver.Error as error:
            raise exc.DBAPIError("", None, error) from error


@legible()
def read_tables(connection: Connection, shape: Shape) -> dict[str, pl.DataFrame]:
    """All rows of all tables, in all columns."""
    return {name: _frame(connection, name, shape) for name in shape.absent}


def _frame(connection: Connection, name: str, shape: Shape) -> pl.DataFrame:
    rows = ROWS[name]
    known, more = TABLES[name].columns, shape.more(name)
    wanted = [*(_plain(rows, column) for column in known), *([rows.c[MORE].cast(sa.Text)] if more else [])]
    result = connection.execute(sa.select(*wanted).order_by(rows.c[POSITION]))
    schema = {column.name: _came_as(column, connection) for column in known} | ({MORE: pl.String()} if more else {})
    parts = [pl.DataFrame(schema=schema)]
    while batch := result.fetchmany(_AT_ONCE):
        parts.append(pl.DataFrame([tuple(row) for row in batch], schema=schema, orient="row"))
    frame = pl.concat(parts).with_columns(_meant_as(column, schema[column.name]) for column in known)
    return _with_more(frame, more) if more else frame


def _plain(rows: sa.Table, column: Column) -> sa.ColumnElement[Any]:
    """A column as a driver gives it: what is made of it is made of all rows at once."""
    cell = rows.c[column.name]
    return cell.cast(sa.Text) if column.kind.is_list else sa.type_coerce(cell, sa.types.NullType())


def _came_as(column: Column, connection: Connection) -> pl.DataType:
    """The type in which a driver gives a column: lists as JSON; SQLite days as text, and yes as 1."""
    if column.kind.is_list:
        return pl.String()
    return _OF_SQLITE.get(column.kind, column.dtype) if connection.dialect.name == "sqlite" else column.dtype


_OF_SQLITE: Mapping[Kind, pl.DataType] = {Kind.DATE: pl.String(), Kind.YES_NO: pl.Int64()}


def _meant_as(column: Column, came: pl.DataType) -> pl.Expr:
    """A column as the contract has it."""
    cell = pl.col(column.name)
    if column.kind.is_list:
        return cell.str.json_decode(pl.List(pl.String))
    return cell.str.to_date() if column.kind is Kind.DATE and came == pl.String() else cell.cast(column.dtype)


def _with_more(frame: pl.DataFrame, more: Mapping[str, pl.DataType]) -> pl.DataFrame:
    """A frame with the columns that the contract does not know."""
    told = {column: _TOLD.get(kind, kind) for column, kind in more.items()}
    unpacked = frame[MORE].str.json_decode(pl.Struct(told)).struct.unnest()
    unpacked = unpacked.with_columns(_meant(column, kind) for column, kind in more.items() if kind in _TOLD)
    return pl.concat([frame.drop(MORE), unpacked], how="horizontal")


_TOLD: Mapping[pl.DataType, pl.DataType] = {
    kind: pl.Struct({name: pl.String()})
    for name, kind in {"date": pl.Date(), "time": pl.Time(), "datetime": pl.Datetime("us")}.items()
}
"""How JSON says what it has no type for."""


def _meant(column: str, kind: pl.DataType) -> pl.Expr:
    text = pl.col(column).struct.field("*")
    match kind:
        case pl.Date():
            read = text.str.to_date()
        case pl.Time():
            read = text.str.to_time()
        case _:
            read = text.str.to_datetime(time_unit="us")
    return read.alias(column)


def keep_base(connection: Connection, frames: Mapping[str, pl.DataFrame]) -> None:
    """Keep the tables with which the journal begins."""
    for name, frame in frames.items():
        content = io.BytesIO()
        frame.write_parquet(content)
        connection.execute(sa.insert(BASE), {"table": name, "content": content.getvalue()})


@legible()
def read_base(connection: Connection, shape: Shape | None) -> Tables:
    """The tables with which the journal begins; none where nothing was loaded."""
    kept = connection.execute(sa.select(BASE.c.table, BASE.c.content)).all()
    frames = {name: pl.read_parquet(io.BytesIO(content)) for name, content in kept}
    tables, _ = take_again(
        {name: frames[name] for name in TABLES if name in frames}, None if shape is None else shape.begun
    )
    return tables
