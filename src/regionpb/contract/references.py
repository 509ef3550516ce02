"""References between tables: names where ids are meant, codes padded with zeros, ids that are not there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache

import polars as pl
from attrs import frozen

from regionpb.codes import division_candidates_expr, unpadded_exprs
from regionpb.contract.base import Table
from regionpb.contract.columns import Column, Kind
from regionpb.contract.parsing import fold
from regionpb.contract.syntax import WIDE_ONES
from regionpb.contract.tables import TABLES

__all__ = ["Resolved", "resolve"]


@frozen
class Resolved:
    """The references of all tables, followed.

    Attributes:
        frames: the tables, with names and padded codes turned into ids.
        faults: `table`, `position`, `column`, `code` (E005 or E010), `value`, `references`, `candidates`.
        dangling: the values that lead nowhere, by (table, column).
    """

    frames: Mapping[str, pl.DataFrame]
    faults: pl.DataFrame
    dangling: Mapping[tuple[str, str], pl.Series]
    faults_aside: pl.DataFrame
    """The same faults of the rows set aside, with positions among those."""


_CANDIDATES = 20
"""How many rows of one name are told."""

_FAULTS = {
    "table": pl.String(),
    "position": pl.Int64(),
    "column": pl.String(),
    "code": pl.String(),
    "value": pl.String(),
    "references": pl.String(),
    "candidates": pl.String(),
}


def resolve(
    frames: Mapping[str, pl.DataFrame],
    aside: Mapping[str, pl.Series],
    names_aside: Mapping[str, pl.Series] | None = None,
    rows_aside: Mapping[str, pl.DataFrame] | None = None,
) -> Resolved:
    """Follow every reference of every table.

    Args:
        frames: the tables that are present, in contract columns.
        aside: ids that stand only in rows set aside: they lead nowhere, but are no fault either.
        names_aside: names that stand in rows set aside: no fault either, where no row that is taken has them.
        rows_aside: the rows set aside, in contract columns: their faulty references are told like all faulty cells.
    """
    out = dict(frames)

    @cache
    def target_of(name: str) -> _Target:
        return _Target.of(TABLES[name], frames[name], aside.get(name), (names_aside or {}).get(name))

    faults: list[pl.DataFrame] = []
    dangling: dict[tuple[str, str], pl.Series] = {}
    for table, column, loose in _loose_values(frames, frames, target_of):
        looked_up = target_of(str(column.references)).look_up(loose)
        out[table.name] = out[table.name].with_columns(_mended(frames[table.name][column.name], looked_up))
        bad = looked_up.filter(pl.col("code").is_not_null())
        if bad.height:
            dangling[table.name, column.name] = bad["value"].unique().sort()
            faults.append(_faults(table, column, bad))
    told_aside: list[pl.DataFrame] = []
    set_aside = {name: frame for name, frame in (rows_aside or {}).items() if frame.height}
    for table, column, loose in _loose_values(set_aside, frames, target_of):
        bad = target_of(str(column.references)).look_up(loose).filter(pl.col("code").is_not_null())
        told_aside.append(_faults(table, column, bad))
    return Resolved(out, _all(faults), dangling, _all(told_aside))


def _faults(table: Table, column: Column, bad: pl.DataFrame) -> pl.DataFrame:
    return bad.select(
        table=pl.lit(table.name),
        position="position",
        column=pl.lit(column.name),
        code="code",
        value="value",
        references=pl.lit(column.references),
        candidates="candidates",
    )


def _all(faults: list[pl.DataFrame]) -> pl.DataFrame:
    return pl.concat(faults) if faults else pl.DataFrame(schema=_FAULTS)


def _loose_values(
    frames: Mapping[str, pl.DataFrame], there: Collection[str], target_of: Callable[[str], _Target]
) -> Iterator[tuple[Table, Column, pl.DataFrame]]:
    """The references that have values which are no id of their target, and those: `position`, `value`."""
    asked = [
        _Asked.of(TABLES[name], column, frame[column.name])
        for name, frame in frames.items()
        for column in TABLES[name].columns
        if column.references in there and frame[column.name].null_count() < frame.height
    ]
    if not asked:
        return
    by_target: dict[str, list[pl.Series]] = {}
    for each in asked:
        by_target.setdefault(str(each.column.references), []).append(each.values)
    # All values that mean the same table at once, so that its ids are hashed once; all tables at once, a core each.
    loose = pl.select(target_of(name).loose(pl.concat(values)).alias(name) for name, values in by_target.items())
    left = {name: loose[name][0] for name in by_target}
    begun = dict.fromkeys(by_target, 0)
    for each in asked:
        name = str(each.column.references)
        begin, end = begun[name], begun[name] + len(each.values)
        begun[name] = end
        at = left[name].filter(left[name].is_between(begin, end, closed="left")) - begin
        if len(at):
            yield each.table, each.column, each.found(at)


@frozen
class _Asked:
    """The cells of a column that refers to another table, and the values in them, all or almost all of them filled."""

    table: Table
    column: Column
    cells: pl.Series
    values: pl.Series

    @classmethod
    def of(cls, table: Table, column: Column, cells: pl.Series) -> _Asked:
        if column.kind.is_list:
            return cls(table, column, cells, cells.explode(empty_as_null=True).drop_nulls())
        return cls(table, column, cells, cells.drop_nulls() if cells.null_count() * 2 > len(cells) else cells)

    def found(self, at: pl.Series) -> pl.DataFrame:
        """Some of the values and the rows in which they stand: `position`, `value`."""
        values = self.values.gather(at)
        if self.column.kind.is_list:
            rows = pl.DataFrame({"cell": self.cells}).with_row_index("position").explode("cell").drop_nulls("cell")
            at = rows["position"].gather(at)
        elif self.values is not self.cells:
            at = self.cells.is_not_null().arg_true().gather(at)
        return pl.DataFrame({"position": at.cast(pl.Int64), "value": values})


def _mended(cells: pl.Series, looked_up: pl.DataFrame) -> pl.Series:
    """The column with every value that was found under another spelling replaced by its id."""
    new = looked_up.filter(pl.col("id").is_not_null())
    if new.is_empty():
        return cells
    swap = dict(new.select("value", "id").unique().iter_rows())
    if cells.dtype == pl.List(pl.String()):
        swapped = pl.col(cells.name).list.eval(pl.element().replace(swap))
        return cells.to_frame().select(swapped.list.unique(maintain_order=True))[:, 0]
    return cells.replace(swap)


@frozen
class _Target:
    """What a reference to a table may be: an id, the name of exactly one row, a padded code.

    An id occurs among `ids` as often as it has versions.
    """

    table: Table
    frame: pl.DataFrame
    ids: pl.Series
    names_aside: pl.Series

    @classmethod
    def of(
        cls, table: Table, frame: pl.DataFrame, aside: pl.Series | None, names_aside: pl.Series | None = None
    ) -> _Target:
        key = table.key[0]
        known = [frame[key].drop_nulls()]
        if aside is not None and len(aside):
            known.append(aside.cast(pl.String))
            if _coded(table):
                # A code set aside stands there as it came, a reference as it was read.
                known.append(
                    pl.select(division_candidates_expr(pl.lit(known[-1])).list.first()).to_series().drop_nulls()
                )
                # Nobody knows to what length it would have been cut.
                known.append(_shortened(known[-1])["short"])
        unread = pl.Series([], dtype=pl.String) if names_aside is None else names_aside.drop_nulls()
        return cls(table, frame, pl.concat(known), unread)

    @property
    def names(self) -> pl.DataFrame:
        """What its rows are called: `id`, `name`."""
        if "name" not in self.table.by_name:
            return pl.DataFrame(schema={"id": pl.String, "name": pl.String})
        return self.frame.select(pl.col(self.table.key[0]).alias("id"), "name")

    def loose(self, values: pl.Series) -> pl.Expr:
        """The positions of the values that are no id, as one list."""
        ids, asked = pl.lit(self.ids), pl.lit(values)
        if len(self.ids) > len(values):
            # What is searched is hashed, which takes longer than to ask: it is kept small, by hashes that are cheap.
            ids = ids.filter(ids.hash().is_in(asked.hash().implode()))
        # Of null it is not known, which is not true either.
        return (~asked.is_in(ids.implode())).arg_true().implode()

    def look_up(self, loose: pl.DataFrame) -> pl.DataFrame:
        """What loose values mean.

        Args:
            loose: `position`, `value`.

        Returns:
            `position`, `value`, `id` (null where it means nothing), `code` (null, E005 or E010), `candidates`.
        """
        values = loose.select(pl.col("value").unique())
        by_name = (
            self.names.filter(pl.col("name").is_in(values["value"].implode()))
            .unique()
            .group_by("name")
            .agg(pl.len().alias("n"), pl.col("id").sort().head(_CANDIDATES).str.join("; ").alias("ids"))
            .with_columns(
                # Each of very many references would carry very many candidates.
                ids=pl.when(pl.col("n") > _CANDIDATES)
                .then(pl.format("{}; … (+{})", "ids", pl.col("n") - _CANDIDATES))
                .otherwise("ids")
            )
        )
        meant = values.join(by_name, left_on="value", right_on="name", how="left").with_columns(
            pl.when(pl.col("n") == 1).then("ids").alias("id"),
            pl.when(pl.col("n") > 1).then("ids").alias("candidates"),
        )
        meant = meant.with_columns(pl.coalesce("id", pl.when(pl.col("candidates").is_null()).then(self._respelled())))
        meant = self._unpadded(self._unfolded(meant))
        code = (
            pl.when(pl.col("id").is_not_null())
            .then(None)
            .when(pl.col("candidates").is_not_null())
            .then(pl.lit("E010"))
            .when(pl.col("value").is_in(self.names_aside.implode()))
            .then(None)
            .otherwise(pl.lit("E005"))
        )
        return loose.join(
            meant.select("value", "id", "candidates", code=code), on="value", how="left", maintain_order="left"
        ).select("position", "value", "id", "code", "candidates")

    def _unfolded(self, meant: pl.DataFrame) -> pl.DataFrame:
        """What means nothing as it stands taken for the one id that is the same but for the width of its characters."""
        lost = meant.filter(pl.col("id").is_null() & pl.col("candidates").is_null())["value"]
        wide_ids = self.ids.filter(self.ids.str.contains(WIDE_ONES))
        wide = lost.str.contains(WIDE_ONES)
        if lost.is_empty() or (wide_ids.is_empty() and not wide.any()):
            return meant
        values = pl.DataFrame({"value": lost, "narrow": fold(lost).str.strip_suffix(".0")})
        ids = pl.concat([self.ids.filter(self.ids.is_in(values["narrow"].implode())), wide_ids]).unique()
        same = (
            pl.DataFrame({"meant": ids, "narrow": fold(ids)})
            .group_by("narrow")
            .agg(pl.col("meant").first(), n=pl.len())
            .filter(n=1)
        )
        found = values.join(same, on="narrow").select("value", "meant")
        joined = meant.join(found, on="value", how="left").with_columns(pl.coalesce("id", "meant").alias("id"))
        return joined.drop("meant")

    def _unpadded(self, meant: pl.DataFrame) -> pl.DataFrame:
        """What means nothing as it stands taken for the one code that is the same but for the zeros behind it.

        Codes are cut to the length of their level; where no level came they stay as they are.
        """
        lost = meant.filter(pl.col("id").is_null() & pl.col("candidates").is_null())["value"]
        if lost.is_empty() or not _coded(self.table):
            return meant
        padded = _shortened(self.ids).filter(pl.col("short").is_in(lost.implode()))
        found = padded.unique().group_by("short").agg(pl.col("id").first().alias("meant"), n=pl.len()).filter(n=1)
        joined = meant.join(found.select(value="short", meant="meant"), on="value", how="left", maintain_order="left")
        return joined.with_columns(pl.coalesce("id", "meant").alias("id")).drop("meant")

    def _respelled(self) -> pl.Expr:
        """The id a value becomes without what padding or a spreadsheet added, or null."""
        value = pl.col("value")
        # A spreadsheet may have made numbers of the ids, or of what refers to them.
        spellings = (value.str.strip_suffix(".0"), value + ".0")
        if _coded(self.table):
            # "a reference to the longest code that exists": 330203000000 may mean 330203.
            spellings = unpadded_exprs(value)
        known = self.ids.implode()
        return pl.coalesce(pl.when(s.is_in(known)).then(s) for s in spellings)


def _coded(table: Table) -> bool:
    """Whether the ids of a table are division codes."""
    return table.columns[0].kind is Kind.DIVISION_CODE


def _shortened(codes: pl.Series) -> pl.DataFrame:
    """Codes that may have been padded with zeros, and what they may have been before: `id`, `short`."""
    ids = codes.filter(codes.str.ends_with("0")).alias("id").to_frame()  # the others are not even looked at
    return pl.concat(ids.select("id", short=form).drop_nulls() for form in unpadded_exprs(pl.col("id")))
