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
from attrs import Factory, field, frozen

from regionpb.contract import TABLES
from regionpb.engines.plans import Collect
from regionpb.graph.lineage import Moved, differing
from regionpb.graph.snapshot import BEHIND, DERIVED, PIECED, Snapshot
from regionpb.graph.tables import ROW
from regionpb.policies import InForce
from regionpb.rules.affected import affected, read_by
from regionpb.rules.base import Rule
from regionpb.rules.nearness import LOCAL, frames, judged, near, tables_of
from regionpb.rules.runner import Outcome, planned, run, told
from regionpb.rules.searching import NOWHERE, Keys, Positions, Side, TooFar, together

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
    judged_again: dict[Rule, Positions] = {}
    pending: list[_Asked] = []
    near_by = {code for code in again if known[code].function is None or not policy.is_on(code)}
    # Those that read most go first: what is near a row for them is found for the others, too.
    for code in sorted((again & LOCAL) - near_by, key=lambda code: (-len(tables_of(known[code])), code)):
        rule = known[code]
        if code in silent or (other_tables and "absent" in rule.inputs):
            continue
        try:
            gone, came = change.judged(rule)
            if len(came):
                pending.append(_Asked(rule, came, near(rule, change.now, came)))
        except TooFar:
            continue
        judged_again[rule] = gone
        near_by.add(code)
    parts.append(change.kept(outcome.findings, judged_again))
    settled = (known.keys() - again) | near_by
    fresh = run([rule for rule in rules if rule.code not in settled], after, policy, collect)
    found = _ask(sorted(pending, key=lambda one: one.rule.code), change.now, after, policy, collect)
    parts += [told({rule: rows for rule, rows in found.items() if rows.height}, after), fresh.findings]
    skipped = {one.code: one for one in outcome.not_checked if one.code in settled}
    skipped |= {one.code: one for one in fresh.not_checked}
    return Outcome(
        pl.concat(parts),
        tuple(skipped[rule.code] for rule in rules if rule.code in skipped),
        frozenset(rule.code for rule in rules),
    )


@frozen(eq=False)
class _Asked:
    """A rule to be asked of some rows of its table, and what is near these, by table."""

    rule: Rule
    rows: Positions
    near: Mapping[str, Positions]

    @property
    def whole(self) -> frozenset[str]:
        """The tables it reads that hang together with none it judges: of these it is given everything."""
        return frozenset({*tables_of(self.rule)} - self.near.keys())


def _ask(
    pending: Sequence[_Asked], side: Side, snapshot: Snapshot, policy: InForce, collect: Collect
) -> dict[Rule, pl.DataFrame]:
    """What rules find of the rows of which they are asked.

    Whatever is near what one of them is asked of is given to all: a verdict does not depend on what is farther away,
    and one run over some more rows is done sooner than a run for each rule.
    """
    found: dict[Rule, pl.DataFrame] = {}
    norms = policy.frame()
    for whole in dict.fromkeys(one.whole for one in pending):
        asked = [one for one in pending if one.whole == whole]
        tables = {table for one in asked for table in one.near}
        rows = {table: together(*(one.near.get(table, NOWHERE) for one in asked)) for table in tables - whole}
        names = dict.fromkeys(name for one in asked for name in one.rule.inputs)
        given = frames(names, side, snapshot, rows) | {"policy": norms}
        results = collect({one.rule: partial(planned, one.rule) for one in asked}, given)
        pairs = zip(asked, results, strict=True)
        found |= {one.rule: result.filter(pl.col(ROW).is_in(one.rows)) for one, result in pairs if result.height}
    return found


