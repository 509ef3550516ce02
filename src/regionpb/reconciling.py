"""Reconciling a region between two days: balances, what was declared, and what does not add up, with its rows.

>>> import regionpb
>>> city = regionpb.datasets.ningbo(0.001)
>>> told = city.reconcile("2010-12-31", "2011-06-30")
>>> told.under["difference"].unique().to_list(), told.report.ok
([0], True)
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property

import polars as pl
from attrs import field, frozen

from regionpb.findings import FINDINGS, Finding, Severity
from regionpb.graph.snapshot import Snapshot
from regionpb.graph.tables import Tables
from regionpb.io.besides import Intake
from regionpb.io.reports.balances import Balances
from regionpb.policies import InForce, Policy
from regionpb.queries.reconciliation import Balance, reconcile
from regionpb.queries.statistics import CELLS, cells_there, statistics
from regionpb.report import Report
from regionpb.rules import RULES, Rule
from regionpb.rules.runner import NotChecked, where_present
from regionpb.rules.selection import chosen
from regionpb.rules.totals import RECONCILED
from regionpb.vocabulary import Language

__all__ = ["Reconciliation", "reconciled"]


@frozen(eq=False, repr=False)
class Reconciliation:
    """What became of the members of a region between two days.

    Attributes:
        start: the first day, of which the opening is.
        end: the last day, of which the closing is.
        balance: the numbers and their rows (see `regionpb.queries.reconciliation`).
        declared: what was declared between the two days, beside what the register gives: `organization`, `day`, `cell`,
            `value`, `counted`, `position`.
        changes: the cells of the statistics on both days: `id`, `cell`, `before`, `after`, of organizations that are
            current on both.
        report: the findings of family X.
    """

    start: date
    end: date
    balance: Balance = field(repr=False)
    declared: pl.DataFrame = field(repr=False)
    changes: pl.DataFrame = field(repr=False)
    report: Report = field(repr=False)

    @property
    def own(self) -> pl.DataFrame:
        """The balance of each organization's own members."""
        return self.balance.own

    @property
    def under(self) -> pl.DataFrame:
        """The balance of each organization with all that is under it."""
        return self.balance.under

    @property
    def rows(self) -> pl.DataFrame:
        """The rows behind every difference, member by member."""
        return self.balance.rows

    def rows_of(self, finding: Finding) -> pl.DataFrame:
        """The rows behind a finding of an organization whose members are unexplained (X001)."""
        return self.rows.filter(pl.col("organization") == finding.id)

    def balances(self, language: Language = "en", min_severity: Severity | str = Severity.INFO) -> Balances:
        """What is written of it (see `regionpb.io.reports.balances`).

        Args:
            language: the language it is written in.
            min_severity: findings below it are left out.
        """
        last = (pl.col("day") == self.end) & (pl.col("cell") == "members")
        return Balances(
            start=self.start,
            end=self.end,
            under=self.under.with_columns(depth=pl.Series(self.balance.forest.depths)),
            own=self.own,
            rows=self.rows,
            declared=self.declared.filter(last),
            document=self.report.document(language, min_severity),
        )

    def __repr__(self) -> str:
        off = self.own.filter(pl.col("difference") != 0).height
        of = f"{off} of {self.own.height} organizations do not add up"
        return f"<Reconciliation of {self.start} and {self.end}: {of}>"


def reconciled(
    before: Snapshot,
    after: Snapshot,
    intake: Intake,
    policy: Policy,
    *,
    select: Sequence[str] | None = None,
    ignore: Sequence[str] | None = None,
    title: str | None = None,
) -> Reconciliation:
    """Reconcile two days of the same tables.

    Args:
        before: the first day.
        after: the last day.
        intake: what reading the tables gave.
        policy: the parameters and switches, those of the last day.
        select: codes or families of X to ask; all where None.
        ignore: codes to leave out.
        title: what the source is called.

    Raises:
        ValueError: when the first day is not before the last.
        UnknownName: when a code is not known.
    """
    balance = reconcile(before, after)
    asked = _Asking(balance, policy.at(after.day))
    parts = [pl.DataFrame(schema=dict(FINDINGS))]
    skipped: list[NotChecked] = []
    for code in chosen([code for code in RULES if code.startswith(RECONCILED)], select, ignore):
        rule = RULES[code]
        if not asked.policy.is_on(code):
            continue
        missing = after.tables.missing([*rule.needs, *where_present(rule, after.tables), *_places(rule, after.tables)])
        if missing:
            skipped.append(NotChecked(code, tuple(missing)))
        else:
            parts.append(_ASKED[code](asked, rule))
    found = pl.concat(part.select(*FINDINGS) for part in parts)
    report = Report(
        day=after.day,
        policy=policy,
        not_checked=tuple(skipped),
        rows=intake.rows,
        frame=intake.placed(found).sort("code", "table", "id", maintain_order=True),
        rules=RULES,
        snapshot=after,
        title=title,
    )
    return Reconciliation(before.day, after.day, balance, asked.declared, asked.changes, report)


