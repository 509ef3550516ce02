"""One raw table, taken in: matched to a table of the contract, its headers to columns, its cells read."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import polars as pl
from attrs import define, evolve, field, frozen

from regionpb.contract import PERSONAL_HEADERS, Table, table_of
from regionpb.contract.headers import Headers, match
from regionpb.contract.reading import read_table
from regionpb.contract.syntax import normal
from regionpb.findings import FINDINGS, Severity
from regionpb.io.aside import as_cells, as_they_came, constant, free_name, ragged_cells
from regionpb.io.keys import keys_of, ragged_keys, ragged_names
from regionpb.io.ragged import NO_RAGGED
from regionpb.io.raw import RawTable
from regionpb.io.telling import fault, of_file, of_form

__all__ = ["Desk", "Part", "nothing_aside", "of_cells", "take_raw"]

_WITHOUT_HEADER = (".jsonl", ".ndjson")
"""Formats in which a table without rows is an empty file: it is there, with every column and no row."""

_NONE = pl.Series([], dtype=pl.String)
_NO_ROW = pl.Series("row", [None], dtype=pl.Int64)
_NO_DETAIL = pl.DataFrame(schema={"row": pl.Int64, "detail": pl.String, "column": pl.String})


@frozen(eq=False)
class Part:
    """What one raw table gave to its table.

    Attributes:
        frame: the rows taken, in contract columns.
        places: `file` and `row` of each.
        columns: the columns of the contract that were there.
        ids_aside: ids that stand in rows set aside.
        names_aside: names that stand in rows set aside.
        aside: the rows set aside, as far as they could be read, with `_shown` (their keys as findings show them),
            `_file` and `_place`.
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
    of_form: list[pl.DataFrame] = field(factory=list[pl.DataFrame])
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
        if raw.problem is not None:
            desk.told.append(of_file(raw.problem, title, raw.file))
        if raw.row_problems.height:
            desk.of_form.append(of_form(raw.row_problems, title, raw.file))
        if raw.readable and (raw.headers or raw.frame.height):  # an empty sheet is nothing to tell of
            desk.told.append(fault("E008", title, None, file=raw.file, severity=Severity.INFO, value=raw.title))
            _count(desk, title, raw.frame.height + raw.ragged.height)
            # Nobody knows of whom an unknown table speaks.
            named = {i for i, h in enumerate(raw.headers) if normal(h) in PERSONAL_HEADERS}
            _put_aside(desk, title, raw, raw.frame, raw.rows, frozenset(named))
        return
    desk.came.add(table.name)
    if raw.problem is not None:
        desk.told.append(of_file(raw.problem, title, raw.file))
        return
    if raw.file and raw.file.endswith(_WITHOUT_HEADER) and not (raw.headers or raw.ragged.height):
        raw = evolve(raw, headers=tuple(table.by_name), frame=_no_rows(len(table.columns)))
    raw = _with_headers(raw)
    headers = match(table, raw.headers, desk.renamed.get(table.name))
    desk.seen.setdefault(table.name, set()).update(map(normal, raw.headers))
    if raw.row_problems.height:
        desk.of_form.append(_problems_of_rows(table, raw, headers))
    _count(desk, title, raw.frame.height + raw.ragged.height)
    _tell_headers(table, raw, headers, desk)
    missing = headers.missing(table)
    if raw.ragged.height:
        _put_aside_ragged(desk, table, raw)
    if set(missing) & set(table.key):
        _put_aside(desk, table.name, raw, raw.frame, raw.rows, _personal(table, headers))
        return
    _take_rows(table, raw, headers, desk)


