"""What became of what ended, inferred where no act tells it: from what referred to it, and from names.

* Each reference that went from one thing to another on the day on which the first ended says that it may have become
  the other. Where rows do not say when they changed, every reference that is another now does.
* An organization was merged or split where its end reason says so: merged into that to which most references went.
* Divisions became what `regionpb.graph.renaming` finds.

What goes on and gave a part of itself away did not end: without the acts, nothing is known of that.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import polars as pl
from attrs import frozen

from regionpb.contract import TABLES, Table
from regionpb.contract.keys import key_expr
from regionpb.graph.renaming import divisions_became
from regionpb.graph.snapshot import HISTORY, Snapshot
from regionpb.graph.tables import ROW
from regionpb.vocabulary import EndReason, Way

__all__ = ["GOING_ON", "REFERENCES", "Differing", "Inferred", "infer"]

_COLUMNS = tuple(
    (name, column.name, column.references)
    for name, table in TABLES.items()
    for column in table.columns
    if column.references is not None and not column.kind.is_list
)
REFERENCES = pl.DataFrame(_COLUMNS, schema=["referring", "column", "table"], orient="row")
"""The columns that refer to a table."""
GOING_ON = ("divisions", "organizations")
"""What goes on as another; of what came and went between two days, too."""

_ENDED = {"table": pl.String(), "before": pl.String(), "on": pl.Date()}
_EVIDENCE = {"table": pl.String(), "before": pl.String(), "after": pl.String(), "on": pl.Date(), "n": pl.Int64()}
_KEY = ["table", "before"]


class Differing(NamedTuple):
    """What differs: what was added, removed and modified, as `regionpb.graph.diff.Diff` has it."""

    added: pl.DataFrame
    removed: pl.DataFrame
    modified: pl.DataFrame


@frozen(eq=False)
class Inferred:
    """What is inferred.

    Attributes:
        rows: `table`, `before`, `after`, `on` (the day of the end; None where that is not known), `way` (None where
            references went there and it did not go on as that).
        reasons: why organizations ended: `table`, `before`, `reason`.
    """

    rows: pl.DataFrame
    reasons: pl.DataFrame


def infer(before: Snapshot, after: Snapshot, differing: Differing, told: pl.DataFrame) -> Inferred:
    """What became of what ended from one state to a later one.

    Args:
        before: the earlier state.
        after: the later one.
        differing: what differs.
        told: of what nothing is to be inferred, for acts say it: `table`, `before`.
    """
    ended = pl.concat([pl.DataFrame(schema=_ENDED), *_ended(before, after, differing.removed)])
    reasons = _reasons(after, ended)
    open_ = ended.join(told.select(_KEY), on=_KEY, how="anti", maintain_order="left")
    parts = [*_dated(after, open_), *_undated(after, open_, differing.modified)]
    evidence = pl.concat([pl.DataFrame(schema=_EVIDENCE), *parts])
    evidence = evidence.group_by("table", "before", "after").agg(pl.col("on").first(), pl.col("n").sum())
    is_division, is_organization = (pl.col("table") == name for name in GOING_ON)
    others = evidence.filter(~is_division & ~is_organization).with_columns(way=pl.lit(None, pl.String))
    divisions = divisions_became(
        before,
        after,
        open_.filter(is_division).select("before", "on"),
        differing.added.filter(is_division),
        evidence.filter(is_division),
    )
    rows = [
        divisions.with_columns(table=pl.lit("divisions")),
        _organizations(evidence.filter(is_organization), reasons),
        others,
    ]
    columns = ["table", "before", "after", "on", "way"]
    return Inferred(pl.concat([each.select(columns) for each in rows]).sort("table", "before", "after"), reasons)


# ---- what ended --------------------------------------------------------------------------------


def _versions(snapshot: Snapshot, table: Table) -> pl.DataFrame:
    rows = snapshot.frame(f"{table.name}{HISTORY}")
    return rows.with_columns(key_expr(table).alias("before")).drop_nulls("before")


def _ended(before: Snapshot, after: Snapshot, removed: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """What ended, and when, where that is known."""
    for name, table in TABLES.items():
        gone = removed.filter(pl.col("table") == name).select(before="id")
        if not table.dated or name not in after.tables:
            yield gone.select(pl.lit(name).alias("table"), "before", on=pl.lit(None, pl.Date))
            continue
        ids = gone
        if name in GOING_ON and before.day < after.day:
            within = after.frame(f"{name}{HISTORY}").filter((pl.col("end") > before.day) & (pl.col("end") <= after.day))
            ids = pl.concat([gone, within.select(before=key_expr(table))]).drop_nulls().unique(maintain_order=True)
        if ids.is_empty():
            continue
        last = pl.when(pl.col("end").null_count() == 0).then(pl.col("end").max())
        ends = _versions(after, table).join(ids, on="before", how="semi").group_by("before").agg(on=last)
        found = ids.join(ends, on="before", how="left", maintain_order="left").with_columns(
            on=pl.when(pl.col("on") <= after.day).then("on")
        )
        is_gone = pl.col("on").is_not_null() | pl.col("before").is_in(gone["before"].implode())
        yield found.filter(is_gone).select(pl.lit(name).alias("table"), "before", "on")


def _reasons(after: Snapshot, ended: pl.DataFrame) -> pl.DataFrame:
    """Why organizations ended, as their last version says."""
    ids = ended.filter(pl.col("table") == "organizations")["before"]
    history = after.frame(f"organizations{HISTORY}").filter(pl.col("id").is_in(ids.implode()))
    last = history.sort("start", ROW, nulls_last=False).unique("id", keep="last", maintain_order=True)
    return last.select(pl.lit("organizations").alias("table"), before="id", reason="end_reason")


# ---- references --------------------------------------------------------------------------------


def _dated(after: Snapshot, ended: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """The references that went elsewhere on the day of an end, as versions of rows tell."""
    for name, column, target in _COLUMNS:
        gone = ended.filter(pl.col("table") == target).drop_nulls("on")
        if gone.is_empty() or not TABLES[name].dated or name not in after.tables:
            continue
        days = gone["on"].unique().implode()
        rows = after.frame(f"{name}{HISTORY}").select(
            "start", "end", key=key_expr(TABLES[name]), was=pl.col(column).cast(pl.String)
        )
        left = rows.filter(pl.col("end").is_in(days)).join(
            gone, left_on=["was", "end"], right_on=["before", "on"], how="semi"
        )
        came = rows.filter(pl.col("start").is_in(days)).select("key", end="start", now="was")
        went = left.join(came, on=["key", "end"], how="inner").filter(pl.col("was") != pl.col("now"))
        yield _counted(went.select(pl.lit(target).alias("table"), before="was", after="now", on="end"))


def _undated(after: Snapshot, ended: pl.DataFrame, modified: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """The references that are others now, where no version tells when they went."""
    cells = modified.select("id", "before", "after", "column", referring="table").join(
        REFERENCES, on=["referring", "column"], how="inner"
    )
    cells = cells.drop_nulls(["before", "after"]).join(ended, on=_KEY, how="inner")
    for (name, column), told in cells.group_by("referring", "column"):
        table = TABLES[str(name)]
        if table.dated and table.name in after.tables:
            rows = after.frame(f"{name}{HISTORY}").select(
                id=key_expr(table), before=pl.col(str(column)).cast(pl.String)
            )
            dated = told.drop_nulls("on").join(rows, on=["id", "before"], how="semi")
            told = told.join(dated, on=["id", "before"], how="anti")  # noqa: PLW2901 - without what the versions told
        yield _counted(told)


def _counted(went: pl.DataFrame) -> pl.DataFrame:
    counted = went.group_by("table", "before", "after", "on").agg(n=pl.len().cast(pl.Int64))
    return counted.select(*_EVIDENCE)


def _organizations(evidence: pl.DataFrame, reasons: pl.DataFrame) -> pl.DataFrame:
    most = pl.col("n") == pl.col("n").max().over("before")
    merged = (pl.col("reason") == EndReason.MERGED.value) & most
    split = pl.col("reason") == EndReason.SPLIT.value
    way = pl.when(merged).then(pl.lit(Way.MERGED.value)).when(split).then(pl.lit(Way.SPLIT.value))
    return evidence.join(reasons, on=_KEY, how="left").with_columns(way=way)
