"""E002 to E007, E009 and E010 in DuckDB SQL, made from the data dictionary: one pass over each table for its cells.

`<table>_read` is a table as it came. What is wrong in it is kept in `faults`, `mended` and `repeated`; `<table>_all` is
what is left of it: without the rows set aside, with unreadable cells empty and names turned into ids. Where nothing is
wrong the two are the same, but that what is identified by several columns has an `id` of them all in `<table>_all`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import duckdb

from benchmarks.peers.dictionary import LENGTHS, Demands, Scope

__all__ = ["BEGIN", "read_columns", "take_in"]

_DIGITS = " ".join(f"WHEN '{level}' THEN {digits}" for level, digits in LENGTHS.items())
BEGIN = f"""
CREATE MACRO empty(cell) AS coalesce(trim(cell::VARCHAR), '') = '';
CREATE MACRO digits_of(level) AS CASE level {_DIGITS} END;
CREATE MACRO without_padding(code, digits) AS CASE
    WHEN length(code) > digits AND length(code) IN (6, 12) AND regexp_full_match(code, '[0-9]{{' || digits || '}}0+')
    THEN left(code, digits) ELSE code
END;
CREATE MACRO is_credit_code(code) AS regexp_full_match(code, '[0-9A-HJ-NP-RTUWXY]{{18}}') AND list_sum([
    (strpos('0123456789ABCDEFGHJKLMNPQRTUWXY', code[i]) - 1) * (3 ** ((i - 1) % 17) % 31) FOR i IN range(1, 19)
])::BIGINT % 31 = 0;
CREATE TABLE faults (tbl VARCHAR, row BIGINT, id VARCHAR, col VARCHAR, code VARCHAR, aside BOOLEAN);
CREATE TABLE repeated (tbl VARCHAR, id VARCHAR);
CREATE TABLE loose (tbl VARCHAR, id VARCHAR, col VARCHAR, target VARCHAR, value VARCHAR);
"""
"""What `take_in` needs before."""


_NAMES = """
CREATE TABLE named AS
SELECT target, value, count(DISTINCT key) FILTER (NOT aside) AS several, any_value(key) FILTER (NOT aside) AS id
FROM (SELECT DISTINCT target, value FROM loose) JOIN ({names}) USING (target, value)
GROUP BY target, value;

CREATE TABLE unpadded AS
SELECT value, arg_max(code, length(code)) AS id
FROM (SELECT DISTINCT value, unnest([2, 4, 6, 9]) AS digits FROM loose WHERE target = 'divisions') AS padded
JOIN divisions_read ON code = without_padding(value, digits) AND code <> value
GROUP BY value;

CREATE TABLE meant AS
SELECT loose.*, CASE WHEN several = 1 THEN named.id WHEN several > 1 THEN NULL ELSE unpadded.id END AS meaning,
       CASE
           WHEN meaning IS NOT NULL OR several = 0 OR empty(loose.value) THEN NULL
           WHEN several > 1 THEN 'E010'
           ELSE 'E005'
       END AS code
FROM loose
LEFT JOIN named USING (target, value)
LEFT JOIN unpadded ON loose.target = 'divisions' AND unpadded.value = loose.value;

