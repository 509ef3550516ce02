"""The rolls turned into versions: what an organization, a unit, a member was before it became what it is.

The days on which something changed cut a row into versions `[start, end)`; a column that changed shows the old value
in the versions before its day. Rows that never changed stay one version, valid since ever.
"""

from __future__ import annotations

import polars as pl

from regionpb.datasets.board import Board
from regionpb.datasets.columns import dates, ids, texts
from regionpb.datasets.days import NEVER, REGISTER
from regionpb.datasets.dice import Ints
from regionpb.datasets.elections import Elections
from regionpb.datasets.movements import Moves
from regionpb.vocabulary import ElectedBy, Status

__all__ = ["member_versions", "organization_versions", "unit_versions"]

_KEY = "_row"
_REGISTER = pl.lit(REGISTER).cast(pl.Int32).cast(pl.Date)


def _cut(points: list[pl.DataFrame], end: pl.DataFrame) -> pl.DataFrame:
    """Versions between the days on which each row changes: `_row`, `start`, `end`, `last`."""
    every = pl.concat(points).unique().sort(_KEY, "start", nulls_last=False)
    following = pl.col("start").shift(-1).over(_KEY)
    last = (pl.int_range(pl.len()).over(_KEY) == pl.len().over(_KEY) - 1).alias("last")
    cut = every.with_columns(following.alias("next"), last).join(end, on=_KEY, how="left", maintain_order="left")
    return cut.select(_KEY, "start", pl.when("last").then("end").otherwise("next").alias("end"), "last")


def _points(rows: pl.Series, days: pl.Series) -> pl.DataFrame:
    return pl.DataFrame({_KEY: rows, "start": days})


def _blank(column: str) -> pl.Expr:
    return pl.when(pl.col(column) != "").then(column).alias(column)


def organization_versions(board: Board, names: pl.Series, elections: Elections) -> pl.DataFrame:
    """The table `organizations`: cut where one joined its 1+N unit and where it was elected anew."""
    roll, regions = board.organizations, board.regions
    row = pl.int_range(len(roll), eager=True)
    formed = dates(regions["start"])
    plain = {c: roll[c] for c in ("superior", "before", "guided_by", "region", "approved")}
    words = {c: texts(roll[c]) for c in ("form", "function", "division", "end_reason", "elected_by")}
    base = pl.DataFrame({_KEY: row, "name": names, **plain, **words}).with_columns(
        dates(roll["start"]).alias("founded"),
        dates(roll["end"]).alias("ended"),
        dates(roll["elected"]).alias("elected"),
        dates(elections.earlier).alias("earlier"),
    )
    base = base.with_columns(
        pl.when((pl.col("region") >= 0) & (pl.col("before") >= 0))
        .then(formed.gather(pl.Series(roll["region"]).clip(lower_bound=0)))
        .alias("joined")
    )
    base = base.with_columns(
        pl.when(pl.col("founded").is_null() | (pl.col("founded") < pl.col("joined"))).then("joined")
    )
    reelected = base.filter(pl.col("earlier").is_not_null())
    joined = base.filter(pl.col("joined").is_not_null())
    points = [
        _points(row, base["founded"]),
        _points(joined[_KEY], joined["joined"]),
        _points(reelected[_KEY], reelected["elected"]),
    ]
    cut = _cut(points, base.select(_KEY, pl.col("ended").alias("end")))
    table = cut.join(base, on=_KEY, how="left", maintain_order="left")
    apart = pl.col("joined").is_not_null() & (pl.col("start").is_null() | (pl.col("start") < pl.col("joined")))
    past = pl.col("earlier").is_not_null() & (pl.col("start").is_null() | (pl.col("start") < pl.col("elected")))
    how = pl.when(past).then(pl.lit(ElectedBy.OTHER.value)).otherwise(_blank("elected_by"))
    return table.select(
        ids("O", pl.col(_KEY)).alias("id"),
        "name",
        "form",
        "function",
        ids("O", pl.when(apart).then("before").otherwise("superior")).alias("superior"),
        ids("O", pl.col("guided_by")).alias("guided_by"),
        "division",
        ids("R", pl.when(~apart).then("region").otherwise(-1)).alias("regional_unit"),
        pl.when(past).then("earlier").otherwise("elected").alias("elected_on"),
        how.alias("elected_by"),
        pl.when("approved").then(pl.lit(value=True)).alias("approved"),
        pl.lit(None, dtype=pl.Int64).alias("member_count"),
        pl.when("last").then(_blank("end_reason")).alias("end_reason"),
        "start",
        "end",
    )


