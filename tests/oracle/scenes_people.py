"""Members, their transfers, and what history says of them and of organizations."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from .near import days_ago, months_ago
from .organizations import BRANCHES
from .rows import Row
from .stage import Stage


def newcomers(stage: Stage) -> None:
    """Some are on probation, and not always rightly."""
    for row in stage.some("members", 5):
        joined = months_ago(stage.rng, stage.day, 12, 12, 6)
        until = stage.pick(None, None, None, days_ago(stage.rng, stage.day, 0))
        confirmed = stage.pick(None, None, days_ago(stage.rng, stage.day, 0), joined, joined - timedelta(days=1))
        stage.put("members", row, joined=joined, probation_until=until, confirmed=confirmed)
        stage.put("members", row, status=stage.pick("probationary", "probationary", "full"))
        stage.put("members", row, birth_year=joined.year - stage.pick(17, 18, 18, 19, 40))


def lost(stage: Stage) -> None:
    for row in stage.some("members", 4):
        stage.put("members", row, lost_since=months_ago(stage.rng, stage.day, 6))


def workers_of_the_past(stage: Stage) -> None:
    """Some work in a unit that has ended, or is about to; some are registered with a committee."""
    unit = stage.one("units")
    if unit:
        stage.put("units", unit, end=days_ago(stage.rng, stage.day, 0))
    for row in stage.some("members", 4):
        stage.put("members", row, unit=unit.get("id") or row.get("unit"))
        if stage.chance(0.4):
            stage.put("members", row, organization=stage.id("organizations", form=stage.pick("committee", "branch")))


def floating(stage: Stage) -> None:
    for row in stage.some("members", 6):
        since = months_ago(stage.rng, stage.day, 6)
        stages = ("linked", "managed", "engaged", "linked", "filed", "found", None)
        stage.put("members", row, floating=stage.pick(True, True, True, False, None))
        stage.put(
            "members", row, floating_since=stage.pick(since, since, since, None), floating_stage=stage.pick(*stages)
        )
        stage.put(
            "members", row, host_organization=stage.pick(stage.id("organizations"), stage.id("organizations"), None)
        )


def transfers(stage: Stage) -> None:
    """Letters for a few members, received or not, by members who went or stayed."""
    for row in stage.some("members", 3):
        for _ in range(stage.pick(1, 1, 2, 3)):
            issued = days_ago(stage.rng, stage.day, 90, 90, 30, 1)
            later = issued + timedelta(days=stage.pick(-1, 0, 5, 30))
            received = stage.pick(None, None, later, later, days_ago(stage.rng, stage.day, 0))
            target = stage.id("organizations")
            home = stage.pick(row.get("organization"), row.get("organization"), stage.id("organizations"))
            sent = {"member": row.get("id"), "source": home, "target": target, "kind": "ordinary"}
            stage.add("transfers", **sent, issued=issued, received=received)
            if stage.chance(0.5) and target:
                at = (received or issued) + timedelta(days=stage.pick(-1, 0, 0, 0, 1))
                _follow(stage, "members", row, at, organization=stage.pick(target, target, home))


def _follow(stage: Stage, table: str, row: Row, at: date, gap: int = 0, **cells: Any) -> None:
    """A version ends, and another follows it."""
    later = row | {"start": at + timedelta(days=gap)} | cells
    open_ended = later.get("end") is None or later["start"] < later["end"]
    if open_ended and stage.put(table, row, start=row.get("start"), end=at):
        stage.source.rows[table].append(later)


def gaps(stage: Stage) -> None:
    """Versions of members with nothing between them, or with a reason, or with none."""
    for row in stage.some("members", 4):
        at = days_ago(stage.rng, stage.day, 0, 1, 30, 400)
        stage.put("members", row, exit=stage.pick(None, None, None, "moved_out", "suspended"))
        _follow(stage, "members", row, at, stage.pick(0, 1, 1, 40), exit=stage.pick(None, None, "died"))


def endings(stage: Stage) -> None:
    """Organizations end with a reason or without; those below them end with them, a day later or not at all."""
    for row in stage.some("organizations", 2):
        end = days_ago(stage.rng, stage.day, 0, 0, 1, 100)
        reasons = (None, None, "dissolved", "moved")
        if stage.chance(0.3):
            _follow(stage, "organizations", row, end, stage.pick(0, 1))
        elif stage.put("organizations", row, end=end, end_reason=stage.pick(*reasons)):
            for below in stage.rows("organizations", superior=row["id"]):
                if stage.chance(0.7):
                    at = end + timedelta(days=stage.pick(0, 0, 0, 1))
                    stage.put("organizations", below, end=at, end_reason=stage.pick(*reasons))


def company(stage: Stage) -> None:
    """A branch has about as many members as a committee asks for."""
    branches = [row for row in stage.rows("organizations") if row.get("form") in BRANCHES]
    if branches and stage.rows("members"):
        home, wanted = stage.rng.choice(branches)["id"], stage.pick(6, 7, 8)
        there = stage.rows("members", organization=home)
        for row in there[wanted:]:
            stage.put("members", row, organization=stage.id("organizations"))
        for _ in range(wanted - len(there)):
            stage.add("members", organization=home, status=stage.pick("full", "full", "probationary"))


PEOPLE = (newcomers, lost, workers_of_the_past, floating, transfers, transfers, gaps, endings, company)