CREATE TABLE mended AS
SELECT DISTINCT tbl, col, value, meaning FROM meant
WHERE meaning IS NOT NULL OR code IS NOT NULL OR empty(value);
"""
_FOUND = """
SELECT code, CASE WHEN NOT empty(id) THEN id END FROM (
    SELECT code, id FROM faults UNION SELECT code, id FROM meant WHERE code IS NOT NULL
)
"""


def read_columns(name: str) -> str:
    """What is selected of a file; padded codes are cut to the length of their level."""
    return "* REPLACE (without_padding(code, digits_of(level)) AS code)" if name == "divisions" else "*"


def take_in(connection: duckdb.DuckDBPyConnection, scope: Scope, at_once: Iterable[str]) -> set[tuple[str, str | None]]:
    """Make the tables `<table>_all`, of some as tables and of the others as views, and find what is wrong in them."""
    for name, asked in scope.tables.items():
        connection.execute(_cells(name, asked))
    connection.execute(f"INSERT INTO loose {' UNION ALL '.join(_references(scope))}")
    connection.execute(_NAMES.format(names=" UNION ALL ".join(_names(scope))))
    wrong = connection.execute("SELECT DISTINCT tbl, CASE WHEN NOT aside THEN col END FROM faults").fetchall()
    loose = connection.execute("SELECT DISTINCT tbl, col FROM mended").fetchall()
    for name, asked in scope.tables.items():
        left = _left(
            name, asked, {col for tbl, col in wrong if tbl == name}, {col for tbl, col in loose if tbl == name}
        )
        connection.execute(f"CREATE {'TABLE' if name in at_once else 'VIEW'} {name}_all AS {left}")
    found = connection.execute(_FOUND).fetchall()
    connection.execute(f"INSERT INTO repeated {' UNION ALL '.join(_repeated(scope))}")
    return {*found, *connection.execute("SELECT 'E007', id FROM repeated").fetchall()}


def _cells(name: str, asked: Demands) -> str:
    """Every faulty cell of a table: most rows have none and are passed over by one filter."""
    faults = [*_faults(name, asked)]
    listed = ",\n".join(
        f"{{'col': '{column}', 'code': CASE WHEN {wrong} THEN '{code}' END, 'aside': {aside}}}"
        for column, code, wrong, aside in faults
    )
    return f"""
        INSERT INTO faults
        SELECT '{name}', file_row_number, id, fault.col, fault.code, fault.aside
        FROM (
            SELECT file_row_number, {_key(asked)} AS id, unnest([{listed}]) AS fault
            FROM {name}_read WHERE {" OR ".join(f"({wrong})" for _, _, wrong, _ in faults)}
        )
        WHERE fault.code IS NOT NULL
    """


def _faults(name: str, asked: Demands) -> Iterator[tuple[str, str, str, bool]]:
    """Column, code, condition, and whether the row is set aside."""
    for column in asked.required:
        missing = f"empty({_cell(column)})" + (f" OR isnan({column}::DOUBLE)" if column in asked.bounds else "")
        yield column, "E004", missing, True
    for column, terms in asked.terms.items():
        unknown = f"{column} NOT IN {terms} AND NOT empty({column})"
        if column in asked.lists:
            unknown = f"len([word FOR word IN {column} IF word NOT IN {terms} AND NOT empty(word)]) > 0"
        yield column, "E003", unknown, column in asked.required
    for column, (least, most) in asked.bounds.items():
        wrong = f"{column} NOT BETWEEN {least} AND {most} AND NOT isnan({column}::DOUBLE)"
        yield column, "E002", wrong, column in asked.required
    for column in asked.credit:
        yield column, "E009", f"NOT empty({column}) AND NOT is_credit_code(upper({column}))", column in asked.required
    for place, column in enumerate(asked.one_of):
        if place:
            before = " OR ".join(f"NOT empty({other})" for other in asked.one_of[:place])
            yield column, "E002", f"NOT empty({column}) AND ({before})", True
        else:
            yield column, "E004", " AND ".join(f"empty({other})" for other in asked.one_of), True
    if asked.dated:
        yield "end", "E006", '"end" <= start', True
    if name == "divisions":
        odd = "NOT regexp_full_match(code, '[0-9]+') OR length(code) <> coalesce(digits_of(level), length(code))"
        lengths = tuple(LENGTHS.values())
        yield "code", "E009", f"NOT empty(code) AND ({odd} OR length(code) NOT IN {lengths})", True


def _references(scope: Scope) -> Iterator[str]:
    """The cells that should be ids and are not; the ids of a table are gathered once, whoever refers to it."""
    referring: dict[str, list[str]] = defaultdict(list)
    for name, asked in scope.tables.items():
        for column, target in asked.references.items():
            value = f"unnest({column})" if column in asked.lists else _cell(column)
            referring[target].append(
                f"SELECT '{name}' AS tbl, {_key(asked)} AS id, '{column}' AS col, {value} AS value "
                f"FROM {name}_read WHERE {_cell(column)} IS NOT NULL"
            )
    for target, cells in referring.items():
        yield f"""
            SELECT r.tbl, r.id, r.col, '{target}', r.value
            FROM ({" UNION ALL ".join(cells)}) AS r
            ANTI JOIN {target}_read t ON t.{scope.tables[target].id} = r.value
            WHERE r.value IS NOT NULL
        """


def _names(scope: Scope) -> Iterator[str]:
    """What the rows are called to which a reference may lead."""
    targets = {target for asked in scope.tables.values() for target in asked.references.values()}
    for target in sorted(target for target in targets if "name" in scope.columns[target]):
        aside = f"file_row_number IN (SELECT row FROM faults WHERE tbl = '{target}' AND aside)"
        key = scope.tables[target].id
        yield f"SELECT '{target}' AS target, name AS value, {key} AS key, {aside} AS aside FROM {target}_read"
    # Of a padded code that was set aside nobody knows how long it is: it is called by all that it may be.
    yield """
        SELECT 'divisions', left(code, digits), code, true
        FROM divisions_read, unnest([2, 4, 6, 9]) AS lengths(digits)
        WHERE without_padding(code, digits) <> code
          AND file_row_number IN (SELECT row FROM faults WHERE tbl = 'divisions' AND aside)
    """


def _repeated(scope: Scope) -> Iterator[str]:
    """Versions of an id that overlap; of what has no versions, ids that occur twice."""
    for name, asked in scope.tables.items():
        key = "id" if len(asked.key) > 1 else asked.id
        if asked.dated:
            yield f"""
                SELECT DISTINCT '{name}', {key} FROM {name}_all
                QUALIFY coalesce(start, DATE '0001-01-01') < lag(coalesce("end", DATE '9999-12-31')) OVER (
                    PARTITION BY {key} ORDER BY start NULLS FIRST
                )
            """
        else:
            yield f"SELECT '{name}', {key} FROM {name}_all GROUP BY {key} HAVING count(*) > 1"


def _left(name: str, asked: Demands, emptied: set[str | None], mended: set[str]) -> str:
    """What is left of a table; `emptied` holds None where rows were set aside."""
    # References in lists are left as they came: no rule follows one.
    new = {
        column: _new_cell(name, column, emptied=column in emptied, mended=column in mended)
        for column in sorted(column for column in {*emptied, *mended}.difference(asked.lists) if column)
    }
    new |= {column: _new_cell(name, column, emptied=True, mended=False) for column in asked.lists if column in emptied}
    told = ", ".join(f"{cell} AS {_cell(column)}" for column, cell in new.items())
    columns = f"* REPLACE ({told})" if new else "*"
    if len(asked.key) > 1:
        # What leads nowhere identifies the row all the same.
        columns += f", {_joined(f'coalesce({new[part]}, {part})' if part in new else part for part in asked.key)} AS id"
    aside = f"SELECT row FROM faults WHERE tbl = '{name}' AND aside"
    return f"SELECT {columns} FROM {name}_read" + (
        f" WHERE file_row_number NOT IN ({aside})" if None in emptied else ""
    )


def _new_cell(name: str, column: str, *, emptied: bool, mended: bool) -> str:
    """A cell without what is wrong in it."""
    cell = _cell(column)
    if emptied:
        wrong = f"SELECT row FROM faults WHERE tbl = '{name}' AND col = '{column}' AND NOT aside"
        cell = f"CASE WHEN file_row_number NOT IN ({wrong}) THEN {cell} END"
    if mended:
        here = f"FROM mended AS m WHERE m.tbl = '{name}' AND m.col = '{column}'"
        meaning = f"(SELECT meaning {here} AND m.value = {name}_read.{_cell(column)})"
        cell = f"CASE WHEN {_cell(column)} IN (SELECT value {here}) THEN {meaning} ELSE {cell} END"
    return cell


def _cell(column: str) -> str:
    """A column by its name, some of which are words of SQL."""
    return f'"{column}"' if column in {"left", "right", "end"} else column


def _key(asked: Demands) -> str:
    """What identifies a row as it came."""
    return asked.id if len(asked.key) == 1 else _joined(asked.key)


def _joined(parts: Iterable[str]) -> str:
    return " || '/' || ".join(parts)
