"""One raw table, taken in: matched to a table of the contract, its headers to columns, its cells read."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import polars as pl
from attrs import define, evolve, field, frozen

from regionpb.contract import TABLES, Table, table_of
from regionpb.contract.base import normal
from regionpb.contract.headers import Headers, match
from regionpb.contract.reading import read_table
from regionpb.contract.syntax import BLANKS
from regionpb.contract.typed import texts
from regionpb.findings import FINDINGS, Severity
from regionpb.io.raw import RawTable, ragged_frame
from regionpb.io.telling import fault, problem_told

__all__ = ["Desk", "Part", "as_cells", "take_raw"]

_WITHOUT_HEADER = (".jsonl", ".ndjson")
"""Formats in which a table without rows is an empty file: it is there, with every column and no row."""

_NONE = pl.Series([], dtype=pl.String)


@frozen(eq=False)
class Part:
    """What one raw table gave to its table.

    Attributes:
        frame: the rows taken, in contract columns.
        places: `file` and `row` of each.
        columns: the columns of the contract that were there.
        ids_aside: ids that stand in rows set aside.
        names_aside: names that stand in rows set aside.
        aside: the rows set aside, as far as they could be read, with `_key`, `_file` and `_place`.
    """

    frame: pl.DataFrame
    places: pl.DataFrame
    columns: frozenset[str]
    ids_aside: pl.Series
    names_aside: pl.Series
    aside: pl.DataFrame


@define
class Desk:
    """Where the parts of one source come together."""

    renamed: Mapping[str, Mapping[str, str]]
    parts: dict[str, list[Part]] = field(factory=dict[str, list[Part]])
    told: list[dict[str, Any]] = field(factory=list[dict[str, Any]])
    findings: list[pl.DataFrame] = field(factory=list[pl.DataFrame])
    read: dict[str, int] = field(factory=dict[str, int])
    came: set[str] = field(factory=set[str])
    seen: dict[str, set[str]] = field(factory=dict[str, set[str]])
    set_aside: dict[str, list[pl.DataFrame]] = field(factory=dict[str, list[pl.DataFrame]])
    public: dict[str, list[pl.DataFrame]] = field(factory=dict[str, list[pl.DataFrame]])


def take_raw(raw: RawTable, desk: Desk) -> None:
    """Take one raw table in: its rows into a part of its table, what is wrong to the desk."""
    table = table_of(raw.title) or (table_of(raw.second_title) if raw.second_title else None)
    title = table.name if table else raw.title
    if table is None:
        desk.told += [problem_told(problem, title, raw.file) for problem in raw.problems]
        if raw.readable and (raw.headers or raw.frame.height):  # an empty sheet is nothing to tell of
            desk.told.append(fault("E008", title, None, file=raw.file, severity=Severity.INFO, value=raw.title))
            _count(desk, title, raw.frame.height + raw.ragged.height)
            # Nobody knows of whom an unknown table speaks.
            people = TABLES["members"].by_header
            named = {i for i, h in enumerate(raw.headers) if (c := people.get(normal(h))) and c.name == "name"}
            _put_aside(desk, title, raw, raw.frame, raw.rows, frozenset(named))
        return
    desk.came.add(table.name)
    if not raw.readable:
        desk.told += [problem_told(problem, title, raw.file) for problem in raw.problems]
        return
    if raw.file and raw.file.endswith(_WITHOUT_HEADER) and not (raw.headers or raw.ragged.height):
        raw = evolve(raw, headers=tuple(table.by_name), frame=_no_rows(len(table.columns)))
    raw = _with_headers(raw)
    headers = match(table, raw.headers, desk.renamed.get(table.name))
    desk.seen.setdefault(table.name, set()).update(map(normal, raw.headers))
    desk.told += _problems_of_rows(table, raw, headers)
    _count(desk, title, raw.frame.height + raw.ragged.height)
    _tell_headers(table, raw, headers, desk)
    missing = headers.missing(table)
    if raw.ragged.height:
        _put_aside_ragged(desk, table.name, raw)
    if set(missing) & set(table.key):
        _put_aside(desk, table.name, raw, raw.frame, raw.rows, _personal(table, headers))
        return
    _take_rows(table, raw, headers, desk)


def _problems_of_rows(table: Table, raw: RawTable, headers: Headers) -> list[dict[str, Any]]:
    """What was wrong with the form of single rows, with the key of each, and the text of a cell to blame."""
    if not raw.problems:
        return []
    told = raw.rows.is_in([problem.row for problem in raw.problems])
    frame, rows = raw.frame.filter(told), raw.rows.filter(told)
    taken = ragged_frame(rows, frame.select(as_cells(c).fill_null("") for c in frame.get_columns()).rows())
    # A line that is no JSON has no cells, it is kept whole.
    both = evolve(raw, ragged=pl.concat([raw.ragged, taken]) if raw.header_row is not None else taken)
    keys = dict(zip(both.ragged["row"], _ragged_keys(table, both, headers), strict=True))
    place = {row: i for i, row in enumerate(rows)}
    personal = {raw.headers[i] for i in _personal(table, headers)}
    out: list[dict[str, Any]] = []
    for problem in raw.problems:
        header = problem.values.get("column")
        if header in raw.headers and header not in personal and problem.row in place:
            cell = frame.item(place[problem.row], raw.headers.index(str(header)))
            problem = evolve(problem, values={**problem.values, "detail": str(cell)})  # noqa: PLW2901 - told in full
        out.append(problem_told(problem, table.name, raw.file, keys.get(problem.row)))
    return out


def _no_rows(columns: int) -> pl.DataFrame:
    return pl.DataFrame(schema={str(i): pl.String for i in range(columns)})


def _with_headers(raw: RawTable) -> RawTable:
    """The table with a header for every column that holds something: such a column is unknown, not nothing."""
    empty = [i for i, header in enumerate(raw.headers) if not normal(header)]
    filled = {i for i in empty if raw.frame[str(i)].null_count() < raw.frame.height}
    if not filled:
        return raw
    return evolve(raw, headers=tuple(f"column {i + 1}" if i in filled else h for i, h in enumerate(raw.headers)))


def _tell_headers(table: Table, raw: RawTable, headers: Headers, desk: Desk) -> None:
    for position in headers.repeated:
        header = raw.headers[position]
        desk.told.append(fault("E013", table.name, None, file=raw.file, row=raw.header_row, column=header))
    for position in headers.unknown:
        header = raw.headers[position]
        desk.told.append(
            fault(
                "E008",
                table.name,
                None,
                file=raw.file,
                row=raw.header_row,
                column=header,
                severity=Severity.INFO,
                value=header,
            )
        )
    for name in headers.missing(table):
        severity = Severity.ERROR if name in table.key else Severity.WARNING
        desk.told.append(
            fault("E001", table.name, None, file=raw.file, row=raw.header_row, column=name, severity=severity)
        )


def _take_rows(table: Table, raw: RawTable, headers: Headers, desk: Desk) -> None:
    frame = _named(raw, headers)
    if "id" in table.by_name and "id" not in headers.columns:
        frame = frame.with_columns(id=pl.col("name"))
    reading = read_table(table, frame)
    keys = _keys(table, frame, reading.frame)
    row = raw.rows.alias("row") if raw.file else pl.Series("row", dtype=pl.Int64).clear(frame.height)
    places = pl.DataFrame([_constant(raw.file, frame.height), row])
    kept = reading.keep
    if reading.faults.height:
        new_position = kept.cast(pl.Int64).cum_sum() - 1
        rows = reading.faults["position"]
        desk.findings.append(
            reading.faults.select(
                code="code",
                severity=pl.lit(str(Severity.ERROR)),
                table=pl.lit(table.name),
                id=keys.gather(rows),
                position=pl.when(kept.gather(rows)).then(new_position.gather(rows) + _taken(desk, table.name)),
                values=pl.struct("column", "value").struct.json_encode(),
                file=places["file"].gather(rows),
                row=places["row"].gather(rows),
                column="column",
            ).select(*FINDINGS)
        )
    if not kept.all():
        _put_aside(desk, table.name, raw, raw.frame.filter(~kept), raw.rows.filter(~kept), _personal(table, headers))
    columns = frozenset(headers.columns) | (frozenset({"id"}) if "id" in table.by_name else frozenset[str]())
    if kept.all() and raw.ragged.is_empty():
        part = Part(reading.frame, places, columns, _NONE, _NONE, _nothing_aside(table))
    else:
        part = Part(
            reading.frame.filter(kept),
            places.filter(kept),
            columns,
            pl.concat([keys.filter(~kept), _ragged_keys(table, raw, headers)]).drop_nulls(),
            pl.concat([reading.frame["name"].filter(~kept), _ragged_names(raw, headers)]).drop_nulls()
            if "name" in table.by_name
            else _NONE,
            reading.frame.with_columns(keys.alias("_key"), places["file"].alias("_file"), places["row"].alias("_place"))
            .filter(~kept)
            .select("_key", "_file", "_place", *table.by_name),
        )
    desk.parts.setdefault(table.name, []).append(part)


@cache
def _nothing_aside(table: Table) -> pl.DataFrame:
    """No rows set aside: as they are where there are some."""
    return pl.DataFrame(schema={"_key": pl.String(), "_file": pl.String(), "_place": pl.Int64(), **table.schema})


def _ragged_keys(table: Table, raw: RawTable, headers: Headers) -> pl.Series:
    """The keys in the lines with more cells than the header, where the cells before the surplus say them."""
    if raw.ragged.is_empty():
        return _NONE
    name = headers.columns.get("name")
    places = [headers.columns.get(part, name if part == "id" else None) for part in table.key]
    parts = [_ragged_cells(raw, place).alias(str(i)) for i, place in enumerate(places)]
    return pl.DataFrame(parts).select(pl.concat_str(pl.all(), separator="/"))[:, 0]


def _ragged_names(raw: RawTable, headers: Headers) -> pl.Series:
    return _NONE if raw.ragged.is_empty() else _ragged_cells(raw, headers.columns.get("name"))


def _ragged_cells(raw: RawTable, place: int | None) -> pl.Series:
    """The cells of one column in those lines; null where they are empty."""
    cells = raw.ragged["cells"]
    if place is None:
        return pl.Series([None], dtype=pl.String).new_from_index(0, len(cells))
    return _filled(cells.list.get(place, null_on_oob=True))


def _named(raw: RawTable, headers: Headers) -> pl.DataFrame:
    """The raw frame under the contract's names; unknown columns under their own, where no column has that name."""
    names = {str(position): name for name, position in headers.columns.items()}
    names |= {str(p): _free(raw.headers[p], set(names.values())) for p in headers.unknown}
    return pl.DataFrame([raw.frame[place].alias(name) for place, name in names.items()])


