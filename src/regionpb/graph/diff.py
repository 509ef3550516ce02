"""What differs between two regions, or between two days of one.

>>> import regionpb as rpb
>>> region = rpb.testing.minimal()
>>> later = region.apply(rpb.changes.transfer("M-2", to="O-1", on="2012-01-01")).at("2012-01-01")
>>> told = later.diff(region)
>>> told.modified.rows()
[('members', 'M-2', 'organization', 'O-2', 'O-1')]
>>> told.added.rows(), told.removed.rows()
([('transfers', 'T-M-2-20120101')], [])
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property

import polars as pl
from attrs import field, frozen

from regionpb.contract import TABLES, Table
from regionpb.contract.keys import key_expr
from regionpb.graph.snapshot import Snapshot
from regionpb.graph.tables import ROW

__all__ = ["Diff", "diff"]

_OF_VERSIONS = frozenset({"start", "end", "entry", "exit", "end_reason"})
"""What tells when and why a version began and ended, and nothing of the day."""

_PLACES = frozenset({("divisions", "parent"), ("organizations", "superior"), ("members", "organization")})
"""What hangs where: who has another of these has moved."""

_MODIFIED = {name: pl.String() for name in ("table", "id", "column", "before", "after")}
_KEYED = {name: pl.String() for name in ("table", "id")}


@frozen(eq=False, repr=False)
class Diff:
    """What differs between two states.

    Attributes:
        start: the day of the earlier state.
        end: the day of the later one.
        added: what is there only later: `table`, `id`.
        removed: what is there only earlier: `table`, `id`.
        modified: each cell that says something else: `table`, `id`, `column`, `before`, `after`, as text. Names of
            people are left out.
        reasons: why organizations that are there only earlier ended: `id`, `reason`.
    """

    start: date
    end: date
    added: pl.DataFrame
    removed: pl.DataFrame
    modified: pl.DataFrame
    reasons: pl.DataFrame = field(repr=False)

    @property
    def moved(self) -> pl.DataFrame:
        """Of what is modified, what hangs elsewhere: divisions, organizations and members."""
        places = pl.DataFrame([*_PLACES], schema=["table", "column"], orient="row")
        return self.modified.join(places, on=["table", "column"], how="semi", maintain_order="left")

    @cached_property
    def crosswalk(self) -> pl.DataFrame:
        """What became of what is there only earlier, by what referred to it and refers to something else now.

        Returns:
            `table`, `before`, `after`, `references` (how many cells say so), `reason` (why an organization ended). What
            nothing refers to any more is not here.
        """
        references = [
            (name, column.name, column.references)
            for name, table in TABLES.items()
            for column in table.columns
            if column.references is not None and not column.kind.is_list
        ]
        known = pl.DataFrame(references, schema=["table", "column", "target"], orient="row")
        told = self.modified.join(known, on=["table", "column"], how="inner").drop_nulls(["before", "after"])
        gone = self.removed.select(target="table", before="id")
        return (
            told.join(gone, on=["target", "before"], how="semi")
            .group_by(table="target", before="before", after="after")
            .agg(references=pl.len().cast(pl.Int64))
            .join(self.reasons.select(before="id", reason="reason"), on="before", how="left")
            .with_columns(reason=pl.when(pl.col("table") == "organizations").then("reason"))
            .sort("table", "before", "after")
        )

    @property
    def merged(self) -> pl.DataFrame:
        """What was put into something else: organizations that ended as merged, divisions that went on as one other."""
        one = pl.col("after").n_unique().over("table", "before") == 1
        return self.crosswalk.filter(
            (pl.col("reason") == "merged").fill_null(value=False) | (one & (pl.col("table") == "divisions"))
        )

    @property
    def split(self) -> pl.DataFrame:
        """What was put into several: organizations that ended as split, divisions that went on as several."""
        several = pl.col("after").n_unique().over("table", "before") > 1
        return self.crosswalk.filter(
            (pl.col("reason") == "split").fill_null(value=False) | (several & (pl.col("table") == "divisions"))
        )

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return any(not frame.is_empty() for frame in (self.added, self.removed, self.modified))

    def __repr__(self) -> str:
        things = self.modified.select("table", "id").n_unique()
        return (
            f"<Diff of {self.start} and {self.end}: {self.added.height:,} added, {self.removed.height:,} removed, "
            f"{things:,} modified>"
        )


def diff(before: Snapshot, after: Snapshot) -> Diff:
    """What differs between two states, each on its day. Of a table that only one of them has, everything is.

    Args:
        before: the earlier state.
        after: the later one.
    """
    added, removed, modified = ([pl.DataFrame(schema=schema)] for schema in (_KEYED, _KEYED, _MODIFIED))
    for name, table in TABLES.items():
        if name not in before.tables and name not in after.tables:
            continue
        one, other = (_keyed(table, snapshot) for snapshot in (before, after))
        for found, here, there in ((added, other, one), (removed, one, other)):
            keys = here.join(there, on="id", how="anti", maintain_order="left")["id"]
            found.append(pl.DataFrame({"table": pl.Series([name]).new_from_index(0, len(keys)), "id": keys}))
        both = one.join(other, on="id", how="inner", suffix="_after", maintain_order="left")
        modified += _cells(table, both)
    gone = pl.concat(removed)
    return Diff(before.day, after.day, pl.concat(added), gone, pl.concat(modified), _reasons(after, gone))


def _keyed(table: Table, snapshot: Snapshot) -> pl.DataFrame:
    """The current rows of a table by key; of what has none it cannot be told whether it is the same."""
    rows = snapshot.frame(table.name).with_columns(id=key_expr(table)).drop_nulls("id")
    return rows.unique("id", keep="last", maintain_order=True).drop(ROW)


def _cells(table: Table, both: pl.DataFrame) -> Iterator[pl.DataFrame]:
    for column in table.columns:
        if column.name in table.key or column.name in _OF_VERSIONS or column.personal:
            continue
        was, now = pl.col(column.name), pl.col(f"{column.name}_after")
        found = both.lazy().filter(was.ne_missing(now)).select("id", was, now).collect()
        if found.is_empty():
            continue
        texts = [
            (cell.list.join(";") if column.kind.is_list else cell.cast(pl.String)).alias(name)
            for cell, name in ((was, "before"), (now, "after"))
        ]
        yield found.select(pl.lit(table.name).alias("table"), "id", pl.lit(column.name).alias("column"), *texts)


def _reasons(after: Snapshot, gone: pl.DataFrame) -> pl.DataFrame:
    """Why organizations ended that are there no more, as their last version says."""
    ids = gone.filter(pl.col("table") == "organizations")["id"]
    history = after.frame("organizations_history").filter(pl.col("id").is_in(ids.implode()))
    last = history.sort("start", ROW, nulls_last=False).unique("id", keep="last", maintain_order=True)
    return last.select("id", reason="end_reason")
