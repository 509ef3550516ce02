"""From raw tables to the tables of a region, with everything that was wrong on the way.

Each raw table is matched to a table of the contract, its headers to columns, its cells are read, and
when all tables are there their references are followed. What could not be understood is a finding of
family E; a row whose required cells could not be read is set aside as it came:
rows read = rows taken + rows set aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl
from attrs import define, evolve, field, frozen

from regionpb.contract import TABLES, Table, table_of
from regionpb.contract.headers import Headers, match
from regionpb.contract.reading import read_table
from regionpb.contract.references import resolve
from regionpb.contract.versions import overlapping
from regionpb.errors import SourceError
from regionpb.findings import FINDINGS, NO_FINDINGS, Severity, to_frame
from regionpb.graph.tables import Tables
from regionpb.io.raw import Problem, RawTable

__all__ = ["Intake", "Rows", "take_in"]

REQUIRED_TABLES = ("divisions", "organizations")
"""The tables without which there is no region (E014)."""

_NO_FILE_NAME = re.compile(r"[^\w.-]+")
_PLACES = {"file": pl.String(), "row": pl.Int64()}


@frozen
class Rows:
    """How many rows of a table were read, taken, and set aside."""

    read: int
    taken: int
    set_aside: int


@frozen(eq=False)
class Intake:
    """What reading a source gave besides its tables.

    Attributes:
        findings: the findings of family E, a frame of findings.
        rows: rows read, taken and set aside, by table (by title for what is no table).
        places: `file` and `row` of each row taken, by table; null for frames in memory.
        set_aside: the rows set aside as they came, by table: `file`, `row`, then their cells as text.
    """

    findings: pl.DataFrame = NO_FINDINGS
    rows: Mapping[str, Rows] = field(factory=dict[str, Rows])
    places: Mapping[str, pl.DataFrame] = field(factory=dict[str, pl.DataFrame])
    set_aside: Mapping[str, pl.DataFrame] = field(factory=dict[str, pl.DataFrame])

    def write_set_aside(self, folder: str | Path) -> list[Path]:
        """Write the rows set aside as they came, one CSV a table, with the file and row each stood in.

        Returns:
            The files written; none where nothing was set aside.

        Raises:
            SourceError: when the folder cannot be written.
        """
        target = Path(folder)
        written: list[Path] = []
        try:
            target.mkdir(parents=True, exist_ok=True)
            for title, rows in self.set_aside.items():
                path = target / (_NO_FILE_NAME.sub("_", title) + ".csv")
                rows.write_csv(path, include_bom=True)
                written.append(path)
        except OSError as error:
            raise SourceError(f"{target} cannot be written: {error.strerror or error}") from error
        return written


@frozen(eq=False)
class _Part:
    """What one raw table gave to its table."""

    frame: pl.DataFrame
    places: pl.DataFrame
    columns: frozenset[str]
    ids_aside: pl.Series


@define
class _Desk:
    """Where the parts of one source come together."""

    renamed: Mapping[str, Mapping[str, str]]
    parts: dict[str, list[_Part]] = field(factory=dict[str, list[_Part]])
    told: list[dict[str, Any]] = field(factory=list[dict[str, Any]])
    findings: list[pl.DataFrame] = field(factory=list[pl.DataFrame])
    read: dict[str, int] = field(factory=dict[str, int])
    set_aside: dict[str, list[pl.DataFrame]] = field(factory=dict[str, list[pl.DataFrame]])


def take_in(
    raws: Iterable[RawTable],
    others: Sequence[str] = (),
    renamed: Mapping[str, Mapping[str, str]] | None = None,
) -> tuple[Tables, Intake]:
    """Make the tables of a region of raw tables.

    Args:
        raws: raw tables; several for one table are read as one. Each is let go once it is read.
        others: files that are none of the kinds known (each is told, E008).
        renamed: by table, headers of this source's own and the columns they stand for.

    Returns:
        The tables, and what reading them gave besides.
    """
    desk = _Desk({_name(t): columns for t, columns in (renamed or {}).items()})
    for raw in raws:
        _take_raw(raw, desk)
    for other in others:
        desk.told.append(_fault("E008", other, None, file=other, severity=Severity.INFO, value=other))
    for name in REQUIRED_TABLES:
        if name not in desk.parts:
            desk.told.append(_fault("E014", name, None, value=name))
    return _assemble(desk)


def _name(title: str) -> str:
    table = table_of(title)
    return table.name if table else title


# ---- one raw table ---------------------------------------------------------------------------------


def _take_raw(raw: RawTable, desk: _Desk) -> None:
    table = table_of(raw.title) or (table_of(raw.second_title) if raw.second_title else None)
    title = table.name if table else raw.title
    desk.told += [_problem(problem, title, raw.file) for problem in raw.problems]
    if table is None:
        if raw.readable and (raw.headers or raw.frame.height):  # an empty sheet is nothing to tell of
            desk.told.append(_fault("E008", title, None, file=raw.file, severity=Severity.INFO, value=raw.title))
            _count(desk, title, raw.frame.height + raw.ragged.height)
            _put_aside(desk, title, raw, raw.frame, raw.rows)
        return
    if not raw.readable:
        return
    raw = _with_headers(raw)
    headers = match(table, raw.headers, desk.renamed.get(table.name))
    _count(desk, title, raw.frame.height + raw.ragged.height)
    _tell_headers(table, raw, headers, desk)
    missing = headers.missing(table)
    if raw.ragged.height:
        _put_aside_ragged(desk, table.name, raw)
    if set(missing) & set(table.key):
        _put_aside(desk, table.name, raw, raw.frame, raw.rows)
        return
    _take_rows(table, raw, headers, desk)


def _with_headers(raw: RawTable) -> RawTable:
    """The table with a header for every column that holds something: such a column is unknown, not nothing."""
    empty = [i for i, header in enumerate(raw.headers) if not header.strip()]
    filled = {i for i in empty if raw.frame[str(i)].null_count() < raw.frame.height}
    if not filled:
        return raw
    return evolve(raw, headers=tuple(f"column {i + 1}" if i in filled else h for i, h in enumerate(raw.headers)))


def _tell_headers(table: Table, raw: RawTable, headers: Headers, desk: _Desk) -> None:
    for position in headers.repeated:
        header = raw.headers[position]
        desk.told.append(_fault("E013", table.name, None, file=raw.file, row=raw.header_row, column=header))
    for position in headers.unknown:
        header = raw.headers[position]
        desk.told.append(
            _fault(
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
        desk.told.append(_fault("E001", table.name, None, file=raw.file, column=name, severity=severity))


def _take_rows(table: Table, raw: RawTable, headers: Headers, desk: _Desk) -> None:
    frame = _named(raw, headers)
    if "id" in table.by_name and "id" not in headers.columns:
        frame = frame.with_columns(id=pl.col("name"))
    reading = read_table(table, frame)
    keys = _keys(table, frame, reading.frame)
    places = pl.DataFrame(
        {"file": _constant(raw.file, frame.height), "row": raw.rows if raw.file else None}, schema=_PLACES
    )
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
        _put_aside(desk, table.name, raw, raw.frame.filter(~kept), raw.rows.filter(~kept))
    part = _Part(
        reading.frame.filter(kept) if not kept.all() else reading.frame,
        places.filter(kept),
        frozenset(headers.columns) | (frozenset({"id"}) if "id" in table.by_name else frozenset[str]()),
        keys.filter(~kept).drop_nulls(),
    )
    desk.parts.setdefault(table.name, []).append(part)


def _named(raw: RawTable, headers: Headers) -> pl.DataFrame:
    """The raw frame under the contract's names; unknown columns under their own, where no column has that name."""
    names = {str(position): name for name, position in headers.columns.items()}
    names |= {str(p): _free(raw.headers[p], set(names.values())) for p in headers.unknown}
    return raw.frame.select([*names]).rename(names)


