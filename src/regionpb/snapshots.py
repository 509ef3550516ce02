"""A region with a history, out of flat registers of single days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
from attrs import evolve

from regionpb.contract import TABLES
from regionpb.contract.days import as_day
from regionpb.errors import SourceError
from regionpb.findings import FINDINGS
from regionpb.io.again import take_again
from regionpb.io.besides import Intake, Rows, Unread
from regionpb.io.yearly import ORIGIN, joined
from regionpb.region import Region
from regionpb.source import read

__all__ = ["from_snapshots"]

_OF_ALL = ("E005", "E007", "E010", "E014")
"""What is found again of all registers together: an id that one does not have another may."""


def from_snapshots(sources: Mapping[date | str, str | Path | Mapping[str, Any]]) -> Region:
    """A region whose history is what differs between registers of several days.

    A row that is there on one day and not on the next has ended on that next day, one that is new began on it, and one
    whose cells changed is a new version, unless the rows themselves say when (see `regionpb.io.yearly`). A table that
    a register does not have goes on from the register before.

    Args:
        sources: by day, what `regionpb.read` takes: a folder, a workbook, a mapping of frames.

    Returns:
        The region as of the last day. What was wrong in each source is in `region.intake`, with its file and row.

    Raises:
        SourceError: when there is no source, a day is none or comes twice, or nothing of a source can be read.

    >>> import polars as pl
    >>> divisions = pl.DataFrame({"code": ["3302"], "name": ["宁波市"], "level": ["prefecture"]})
    >>> def register(*forms):
    ...     rows = [{"id": f"O-{n}", "name": f"{n}", "form": form, "division": "3302"} for n, form in enumerate(forms)]
    ...     return {"divisions": divisions, "organizations": pl.DataFrame(rows)}
    >>> region = from_snapshots(
    ...     {
    ...         "2010-12-31": register("committee", "branch"),
    ...         "2011-12-31": register("committee"),
    ...     }
    ... )
    >>> region.history("organizations").select("id", "start", "end").rows()
    [('O-0', None, None), ('O-1', None, datetime.date(2011, 12, 31))]
    """
    if not sources:
        raise SourceError("there is no register; give at least one", "没有台账；请至少给出一份")
    given = [(as_day(day), source) for day, source in sources.items()]
    days = sorted({day for day, _ in given})
    if len(days) < len(given):
        raise SourceError("two registers speak of the same day; give one a day", "有两份台账是同一天的；每天请只给一份")
    regions = [read(source, at=day) for day, source in sorted(given, key=lambda pair: pair[0])]
    histories = {name: _history(name, days, regions) for name in TABLES if any(name in r.tables for r in regions)}
    places = {name: _places(name, frame, regions) for name, frame in histories.items()}
    unread = {name: _unread(name, regions) for name in histories}
    absent = {name: _absent(name, regions) for name in histories}
    plain = {name: frame.drop(*ORIGIN) for name, frame in histories.items()}
    tables, told = take_again(plain, absent, Intake(places=places, unread=unread))
    return evolve(regions[-1], tables=tables, intake=_intake(told, regions, histories))


def _history(name: str, days: Sequence[date], regions: Sequence[Region]) -> pl.DataFrame:
    return joined(TABLES[name], days, [region.tables.frames.get(name) for region in regions])


def _absent(name: str, regions: Sequence[Region]) -> frozenset[str]:
    """The columns that no register of the table has, and required ones that the last lacks, which rules ask about."""
    lacking = [region.tables.absent.get(name, frozenset[str]()) for region in regions if name in region.tables]
    required = {column.name for column in TABLES[name].columns if column.required}
    found = {column for column in lacking[-1] if column in required or all(column in each for each in lacking)}
    # The dates of versions are there in any case: they are what is found out here.
    return frozenset(found - {"start", "end"})


def _unread(name: str, regions: Sequence[Region]) -> Unread:
    """What stands in the rows that were set aside, of all registers."""
    parts = [region.intake.unread[name] for region in regions if name in region.intake.unread]
    nothing = Unread.nothing(TABLES[name])
    return Unread(
        *(pl.concat([getattr(part, which) for part in (nothing, *parts)]) for which in ("ids", "names", "rows"))
    )


def _places(name: str, history: pl.DataFrame, regions: Sequence[Region]) -> pl.DataFrame:
    """The file and row of each version: those of the row it came from."""
    whole = [
        region.intake.places[name].with_columns(_register=pl.lit(at, pl.Int64)).with_row_index("_position")
        for at, region in enumerate(regions)
        if name in region.intake.places
    ]
    known = pl.concat(whole, how="vertical_relaxed").cast({"_position": pl.Int64})
    return history.select(*ORIGIN).join(known, on=[*ORIGIN], how="left", maintain_order="left").select("file", "row")


def _intake(told: Intake, regions: Sequence[Region], histories: Mapping[str, pl.DataFrame]) -> Intake:
    """What reading the registers gave, and then their tables together."""
    parts = [told.findings.filter(pl.col("code").is_in([*_OF_ALL]))]
    for at, region in enumerate(regions):
        own = region.intake.findings.filter(~pl.col("code").is_in([*_OF_ALL]))
        parts += [_repositioned(part, at, histories) for _, part in own.group_by("table", maintain_order=True)]
    names = dict.fromkeys(name for region in regions for name in region.intake.rows)
    return evolve(
        told,
        findings=pl.concat(parts),
        rows={name: _summed([r.intake.rows[name] for r in regions if name in r.intake.rows]) for name in names},
        set_aside=_together([region.intake.set_aside for region in regions]),
        public=_together([region.intake.public for region in regions]),
    )


def _repositioned(findings: pl.DataFrame, register: int, histories: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Findings in one table of one register, on the versions that its rows became."""
    history = histories.get(str(findings["table"][0]))
    if history is None:
        return findings.with_columns(position=pl.lit(None, pl.Int64))
    at = history.select(*ORIGIN).with_row_index("_at").filter(pl.col("_register") == register)
    found = findings.join(at, left_on="position", right_on="_position", how="left", maintain_order="left")
    return found.with_columns(position=pl.col("_at").cast(pl.Int64)).select(*FINDINGS)


def _summed(rows: Sequence[Rows]) -> Rows:
    return Rows(sum(r.read for r in rows), sum(r.taken for r in rows), sum(r.set_aside for r in rows))


def _together(parts: Sequence[Mapping[str, pl.DataFrame]]) -> dict[str, pl.DataFrame]:
    names = dict.fromkeys(name for part in parts for name in part)
    return {name: pl.concat([part[name] for part in parts if name in part], how="diagonal_relaxed") for name in names}
