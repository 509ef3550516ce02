"""How far a finding is from the limit that its rule measures by: "2 of 3 full members; 1 short".

>>> from regionpb.policies import read_policy
>>> from regionpb.rules import RULES
>>> policy = read_policy("ningbo").at(date(2011, 7, 29))
>>> distances(RULES["O006"], {"full_members": 2, "minimum_full_members": 3}, policy)[0].en
'2 of 3 full members; 1 short'
>>> distances(RULES["O013"], {"elected_on": "2008-06-30", "term_years": 3}, policy)[0].en
'elected on 2008-06-30; 3 years on is 2011-06-30, 29 days ago'
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from regionpb.errors import Both
from regionpb.policies import InForce
from regionpb.policies.policy import Unit
from regionpb.rules.base import Rule
from regionpb.rules.saying.labels import label_of

__all__ = ["distances"]

_TIMES = {Unit.DAYS, Unit.MONTHS, Unit.YEARS}


def distances(rule: Rule, values: Mapping[str, Any], policy: InForce) -> tuple[Both, ...]:
    """How far what a finding shows is from each limit of its rule, in both languages.

    Args:
        rule: the rule, whose `limits` say which value is held against which parameter or other value.
        values: what the finding shows.
        policy: the parameters in force.
    """
    out: list[Both] = []
    for name, bound in rule.limits.items():
        measured = values.get(name)
        limit = policy.parameters.get(bound, values.get(bound))
        if measured is None or limit is None:
            continue
        # A value that bounds another is measured as the rule's parameters are.
        asked = [bound] if bound in policy.parameters else rule.parameters[:1]
        unit = policy.policy.parameters[asked[0]].unit if asked else Unit.COUNT
        own, own_zh = name.replace("_", " "), label_of(rule.on, name)
        if unit in _TIMES and isinstance(measured, str):
            out.append(_in_time(own, own_zh, date.fromisoformat(measured), int(limit), unit, policy.day))
        elif isinstance(measured, int | float):
            out.append(_in_number(own, own_zh, measured, limit))
    return tuple(out)


def _in_number(name: str, label: str, measured: float, limit: float) -> Both:
    gap = abs(measured - limit)
    en = f"{gap:g} short" if measured < limit else f"{gap:g} over" if measured > limit else "just reached"
    zh = f"差 {gap:g}" if measured < limit else f"超出 {gap:g}" if measured > limit else "正好达到"
    return Both(f"{measured:g} of {limit:g} {name}; {en}", f"{label} {measured:g}（界限 {limit:g}），{zh}")


def _in_time(name: str, label: str, since: date, length: int, unit: Unit, day: date) -> Both:
    due = _later(since, length, unit)
    if due is None:
        return Both(f"{name} {since}; {length} {unit} on is beyond the calendar", f"{label} {since}；期限超出日历范围")
    days = (day - due).days
    units = str(unit).removesuffix("s") if length == 1 else str(unit)
    ago = "today" if days == 0 else f"{_days(days)} ago" if days > 0 else f"in {_days(-days)}"
    ago_zh = "就在当日" if days == 0 else f"已过 {days} 天" if days > 0 else f"还有 {-days} 天"
    return Both(
        f"{name} {since}; {length} {units} on is {due}, {ago}",
        f"{label} {since}；满 {length} {unit.label}为 {due}，{ago_zh}",
    )


def _days(number: int) -> str:
    return f"{number} day{'' if number == 1 else 's'}"


def _later(day: date, length: int, unit: Unit) -> date | None:
    """The day some time on; in a month that is too short its last one. None beyond the calendar."""
    try:
        if unit is Unit.DAYS:
            return day + timedelta(days=length)
        months = day.year * 12 + day.month - 1 + (length * 12 if unit is Unit.YEARS else length)
        year, month = divmod(months, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError):
        return None