def unit_versions(board: Board) -> pl.DataFrame:
    """The table `units`: cut where an organization was founded for one and where its 1+N unit was formed."""
    roll, organizations = board.units, board.organizations
    row = pl.int_range(len(roll), eager=True)
    founded, formed = _of(organizations["start"], roll["organization"]), _of(board.regions["start"], roll["region"])
    words = {c: texts(roll[c]) for c in ("name", "kind", "division", "trade")}
    numbers = {c: roll[c] for c in ("organization", "region", "employees", "influential")}
    base = pl.DataFrame({_KEY: row, **words, **numbers, "founded": founded, "formed": formed}).with_columns(
        dates(roll["end"]).alias("ended")
    )
    points = [_points(row, pl.Series([None], dtype=pl.Date).extend_constant(None, len(roll) - 1))]
    points += [
        _points(part[_KEY], part[day])
        for day in ("founded", "formed")
        for part in [base.filter(pl.col(day).is_not_null())]
    ]
    cut = _cut(points, base.select(_KEY, pl.col("ended").alias("end")))
    table = cut.join(base, on=_KEY, how="left", maintain_order="left")

    def since(day: str) -> pl.Expr:
        return pl.col(day).is_null() | (pl.col("start") >= pl.col(day)).fill_null(value=False)

    return table.select(
        ids("U", pl.col(_KEY)).alias("id"),
        "name",
        "kind",
        "division",
        _blank("trade"),
        ids("O", pl.when(since("founded")).then("organization").otherwise(-1)).alias("organization"),
        ids("R", pl.when(since("formed")).then("region").otherwise(-1)).alias("regional_unit"),
        pl.when(pl.col("employees") >= 0).then("employees").alias("employees"),
        pl.when("influential").then(pl.lit(value=True)).alias("influential"),
        "start",
        "end",
    )


def _of(days: Ints, rows: Ints) -> pl.Series:
    """The day of the row each one refers to, empty where it refers to none."""
    padded = pl.Series(days).append(pl.Series([NEVER], dtype=pl.Int64))
    return dates(padded.gather(pl.Series(rows).replace(-1, len(days))).to_numpy())


def member_versions(people: pl.DataFrame, moves: Moves) -> pl.DataFrame:
    """Cut members where they moved and where they were confirmed.

    Args:
        people: one row for each member: `_row`, organization, unit (positions), start, end, confirmed and whatever
            else is to be carried along.
        moves: the moves up to now, those of one member in order.

    Returns:
        One row for each version: `at` and `employer` (positions), `status`, `confirmed`, and whether it `begins` the
        member's history (`entry` belongs there) or is the `last` of it (`exit` and contact belong there).
    """
    moved = pl.DataFrame(
        {
            _KEY: moves.member,
            "start": dates(moves.received),
            "organization": moves.target,
            "source": moves.source,
            "before": moves.unit_before,
        }
    )
    first = moved.unique(_KEY, keep="first", maintain_order=True)
    confirmed = people.filter(pl.col("confirmed") > pl.max_horizontal(pl.col("start"), _REGISTER))
    confirmed = confirmed.filter(pl.col("end").is_null() | (pl.col("confirmed") < pl.col("end")))
    changed = people.filter(pl.col(_KEY).is_in(pl.concat([moved[_KEY], confirmed[_KEY]]).unique().implode()))
    began = changed.join(first.select(_KEY, "source", "before"), on=_KEY, how="left", maintain_order="left").select(
        _KEY,
        "start",
        pl.coalesce("source", "organization").alias("at"),
        pl.when(pl.col("source").is_not_null()).then("before").otherwise("unit").alias("employer"),
    )
    went = moved.join(people.select(_KEY, "unit"), on=_KEY, how="left", maintain_order="left").select(
        _KEY, "start", pl.col("organization").alias("at"), pl.col("unit").alias("employer")
    )
    empty = pl.lit(None, dtype=pl.Int64)
    stood = confirmed.select(_KEY, pl.col("confirmed").alias("start"), empty.alias("at"), empty.alias("employer"))
    points = pl.concat([began, went, stood]).sort(_KEY, "start", nulls_last=False, maintain_order=True)
    points = points.with_columns(pl.col("at", "employer").forward_fill().over(_KEY))
    points = points.unique([_KEY, "start"], keep="last", maintain_order=True)
    cut = _cut([points.select(_KEY, "start")], people.select(_KEY, "end"))
    cut = cut.with_columns(points["at"], points["employer"])
    rest = people.filter(~pl.col(_KEY).is_in(changed[_KEY].implode())).select(
        _KEY,
        "start",
        "end",
        pl.lit(value=True).alias("last"),
        pl.col("organization").alias("at"),
        pl.col("unit").alias("employer"),
    )
    versions = pl.concat([cut, rest]).sort(_KEY, "start", nulls_last=False)
    begins = pl.col(_KEY) != pl.col(_KEY).shift(1).fill_null(-1)
    others = people.drop("start", "end", "organization", "unit")
    table = versions.with_columns(begins.alias("begins")).join(others, on=_KEY, how="left", maintain_order="left")
    waiting = pl.col("start").is_null() | (pl.col("start") < pl.col("confirmed"))
    probationary = pl.col("confirmed").is_null() | ((pl.col("confirmed") > _REGISTER) & waiting)
    return table.with_columns(
        pl.when(probationary)
        .then(pl.lit(Status.PROBATIONARY.value))
        .otherwise(pl.lit(Status.FULL.value))
        .alias("status"),
        pl.when(~probationary).then("confirmed").alias("confirmed"),
    )