def _problems_of_rows(table: Table, raw: RawTable, headers: Headers) -> pl.DataFrame:
    """What is wrong with the form of single rows, with the key of each, and the text of a cell to blame."""
    told = raw.rows.is_in(raw.row_problems["row"].implode())
    frame, rows = raw.frame.filter(told), raw.rows.filter(told)
    cells = [as_cells(column).fill_null("") for column in frame.get_columns()]
    taken = NO_RAGGED
    if cells and rows.len():
        taken = pl.DataFrame(cells).select(rows.alias("row"), cells=pl.concat_list(pl.all()))
    # A line that is no JSON has no cells, it is kept whole.
    both = evolve(raw, ragged=pl.concat([raw.ragged, taken]) if raw.header_row is not None else taken)
    keys = pl.DataFrame({"row": both.ragged["row"], "key": ragged_keys(table, both, headers)["shown"]})
    personal = {raw.headers[i] for i in _personal(table, headers)}
    blamed = [h for h in raw.row_problems["column"].drop_nulls().unique() if h in raw.headers and h not in personal]
    details = [
        pl.DataFrame({"row": rows, "detail": as_cells(frame[str(raw.headers.index(header))])}).with_columns(
            column=pl.lit(header)
        )
        for header in blamed
    ]
    detail = pl.concat(details) if details else _NO_DETAIL
    found = raw.row_problems.join(keys, on="row", how="left", maintain_order="left")
    return of_form(found.join(detail, on=["row", "column"], how="left", maintain_order="left"), table.name, raw.file)


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
    row = raw.rows.alias("row") if raw.file else _NO_ROW.new_from_index(0, frame.height)
    places = pl.DataFrame([constant(raw.file, frame.height), row])
    kept = reading.keep
    if reading.faults.height:
        new_position = kept.cast(pl.Int64).cum_sum() - 1
        rows = reading.faults["position"]
        position = pl.select(pl.when(kept.gather(rows)).then(new_position.gather(rows) + _taken(desk, table.name)))
        desk.findings.append(of_cells(table, frame, reading.frame, places, reading.faults, position[:, 0]))
    lost = (~kept).arg_true() if reading.faults.height else _NO_ROW.clear()
    if len(lost):
        _put_aside(desk, table.name, raw, raw.frame[lost], raw.rows[lost], _personal(table, headers))
    columns = frozenset(headers.columns) | (frozenset({"id"}) if "id" in table.by_name else frozenset[str]())
    if not (len(lost) or raw.ragged.height):
        desk.parts.setdefault(table.name, []).append(
            Part(reading.frame, places, columns, _NONE, _NONE, nothing_aside(table))
        )
        return
    keys = keys_of(table, frame, reading.frame, lost)
    aside = pl.DataFrame([keys["shown"].alias("_shown"), *places[lost].rename({"file": "_file", "row": "_place"})])
    part = Part(
        reading.frame.filter(kept),
        places.filter(kept),
        columns,
        pl.concat([keys["key"], ragged_keys(table, raw, headers)["key"]]).drop_nulls(),
        pl.concat([reading.frame["name"].gather(lost), ragged_names(raw, headers)]).drop_nulls()
        if "name" in table.by_name
        else _NONE,
        aside.hstack(reading.frame.select(*table.by_name)[lost]),
    )
    desk.parts.setdefault(table.name, []).append(part)


def of_cells(
    table: Table,
    came: pl.DataFrame,
    read: pl.DataFrame,
    places: pl.DataFrame,
    faults: pl.DataFrame,
    position: pl.Series,
) -> pl.DataFrame:
    """Faulty cells as findings.

    Args:
        table: which table.
        came: its rows as they came.
        read: the same as they were read.
        places: where each stood.
        faults: the faults that reading told (see `Reading`).
        position: of each, the position of the row among those that are taken; null where it was set aside.
    """
    rows = faults["position"]
    return faults.select(
        code="code",
        severity=pl.lit(str(Severity.ERROR)),
        table=pl.lit(table.name),
        id=keys_of(table, came, read, rows)["shown"],
        position=position,
        values=pl.struct("column", "value").struct.json_encode(),
        file=places["file"].gather(rows),
        row=places["row"].gather(rows),
        column="column",
    ).select(*FINDINGS)


@cache
def nothing_aside(table: Table) -> pl.DataFrame:
    """No rows set aside: as they are where there are some."""
    return pl.DataFrame(schema={"_shown": pl.String(), "_file": pl.String(), "_place": pl.Int64(), **table.schema})


def _named(raw: RawTable, headers: Headers) -> pl.DataFrame:
    """The raw frame under the contract's names; unknown columns under their own, where no column has that name."""
    names = {str(position): name for name, position in headers.columns.items()}
    taken = {*names.values()}
    for place in headers.unknown:
        names[str(place)] = free_name(raw.headers[place], taken)
        taken.add(names[str(place)])
    if [*names] != raw.frame.columns:
        return pl.DataFrame([raw.frame[place].alias(name) for place, name in names.items()])
    named = raw.frame.clone()
    named.columns = [*names.values()]
    return named


def _count(desk: Desk, title: str, rows: int) -> None:
    desk.read[title] = desk.read.get(title, 0) + rows


def _taken(desk: Desk, name: str) -> int:
    return sum(part.frame.height for part in desk.parts.get(name, ()))


def _personal(table: Table, headers: Headers) -> frozenset[int]:
    """The places of the columns that may hold names of people; of headers that occur again any may."""
    if not table.personal:
        return frozenset()
    return frozenset({headers.columns[c] for c in table.personal if c in headers.columns} | {*headers.repeated})


def _put_aside(
    desk: Desk, title: str, raw: RawTable, frame: pl.DataFrame, rows: pl.Series, personal: frozenset[int]
) -> None:
    whole, public = as_they_came(raw, frame, rows, personal)
    desk.set_aside.setdefault(title, []).append(whole)
    desk.public.setdefault(title, []).append(public)


def _put_aside_ragged(desk: Desk, table: Table, raw: RawTable) -> None:
    wide = ragged_cells(raw)
    # Among cells that do not fit their headers a name may stand anywhere.
    personal = frozenset(range(wide.frame.width)) if table.personal else frozenset[int]()
    _put_aside(desk, table.name, wide, wide.frame, wide.rows, personal)
