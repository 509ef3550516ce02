"""Rules asked again after a change: only those that read what changed, and only where that can matter.

>>> import regionpb as rpb
>>> region = rpb.testing.minimal()
>>> report = region.check()
>>> after = region.apply(rpb.changes.transfer("M-2", to="O-1", on="2011-07-29"))
>>> [finding.code for finding in after.check(since=report).findings]
['M007', 'O006']
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
import polars as pl
from attrs import field, frozen

from regionpb.engines.plans import Collect
from regionpb.graph.lineage import Moved, differing
from regionpb.graph.snapshot import BEHIND, DERIVED, Snapshot
from regionpb.policies import InForce
from regionpb.rules.affected import affected, read_by
from regionpb.rules.base import Rule
from regionpb.rules.nearness import LOCAL, Side, TooFar, frames, judged, near, together
from regionpb.rules.runner import Outcome, planned, run, told

__all__ = ["Earlier", "recheck"]

_COUNTED = {"counts": "organizations", "funds": "organizations"}
"""The derived frames that tell something of each row of a table by its id, and that table."""


@frozen(eq=False)
class Earlier:
    """What was found before.

    Attributes:
        outcome: what the rules gave.
        rules: the rules there were, by code.
        snapshot: what they were asked of.
    """

    outcome: Outcome
    rules: Mapping[str, Rule]
    snapshot: Snapshot


def recheck(rules: Sequence[Rule], earlier: Earlier, after: Snapshot, policy: InForce, collect: Collect) -> Outcome:
    """What rules find, where they were asked before and cannot find anything else not being asked again.

    Args:
        rules: the rules that are asked.
        earlier: what was found before, on the same day under the same policy.
        after: what they are asked of now.
        policy: the parameters and switches.
        collect: the verb of the engine that runs them.
    """
    before, outcome = earlier.snapshot, earlier.outcome
    moved = differing(before.tables, after.tables)
    after.inherit(before, moved)
    known = {rule.code: rule for rule in rules if earlier.rules.get(rule.code) is rule and rule.code in outcome.codes}
    other_tables = {*before.tables.frames} != {*after.tables.frames}
    again = affected(known, moved, other_tables=other_tables)
    silent = {one.code for one in outcome.not_checked}
    change = _Change(before, after, moved)
    parts = [outcome.findings.filter(pl.col("code").is_in([*known.keys() - again]))]
    results: dict[Rule, pl.DataFrame] = {}
    near_by: set[str] = set()
    for code in sorted(again & LOCAL):
        rule = known[code]
        if code in silent or not policy.is_on(code) or (other_tables and "absent" in rule.inputs):
            continue
        try:
            gone, came = change.judged(rule)
            if came.len():
                given = frames(rule, after, near(rule, change.now, came))
                (found,) = collect({rule: partial(planned, rule)}, given | {"policy": policy.frame()})
                results[rule] = found.filter(pl.col("_row").is_in(came.implode()))
        except TooFar:
            continue
        parts.append(change.kept(rule, outcome.findings, gone))
        near_by.add(code)
    settled = (known.keys() - again) | near_by
    fresh = run([rule for rule in rules if rule.code not in settled], after, policy, collect)
    parts += [told({rule: found for rule, found in results.items() if found.height}, after), fresh.findings]
    skipped = {one.code: one for one in outcome.not_checked if one.code in settled}
    skipped |= {one.code: one for one in fresh.not_checked}
    return Outcome(
        pl.concat(parts),
        tuple(skipped[rule.code] for rule in rules if rule.code in skipped),
        frozenset(rule.code for rule in rules),
    )


@frozen(eq=False)
class _Change:
    """Two states, and what became of the rows of the tables in which they differ."""

    before: Snapshot
    after: Snapshot
    moved: Mapping[str, Moved | None]
    then: Side = field(init=False)
    now: Side = field(init=False)
    _counted: dict[str, pl.Series] = field(factory=dict[str, pl.Series], init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "then", Side(self.before.tables))
        object.__setattr__(self, "now", Side(self.after.tables))

    def judged(self, rule: Rule) -> tuple[pl.Series, pl.Series]:
        """Positions, before and after, of the rows of its table of which a rule may say something else.

        Raises:
            TooFar: where it had better be asked of all.
        """
        known = {name: self.moved[name] for name in read_by(rule) if name in self.moved}
        gone: dict[str, pl.Series] = {}
        came: dict[str, pl.Series] = {}
        for name, moved in known.items():
            if moved is None:
                raise TooFar
            gone[name], came[name] = moved.gone, moved.came
        for name in DERIVED.keys() & {*rule.inputs}:
            ids = self._other(name)
            if ids.len():
                table = _COUNTED[name]
                for side, rows in ((self.then, gone), (self.now, came)):
                    rows[table] = together([rows.get(table, together([])), side.having(table, "id", ids)])
        then, now = judged(rule, self.then, gone), judged(rule, self.now, came)
        keys = pl.concat([self.then.keys(rule.on, then), self.now.keys(rule.on, now)]).unique()
        here, there = self._across(rule.on, then, now)
        return (
            together([self.then.called(rule.on, keys), here, then]),
            together([self.now.called(rule.on, keys), there, now]),
        )

    def _across(self, table: str, then: pl.Series, now: pl.Series) -> tuple[pl.Series, pl.Series]:
        """Where some rows of the state after stood before, and where some of the state before stand after."""
        moved = self.moved.get(table)
        if moved is None:
            return now, then
        there = pl.Series(moved.now_at[then.to_numpy()])
        here = pl.Series(np.flatnonzero(np.isin(moved.now_at, now.to_numpy())))
        return here, there.filter(there >= 0)

    def _other(self, name: str) -> pl.Series:
        """The ids of which a derived frame tells something else.

        Raises:
            TooFar: where it is not known of what it does.
        """
        if name in self._counted:
            return self._counted[name]
        none = pl.Series([], dtype=pl.String)
        if not self.moved.keys() & {*BEHIND[name]}:
            return none
        one, other = self.before.frame(name), self.after.frame(name)
        if one.equals(other):
            return none
        if name not in _COUNTED or not one["id"].equals(other["id"]):
            raise TooFar
        unlike = pl.DataFrame([a.ne_missing(b) for a, b in zip(one, other, strict=True)])
        found = self._counted[name] = one["id"].filter(unlike.select(pl.any_horizontal(pl.all())).to_series())
        return found

    def kept(self, rule: Rule, findings: pl.DataFrame, gone: pl.Series) -> pl.DataFrame:
        """What a rule found of rows of which it cannot say anything else, with their positions after."""
        found = findings.filter((pl.col("code") == rule.code) & ~pl.col("position").is_in(gone.implode()))
        moved = self.moved.get(rule.on)
        if moved is None:
            return found
        return found.with_columns(position=pl.Series(moved.now_at[found["position"].to_numpy()]))
