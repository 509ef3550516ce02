"""Runs rules over a snapshot and gathers what they find into one frame."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import narwhals as nw
import polars as pl
from attrs import frozen

from regionpb.contract import TABLES
from regionpb.contract.keys import keys_at
from regionpb.engines.builtin import collect as builtin
from regionpb.engines.plans import Collect
from regionpb.findings import FINDINGS, NO_FINDINGS
from regionpb.graph.snapshot import DERIVED, FORMER, HISTORY, Snapshot, table_of
from regionpb.graph.tables import ROW, Tables
from regionpb.policies import InForce
from regionpb.policies.policy import ago
from regionpb.rules.base import Rule

__all__ = ["NotChecked", "Outcome", "planned", "run", "told", "where_present"]

_MANY = 20_000
"""So many members are worth a thread."""


@frozen
class NotChecked:
    """A rule that could not be asked, and the tables and columns it would need."""

    code: str
    missing: tuple[str, ...]


@frozen
class Outcome:
    """What a run of rules gave: findings (without places), what was not checked, and the codes that were asked for."""

    findings: pl.DataFrame
    not_checked: tuple[NotChecked, ...]
    codes: frozenset[str] = frozenset()


def run(rules: Iterable[Rule], snapshot: Snapshot, policy: InForce, collect: Collect = builtin) -> Outcome:
    """Ask rules of a snapshot under the parameters in force.

    Rules that the policy switches off are passed over; rules whose tables or columns are absent are
    told as not checked.

    Args:
        rules: the rules to ask.
        snapshot: what they are asked of.
        policy: the parameters and switches.
        collect: the verb of the engine that runs them.
    """
    rules, asked = [*rules], list[Rule]()
    skipped: list[NotChecked] = []
    for rule in rules:
        if rule.function is None or not policy.is_on(rule.code):
            continue
        missing = snapshot.tables.missing([*rule.needs, *where_present(rule, snapshot.tables)])
        if missing:
            skipped.append(NotChecked(rule.code, tuple(missing)))
        elif _may_find(rule, snapshot):
            asked.append(rule)
    if not asked:
        return Outcome(NO_FINDINGS, tuple(skipped), frozenset(rule.code for rule in rules))
    frames = _made(snapshot, sorted({name for rule in asked for name in rule.inputs} - {"policy"}))
    results = collect({rule: partial(planned, rule) for rule in asked}, frames | {"policy": policy.frame()})
    found = {rule: result for rule, result in zip(asked, results, strict=True) if result.height}
    return Outcome(told(found, snapshot), tuple(skipped), frozenset(rule.code for rule in rules))


def _made(snapshot: Snapshot, names: Sequence[str]) -> dict[str, pl.DataFrame]:
    """Frames by name. In a large region what is counted over all members is made by a second thread."""
    counted = [name for name in ("counts", "funds") if name in names]
    if counted and snapshot.frame("members").height > _MANY:
        snapshot.subordination  # noqa: B018 - made once, before both may need it
        with ThreadPoolExecutor(max_workers=1) as pool:
            counting = pool.submit(lambda: [snapshot.frame(name) for name in counted])
            for name in names:
                if name not in counted:
                    snapshot.frame(name)
            counting.result()
    return {name: snapshot.frame(name) for name in names}


def _may_find(rule: Rule, snapshot: Snapshot) -> bool:
    """Whether there may be something to find: where there is no row, no row is at fault."""
    return not snapshot.tables.history(rule.on).is_empty() and (rule.where is None or rule.where(snapshot))


def where_present(rule: Rule, tables: Tables) -> list[str]:
    """What a rule needs of tables that need not be there but are."""
    return [need for need in rule.needs_where_present if need.partition(".")[0] in tables]


def planned(rule: Rule, sources: Mapping[str, Any]) -> Any:  # noqa: ANN401 - lazy frames of whichever engine
    """The plan of a rule: it is given the columns it declares, and gives what its findings show."""
    assert rule.function is not None  # noqa: S101 - told to the type checker; run() asks no others
    frames = {name: nw.from_native(sources[name]) for name in rule.inputs}
    inputs = {name: frame if name in DERIVED else frame.select(_columns(rule, name)) for name, frame in frames.items()}
    found = rule.function(**inputs)
    own = {"severity"} & {*found.collect_schema().names()}
    return found.select(ROW, *rule.values, *own).to_native()


def _columns(rule: Rule, name: str) -> list[str]:
    if name == "policy":
        return ["day", *rule.parameters, *(column for parameter in rule.parameters for column in ago(parameter))]
    table = TABLES[table_of(name)]
    if name.endswith(FORMER):
        return [ROW, *table.key]
    dates = ("start", "end") if table.dated and name.endswith(HISTORY) else ()
    return list(dict.fromkeys([ROW, *table.key, *rule.columns(name), *dates]))


def told(found: Mapping[Rule, pl.DataFrame], snapshot: Snapshot) -> pl.DataFrame:
    """The results of rules as a frame of findings; places in the source are added by the report.

    Args:
        found: what each rule gave, none of it empty.
        snapshot: what they were asked of.
    """
    if not found:
        return NO_FINDINGS
    parts: list[pl.DataFrame] = []
    for name in dict.fromkeys(rule.on for rule in found):  # keys are looked up once a table
        part = pl.concat([_told(rule, result) for rule, result in found.items() if rule.on == name])
        key = keys_at(TABLES[name], snapshot.tables.history(name), part["position"], snapshot.tables.frames)
        parts.append(part.with_columns(id=key, table=pl.lit(name)))
    places = {"file": pl.lit(None, pl.String), "row": pl.lit(None, pl.Int64)}
    return pl.concat(parts).with_columns(**places).select(*FINDINGS)


def _told(rule: Rule, result: pl.DataFrame) -> pl.DataFrame:
    """What the findings of a rule say that those of others on its table do not."""
    if result[ROW].n_unique() < result.height:  # several about one row: every engine is to tell them in one order
        result = result.sort(ROW, *rule.values)
    severity = pl.col("severity") if "severity" in result.columns else pl.lit(str(rule.severity))
    values = pl.struct(rule.values).struct.json_encode() if rule.values else pl.lit("{}")
    return result.select(
        code=pl.lit(rule.code),
        severity=severity.cast(pl.String),
        position=pl.col(ROW).cast(pl.Int64),
        values=values,
        column=pl.lit(rule.at, pl.String),
    )
