"""References between tables, followed: every column that refers to another table, all of their values at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache

import polars as pl
from attrs import frozen

from regionpb.contract.base import Table
from regionpb.contract.columns import Column
from regionpb.contract.tables import TABLES
from regionpb.contract.targets import Target

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

    Example:
        >>> def rows(table, *cells):
        ...     return pl.DataFrame(cells, schema=TABLES[table].schema)
        >>> followed = resolve(
        ...     {
        ...         "organizations": rows("organizations", {"id": "O-1", "name": "某村党支部"}),
        ...         "members": rows("members", {"id": "M-1", "organization": "某村党支部"}, {"organization": "O-9"}),
        ...     },
        ...     aside={},
        ... )
        >>> followed.frames["members"]["organization"].to_list()
        ['O-1', 'O-9']
        >>> followed.faults.select("table", "position", "column", "code", "value").rows()
        [('members', 1, 'organization', 'E005', 'O-9')]
    """
    out = dict(frames)

    @cache
    def target_of(name: str) -> Target:
        return Target.of(TABLES[name], frames[name], aside.get(name), (names_aside or {}).get(name))

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
    frames: Mapping[str, pl.DataFrame], there: Collection[str], target_of: Callable[[str], Target]
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
        if left[name].is_empty():
            continue
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
