"""What a reference may say: an id, the name of exactly one row, a code padded with zeros, an id as it was misspelt.

>>> from regionpb.contract.tables import TABLES
>>> units = pl.DataFrame({"id": ["U-1", "U-2", "U-3"], "name": ["甬新公司", "同名", "同名"]})
>>> values = pl.DataFrame({"position": [0, 1, 2, 3], "value": ["甬新公司", "同名", "Ｕ－２", "U-9"]})
>>> Target.of(TABLES["units"], units, None).look_up(values).select("id", "code", "candidates").rows()
[('U-1', None, None), (None, 'E010', 'U-2; U-3'), ('U-2', None, None), (None, 'E005', None)]
"""

from __future__ import annotations

import polars as pl
from attrs import frozen

from regionpb.codes import division_candidates_expr, unpadded_exprs
from regionpb.contract.base import Table
from regionpb.contract.columns import Kind
from regionpb.contract.parsing import fold
from regionpb.contract.syntax import WIDE_ONES

__all__ = ["Target"]

_CANDIDATES = 20
"""How many rows of one name are told."""


@frozen
class Target:
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
    ) -> Target:
        """What references to a table may be.

        Args:
            table: the table.
            frame: its rows, in contract columns.
            aside: ids that stand only in rows set aside.
            names_aside: names that stand in such rows.
        """
        key = table.key[0]
        ids = frame[key]
        known = [ids.drop_nulls() if ids.null_count() else ids]
        if aside is not None and len(aside):
            known.append(aside.cast(pl.String))
            if _coded(table):
                # A code set aside stands there as it came, a reference as it was read.
                known.append(
                    pl.select(division_candidates_expr(pl.lit(known[-1])).list.first()).to_series().drop_nulls()
                )
                # Nobody knows to what length it would have been cut.
                known.append(_shortened(known[-1])["short"])
        unread = pl.Series([], dtype=pl.String) if names_aside is None else names_aside
        if unread.null_count():
            unread = unread.drop_nulls()
        return cls(table, frame, known[0] if len(known) == 1 else pl.concat(known), unread)

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
            self._respelled().alias("respelled"),
        )
        if _coded(self.table):  # what is a code with zeros behind it is that code, whatever is called like it
            free = pl.col("respelled").is_null()
            meant = meant.with_columns(pl.coalesce("respelled", "id").alias("id"), pl.when(free).then("candidates"))
        else:
            free = pl.col("candidates").is_null()
            meant = meant.with_columns(pl.coalesce("id", pl.when(free).then("respelled")))
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
        spellings: tuple[pl.Expr, ...] = (value.str.strip_suffix(".0"), value + ".0")
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
