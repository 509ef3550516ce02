"""Suppressions: findings that are silent for a reason and until a day.

>>> from regionpb.findings import to_frame
>>> from regionpb.testing import minimal
>>> found = to_frame([{"code": "O014", "table": "organizations", "id": i} for i in ("O-1", "O-2")])
>>> one = Suppression(("O",), "名册整理中", date(2012, 1, 1), ids=("O-2",))
>>> spared = spare(found, [one], date(2011, 7, 29), minimal().tables)
>>> spared.told["id"].to_list(), spared.silent.select("id", "reason").rows()
(['O-1'], [('O-2', '名册整理中')])
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

import polars as pl
from attrs import frozen

from regionpb.findings import NO_FINDINGS
from regionpb.graph.location import divisions_of
from regionpb.graph.tables import Tables

__all__ = ["NO_SUPPRESSED", "Spared", "Stale", "Suppression", "Why", "spare"]


@frozen
class Suppression:
    """Findings that are not told. What is left out does not matter.

    Attributes:
        codes: their codes, or beginnings of codes such as a family's letter.
        reason: why they are not told.
        until: the last day on which they are not.
        table: the table of the rows they name.
        ids: the ids of those rows.
        division: the division in which those rows lie, by its code.
    """

    codes: tuple[str, ...]
    reason: str
    until: date
    table: str | None = None
    ids: tuple[str, ...] = ()
    division: str | None = None

    def meets(self) -> pl.Expr:
        """Which findings it is about; asks for the column `_division` if it names one."""
        met = pl.any_horizontal(pl.col("code").str.starts_with(code) for code in self.codes)
        if self.table is not None:
            met &= pl.col("table") == self.table
        if self.ids:
            met &= pl.col("id").is_in([*self.ids])
        if self.division is not None:
            met &= pl.col("_division").str.starts_with(self.division)
        return met.fill_null(value=False)

    def __str__(self) -> str:
        places = (self.table, ",".join(self.ids), self.division)
        return " ".join([",".join(self.codes), *filter(None, places)])


class Why(StrEnum):
    """Why a suppression silences nothing."""

    ENDED = "ended"
    IDLE = "idle"


@frozen
class Stale:
    """A suppression that silences nothing, and why: its day has passed, or nothing like it is found."""

    suppression: Suppression
    why: Why


@frozen(eq=False)
class Spared:
    """Findings, and what suppressions made of them.

    Attributes:
        told: the findings that are told.
        silent: those that are not, with `reason` and `until`.
        stale: the suppressions that silence nothing.
    """

    told: pl.DataFrame
    silent: pl.DataFrame
    stale: tuple[Stale, ...]


NO_SUPPRESSED = NO_FINDINGS.with_columns(reason=pl.lit(None, pl.String), until=pl.lit(None, pl.Date))
"""The frame of findings that suppressions silence, where there are none."""


def spare(findings: pl.DataFrame, suppressions: Sequence[Suppression], day: date, tables: Tables) -> Spared:
    """Silence what suppressions are about.

    Of several that are about a finding the first one counts.

    Args:
        findings: a frame of findings.
        suppressions: what is to be silent.
        day: the day they speak of; a suppression ends when its last day has passed.
        tables: the tables whose rows they name.
    """
    ended = tuple(Stale(each, Why.ENDED) for each in suppressions if each.until < day)
    live = [each for each in suppressions if each.until >= day]
    if not live:
        return Spared(findings, NO_SUPPRESSED, ended)
    placed = findings.with_columns(_division=_places(findings, tables)) if any(e.division for e in live) else findings
    met = placed.select(each.meets().alias(str(at)) for at, each in enumerate(live))
    idle = tuple(Stale(each, Why.IDLE) for each, some in zip(live, met, strict=True) if not some.any())
    by = pl.coalesce(pl.when(pl.col(name)).then(pl.lit(at, pl.Int64)) for at, name in enumerate(met.columns))
    first = met.select(by.alias("_by"))["_by"]
    said = pl.DataFrame({"reason": [each.reason for each in live], "until": [each.until for each in live]})
    silent = first.is_not_null()
    reasons = said[first.filter(silent)]
    return Spared(findings.filter(~silent), findings.filter(silent).hstack(reasons), ended + idle)


def _places(findings: pl.DataFrame, tables: Tables) -> pl.Series:
    """The division in which the row of each finding lies, null where nothing leads to one."""
    nowhere = pl.Series("_division", [None], pl.String).new_from_index(0, findings.height)
    found = nowhere
    for name in findings["table"].unique():
        if name in tables:
            here = (findings["table"] == name).fill_null(value=False).arg_true()
            codes = divisions_of(tables, name, findings["position"].gather(here))
            found = found.scatter(here, codes)
    return found
