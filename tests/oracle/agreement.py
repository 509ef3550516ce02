"""The library and the oracle asked about the same rows, and rows on which they differ made few."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from random import Random
from typing import TypeVar

import polars as pl
from attrs import evolve, frozen

import regionpb as rpb
from regionpb.rules.planting.draft import Unplantable

from .answer import READING, RULES, Answer
from .damage import damage
from .furnish import furnish
from .regions import frames_of, source_of, valid
from .rows import Row, Source

DAYS = (date(2011, 7, 29), date(2018, 7, 20), date(2019, 2, 28), date(2020, 2, 29))
POLICIES = ("ningbo", "national")
# A family may be written here before the library has it: then it is not compared yet.
ASKED = tuple(code for code in RULES if code in rpb.rules)
CODES = (*ASKED, *READING)
PLANTED = (*ASKED, "E005", "E006", "E007", "E010")

_LATER = (-700, -365, -30, -1, 1, 30, 400, 800)
# Of several overlapping versions it is left open how many are told: it is only compared whether any is.
_ONCE = frozenset({"E007"})


@frozen
class Question:
    """Some rows, a day and a policy."""

    source: Source
    day: date
    policy: str


Asked = TypeVar("Asked", bound=Question)


def questions(seed: int) -> Iterator[Question]:
    """What is asked about one random region: both policies, its own day and another."""
    rng = Random(seed)
    day = rng.choice(DAYS)
    source = _source(seed, rng, day)
    if rng.random() < 0.8:
        source = furnish(source, rng, day)
    source = damage(source, rng, day)
    for asked in (day, day + timedelta(days=rng.choice(_LATER))):
        for policy in POLICIES:
            yield Question(source, asked, policy)


def planted_in(seed: int) -> str | None:
    """The rule whose fault is planted in a region before it is damaged, in every second one, each rule in its turn."""
    return PLANTED[seed // 2 % len(PLANTED)] if seed % 2 else None


def _source(seed: int, rng: Random, day: date) -> Source:
    frames = valid(rng, day)
    first = planted_in(seed)
    return source_of(frames) if first is None else planted(frames, rng, day, first)


def planted(frames: Mapping[str, pl.DataFrame], rng: Random, day: date, first: str) -> Source:
    """The rows of a valid region after a fault is planted in it, and perhaps more faults of any kind."""
    region = rpb.read(frames, at=day)
    for code in (first, *rng.choices(PLANTED, k=rng.choice([0, 0, 1, 2, 5]))):
        try:
            region = region.plant([rpb.rules[code]], rng)
        except Unplantable:
            continue
    return source_of(region.spoilt or frames)


def differences(question: Question) -> list[str]:
    """What the library and the oracle say differently, a line each."""
    report = rpb.read(frames_of(question.source), at=question.day).check(select=CODES, policy=question.policy)
    answer = Answer(question.source, question.day, question.policy, ASKED)
    library = Counter((f.code, f.table, f.id) for f in report.findings)
    missing = {rule.code for rule in report.not_checked}
    unasked = missing | answer.not_checked
    lines = [f"{code} not checked by {_who(code in missing)} only" for code in sorted(missing ^ answer.not_checked)]
    for finding in {**library, **answer.findings}:
        there, here = library[finding], answer.findings[finding]
        if finding[0] in _ONCE:
            there, here = min(there, 1), min(here, 1)
        if there != here and finding[0] not in unasked:
            lines.append(f"{finding[0]} {finding[1]} {finding[2]}: library {there}, oracle {here}")
    overdue = [f for f in report.findings if f.code == "O013"]
    late = [f for f in overdue if answer.overdue.get(f.id or "", f.severity) != f.severity]
    return [*lines, *(f"O013 organizations {f.id}: library {f.severity}" for f in late)]


def _who(library: bool) -> str:
    return "the library" if library else "the oracle"


def fewest(question: Asked, differs: Callable[[Asked], bool]) -> Asked:
    """The same question about as few rows and cells as still differ."""
    largest_first = sorted(question.source.rows, key=lambda name: -len(question.source.rows[name]))
    before = None
    while before != question:
        before = question
        for name in largest_first:
            question = _fewer_rows(question, name, differs)
        for name in largest_first:
            question = _fewer_cells(question, name, differs)
    return question


def _fewer_rows(question: Asked, name: str, differs: Callable[[Asked], bool]) -> Asked:
    """Without whatever rows of a table can be left out: first many at once, then one by one."""
    step = len(question.source.rows[name])
    while step:
        at = 0
        while at < len(question.source.rows[name]):
            rows = question.source.rows[name]
            attempt = evolve(question, source=_with(question.source, name, rows[:at] + rows[at + step :]))
            if differs(attempt):
                question = attempt
            else:
                at += step
        step //= 2
    return question


def _fewer_cells(question: Asked, name: str, differs: Callable[[Asked], bool]) -> Asked:
    for at, row in enumerate(question.source.rows[name]):
        for column in (c for c, cell in row.items() if cell is not None):
            rows = question.source.rows[name]
            less = [*rows[:at], rows[at] | {column: None}, *rows[at + 1 :]]
            attempt = evolve(question, source=_with(question.source, name, less))
            if differs(attempt):
                question = attempt
    return question


def _with(source: Source, name: str, rows: list[Row]) -> Source:
    return Source(source.columns, {**source.rows, name: rows})


def told(question: Question) -> str:
    """A question as a person reads it."""
    lines = [f"on {question.day} under {question.policy}:"]
    for name, rows in question.source.rows.items():
        lines += [f"  {name} {_cells(row)}" for row in rows]
    return "\n".join(lines)


def _cells(row: Row) -> str:
    return ", ".join(f"{column}={cell}" for column, cell in row.items() if cell is not None)
