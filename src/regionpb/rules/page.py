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

from collections.abc import Iterable, Sequence
from datetime import date
from random import Random
from typing import Any, Protocol

from attrs import frozen

from regionpb.contract import TABLES
from regionpb.findings import Severity
from regionpb.graph.tables import Tables
from regionpb.policies import InForce, Unit
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

    def check(self, select: Sequence[str] | None = None) -> Any:  # noqa: ANN401 - a report
        """Ask rules of it."""
        ...

    def plant(self, rules: Sequence[Rule], rng: Random) -> Any:  # noqa: ANN401 - a region again
        """The same with faults committed."""
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
    """

    good: tuple[Excerpt, ...]
    bad: tuple[Excerpt, ...]
    messages: tuple[tuple[str, str], ...]


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
        example=_example(rule, region, seed) if region is not None else None,
    )


def _parameter(name: str, policy: InForce) -> PageParameter:
    known, now = policy.policy.parameters[name], policy.norm(name)
    return PageParameter(
        name, known.label, known.label_zh, now.value, known.unit, now.start, now.end, now.norm, now.norm_zh
    )


def _example(rule: Rule, region: Register, seed: int) -> Example | None:
    try:
        bad = region.plant([rule], Random(seed))  # noqa: S311 - an example, not a secret
    except Unplantable:
        return None
    before, after = region.tables, bad.tables
    report = bad.check(select=[rule.code])
    english, chinese = report.in_language("en"), report.in_language("zh")
    named = {(f.table, f.id) for f in english}
    changed: list[Excerpt] = []
    for name in after.frames:
        old = set(_rows(before, name))
        rows = [row for row in _rows(after, name) if row not in old]
        changed += _excerpt(name, rows, rule, named)
    for name, frame in bad.intake.set_aside.items():
        if name in TABLES:
            columns = [c for c in frame.columns if c in TABLES[name].by_name]
            changed += _excerpt(
                name, [tuple(zip(columns, r, strict=True)) for r in frame.select(columns).iter_rows()], rule, named
            )
    tables = [excerpt.table for excerpt in changed] or [rule.on]
    good = [e for name in tables if name in before.frames for e in _excerpt(name, _rows(before, name), rule, set())]
    messages = tuple((e.message, z.message) for e, z in zip(english, chinese, strict=True))
    return Example(tuple(good), tuple(changed), messages[:_ROWS])


_Row = tuple[tuple[str, Any], ...]


def _rows(tables: Tables, name: str) -> list[_Row]:
    """The rows of a table as pairs of column and text; only minimal regions come here."""
    frame = tables.history(name)
    return [tuple((c, _text(v)) for c, v in zip(frame.columns, row, strict=True)) for row in frame.iter_rows()]


def _excerpt(name: str, rows: list[_Row], rule: Rule, named: set[tuple[str, str | None]]) -> list[Excerpt]:
    """Rows with the columns that matter: key, name, what the rule reads, what else is filled."""
    if not rows:
        return []
    table, filled = TABLES[name], {column for row in rows for column, value in row if value}
    read = set(rule.columns(name)) | ({rule.at} if rule.at else set())
    wanted = [*table.key, *(c for c in filled if c == "name"), *(c for c in table.by_name if c in read)]
    wanted += [c for c in table.by_name if c in filled and c not in {"start", "end"}]
    chosen = list(dict.fromkeys(wanted))[:_COLUMNS]
    columns = [c.name for c in table.columns if c.name in chosen]
    cells = [dict(row) for row in rows]
    key = ["/".join(str(row.get(k, "")) for k in table.key) for row in cells]
    # Rows at fault come first: they are what the example is about.
    order = sorted(range(len(rows)), key=lambda i: (name, key[i]) not in named)[:_ROWS]
    return [
        Excerpt(
            name,
            tuple(columns),
            tuple(tuple(_text(cells[i].get(c)) for c in columns) for i in sorted(order)),
            tuple((name, key[i]) in named for i in sorted(order)),
        )
    ]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Iterable) and not isinstance(value, str):
        return ";".join(map(str, value))
    return str(value)