@frozen(eq=False)
class _Asking:
    """What the rules of X look at."""

    balance: Balance
    policy: InForce

    @cached_property
    def positions(self) -> pl.DataFrame:
        return self.balance.organizations.select("id", "position")

    @cached_property
    def declared(self) -> pl.DataFrame:
        """What was declared of the days from the first to the last, beside what the register gives."""
        before, after = self.balance.before, self.balance.after
        told = after.frame("declared_history").filter(pl.col("day").is_between(before.day, after.day))
        told = told.select("organization", "day", "cell", "value", position="_row")
        told = told.unique(["organization", "day", "cell"], keep="last", maintain_order=True)
        there = cells_there(after)
        counted = [
            _long(Snapshot(after.tables, day), there).with_columns(day=pl.lit(day))
            for day in told["day"].unique().sort()
        ]
        if not counted:
            return told.with_columns(counted=pl.lit(None, pl.Int64)).select(*_DECLARED)
        given = pl.concat(counted).rename({"id": "organization", "count": "counted"})
        return told.join(given, on=["organization", "day", "cell"], how="left", maintain_order="left").select(
            *_DECLARED
        )

    @cached_property
    def changes(self) -> pl.DataFrame:
        """The cells on both days, of the organizations that are current on both."""
        there = cells_there(self.balance.after)
        first, last = (_long(snapshot, there) for snapshot in (self.balance.before, self.balance.after))
        both = first.rename({"count": "before"}).join(
            last.rename({"count": "after"}), on=["id", "cell"], how="inner", maintain_order="left"
        )
        return both.join(self.positions, on="id", how="semi", maintain_order="left")


def _places(rule: Rule, tables: Tables) -> Sequence[str]:
    """What the units that nobody covers are counted by, where functions say who answers for them."""
    asked = "organizations.superior" in rule.reads and "units" in tables
    function = "function" in tables.absent.get("organizations", ())
    return ("units.division", "organizations.division", "divisions.parent") if asked and not function else ()


_DECLARED = ("organization", "day", "cell", "value", "counted", "position")


def _long(snapshot: Snapshot, cells: Sequence[str]) -> pl.DataFrame:
    """The cells of every organization: `id`, `cell`, `count`."""
    return statistics(snapshot).unpivot(on=[*cells], index="id", variable_name="cell", value_name="count")


def _unexplained(asked: _Asking, rule: Rule) -> pl.DataFrame:
    balance = asked.balance.own.filter(pl.col("difference") != 0)
    return _findings(
        rule,
        balance.join(asked.positions, on="id", how="left", maintain_order="left"),
        opening=pl.col("opening"),
        came=pl.col("in"),
        went=pl.col("out"),
        due=pl.col("opening") + pl.col("in") - pl.col("out"),
        closing=pl.col("closing"),
    )


def _disagreeing(asked: _Asking, rule: Rule) -> pl.DataFrame:
    found = asked.declared.filter(pl.col("counted").is_not_null() & (pl.col("value") != pl.col("counted")))
    if (found["value"] == found["value"].round()).all():
        found = found.with_columns(pl.col("value").cast(pl.Int64))  # people are whole
    key = pl.concat_str(["organization", pl.col("day").cast(pl.String), "cell"], separator="/")
    found = found.with_columns(id=key)
    return _findings(rule, found, cell=pl.col("cell"), value=pl.col("value"), counted=pl.col("counted"))


def _changed(asked: _Asking, rule: Rule) -> pl.DataFrame:
    percent = asked.policy.parameters["abnormal_change_percent"]
    count = asked.policy.parameters["abnormal_change_count"]
    by = (pl.col("after") - pl.col("before")).abs()
    much = asked.changes.filter((by > count) & (by * 100 > pl.col("before") * percent))
    order = {cell: at for at, cell in enumerate(CELLS)}
    found = (
        much.sort(pl.col("cell").replace_strict(order, return_dtype=pl.Int64), maintain_order=True)
        .group_by("id", maintain_order=True)
        .agg(
            pl.col("cell", "before", "after").first(),
            changed=pl.col("cell").str.join("; "),
        )
        .join(asked.positions, on="id", how="left", maintain_order="left")
    )
    change = (pl.col("after") - pl.col("before")).abs()
    shown = {name: pl.col(name) for name in ("cell", "before", "after")}
    return _findings(rule, found, **shown, change=change, changed=pl.col("changed"))


_ASKED = {"X001": _unexplained, "X002": _disagreeing, "X003": _changed}


def _findings(rule: Rule, found: pl.DataFrame, **values: pl.Expr) -> pl.DataFrame:
    return found.select(
        code=pl.lit(rule.code),
        severity=pl.lit(str(rule.severity)),
        table=pl.lit(rule.on),
        id="id",
        position=pl.col("position").cast(pl.Int64),
        values=pl.struct(value.alias(name) for name, value in values.items()).struct.json_encode(),
        file=pl.lit(None, pl.String),
        row=pl.lit(None, pl.Int64),
        column=pl.lit(rule.at, pl.String),
    )
