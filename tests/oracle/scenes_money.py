"""Budgets about as large as they must be, pay about its floor, grants about the time somebody was a member."""

from __future__ import annotations

from datetime import date, timedelta

from .near import about, days_ago, some_year, turn_of_year
from .rows import Register, Row, subordination
from .stage import Stage

_RATIOS = {"village_secretary": 1, "community_secretary": 1.5, "full_time_worker": 1, "reserve": 1, None: 1}
_ACTIVITY = ("member_activity",) * 5
_SHARES = ((20, 80), (19, 81), (21, 79), (18.5, 81.5), (21.5, 78.5), (0, 100), (100, 0), (0, 0))


def budgets(stage: Stage) -> None:
    """What an organization had for activities in a year, for about as many members as it had at the end of it."""
    for row in stage.some("organizations", 3):
        for member in stage.some("members", 2, organization=row["id"]):
            if stage.chance(0.3):
                stage.put("members", member, **{stage.pick("start", "end"): turn_of_year(stage.rng, stage.day)})
        year = some_year(stage.rng, stage.day)
        count = _under(stage, row["id"], date(year, 12, 31)) or 1
        cells = {"organization": row["id"], "year": year, "purpose": stage.pick(*_ACTIVITY, "work")}
        if stage.chance(0.4):
            amount = max(0.0, 100.0 * count + stage.pick(0, 0, -1, -1, 1, -100))
            stage.add("budgets", source=stage.pick("fiscal", "dues_return"), amount=amount, **cells)
            continue
        for share, source in zip(stage.pick(*_SHARES), ("dues", "fiscal"), strict=True):
            if share or stage.chance(0.5):
                stage.add("budgets", source=source, amount=float(share * count), **cells)


def _under(stage: Stage, organization: str, day: date) -> int:
    """How many members were under an organization on a day."""
    then = Register(day, {name: stage.rows(name) for name in ("organizations", "members")})
    under = subordination(then).under(then.current("organizations"), organization)
    return sum(row.get("organization") in under for row in then.current("members").values())


def counties(stage: Stage) -> None:
    """Committees of counties, with money of their own or none."""
    for row in stage.some("organizations", 2):
        level = stage.pick("county", "county", "prefecture")
        cells = {"function": "local_committee", "division": stage.id("divisions", level=level)}
        stage.put("organizations", row, **cells)
        if stage.chance(0.3) and not row.get("end"):
            stage.put("organizations", row, start=turn_of_year(stage.rng, stage.day))
        if stage.chance(0.6):
            source = stage.pick("fiscal", "fiscal", "dues")
            stage.add("budgets", organization=row["id"], year=some_year(stage.rng, stage.day), source=source)


def pay(stage: Stage) -> None:
    """Workers, and what pay is measured by where they work or above."""
    stage.open("wages")
    base = 1000.0 * stage.pick(10, 20)
    for row in stage.some("organizations", 3):
        post = stage.pick(*_RATIOS)
        earned = stage.pick(about(stage.rng, base * _RATIOS[post]), about(stage.rng, base * _RATIOS[post]), None)
        cells: Row = {"post": post, "annual_pay": earned, "insured": stage.pick(True, False, None)}
        cells |= {"organization": stage.pick(row["id"], row["id"], row["id"], None), "member": stage.id("members")}
        cells["certified_on"] = stage.pick(None, *(days_ago(stage.rng, stage.day, n) for n in (0, 400)))
        stage.add("workers", end=stage.pick(None, None, None, stage.day), **cells)
        for _ in range(stage.pick(0, 1, 2, 4)):
            code = str(row.get("division"))
            above = [code[:n] for n in (2, 4, 6, 9, 12) if stage.rows("divisions", code=code[:n])]
            where = stage.pick(*above, stage.id("divisions"))
            series = stage.pick("average_wage", "average_wage", "rural_labour_income")
            year = some_year(stage.rng, stage.day)
            stage.add("wages", division=where, year=year, series=series, amount=about(stage.rng, base))


def grants(stage: Stage) -> None:
    """Help to members about the days from which, and until which, they were members."""
    dated = [row for row in stage.rows("members") if row.get("start") or row.get("end")]
    for row in stage.rng.sample(dated, min(len(dated), 3)) + stage.some("members", 1):
        edges = [day for day in (row.get("start"), row.get("end")) if day]
        at = stage.pick(*(edges or [stage.day])) + timedelta(days=stage.pick(-1, 0, 0, 1, -400))
        stage.add("grants", member=row["id"], granted_on=at)


MONEY = (budgets, budgets, counties, pay, pay, grants, grants)
