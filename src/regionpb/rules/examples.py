"""Bad and good of a rule, made by its plant and said by its check; nothing in them is written by hand."""

from __future__ import annotations

from collections.abc import Collection, Sequence
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
_USUAL = ("organizations",)
"""The tables of a good example where the fault touches none."""


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
        columns: the columns shown; of what reading finds faulty, headers that the table does not know among them.
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
        files: files that the fault puts beside the tables, and what they hold.
        gone: tables that the fault takes away.
        messages: what the check says, English and Chinese.
        policy: the policy of the check: the page's own where that asks the rule.
        day: the day of the check, likewise.
    """

    good: tuple[Excerpt, ...]
    bad: tuple[Excerpt, ...]
    files: tuple[tuple[str, bytes], ...]
    gone: tuple[str, ...]
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
    report = bad.check(select=[rule.code], policy=policy.policy)
    english, chinese = report.in_language("en"), report.in_language("zh")
    blamed = {f.values.get("column") for f in english} if rule.function is None else {rule.at}
    named = {(f.table, f.id) for f in english}
    before = {name: _rows(frame) for name, frame in region.tables.frames.items()}
    # Reading empties what it cannot understand; what is shown is what was written.
    written = {name: _rows(frame) for name, frame in bad.spoilt.items()}
    changed = {name: [row for row in rows if row not in before.get(name, [])] for name, rows in written.items()}
    gone = tuple(name for name in before if name not in written)
    spoilt = [
        _excerpt(name, rows, named, _columns(rule, name, rows, bad.spoilt[name].columns, blamed))
        for name, rows in changed.items()
        if rows
    ]
    spoilt.sort(key=lambda excerpt: not any(excerpt.faulty))
    shown: dict[str, tuple[str, ...]] = {e.table: e.columns for e in spoilt} or dict.fromkeys(gone or _USUAL, ())
    good = [
        _excerpt(name, before[name], (), tuple(c for c in known if c in columns or c in blamed) or known[:_COLUMNS])
        for name, columns in shown.items()
        if before.get(name)
        for known in [tuple(TABLES[name].by_name)]
    ]
    messages = tuple((e.message, z.message) for e, z in zip(english, chinese, strict=True))[:_ROWS]
    files = tuple(bad.files.items())
    return Example(tuple(good), tuple(spoilt), files, gone, messages, policy.policy.name, policy.day)


_Row = dict[str, str]


def _rows(frame: pl.DataFrame) -> list[_Row]:
    """The rows of a table as text by column, without what is empty; only minimal regions come here."""
    return [{c: text for c, v in row.items() if (text := _text(v))} for row in frame.iter_rows(named=True)]


def _key(table: str, row: _Row) -> tuple[str, str | None]:
    return table, "/".join(row.get(part, "") for part in TABLES[table].key)


def _columns(
    rule: Rule, name: str, rows: list[_Row], there: Sequence[str], blamed: Collection[object]
) -> tuple[str, ...]:
    """Of the columns there those that matter: key, what is blamed, what the rule needs, dates, what is filled."""
    known, filled = TABLES[name].by_name, {column for row in rows for column in row}
    needed = {need.partition(".")[2] for need in rule.needs if need.startswith(f"{name}.")}
    wanted = [*TABLES[name].key]
    wanted += [c for c in there if c in blamed and (c in filled or rule.on in {name, "*"})]
    wanted += [c for c in known if c in needed]
    # Dates matter where something has ended: that all of it began on one day tells nothing.
    wanted += ["start", "end"] if "end" in filled else []
    wanted += [c for c in known if c in filled and c not in {"start", "end"}]
    chosen = [c for c in dict.fromkeys(wanted) if c in there][:_COLUMNS]
    return (*(c for c in known if c in chosen), *(c for c in chosen if c not in known))


def _excerpt(
    name: str, rows: list[_Row], named: Collection[tuple[str, str | None]], columns: tuple[str, ...]
) -> Excerpt:
    """Rows of a table, those at fault among them whatever the number."""
    first = sorted(range(len(rows)), key=lambda i: _key(name, rows[i]) not in named)[:_ROWS]
    chosen = [rows[i] for i in sorted(first)]
    return Excerpt(
        name,
        columns,
        tuple(tuple(row.get(c, "") for c in columns) for row in chosen),
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
