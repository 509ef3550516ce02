"""Tables that were read before, and written to since: nothing is lost of what reading them told.

What is wrong with cells and lines of a source stays as it was told: the cells are empty now, the lines set aside. Where
references lead, and which versions overlap, is found anew.

>>> import regionpb as rpb
>>> frames = rpb.testing.minimal().frames
>>> frames["members"] = frames["members"].with_columns(joined=pl.Series(["31 April 1999", "2000-07-01", "2001-07-01"]))
>>> region = rpb.read(frames, at="2011-07-29")
>>> later = region.apply(rpb.changes.transfer("M-2", to="O-1", on="2011-08-01"))
>>> [(finding.code, finding.id) for each in (region, later) for finding in each.check(select=["E"]).findings]
[('E002', 'M-1'), ('E002', 'M-1')]
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import polars as pl
from attrs import evolve

from regionpb.contract import TABLES, Table
from regionpb.contract.reading import read_table
from regionpb.findings import FINDINGS, Severity
from regionpb.graph.tables import Tables
from regionpb.io.besides import Intake, Unread
from regionpb.io.intake import assemble, tell_missing
from regionpb.io.taking import Desk, Part, of_cells
from regionpb.io.telling import fault

__all__ = ["is_settled", "take_again"]

_FOUND_ANEW = ("E005", "E007", "E010")
_SAME = ("code", "table", "id", "column")
_EMPTY = "E004"
"""What a cell is that is required and empty: in rows that were taken, because a part of the table lacked the column."""


def take_again(
    frames: Mapping[str, pl.DataFrame],
    absent: Mapping[str, frozenset[str]] | None = None,
    before: Intake | None = None,
) -> tuple[Tables, Intake]:
    """Make the tables of a region of frames that were its tables before something was written to them.

    No row is set aside: whatever is wrong with one that was taken, it stays.

    Args:
        frames: all versions of all rows, in the types of the contract; rows that were written stand at the end. Columns
            that are absent need not be there.
        absent: of each table, the columns that no source had, or that a part of it lacked.
        before: what reading them told; nothing where None.

    Returns:
        The tables, and what reading them tells now.
    """
    desk, before = Desk({}), before or Intake()
    for name, frame in frames.items():
        _take(TABLES[name], frame, (absent or {}).get(name, frozenset()), before, desk)
    tell_missing(desk)
    tables, told = assemble(desk)
    others = {title: rows for title, rows in before.rows.items() if title not in told.rows}
    return tables, evolve(
        told,
        findings=_together(before.findings, told.findings, tables),
        rows={**told.rows, **others},
        set_aside=before.set_aside,
        public=before.public,
    )


def is_settled(tables: Tables, told: Intake) -> bool:
    """Whether no act changes what is wrong with a source: no reference leads nowhere, and no versions overlap."""
    open_ = (*_FOUND_ANEW, "E014")
    return not (tables.dangling or tables.overlapping or told.findings["code"].is_in(open_).any())


def _take(table: Table, frame: pl.DataFrame, absent: Collection[str], before: Intake, desk: Desk) -> None:
    """Take a table as it is; what was set aside of it stays so."""
    for column in frame.columns:
        if column not in table.by_name:
            told = fault("E008", table.name, None, column=column, severity=Severity.INFO, value=column)
            desk.told.append(told)
    for known in table.columns:
        if known.required and known.name in absent:
            desk.told.append(fault("E001", table.name, None, column=known.name, severity=Severity.WARNING))
    asked = frame.drop(absent, strict=False)
    reading = read_table(table, asked)
    nowhere = pl.DataFrame(schema={"file": pl.String, "row": pl.Int64}).clear(frame.height)
    places = before.places.get(table.name, nowhere.clear())
    places = pl.concat([places, nowhere.slice(places.height)])
    faults = reading.faults.filter(pl.col("code") != _EMPTY)
    if faults.height:
        desk.findings.append(of_cells(table, asked, reading.frame, places, faults, faults["position"]))
    back = [frame[column] for column in frame.columns if column in absent and column in table.by_name]
    unread = before.unread.get(table.name) or Unread.nothing(table)
    columns = frozenset({*asked.columns} & {*table.by_name})
    part = Part(reading.frame.with_columns(back), places, columns, unread.ids, unread.names, unread.rows)
    desk.came.add(table.name)
    desk.parts[table.name] = [part]
    desk.read[table.name] = frame.height + (before.rows[table.name].set_aside if table.name in before.rows else 0)


def _together(old: pl.DataFrame, new: pl.DataFrame, tables: Tables) -> pl.DataFrame:
    """What is wrong with the source as it was told, what is wrong with what was written, and what was found anew."""
    if old.is_empty():
        return new
    came = pl.col("table").is_in([*tables.frames]) & (pl.col("code") == "E014")
    stays = old.filter(~(came | pl.col("code").is_in(_FOUND_ANEW)))
    fresh = new.filter(~pl.col("code").is_in(_FOUND_ANEW)).join(stays, on=_SAME, how="anti", nulls_equal=True)
    return pl.concat([stays, fresh, new.filter(pl.col("code").is_in(_FOUND_ANEW))]).select(*FINDINGS)
