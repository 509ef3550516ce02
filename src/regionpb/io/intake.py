"""From raw tables to the tables of a region, with everything that was wrong on the way.

Each raw table is matched to a table of the contract, its headers to columns, its cells are read, and
when all tables are there their references are followed. What could not be understood is a finding of
family E; a row whose required cells could not be read is set aside as it came:
rows read = rows taken + rows set aside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import polars as pl

from regionpb.contract import TABLES, Table, table_of
from regionpb.contract.keys import keys_at
from regionpb.contract.references import Resolved, resolve
from regionpb.contract.syntax import normal
from regionpb.contract.versions import overlapping
from regionpb.findings import Severity, to_frame
from regionpb.graph.tables import Tables
from regionpb.io.aside import as_cells
from regionpb.io.besides import Intake, Rows, Unread
from regionpb.io.raw import RawTable
from regionpb.io.taking import Desk, Part, take_raw
from regionpb.io.telling import fault, of_references, of_references_aside, of_rows

__all__ = ["assemble", "take_in", "tell_missing"]

REQUIRED_TABLES = ("divisions", "organizations")
"""The tables without which there is no region (E014)."""

_MANY = 20_000
"""So many rows of one table are worth a thread."""


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
    desk = Desk({_name(t): columns for t, columns in (renamed or {}).items()})
    for raw in raws:
        take_raw(raw, desk)
    for other in others:
        desk.told.append(fault("E008", other, None, file=other, severity=Severity.INFO, value=other))
    for name, columns in desk.renamed.items():
        for header in columns:
            if normal(header) not in desk.seen.get(name, ()):
                desk.told.append(fault("E008", name, None, column=header, severity=Severity.INFO, value=header))
    tell_missing(desk)
    return assemble(desk)


def tell_missing(desk: Desk) -> None:
    """Tell which tables did not come, without which there is no region."""
    for name in REQUIRED_TABLES:
        if name not in desk.came:
            desk.told.append(fault("E014", name, None, value=name))


def _name(title: str) -> str:
    table = table_of(title)
    return table.name if table else title


def assemble(desk: Desk) -> tuple[Tables, Intake]:
    """The tables of the parts that have come together, and what reading them gave besides."""
    frames = {name: _together([p.frame for p in parts]) for name, parts in desk.parts.items()}
    frames = {name: frames[name] for name in TABLES if name in frames}
    places = {name: pl.concat([p.places for p in desk.parts[name]]) for name in frames}
    ids, names, aside = (
        {name: pl.concat([getattr(part, which) for part in desk.parts[name]]) for name in frames}
        for which in ("ids_aside", "names_aside", "aside")
    )
    unread = {name: Unread(ids[name], names[name], rows) for name, rows in aside.items() if rows.height}
    resolved, overlaps = _followed(frames, partial(resolve, frames, ids, names, aside))
    frames = dict(resolved.frames)
    for name, frame in frames.items():
        if overlaps[name].len():
            key = TABLES[name].key[-1]
            desk.findings.append(of_rows(TABLES[name], frame, places[name], overlaps[name], "E007", key, frames))
    for name, column, faults in _by_column(resolved.faults):
        desk.findings.append(of_references(TABLES[name], frames[name], places[name], column, faults))
    for name, column, faults in _by_column(resolved.faults_aside):
        desk.findings.append(of_references_aside(TABLES[name], aside[name], column, faults))
    absent = {name: _absent(TABLES[name], desk.parts[name]) for name in frames}
    counted = {
        name: Rows(read, taken, read - taken)
        for name, read in desk.read.items()
        for taken in [frames[name].height if name in frames else 0]
    }
    set_aside, public = (
        {name: pl.concat(parts, how="diagonal_relaxed") for name, parts in each.items()}
        for each in (desk.set_aside, desk.public)
    )
    findings = _renamed(pl.concat([to_frame(desk.told), *desk.of_form, *desk.findings]), frames)
    return (
        Tables(frames, absent, resolved.dangling, frozenset(name for name, rows in overlaps.items() if rows.len())),
        Intake(findings, counted, places, set_aside, public, unread),
    )


def _followed(
    frames: Mapping[str, pl.DataFrame], follow: Callable[[], Resolved]
) -> tuple[Resolved, dict[str, pl.Series]]:
    """The tables with their references followed, and of each the rows whose version overlaps an earlier one.

    In large tables both are found at once; but where a key has references in it, they are followed first.
    """
    overlaps = dict[str, pl.Series]()
    if all(frame.height < _MANY for frame in frames.values()):
        resolved = follow()
    else:
        with ThreadPoolExecutor(max_workers=1) as pool:
            following = pool.submit(follow)
            for name, frame in frames.items():
                if not any(TABLES[name].by_name[part].references for part in TABLES[name].key):
                    overlaps[name] = overlapping(TABLES[name], frame)
            resolved = following.result()
    late = {name: frame for name, frame in resolved.frames.items() if name not in overlaps}
    return resolved, overlaps | {name: overlapping(TABLES[name], frame) for name, frame in late.items()}


def _renamed(findings: pl.DataFrame, frames: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The findings with the keys their rows have now that references in them are followed."""
    if findings.is_empty():
        return findings
    referring = [name for name in frames if any(TABLES[name].by_name[part].references for part in TABLES[name].key)]
    for name in referring:
        here = (pl.col("table") == name) & pl.col("position").is_not_null()
        positions = findings.filter(here)["position"]
        if positions.len():
            keys = keys_at(TABLES[name], frames[name], positions, frames)
            at = findings.select(here.arg_true())[:, 0]
            findings = findings.with_columns(findings["id"].scatter(at, keys))
    return findings


def _by_column(faults: pl.DataFrame) -> Iterator[tuple[str, str, pl.DataFrame]]:
    """Faults of references, table by table and column by column."""
    if faults.height:
        for (name, column), part in faults.group_by("table", "column", maintain_order=True):
            yield str(name), str(column), part


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
        [f.with_columns(as_cells(f[c]) for c in f.columns if c in mixed) for f in frames], how="diagonal"
    ).rechunk()


def _absent(table: Table, parts: Sequence[Part]) -> frozenset[str]:
    """Columns that no part has, and required ones that a part with rows lacks."""
    anywhere = frozenset[str]().union(*(p.columns for p in parts))
    lacking = {c.name for c in table.columns if c.required for p in parts if p.frame.height and c.name not in p.columns}
    return (frozenset(table.by_name) - anywhere) | lacking
