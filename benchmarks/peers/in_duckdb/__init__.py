"""The rules in DuckDB SQL, hand-written; a file of statements for each family."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb

from benchmarks.peers import Norms

__all__ = ["check", "read", "total"]

_HERE = Path(__file__).parent
_FAMILIES = ("divisions", "organizations", "units", "reservoir")
_COLUMNS = {
    "divisions": "code, name, level, parent",
    "organizations": "id, form, function, superior, division, regional_unit, elected_on, elected_by, term_years, "
    "approved, external, member_count, end_reason",
    "units": "id, kind, trade, division, organization, regional_unit",
    "regional_units": "id, mode, division, hub, reservoir",
    "members": "id, organization, status, unit, exit",
    "seats": "id, role, organization, holder",
}
# Of these nearly every version is read several times; the others are best read where they are asked for.
_AT_ONCE = frozenset({"divisions", "organizations"})


def total(folder: Path, norms: Norms) -> set[tuple[str, str]]:
    """Every finding as code and id, straight from the files."""
    return check(_opened(folder, _AT_ONCE), norms)


def read(folder: Path) -> duckdb.DuckDBPyConnection:
    """All versions of the tables in memory."""
    return _opened(folder, frozenset(_COLUMNS))


def check(connection: duckdb.DuckDBPyConnection, norms: Norms) -> set[tuple[str, str]]:
    """Every finding as code and id."""
    found: set[tuple[str, str]] = set()
    with connection.cursor() as cursor:  # its temporary tables are its own: the connection may be asked again
        cursor.execute(f"SET VARIABLE day = DATE '{norms.day}'")
        for name, value in norms.values.items():
            cursor.execute(f"SET VARIABLE {name} = {value}")
        for file in ("current.sql", "history.sql"):
            cursor.execute((_HERE / file).read_text("utf-8"))
        for family in _FAMILIES:
            every = _statements(family).items()
            asked = [f"SELECT '{code}', id FROM ({sql})" for code, sql in every if code in norms.on]
            found.update(cursor.execute("\nUNION ALL\n".join(asked)).fetchall())
    return found


def _opened(folder: Path, at_once: frozenset[str]) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    for name, columns in _COLUMNS.items():
        connection.execute(
            f"CREATE {'TABLE' if name in at_once else 'VIEW'} {name}_all AS "
            f'SELECT {columns}, start, "end", file_row_number '
            f"FROM read_parquet('{folder}/{name}.parquet', file_row_number = true)"
        )
    connection.execute(f"CREATE VIEW transfers_all AS FROM read_parquet('{folder}/transfers.parquet')")
    return connection


def _statements(family: str) -> dict[str, str]:
    """The statement of each rule of a family, by code."""
    parts = re.split(r"^-- ([A-Z]\d{3}) .*\n", (_HERE / f"{family}.sql").read_text("utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))
