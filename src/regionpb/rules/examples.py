"""Bad and good of a rule, made by its plant and said by its check; nothing in them is written by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from random import Random
from typing import Any, Protocol, cast

import polars as pl
from attrs import frozen

from regionpb.contract import TABLES
from regionpb.graph.tables import Tables
from regionpb.policies import POLICY_NAMES, InForce, read_policy
from regionpb.rules.base import Rule
from regionpb.rules.draft import Unplantable

__all__ = ["Example", "Excerpt", "Register", "example_of"]

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


def _asking(code: str, policy: InForce) -> InForce:
    """A policy and day that ask a rule: those given, else the first day on which the policy does, else another."""
    if policy.is_on(code):
        return policy
    starts = [period.start for period in policy.policy.switches.get(code, ()) if period.on and period.start is not None]
    others = [policy.policy.at(day) for day in starts] + [read_policy(name).at(policy.day) for name in POLICY_NAMES]
    return next((other for other in others if other.is_on(code)), policy)


def example_of(rule: Rule, policy: InForce, region: Register, *, seed: int = 0) -> Example | None:
    """Bad and good of a rule; None where its fault cannot be committed in the region.

    Args:
        rule: the rule.
        policy: what is in force; where it does not ask the rule, the example is of a day or policy that does.
        region: a minimal valid region.
        seed: where the choices of the plant come from.
    """
    policy = _asking(rule.code, policy)
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
    wanted: list[tuple[str, tuple[str, ...] | None]] = [(e.table, e.columns) for e in spoilt] or [(rule.on, None)]
    good = [
        _excerpt(rule, name, rows, {}, columns)
        for name, columns in wanted
        if name in before.frames
        for rows in [_rows(before.history(name))]
        if rows
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