def _free(header: str, taken: set[str]) -> str:
    name = header.strip()
    while name in taken:
        name += "_"
    return name


def _keys(table: Table, raw: pl.DataFrame, read: pl.DataFrame) -> pl.Series:
    """The key of each row as it was read, joined by `/`; the text itself where it could not be read.

    Null where a part of it is empty.
    """
    if len(table.key) == 1 and read[table.key[0]].dtype == pl.String and not read[table.key[0]].null_count():
        return read[table.key[0]]
    parts = [
        pl.select(pl.coalesce(read[k].cast(pl.String), _filled(texts(raw[k]))))[:, 0].alias(k)
        if k in raw.columns
        else read[k].cast(pl.String)
        for k in table.key
    ]
    return raw.select(pl.concat_str(parts, separator="/").alias("key"))["key"]


def _filled(cells: pl.Series) -> pl.Series:
    """Cells of text without the blanks around it; null where nothing is left."""
    return cells.str.strip_chars(BLANKS).replace("", None)


def _constant(value: str | None, height: int) -> pl.Series:
    return pl.Series("file", [value], pl.String).new_from_index(0, height)


def _count(desk: Desk, title: str, rows: int) -> None:
    desk.read[title] = desk.read.get(title, 0) + rows


def _taken(desk: Desk, name: str) -> int:
    return sum(part.frame.height for part in desk.parts.get(name, ()))