@frozen(eq=False)
class _Change:
    """Two states, and what became of the rows of the tables in which they differ."""

    before: Snapshot
    after: Snapshot
    moved: Mapping[str, Moved | None]
    then: Side = field(default=Factory(lambda self: Side(self.before.tables), takes_self=True), init=False)
    now: Side = field(
        default=Factory(lambda self: Side(self.after.tables, self.then, self.moved), takes_self=True), init=False
    )
    _pairs: dict[tuple[str, bytes, bytes], tuple[Positions, Positions]] = field(
        factory=dict[tuple[str, bytes, bytes], tuple[Positions, Positions]], init=False
    )
    _counted: dict[str, tuple[str, ...]] = field(factory=dict[str, tuple[str, ...]], init=False)

    def judged(self, rule: Rule) -> tuple[Positions, Positions]:
        """Positions, before and after, of the rows of its table of which a rule may say something else.

        Raises:
            TooFar: where it had better be asked of all.
        """
        known = {name: self.moved[name] for name in read_by(rule) if name in self.moved}
        if None in known.values():
            raise TooFar
        gone, came = ({name: getattr(each, way) for name, each in known.items()} for way in ("gone", "came"))
        derived = (DERIVED.keys() - PIECED.keys()) & {*rule.inputs}
        others = [(_COUNTED.get(name), self._other(name)) for name in derived]
        counted = {table: ids for table, ids in others if table is not None and ids}
        then, now = (
            judged(rule, side, rows, {table: side.having(table, "id", ids) for table, ids in counted.items()})
            for side, rows in ((self.then, gone), (self.now, came))
        )
        return self._matched(rule.on, then, now)

    def _matched(self, table: str, then: Positions, now: Positions) -> tuple[Positions, Positions]:
        """Rows of both states, each with those of the other that are the same row, or have the same key."""
        key = (table, then.tobytes(), now.tobytes())
        found = self._pairs.get(key)
        if found is None:
            moved = self.moved.get(table)
            if moved is None:
                both = together(then, now)
                found = both, both
            else:
                # All versions of what stands here stand there as they were, or among those that are not as they were.
                here, there = moved.then_at[now], moved.now_at[then]
                gone = _of_those(self.then, table, moved.gone, self.now.keys(table, now))
                came = _of_those(self.now, table, moved.came, self.then.keys(table, then))
                found = together(then, here[here >= 0], gone), together(now, there[there >= 0], came)
            self._pairs[key] = found
        return found

    def _other(self, name: str) -> tuple[str, ...]:
        """The ids of which a derived frame tells something else.

        Raises:
            TooFar: where it is not known of what it does.
        """
        found = self._counted.get(name)
        if found is None:
            found = self._counted[name] = self._unlike(name)
        return found

    def _unlike(self, name: str) -> tuple[str, ...]:
        if not self.moved.keys() & {*BEHIND[name]}:
            return ()
        one, other = self.before.frame(name), self.after.frame(name)
        if one.equals(other):
            return ()
        if name not in _COUNTED or not one["id"].equals(other["id"]):
            raise TooFar
        unlike = pl.DataFrame([a.ne_missing(b) for a, b in zip(one, other, strict=True)])
        ids = one["id"].filter(unlike.select(pl.any_horizontal(pl.all())).to_series())
        return tuple(sorted(ids.to_list()))

    def kept(self, findings: pl.DataFrame, gone: Mapping[Rule, Positions]) -> pl.DataFrame:
        """What some rules found of rows of which they cannot say anything else, with their positions after.

        Args:
            findings: what they found before.
            gone: of each rule, positions before of the rows of which it may say something else.
        """
        found = findings.filter(pl.col("code").is_in([rule.code for rule in gone]))
        if found.is_empty():
            return found
        codes, positions = found["code"].to_numpy(), found["position"].to_numpy().copy()
        stays = np.ones(found.height, dtype=np.bool_)
        there = {*found["code"].unique()}
        for rule, rows in gone.items():
            if rule.code not in there:
                continue
            moved, mine = self.moved.get(rule.on), codes == rule.code
            stays[mine] = ~np.isin(positions[mine], rows)
            if moved is not None:
                positions[mine] = moved.now_at[positions[mine]]
        return found.with_columns(position=pl.Series(positions)).filter(pl.Series(stays))


def _of_those(side: Side, table: str, rows: Positions, keys: Keys) -> Positions:
    """Of some rows those with one of some keys."""
    parts = side.tables.resolved(table).select(*TABLES[table].key)[rows]
    return rows[np.fromiter((row in keys for row in parts.iter_rows()), np.bool_, len(rows))]
