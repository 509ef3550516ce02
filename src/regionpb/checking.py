"""A check: rules asked of a region, what they find regraded, silenced and set beside a baseline."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import polars as pl
from attrs import evolve, frozen

from regionpb.changes.journal import Journal
from regionpb.changes.journal.unlike import unlike
from regionpb.changing import State
from regionpb.engines import engine as engine_named
from regionpb.engines.plans import Collect
from regionpb.errors import PolicyError, RegionError
from regionpb.findings import FINDINGS, NO_FINDINGS
from regionpb.graph.snapshot import Snapshot
from regionpb.io.besides import Intake
from regionpb.known.baseline import Baseline
from regionpb.known.declared import Known
from regionpb.known.severities import regraded
from regionpb.known.silent import Silent
from regionpb.known.suppressions import spare
from regionpb.policies import Policy
from regionpb.report import Report
from regionpb.rules import RULES, Rule
from regionpb.rules.history.recorded import CHANGED_PAST
from regionpb.rules.own import joined
from regionpb.rules.rechecking import recheck
from regionpb.rules.runner import Outcome, run
from regionpb.rules.selection import chosen

__all__ = ["Asked", "check"]


@frozen
class Asked:
    """What a check asks.

    Attributes:
        select: codes or families to ask; all where None.
        ignore: codes or families to leave out.
        policy: the parameters and switches.
        engine: what runs the rules.
        own: rules beside those that are installed.
        baseline: the findings that are known; a baseline or its file.
        since: the report of an earlier state: what cannot have changed since is not asked again.
    """

    policy: Policy
    select: Sequence[str] | None = None
    ignore: Sequence[str] | None = None
    engine: str = "polars"
    own: tuple[Rule, ...] = ()
    baseline: Baseline | str | Path | None = None
    since: Report | None = None

    @property
    def rules(self) -> Mapping[str, Rule]:
        """All rules there are, by code."""
        return joined(RULES, self.own) if self.own else RULES


def check(
    snapshot: Snapshot,
    intake: Intake,
    asked: Asked,
    known: Known,
    title: str | None,
    recorded: Callable[[], Journal | None],
) -> Report:
    """Ask rules of a region.

    Args:
        snapshot: the region as of its day.
        intake: what reading it found.
        asked: what is asked, and how.
        known: what its source says is known.
        title: what the source is called.
        recorded: gives the journal, if there is one.
    """
    collect = engine_named(asked.engine)
    baseline = Baseline.read(asked.baseline) if isinstance(asked.baseline, str | Path) else asked.baseline
    rules = asked.rules
    codes = chosen(rules, asked.select, asked.ignore)
    _require_parameters(asked.own, asked.policy)
    outcome = _run([rules[code] for code in codes], snapshot, asked, collect)
    read = intake.findings
    told = read.filter(pl.col("code").is_in(codes)) if read.height else read
    past = _past(snapshot, recorded()) if CHANGED_PAST.code in codes else NO_FINDINGS
    found = pl.concat([told, intake.placed(outcome.findings), intake.placed(past)])
    found, silent = _silenced(found, known, baseline, snapshot, codes)
    return Report(
        day=snapshot.day,
        policy=asked.policy,
        not_checked=outcome.not_checked,
        rows=intake.rows,
        frame=found.sort("code", "table", "id", "position", nulls_last=False, maintain_order=True),
        rules=rules,
        snapshot=snapshot,
        title=title,
        silent=silent,
        outcome=outcome,
    )


def _past(snapshot: Snapshot, journal: Journal | None) -> pl.DataFrame:
    """What is not as the journal gives it (H004): nothing where there is none."""
    if journal is None or journal.given is snapshot.tables:
        return NO_FINDINGS
    replayed = State(snapshot.tables, Intake(), journal).replayed()
    odd = unlike(snapshot.tables, replayed.tables)
    return odd.select(
        code=pl.lit(CHANGED_PAST.code),
        severity=pl.lit(str(CHANGED_PAST.severity)),
        table="table",
        id="id",
        position="position",
        values=pl.struct("column", "recorded", "found").struct.json_encode(),
        file=pl.lit(None, pl.String),
        row=pl.lit(None, pl.Int64),
        column="column",
    ).select(*FINDINGS)


def _run(rules: Sequence[Rule], snapshot: Snapshot, asked: Asked, collect: Collect) -> Outcome:
    """What rules find, those that cannot find anything else than they did not being asked again."""
    policy = asked.policy.at(snapshot.day)
    earlier = asked.since
    if earlier is None:
        return run(rules, snapshot, policy, collect)
    if (earlier.day, earlier.policy) != (snapshot.day, asked.policy):
        raise RegionError(
            f"the earlier report is of {earlier.day} under {earlier.policy.name}, this check of {snapshot.day} under "
            f"{asked.policy.name}; check the same day under the same policy, or leave `since` out",
            f"先前的报告是 {earlier.day}、政策 {earlier.policy.name} 的，本次检查是 {snapshot.day}、政策 "
            f"{asked.policy.name} 的；请检查同一天、用同一政策，或不用 since",
        )
    return recheck(rules, earlier.as_found, snapshot, policy, collect)


def _require_parameters(own: Iterable[Rule], policy: Policy) -> None:
    for rule in own:
        for name in rule.parameters:
            if name not in policy.parameters:
                raise PolicyError(
                    f"policy {policy.name} has no {name!r}, which rule {rule.code} asks; add it to the policy",
                    f"政策 {policy.name} 没有规则 {rule.code} 所需的参数“{name}”；请在政策中补上",
                )


def _silenced(
    found: pl.DataFrame, known: Known, baseline: Baseline | None, snapshot: Snapshot, codes: Sequence[str]
) -> tuple[pl.DataFrame, Silent]:
    """The findings that are told, and what is known of the others."""
    if known.severities and found.height:
        found = regraded(found, known.severities)
    silent = Silent()
    if known.suppressions:
        # Of a rule that is not asked nothing can be found: what silences it is not stale.
        about = [s for s in known.suppressions if any(c.startswith(p) for c in codes for p in s.codes)]
        spared = spare(found, about, snapshot.day, snapshot.tables)
        found, silent = spared.told, evolve(silent, suppressed=spared.silent, stale=spared.stale)
    if baseline is not None:
        compared = baseline.only(codes).against(found)
        found, silent = compared.new, evolve(silent, known=compared.known, gone=compared.gone)
    return found, silent