def _personal(table: Table, headers: Headers) -> frozenset[int]:
    """The places of the columns that may hold names of people; of headers that occur again any may."""
    if table.name != "members":
        return frozenset()
    return frozenset({headers.columns[c] for c in ("name",) if c in headers.columns} | {*headers.repeated})


def _put_aside(
    desk: Desk, title: str, raw: RawTable, frame: pl.DataFrame, rows: pl.Series, personal: frozenset[int]
) -> None:
    """Keep rows as they came, and beside them as they may be written: without the cells of personal columns."""
    taken, named = {"file", "row"}, dict[str, str]()
    for i, header in enumerate(raw.headers):
        name = header.strip() or f"column {i + 1}"
        name = named[str(i)] = name if name not in taken else _free(f"{name} ({i + 1})", taken)
        taken.add(name)
    text = frame.select(as_cells(frame[c]).alias(named.get(c, c)) for c in frame.columns)
    whole = text.insert_column(0, rows.alias("row")).insert_column(0, _constant(raw.file, frame.height))
    private = [named.get(str(i), str(i)) for i in personal]
    desk.set_aside.setdefault(title, []).append(whole)
    desk.public.setdefault(title, []).append(whole.with_columns(pl.lit(None, pl.String).alias(c) for c in private))


def _put_aside_ragged(desk: Desk, title: str, raw: RawTable) -> None:
    widest = int(raw.ragged["cells"].list.len().max() or 0)  # type: ignore[arg-type]  # a count
    headers = [raw.headers[i] if i < len(raw.headers) else "" for i in range(widest)]
    cells = raw.ragged.select(pl.col("cells").list.get(i, null_on_oob=True).alias(str(i)) for i in range(widest))
    wide = RawTable(raw.title, raw.file, tuple(headers), cells, raw.ragged["row"])
    # Among cells that do not fit their headers a name may stand anywhere.
    personal = frozenset(range(widest)) if title == "members" else frozenset[int]()
    _put_aside(desk, title, wide, cells, raw.ragged["row"], personal)


def as_cells(column: pl.Series) -> pl.Series:
    """A column as text; lists joined by `;`."""
    return (
        column.cast(pl.List(pl.String)).list.join(";") if isinstance(column.dtype, pl.List) else column.cast(pl.String)
    )
