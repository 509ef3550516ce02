"""The rules in DuckDB SQL, hand-written; a file of statements for each family."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb

from benchmarks.peers import Norms
from benchmarks.peers.dictionary import TABLES, Scope
from benchmarks.peers.in_duckdb.intake import BEGIN, read_columns, take_in

__all__ = ["check", "read", "total"]

_HERE = Path(__file__).parent
_SPINE = {"D": "divisions", "O": "organizations", "U": "units", "R": "reservoir"}
_OTHERS = {
    "M": "members",
    "T": "transfers",
    "P": "pairing",
    "L": "leadership",
    "C": "consultation",
    "A": "life",
    "S": "service",
    "V": "volunteers",
    "F": "funding",
    "H": "history",
}
# Of these nearly every version is read several times; the others are best read where they are asked for.
_AT_ONCE = frozenset({"divisions", "organizations"})


def total(folder: Path, norms: Norms) -> set[tuple[str, str | None]]:
    """Every finding as code and id, straight from the files."""
    connection, found = _opened(folder, _AT_ONCE)
    return found | check(connection, norms)


def read(folder: Path) -> tuple[duckdb.DuckDBPyConnection, set[tuple[str, str | None]]]:
    """All versions of the tables in memory, and what is wrong in the files."""
    return _opened(folder, frozenset(TABLES))


def check(connection: duckdb.DuckDBPyConnection, norms: Norms) -> set[tuple[str, str]]:
    """Every finding as code and id."""
    found: set[tuple[str, str]] = set()
    with connection.cursor() as cursor:  # its temporary tables are its own: the connection may be asked again
        cursor.execute(f"SET VARIABLE day = DATE '{norms.day}'")
        for name, value in norms.values.items():
            cursor.execute(f"SET VARIABLE {name} = {value}")
        cursor.execute((_HERE / "current.sql").read_text("utf-8"))
        if any(code[0] in _OTHERS for code in norms.on):
            cursor.execute((_HERE / "records.sql").read_text("utf-8"))
        for family, file in {**_SPINE, **_OTHERS}.items():
            if any(code[0] == family for code in norms.on):
                before, statements = _statements(file)
                cursor.execute(before)
                asked = [f"SELECT '{code}', id FROM ({sql})" for code, sql in statements.items() if code in norms.on]
                found.update(cursor.execute("\nUNION ALL\n".join(asked)).fetchall())
    return found


def _opened(folder: Path, at_once: frozenset[str]) -> tuple[duckdb.DuckDBPyConnection, set[tuple[str, str | None]]]:
    connection = duckdb.connect()
    connection.execute(BEGIN)
    scope = Scope.of(folder)
    for name in scope.tables:
        connection.execute(
            f"CREATE VIEW {name}_read AS SELECT {read_columns(name)} "
            f"FROM read_parquet('{folder}/{name}.parquet', file_row_number = true)"
        )
    return connection, take_in(connection, scope, at_once)


def _statements(file: str) -> tuple[str, dict[str, str]]:
    """What a family's rules share, which is made first, and the statement of each rule, by code."""
    text = (_HERE / f"{file}.sql").read_text("utf-8")
    before, *parts = re.split(r"^-- ([A-Z]\d{3}) .*\n", text, flags=re.MULTILINE)
    return before, dict(zip(parts[::2], parts[1::2], strict=True))
