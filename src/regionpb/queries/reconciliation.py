"""Reconciling two days: opening, every way in and out by the records, closing; and the rows behind each difference.

>>> import regionpb
>>> from regionpb.datasets.days import DAY
>>> city = regionpb.datasets.ningbo(0.001)
>>> told = reconcile(city.at("2010-12-31").snapshot, city.at("2011-06-30").snapshot)
>>> whole = told.under.filter(pl.col("superior").is_null())
>>> (whole["opening"] + whole["in"] - whole["out"] == whole["closing"]).to_list()
[True]
>>> told.rows.height
0
"""

from __future__ import annotations

from functools import cached_property

import polars as pl
from attrs import field, frozen

from regionpb.contract import TABLES
from regionpb.contract.keys import keys_at
from regionpb.graph.forest import Forest
from regionpb.graph.snapshot import Snapshot
from regionpb.graph.tables import ROW
from regionpb.queries.records import CLOSING, INS, KINDS, OPENING, OUTS, records

__all__ = ["Balance", "reconcile"]

_IN, _OUT = "in", "out"


@frozen(eq=False)
class Balance:
    """Members between two days, organization by organization.

    Attributes:
        before: the first day.
        after: the last day.
        records: every record (see `regionpb.queries.records`).
    """

    before: Snapshot = field(repr=False)
    after: Snapshot = field(repr=False)
    records: pl.DataFrame = field(repr=False)

    @cached_property
    def organizations(self) -> pl.DataFrame:
        """Every organization that existed on one of the days or has a record: `id`, `name`, `superior`, `position`.

        Each as it is on the last day, or was last before it, so that what ended is under whom it was under.
        """
        history = self.after.frame("organizations_history")
        begun = history.filter(pl.col("start").is_null() | (pl.col("start") <= self.after.day))
        holds = pl.col(ROW).is_in(self.after.frame("organizations")[ROW].implode())
        ordered = begun.with_columns(there=holds).sort("there", "start", ROW, nulls_last=False)
        last = ordered.unique("id", keep="last", maintain_order=True)
        there = pl.concat([self.before.frame("organizations")["id"], self.after.frame("organizations")["id"]])
        asked = pl.concat([there, self.records["organization"]]).unique()
        inside = ~pl.col("external").fill_null(value=False)
        return (
            last.filter(pl.col("id").is_in(asked.implode()) & inside)
            .sort(ROW)
            .select("id", "name", "superior", position=ROW)
        )

    @cached_property
    def own(self) -> pl.DataFrame:
        """The balance of each organization itself: those of its own members.

        Returns:
            `id`, `name`, `superior`; `opening`, each way in, `in`, each way out, `out`, `closing`, and the
            `difference`: opening and in, less out and closing. All numbers Int64.
        """
        counted = self.records.group_by("organization", "kind").len()
        wide = counted.pivot(on="kind", on_columns=[*KINDS], index="organization", values="len")
        frame = self.organizations.drop("position").join(
            wide, left_on="id", right_on="organization", how="left", maintain_order="left"
        )
        return _summed(frame.with_columns(pl.col(*KINDS).fill_null(0).cast(pl.Int64)))

    @cached_property
    def forest(self) -> Forest:
        """Who is under whom, as each organization was last."""
        return Forest.from_parents(self.organizations["id"], self.organizations["superior"], name="subordination")

    @cached_property
    def under(self) -> pl.DataFrame:
        """The same for each organization with all that is under it."""
        rolled = [pl.Series(kind, self.forest.rollup(self.own[kind]), pl.Int64) for kind in KINDS]
        return _summed(self.own.select("id", "name", "superior").hstack(rolled))

    @cached_property
    def rows(self) -> pl.DataFrame:
        """The rows behind the differences: what is counted of each member whose records do not add up.

        Returns:
            `organization`, `member`, `difference` (what that member adds to the organization's), `kind`, and `table`,
            `position` and id (`record`) of the record; in the order of organization and member, as the balance counts.
        """
        sign = {OPENING: 1, CLOSING: -1, **dict.fromkeys(INS, 1), **dict.fromkeys(OUTS, -1)}
        signed = self.records.with_columns(
            amount=pl.col("kind").replace_strict(sign, return_dtype=pl.Int64), order=_order()
        )
        odd = (
            signed.group_by("organization", "member")
            .agg(difference=pl.col("amount").sum())
            .filter(pl.col("difference") != 0)
            .join(self.organizations.select(organization="id"), on="organization", how="semi")
        )
        told = (
            odd.join(signed.drop("amount"), on=["organization", "member"], how="inner")
            .sort("organization", "member", "order", "position")
            .drop("order")
        )
        moves = told["position"].zip_with(told["table"] == "transfers", pl.Series([None], dtype=pl.Int64))
        transfers = keys_at(TABLES["transfers"], self.after.tables.history("transfers"), moves)
        return told.with_columns(record=pl.coalesce(transfers, "member"))


def reconcile(before: Snapshot, after: Snapshot) -> Balance:
    """The balance of members between two days of the same tables.

    Args:
        before: the first day.
        after: the last day.

    Raises:
        ValueError: when the first is not before the last.
    """
    if before.day >= after.day:
        raise ValueError(f"{before.day} is not before {after.day}; give the earlier day first")
    return Balance(before, after, records(before, after))


def _order() -> pl.Expr:
    return pl.col("kind").replace_strict({kind: at for at, kind in enumerate(KINDS)}, return_dtype=pl.Int64)


def _summed(frame: pl.DataFrame) -> pl.DataFrame:
    came, went = pl.sum_horizontal(*INS), pl.sum_horizontal(*OUTS)
    return frame.with_columns(came.alias(_IN), went.alias(_OUT)).select(
        "id",
        "name",
        "superior",
        OPENING,
        *INS,
        _IN,
        *OUTS,
        _OUT,
        CLOSING,
        difference=pl.col(OPENING) + pl.col(_IN) - pl.col(_OUT) - pl.col(CLOSING),
    )