def _free(header: str, taken: set[str]) -> str:
    name = header.strip()
    while name in taken:
        name += "_"
    return name


def _keys(table: Table, raw: pl.DataFrame, read: pl.DataFrame) -> pl.Series:
    """The key of each row as it was read, joined by `/`; the text itself where it could not be read."""
    parts = [
        pl.coalesce(read[k].cast(pl.String), raw[k].cast(pl.String).str.strip_chars()).alias(k)
        if k in raw.columns and raw[k].dtype == pl.String
        else read[k].cast(pl.String)
        for k in table.key
    ]
    keys = raw.select(pl.concat_str(parts, separator="/").alias("key"))["key"]
    return keys.to_frame().select(pl.when(pl.col("key") != "").then(pl.col("key")))["key"]


def _constant(value: str | None, height: int) -> pl.Series:
    return pl.Series("file", [value], pl.String).new_from_index(0, height)


def _count(desk: _Desk, title: str, rows: int) -> None:
    desk.read[title] = desk.read.get(title, 0) + rows


def _taken(desk: _Desk, name: str) -> int:
    return sum(part.frame.height for part in desk.parts.get(name, ()))


def _put_aside(desk: _Desk, title: str, raw: RawTable, frame: pl.DataFrame, rows: pl.Series) -> None:
    named = {str(i): _free(header or f"column {i + 1}", {"file", "row"}) for i, header in enumerate(raw.headers)}
    for i, (position, name) in enumerate([*named.items()]):
        if name in [*named.values()][:i]:
            named[position] = f"{name} ({i + 1})"
    text = frame.select(_text(frame[c]).alias(named.get(c, c)) for c in frame.columns)
    desk.set_aside.setdefault(title, []).append(
        text.insert_column(0, rows.alias("row")).insert_column(0, _constant(raw.file, frame.height))
    )


