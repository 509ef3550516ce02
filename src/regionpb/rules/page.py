"""The page of a rule: what it finds, why, bad and good, its parameters and their norms. Pure data, and as Markdown.

The examples are no prose: Good is a minimal valid region, Bad is what the rule's plant makes of it,
and what is said of it is what a check finds.

    >>> import regionpb
    >>> from regionpb.policies import read_policy
    >>> region = regionpb.testing.minimal()
    >>> page = page_of(regionpb.rules["O006"], read_policy("ningbo").at(region.day), region)
    >>> page.name, page.parameters[0].value, page.example is not None
    ('too-few-members', 3, True)
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from random import Random
from typing import Any, Protocol, cast

import polars as pl
from attrs import frozen

from regionpb.contract import TABLES
from regionpb.findings import Severity
from regionpb.graph.tables import Tables
from regionpb.policies import POLICY_NAMES, InForce, Unit, read_policy
from regionpb.rules.base import Rule
from regionpb.rules.draft import Unplantable
from regionpb.rules.families import Family, family

__all__ = ["Example", "Excerpt", "PageParameter", "Register", "RulePage", "page_of"]

_COLUMNS = 7
_ROWS = 6


class Register(Protocol):
    """What examples are made of: a region (which the layer of rules does not know)."""

    @property
    def tables(self) -> Tables:
        """All versions of its rows."""
        ...

    def at(self, day: date) -> Any:  # noqa: ANN401 - a region again
        """The same as of another day."""
        ...


@frozen
class PageParameter:
    """A parameter with the value in force.

    Attributes:
        name: its name in policies.
        label: what it is, in English.
        label_zh: the same in Chinese.
        value: the value in force on the day.
        unit: what the number counts.
        start: since when it is in force; None is since ever.
        end: until when; None is still.
        norm: where it comes from.
        norm_zh: the same in Chinese.
    """

    name: str
    label: str
    label_zh: str
    value: float
    unit: Unit
    start: date | None
    end: date | None
    norm: str
    norm_zh: str


@frozen
class Excerpt:
    """Some rows of a table.

    Attributes:
        table: the table.
        columns: the columns shown.
        rows: their cells as text, empty where there is none.
        faulty: for each row, whether it is the one that findings name.
    """

    table: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    faulty: tuple[bool, ...]


@frozen
class Example:
    """Good and bad: rows of a minimal valid region, and those that differ once the fault is committed.

    Attributes:
        good: rows of the valid region.
        bad: rows that are new or changed.
        messages: what the check says, English and Chinese.
        policy: the policy of the check: the page's own where that asks the rule.
        day: the day of the check, likewise.
    """

    good: tuple[Excerpt, ...]
    bad: tuple[Excerpt, ...]
    messages: tuple[tuple[str, str], ...]
    policy: str
    day: date


@frozen
class RulePage:
    """Everything there is to say about a rule.

    Attributes:
        rule: the rule; its code, name, severity and story.
        family: its family.
        policy: the name of the policy.
        day: the day of which parameters and the switch speak.
        on: whether the policy asks it on the day.
        switch_norm: the norm that switches it, English and Chinese; None where no switch speaks.
        parameters: the values in force.
        companions: the rules that its fault brings along, code and name where known.
        example: bad and good; None where it cannot be planted in the region given.
    """

    rule: Rule
    family: Family
    policy: str
    day: date
    on: bool
    switch_norm: tuple[str, str] | None
    parameters: tuple[PageParameter, ...]
    companions: tuple[str, ...]
    example: Example | None

    @property
    def code(self) -> str:
        """The code of the rule."""
        return self.rule.code

    @property
    def name(self) -> str:
        """The name of the fault."""
        return self.rule.name

    @property
    def severity(self) -> Severity:
        """The severity of the rule."""
        return self.rule.severity


def page_of(rule: Rule, policy: InForce, region: Register | None = None, *, seed: int = 0) -> RulePage:
    """The page of a rule.

    Args:
        rule: the rule.
        policy: what is in force on the day the page speaks of.
        region: a minimal valid region for the examples; None leaves them out.
        seed: where the choices of the plant come from.
    """
    switched = policy.switched_by(rule.code)
    return RulePage(
        rule=rule,
        family=family(rule.code),
        policy=policy.policy.name,
        day=policy.day,
        on=policy.is_on(rule.code),
        switch_norm=(switched.norm, switched.norm_zh) if switched else None,
        parameters=tuple(_parameter(name, policy) for name in rule.parameters),
        companions=rule.companions,
        example=_example(rule, region, _asking(rule.code, policy), seed) if region is not None else None,
    )


def _parameter(name: str, policy: InForce) -> PageParameter:
    known, now = policy.policy.parameters[name], policy.norm(name)
    return PageParameter(
        name, known.label, known.label_zh, now.value, known.unit, now.start, now.end, now.norm, now.norm_zh
    )


def _asking(code: str, policy: InForce) -> InForce:
    """A policy and day that ask a rule: those given, else the first day on which the policy does, else another."""
    if policy.is_on(code):
        return policy
    starts = [period.start for period in policy.policy.switches.get(code, ()) if period.on and period.start is not None]
    others = [policy.policy.at(day) for day in starts] + [read_policy(name).at(policy.day) for name in POLICY_NAMES]
    return next((other for other in others if other.is_on(code)), policy)


def _example(rule: Rule, region: Register, policy: InForce, seed: int) -> Example | None:
    try:
        bad = region.at(policy.day).plant([rule], Random(seed))  # noqa: S311 - an example, not a secret
    except Unplantable:
        return None
    before, after = region.tables, bad.tables
    report = bad.check(select=[rule.code], policy=policy.policy)
    english, chinese = report.in_language("en"), report.in_language("zh")
    # Reading empties a cell it cannot understand; the example shows what stood there.
    named: dict[tuple[str, str | None], dict[str, str]] = {
        (f.table, f.id): _as_written(f.values) if f.code.startswith("E") else {} for f in english
    }
    changed: dict[str, list[_Row]] = {}
    for name in after.frames:
        old = _rows(before.history(name))
        changed[name] = [row for row in _rows(after.history(name)) if row not in old]
    for name, frame in bad.intake.set_aside.items():
        if name in TABLES:
            changed.setdefault(name, []).extend(
                _rows(frame.select(c for c in frame.columns if c in TABLES[name].by_name))
            )
    spoilt = [
        _excerpt(rule, name, rows, named, _columns(rule, name, rows, named)) for name, rows in changed.items() if rows
    ]
    spoilt.sort(key=lambda excerpt: not any(excerpt.faulty))
    good = [
        _excerpt(rule, name, rows, {}, columns)
        for name, columns in ([(e.table, e.columns) for e in spoilt] or [(rule.on, None)])
        if name in before.frames
        for rows in [_rows(before.history(name))]
    ]
    messages = tuple((e.message, z.message) for e, z in zip(english, chinese, strict=True))
    return Example(tuple(good), tuple(spoilt), messages[:_ROWS], policy.policy.name, policy.day)


def _as_written(values: Mapping[str, Any]) -> dict[str, str]:
    column, value = values.get("column"), values.get("value")
    return {column: value} if isinstance(column, str) and isinstance(value, str) else {}


_Row = dict[str, str]
_Named = Mapping[tuple[str, str | None], Mapping[str, str]]


def _rows(frame: pl.DataFrame) -> list[_Row]:
    """The rows of a table as text by column; only minimal regions come here."""
    return [{column: _text(value) for column, value in row.items()} for row in frame.iter_rows(named=True)]


def _key(table: str, row: _Row) -> tuple[str, str | None]:
    return table, "/".join(row.get(part, "") for part in TABLES[table].key)


def _columns(rule: Rule, name: str, rows: list[_Row], named: _Named) -> tuple[str, ...]:
    """The columns that matter: key, what is at fault, what the rule needs, what else is filled."""
    table, filled = TABLES[name], {column for row in rows for column, value in row.items() if value}
    written = {column for (of, _), cells in named.items() if of == name for column in cells}
    needed = {need.partition(".")[2] for need in rule.needs if need.startswith(f"{name}.")}
    wanted = [
        *table.key,
        *(c for c in table.by_name if c in written or c in needed or (c == rule.at and name == rule.on)),
    ]
    wanted += [c for c in table.by_name if c in filled and c not in {"start", "end"}]
    chosen = list(dict.fromkeys(wanted))[:_COLUMNS]
    return tuple(c.name for c in table.columns if c.name in chosen)


def _excerpt(rule: Rule, name: str, rows: list[_Row], named: _Named, columns: tuple[str, ...] | None) -> Excerpt:
    """Rows of a table, those at fault among them whatever the number."""
    shown = _columns(rule, name, rows, named) if columns is None else columns
    first = sorted(range(len(rows)), key=lambda i: _key(name, rows[i]) not in named)[:_ROWS]
    chosen = [rows[i] for i in sorted(first)]
    return Excerpt(
        name,
        shown,
        tuple(tuple((row | dict(named.get(_key(name, row), {}))).get(c, "") for c in shown) for row in chosen),
        tuple(_key(name, row) in named for row in chosen),
    )


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ";".join(map(str, cast("list[object]", value)))
    return str(value)
