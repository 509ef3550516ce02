"""Organization life: meetings as long ago as they may be, and who was there; teams of volunteers and their days."""

from __future__ import annotations

from datetime import timedelta

from .near import days_ago, last_month, march, saturday
from .organizations import BRANCHES
from .stage import Stage

_PERIODS = {
    "general_meeting": 92, "committee_meeting": 31, "lecture": 92, "theme_day": 31, "life_meeting": 366,
    "appraisal": 366,
}  # fmt: skip


def life(stage: Stage) -> None:
    """A branch that is old enough, or just not, and its meetings."""
    stage.open("meetings")
    branches = [row for row in stage.rows("organizations") if row.get("form") in BRANCHES]
    for row in stage.rng.sample(branches, min(len(branches), stage.pick(1, 2, 5))):
        if stage.chance(0.4) and not row.get("end"):
            stage.put("organizations", row, start=days_ago(stage.rng, stage.day, *_PERIODS.values()))
        if stage.chance(0.8):
            for kind, days in _PERIODS.items():
                if stage.chance(0.8):
                    held = days_ago(stage.rng, stage.day, days, days, 5, 0)
                    stage.add("meetings", kind=kind, organization=row["id"], held_on=held)


def presence(stage: Stage) -> None:
    """Meetings that more came to than were expected, or fewer than half, or others than were counted."""
    for _ in range(stage.pick(1, 2, 3)):
        expected, coming = stage.pick(None, 2, 3, 4, 6), stage.pick(0, 0, 1, 2, 3)
        attended = stage.pick(None, coming, coming, 1, 2, 3, (expected or 4) + 1, expected)
        cells = {"expected": expected, "attended": attended, "held_on": days_ago(stage.rng, stage.day, 0, 30)}
        meeting = stage.add("meetings", organization=stage.id("organizations"), **cells)
        for row in stage.rng.sample(stage.rows("members"), min(coming, len(stage.rows("members")))):
            stage.add("attendances", meeting=meeting["id"], member=row["id"])


def volunteers(stage: Stage) -> None:
    """Teams, their body, projects, volunteers, training and service days."""
    stage.open("projects")
    stage.open("meetings")
    body = stage.add("bodies", kind="volunteer_coordination", end=stage.pick(None, None, stage.day))
    for _ in range(stage.pick(1, 2)):
        ages = (last_month(stage.day), march(stage.rng, stage.day), days_ago(stage.rng, stage.day, 366))
        start = stage.pick(None, None, *(age + timedelta(days=stage.pick(-1, 0, 1)) for age in ages))
        coordinated = stage.pick(body["id"], body["id"], None, stage.id("bodies"))
        team = stage.add("volunteer_teams", body=coordinated, start=start, end=stage.pick(None, None, None, stage.day))
        if stage.chance(0.6):
            stage.add("projects", team=team["id"], end=stage.pick(None, None, stage.day))
        for row in stage.some("members", 3):
            stage.add("volunteers", team=team["id"], member=row["id"], start=stage.pick(None, stage.day))
        for held in (saturday(stage.rng, stage.day), march(stage.rng, stage.day)):
            if stage.chance(0.6):
                kind = stage.pick("service_day", "service_day", "service_day", "training")
                stage.add("meetings", kind=kind, team=team["id"], held_on=held)
        if stage.chance(0.6):
            stage.add("meetings", kind="training", team=team["id"], held_on=days_ago(stage.rng, stage.day, 366, 0))


ACTIVITY = (life, life, presence, volunteers, volunteers)