def _put_aside_ragged(desk: _Desk, title: str, raw: RawTable) -> None:
    widest = int(raw.ragged["cells"].list.len().max() or 0)  # type: ignore[arg-type]  # a count
    headers = [raw.headers[i] if i < len(raw.headers) else "" for i in range(widest)]
    cells = raw.ragged.select(pl.col("cells").list.get(i, null_on_oob=True).alias(str(i)) for i in range(widest))
    wide = RawTable(raw.title, raw.file, tuple(headers), cells, raw.ragged["row"])
    _put_aside(desk, title, wide, cells, raw.ragged["row"])


def _text(column: pl.Series) -> pl.Series:
    return (
        column.cast(pl.List(pl.String)).list.join(";") if isinstance(column.dtype, pl.List) else column.cast(pl.String)
    )


# ---- all of them -----------------------------------------------------------------------------------


def _assemble(desk: _Desk) -> tuple[Tables, Intake]:
    frames = {name: _together([p.frame for p in parts]) for name, parts in desk.parts.items()}
    frames = {name: frames[name] for name in TABLES if name in frames}
    places = {name: pl.concat([p.places for p in desk.parts[name]]) for name in frames}
    resolved = resolve(frames, {name: pl.concat([p.ids_aside for p in desk.parts[name]]) for name in frames})
    frames = dict(resolved.frames)
    overlaps: set[str] = set()
    for name, frame in frames.items():
        rows = overlapping(TABLES[name], frame)
        if rows.len():
            overlaps.add(name)
            desk.findings.append(_at(TABLES[name], frame, places[name], rows, "E007", TABLES[name].key[-1]))
    for (name, column), faults in resolved.faults.group_by("table", "column", maintain_order=True):
        desk.findings.append(_loose_ends(TABLES[str(name)], frames[str(name)], places[str(name)], str(column), faults))
    absent = {name: _absent(TABLES[name], desk.parts[name]) for name in frames}
    counted = {
        name: Rows(read, taken, read - taken)
        for name, read in desk.read.items()
        for taken in [frames[name].height if name in frames else 0]
    }
    set_aside = {name: pl.concat(parts, how="diagonal_relaxed") for name, parts in desk.set_aside.items()}
    findings = pl.concat([to_frame(desk.told), *desk.findings])
    return (
        Tables(frames, absent, resolved.dangling, frozenset(overlaps)),
        Intake(findings, counted, places, set_aside),
    )


