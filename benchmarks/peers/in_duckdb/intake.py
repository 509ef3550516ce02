"""E002 to E007, E009 and E010 in DuckDB SQL, made from the data dictionary: one pass over each table for its cells.

`<table>_read` is a table as it came. What is wrong in it is kept in `faults` and `mended`; `<table>_all` is what is
left of it: without the rows set aside, with unreadable cells empty and names turned into ids. Where nothing is wrong
the two are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import duckdb

from benchmarks.peers.dictionary import LENGTHS, TABLES, Demands

__all__ = ["BEGIN", "READ", "take_in"]

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
CREATE TABLE loose (tbl VARCHAR, id VARCHAR, col VARCHAR, target VARCHAR, value VARCHAR);
"""
"""What `take_in` needs before."""

READ = dict.fromkeys(TABLES, "*") | {"divisions": "* REPLACE (without_padding(code, digits_of(level)) AS code)"}
"""What is selected of each file; padded codes are cut to the length of their level."""

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


def take_in(connection: duckdb.DuckDBPyConnection, at_once: Iterable[str]) -> set[tuple[str, str | None]]:
    """Make the tables `<table>_all`, of some as tables and of the others as views, and find what is wrong in them."""
    for name, asked in TABLES.items():
        connection.execute(_cells(name, asked))
    connection.execute(f"INSERT INTO loose {' UNION ALL '.join(_references())}")
    connection.execute(_NAMES.format(names=" UNION ALL ".join(_names())))
    wrong = connection.execute("SELECT DISTINCT tbl, CASE WHEN NOT aside THEN col END FROM faults").fetchall()
    loose = connection.execute("SELECT DISTINCT tbl, col FROM mended").fetchall()
    for name in TABLES:
        left = _left(name, {col for tbl, col in wrong if tbl == name}, {col for tbl, col in loose if tbl == name})
        connection.execute(f"CREATE {'TABLE' if name in at_once else 'VIEW'} {name}_all AS {left}")
    found = connection.execute(_FOUND).fetchall()
    found += connection.execute(" UNION ALL ".join(_repeated())).fetchall()
    return set(found)


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
            SELECT file_row_number, {asked.key} AS id, unnest([{listed}]) AS fault
            FROM {name}_read WHERE {" OR ".join(f"({wrong})" for _, _, wrong, _ in faults)}
        )
        WHERE fault.code IS NOT NULL
    """


def _faults(name: str, asked: Demands) -> Iterator[tuple[str, str, str, bool]]:
    """Column, code, condition, and whether the row is set aside."""
    for column in asked.required:
        yield column, "E004", f"empty({column})", True
    for column, terms in asked.terms.items():
        yield column, "E003", f"{column} NOT IN {terms} AND NOT empty({column})", column in asked.required
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


def _references() -> Iterator[str]:
    """The cells that should be ids and are not."""
    for name, asked in TABLES.items():
        for column, target in asked.references.items():
            yield f"""
                SELECT '{name}', r.{asked.key}, '{column}', '{target}', r.{column}
                FROM {name}_read r ANTI JOIN {target}_read t ON t.{TABLES[target].key} = r.{column}
                WHERE r.{column} IS NOT NULL
            """


def _names() -> Iterator[str]:
    """What the rows are called to which a reference may lead."""
    for target in sorted({target for asked in TABLES.values() for target in asked.references.values()}):
        aside = f"file_row_number IN (SELECT row FROM faults WHERE tbl = '{target}' AND aside)"
        key = TABLES[target].key
        yield f"SELECT '{target}' AS target, name AS value, {key} AS key, {aside} AS aside FROM {target}_read"
    # Of a padded code that was set aside nobody knows how long it is: it is called by all that it may be.
    yield """
        SELECT 'divisions', left(code, digits), code, true
        FROM divisions_read, unnest([2, 4, 6, 9]) AS lengths(digits)
        WHERE without_padding(code, digits) <> code
          AND file_row_number IN (SELECT row FROM faults WHERE tbl = 'divisions' AND aside)
    """


def _repeated() -> Iterator[str]:
    """Versions of an id that overlap; of what has no versions, ids that occur twice."""
    for name, asked in TABLES.items():
        if asked.dated:
            yield f"""
                SELECT DISTINCT 'E007', {asked.key} FROM {name}_all
                QUALIFY coalesce(start, DATE '0001-01-01') < lag(coalesce("end", DATE '9999-12-31')) OVER (
                    PARTITION BY {asked.key} ORDER BY start NULLS FIRST
                )
            """
        else:
            yield f"SELECT 'E007', {asked.key} FROM {name}_all GROUP BY {asked.key} HAVING count(*) > 1"


def _left(name: str, emptied: set[str | None], mended: set[str]) -> str:
    """What is left of a table; `emptied` holds None where rows were set aside."""
    new: list[str] = []
    for column in sorted(column for column in {*emptied, *mended} if column):
        cell = column
        if column in emptied:
            wrong = f"SELECT row FROM faults WHERE tbl = '{name}' AND col = '{column}' AND NOT aside"
            cell = f"CASE WHEN file_row_number NOT IN ({wrong}) THEN {cell} END"
        if column in mended:
            here = f"FROM mended AS m WHERE m.tbl = '{name}' AND m.col = '{column}'"
            meaning = f"(SELECT meaning {here} AND m.value = {name}_read.{column})"
            cell = f"CASE WHEN {column} IN (SELECT value {here}) THEN {meaning} ELSE {cell} END"
        new.append(f"{cell} AS {column}")
    replaced = f" REPLACE ({', '.join(new)})" if new else ""
    aside = f"SELECT row FROM faults WHERE tbl = '{name}' AND aside"
    return f"SELECT *{replaced} FROM {name}_read" + (
        f" WHERE file_row_number NOT IN ({aside})" if None in emptied else ""
    )
