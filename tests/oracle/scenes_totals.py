"""What happens between two days, and what is declared of it: rightly or not, on the days themselves or just beside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from attrs import frozen

from .choices import give_dates
from .intake import take
from .rows import Register, Row, Source
from .stage import Stage
from .totals import CELLS, WAYS_IN, WAYS_OUT, statistics

_ENTRIES, _EXITS = WAYS_IN[:-1], WAYS_OUT[:-1]
# About a change of more than [10] and more than [20]%.
_MANY = (1, 2, 10, 11, 12, 55, 56)


@frozen(kw_only=True)
class Period(Stage):
    """A stage on which things happen between two days."""

    first: date

    def some_day(self) -> date:
        """A day between the two, or one of them, or one beside."""
        within = self.first + timedelta(days=self.rng.randint(0, (self.day - self.first).days))
        return self.pick(within, within, self.first, self.day) + timedelta(days=self.pick(-1, 0, 0, 0, 1))

    def home(self) -> str | None:
        return self.id("organizations")

    def follow(self, table: str, row: Row, at: date, **cells: Any) -> Row:
        """A version ends, and another follows it: mostly at once."""
        later = row | {"start": at + timedelta(days=self.pick(0, 0, 0, 0, -1, 1))} | cells
        row["end"] = at
        self.source.rows[table].append(later)
        return later


def happen(source: Source, rng: Random, first: date, day: date) -> Source:
    """The same rows after some things have happened between two days."""
    columns = {name: list(names) for name, names in source.columns.items()}
    rows = {name: [dict(row) for row in content] for name, content in source.rows.items()}
    stage = Period(Source(columns, rows), rng, day, first=first)
    for name in ("members", "transfers"):
        stage.open(name, ("entry", "exit", "start", "end") if name == "members" else ())
    give_dates(stage.source, "organizations")
    for scene in rng.sample(_SCENES, rng.choice([0, 1, 2, 4, 7])):
        for _ in range(rng.choice([1, 1, 2, 3])):
            scene(stage)
    return stage.source


def _arrive(stage: Period) -> None:
    for _ in range(stage.pick(1, 2)):
        entry = stage.pick(None, *_ENTRIES)
        came = stage.add("members", organization=stage.home(), start=stage.some_day(), entry=entry)
        if stage.chance(0.3):
            stage.put("members", came, end=stage.some_day(), exit=stage.pick(None, *_EXITS))


def _leave(stage: Period) -> None:
    for row in stage.some("members", 3):
        row |= {"end": stage.some_day(), "exit": stage.pick(None, *_EXITS)}
        if stage.chance(0.3):
            at = row["end"] + timedelta(days=stage.pick(0, 1, 40))
            stage.source.rows["members"].append(row | {"start": at, "end": None, "exit": None, "entry": "restored"})


def _move(stage: Period) -> None:
    """Members go from one organization to another, with a record, with two, or with none, and not always that day."""
    for row in stage.some("members", 3):
        at, target = stage.some_day(), stage.pick(stage.home(), stage.home(), row.get("organization"))
        sent = {"member": row.get("id"), "source": row.get("organization"), "target": target, "kind": "ordinary"}
        cells = {"entry": stage.pick(None, None, "moved_in", "admitted"), "organization": target}
        row["exit"] = stage.pick(None, None, "moved_out")
        stage.follow("members", row, at, exit=None, **cells)
        for _ in range(stage.pick(0, 1, 1, 1, 2)):
            received = at + timedelta(days=stage.pick(0, 0, 0, 0, -1, 1))
            issued = received + timedelta(days=stage.pick(0, 0, -30, 1, 40))
            letter = sent | {"source": stage.pick(*[sent["source"]] * 4, stage.home())}
            stage.add("transfers", **letter, issued=issued, received=stage.pick(*[received] * 5, None))
        if stage.chance(0.15) and stage.rows("transfers"):
            again = {"issued": stage.some_day(), "received": stage.some_day(), "target": stage.home()}
            stage.source.rows["transfers"].append(stage.one("transfers") | again)


def _overlap(stage: Period) -> None:
    """A second version of a member holds beside the first, elsewhere or as something else."""
    for row in stage.some("members", 2):
        span = {"start": stage.pick(None, stage.some_day()), "end": stage.pick(None, stage.some_day())}
        cells = {"entry": stage.pick(None, *_ENTRIES), "exit": stage.pick(None, *_EXITS), "organization": stage.home()}
        at = stage.rng.randint(0, len(stage.source.rows["members"]))
        stage.source.rows["members"].insert(at, row | span | cells)


def _many_arrive(stage: Period) -> None:
    home, status, at = stage.home(), stage.pick("full", "full", "probationary"), stage.some_day()
    for _ in range(stage.pick(*_MANY)):
        stage.add("members", organization=home, status=status, start=at, entry=stage.pick("admitted", "moved_in"))


def _many_below(stage: Period) -> None:
    """Organizations are founded below one, or move there with all that is below them."""
    top, at = stage.home(), stage.some_day()
    for row in stage.some("organizations", 3):
        stage.follow("organizations", row, at, superior=top)
    for _ in range(stage.pick(0, 0, *_MANY[:5])):
        form, division = stage.pick("branch", "branch", "committee"), stage.id("divisions")
        stage.add("organizations", superior=top, start=at, form=form, division=division)


def _units(stage: Period) -> None:
    """Units begin, and some are covered, by one organization or by several."""
    stage.open("units", ("organization", "start", "end"))
    home, place, at = stage.home(), stage.id("divisions"), stage.some_day()
    covering = stage.pick([home], [None], [home, None], [home, None, stage.home(), stage.home()])
    for _ in range(stage.pick(*_MANY[:5])):
        stage.add("units", division=place, organization=stage.rng.choice(covering), start=stage.pick(None, at))
    for row in stage.some("units", 3):
        stage.follow("units", row, stage.some_day(), organization=stage.pick(None, home, stage.home()))


def _places(stage: Period) -> None:
    """Some committees stand for a place."""
    stage.open("organizations", ("function",))
    functions = ("local_committee", "township_committee", "street_working_committee", "community_committee")
    for row in stage.some("organizations", 3):
        row |= {"function": stage.pick(*functions), "division": stage.id("divisions")}


def _external(stage: Period) -> None:
    """An organization is known only as the other end of transfers, ever or from some day on."""
    stage.open("organizations", ("external",))
    row = stage.one("organizations")
    if stage.chance(0.3):
        stage.follow("organizations", row, stage.some_day(), external=stage.pick(True, False))
    else:
        row["external"] = True


def _dissolve(stage: Period) -> None:
    """Organizations end, and whoever is in them stays or goes."""
    for row in stage.some("organizations", 2):
        row["end"] = stage.some_day()
        for member in stage.some("members", 3, organization=row["id"]):
            stage.follow("members", member, stage.pick(row["end"], stage.some_day()), organization=stage.home())


_SCENES: tuple[Callable[[Period], None], ...] = (
    _arrive, _leave, _move, _move, _overlap, _many_arrive, _many_below, _units, _units, _places, _external, _dissolve,
)  # fmt: skip


def declare(source: Source, rng: Random, first: date, day: date) -> Source:
    """The same rows and some numbers that are declared of them: mostly what is counted, or a little beside it."""
    if rng.random() < 0.2:
        return source
    stage = Period(source, rng, day, first=first)
    stage.open("declared")
    tables = take(source).tables
    for _ in range(rng.choice([0, 1, 3, 10])):
        on, key = stage.some_day(), stage.pick(*[stage.home()] * 9, "X-404")
        register = Register(on, tables)
        counted = statistics(register, key) if key in register.current("organizations") else {}
        cell = stage.pick(*CELLS, *CELLS, "budget")
        number = counted.get(cell, 0) + stage.pick(0, 0, 0, 1, -1, 0.5)
        row = {"organization": key, "day": on, "cell": cell, "value": stage.pick(*[max(number, 0.0)] * 12, None)}
        at = rng.randint(0, len(source.rows["declared"]))
        source.rows["declared"].insert(at, row)
        if stage.chance(0.15):
            source.rows["declared"].append(row | {"value": number + 1})
    return source
