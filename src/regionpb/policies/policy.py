"""What a policy is: parameters and switches, each with its dates and its norm, and what of them is in force on a day.

A parameter has values valid in half-open intervals `[start, end)`; outside all of them the nearest holds. A rule is
on unless a switch says otherwise: one that has periods of being on is off outside them, one that has only periods of
being off is on outside them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import attrs
import polars as pl

from regionpb.errors import UnknownName
from regionpb.vocabulary import Term

__all__ = ["WHOLE", "InForce", "Parameter", "Period", "Policy", "Unit", "Value", "ago"]


class Unit(Term):
    """What the number of a parameter counts 计量单位."""

    PEOPLE = "people", "人"
    COUNT = "count", "个"
    YEARS = "years", "年"
    MONTHS = "months", "个月"
    DAYS = "days", "天"
    MINUTES = "minutes", "分钟"
    METRES_PER_MINUTE = "metres_per_minute", "米/分钟"
    YUAN = "yuan", "元"
    PERCENT = "percent", "%"
    POINTS = "points", "个百分点"
    RATIO = "ratio", "倍"


WHOLE = frozenset({Unit.PEOPLE, Unit.COUNT, Unit.YEARS, Unit.MONTHS, Unit.DAYS})
"""The units that are counted in whole numbers; the others are measured."""


def _covers(day: date, start: date | None, end: date | None) -> bool:
    return (start is None or start <= day) and (end is None or day < end)


@attrs.frozen
class Value:
    """One value of a parameter, valid in `[start, end)`, and the norm it comes from in English and Chinese."""

    value: int | float
    start: date | None
    end: date | None
    norm: str
    norm_zh: str

    def distance(self, day: date) -> int:
        """How many days lie between a day and the interval; 0 inside it.

        Example:
            >>> Value(5, date(2018, 7, 12), None, "", "").distance(date(2018, 7, 10))
            2
        """
        if _covers(day, self.start, self.end):
            return 0
        early = (self.start - day).days if self.start is not None and day < self.start else 0
        late = (day - self.end).days + 1 if self.end is not None and day >= self.end else 0
        return max(early, late)


@attrs.frozen
class Parameter:
    """A number that rules compare with, and the values it has had, in the order of time."""

    name: str
    label: str
    label_zh: str
    unit: Unit
    values: tuple[Value, ...]

    @property
    def whole(self) -> bool:
        """Whether it is a whole number (an integer column) or measured (a float column)."""
        return self.unit in WHOLE

    def at(self, day: date) -> Value:
        """The value in force on a day; outside all intervals the nearest, of two equally near the earlier."""
        return min(self.values, key=lambda value: value.distance(day))


@attrs.frozen
class Period:
    """A time `[start, end)` in which a rule is switched on or off, and the norm that does it."""

    on: bool
    start: date | None
    end: date | None
    norm: str
    norm_zh: str


@attrs.frozen
class InForce:
    """What of a policy is in force on one day.

    Example:
        >>> from regionpb.policies import read_policy
        >>> policy = read_policy("national").at(date(2011, 7, 29))
        >>> policy.parameters["minimum_full_members"], policy.is_on("O017"), policy.is_on("U004")
        (3, False, True)
    """

    policy: Policy
    day: date

    @property
    def parameters(self) -> Mapping[str, int | float]:
        """The value of every parameter."""
        return {name: parameter.at(self.day).value for name, parameter in self.policy.parameters.items()}

    def norm(self, parameter: str) -> Value:
        """The value of a parameter with its dates and its norm.

        Raises:
            UnknownName: the policy has no such parameter.
        """
        if parameter not in self.policy.parameters:
            raise UnknownName("parameter", parameter, self.policy.parameters, "参数")
        return self.policy.parameters[parameter].at(self.day)

    @property
    def switches(self) -> Mapping[str, bool]:
        """Whether each rule that has a switch is on."""
        return {code: self.is_on(code) for code in self.policy.switches}

    def is_on(self, code: str) -> bool:
        """Whether a rule is asked; a rule without a switch is."""
        period = self.switched_by(code)
        if period is not None:
            return period.on
        return not any(period.on for period in self.policy.switches.get(code, ()))

    def switched_by(self, code: str) -> Period | None:
        """The period that switches a rule on or off on this day; None where nothing covers the day."""
        periods = self.policy.switches.get(code, ())
        return next((period for period in periods if _covers(self.day, period.start, period.end)), None)

    def frame(self) -> pl.DataFrame:
        """One row: `day`, and a column for every parameter (Int64 if whole, else Float64), for a cross join.

        Of a parameter of days there is a second column (see `ago`): the day so many days before.

        Example:
            >>> from regionpb.policies import read_policy
            >>> norms = read_policy("national").at(date(2011, 7, 29)).frame()
            >>> norms["transfer_days"].item(), norms["transfer_days_ago"].item()
            (90, datetime.date(2011, 4, 30))
        """
        types = {name: pl.Int64 if each.whole else pl.Float64 for name, each in self.policy.parameters.items()}
        before = {column: _before(self.day, days) for name, days in self.parameters.items() for column in ago(name)}
        row = {"day": self.day, **self.parameters, **before}
        return pl.from_dicts([row], {"day": pl.Date, **types, **dict.fromkeys(before, pl.Date)})


def ago(parameter: str) -> tuple[str, ...]:
    """The column with the day so many days before, for a parameter of days, which its name tells; none for others.

    >>> ago("transfer_days"), ago("term_branch")
    (('transfer_days_ago',), ())
    """
    return (f"{parameter}_ago",) if parameter.endswith("_days") else ()


def _before(day: date, days: float) -> date:
    """So many days before a day, or the first day there is."""
    return date.fromordinal(min(max(1, day.toordinal() - int(days)), date.max.toordinal()))


def _size(mapping: Mapping[str, object]) -> str:
    return f"<{len(mapping)}>"


@attrs.frozen
class Policy:
    """A named set of parameters and switches; `at` tells what of it is in force on a day."""

    name: str
    label: str
    label_zh: str
    description: str
    parameters: Mapping[str, Parameter] = attrs.field(repr=_size)
    switches: Mapping[str, tuple[Period, ...]] = attrs.field(repr=_size)

    def at(self, day: date) -> InForce:
        """What is in force on a day."""
        return InForce(self, day)