def _together(frames: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """The parts of one table as one; columns the contract does not know may differ in type and become text."""
    if len(frames) == 1:
        return frames[0]
    types: dict[str, set[pl.DataType]] = {}
    for frame in frames:
        for name, dtype in frame.schema.items():
            types.setdefault(name, set()).add(dtype)
    mixed = {name for name, seen in types.items() if len(seen) > 1}
    return pl.concat(
        [f.with_columns(_text(f[c]) for c in f.columns if c in mixed) for f in frames], how="diagonal"
    ).rechunk()


def _absent(table: Table, parts: Sequence[_Part]) -> frozenset[str]:
    """Columns that no part has, and required ones that a part with rows lacks."""
    anywhere = frozenset[str]().union(*(p.columns for p in parts))
    lacking = {c.name for c in table.columns if c.required for p in parts if p.frame.height and c.name not in p.columns}
    return (frozenset(table.by_name) - anywhere) | lacking


def _at(
    table: Table, frame: pl.DataFrame, places: pl.DataFrame, rows: pl.Series, code: str, column: str
) -> pl.DataFrame:
    """One finding for each of some rows, about their key."""
    keys = frame.select(pl.concat_str([pl.col(k).cast(pl.String) for k in table.key], separator="/"))[:, 0].gather(rows)
    frame = pl.DataFrame({"id": keys, "position": rows, "value": keys, "column": _constant(column, rows.len())})
    return frame.select(
        code=pl.lit(code),
        severity=pl.lit(str(Severity.ERROR)),
        table=pl.lit(table.name),
        id="id",
        position="position",
        values=pl.struct("column", "value").struct.json_encode(),
        file=places["file"].gather(rows),
        row=places["row"].gather(rows),
        column="column",
    ).select(*FINDINGS)


def _loose_ends(
    table: Table, frame: pl.DataFrame, places: pl.DataFrame, column: str, faults: pl.DataFrame
) -> pl.DataFrame:
    """E005 and E010 as findings."""
    rows = faults["position"]
    found = _at(table, frame, places, rows, "E005", column)
    plain = pl.struct("column", "value", "references").struct.json_encode()
    several = pl.struct("column", "value", "references", "candidates").struct.json_encode()
    return found.with_columns(
        code=faults["code"],
        values=faults.select(pl.when(pl.col("candidates").is_null()).then(plain).otherwise(several))[:, 0],
    ).select(*FINDINGS)


def _problem(problem: Problem, title: str, file: str | None) -> dict[str, Any]:
    values: dict[str, Any] = {**problem.values}
    whole_file = problem.row is None
    return {
        "code": problem.code,
        "severity": str(Severity.ERROR),
        "table": title,
        "id": file if whole_file else None,
        "values": {"value": values.pop("detail", values["reason"]), **values},
        "file": file,
        "row": problem.row,
        "column": values.get("column"),
    }


def _fault(
    code: str,
    title: str,
    id: str | None,  # noqa: A002 - the name of the column
    *,
    file: str | None = None,
    row: int | None = None,
    column: str | None = None,
    value: str | None = None,
    severity: Severity = Severity.ERROR,
) -> dict[str, Any]:
    """One finding about a table, a file or a header."""
    return {
        "code": code,
        "severity": str(severity),
        "table": title,
        "id": id,
        "values": {"column": column, "value": value if value is not None else column},
        "file": file,
        "row": row,
        "column": column,
    }
