"""Days, years, amounts and places about the thresholds that the policies set."""

from __future__ import annotations

from datetime import date, timedelta
from math import cos, degrees, radians
from random import Random

from .records import months_on

DAYS = (15, 31, 90, 92, 183, 366)
MONTHS = (6, 12)
_METRES = (0, 0, 500, 799, 801, 1600)
_HERE, _EARTH = (29.87, 121.55), 6_371_000


def days_ago(rng: Random, day: date, *numbers: int) -> date:
    """So many days ago, or one more or less."""
    return day - timedelta(days=rng.choice(numbers) + rng.choice([-1, 0, 0, 1]))


def months_ago(rng: Random, day: date, *numbers: int) -> date:
    """So many months ago, or a few days more or less: of several days of a long month one day of a short is meant."""
    return months_on(day, -rng.choice(numbers)) + timedelta(days=rng.choice([-1, 0, 0, 1, 2, 3]))


def first_saturday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(5 - first.weekday()) % 7)


def last_month(day: date) -> date:
    """The first day of the calendar month before the day's."""
    return months_on(day.replace(day=1), -1)


def saturday(rng: Random, day: date) -> date:
    """The first Saturday of the month before, or a day or a week beside it."""
    before = last_month(day)
    return first_saturday(before.year, before.month) + timedelta(days=rng.choice([0, 0, -1, 1, 7]))


def march(rng: Random, day: date) -> date:
    """A day at the edge of a March, or within it: of this year, of the last or of the one before."""
    year = day.year - rng.choice([0, 0, 1, 2])
    return rng.choice([date(year, 3, 1), date(year, 3, 15), date(year, 3, 31), date(year, 2, 28), date(year, 4, 1)])


def turn_of_year(rng: Random, day: date) -> date:
    """The last day of the last full year, its first, or one beside them."""
    at = rng.choice([date(day.year - 1, 12, 31), date(day.year - 1, 1, 1)])
    return at + timedelta(days=rng.choice([-1, 0, 0, 1]))


def some_threshold(rng: Random, day: date) -> date:
    """Some day from which a rule counts."""
    return rng.choice(
        [
            days_ago(rng, day, *DAYS), days_ago(rng, day, *DAYS), months_ago(rng, day, *MONTHS), saturday(rng, day),
            march(rng, day), turn_of_year(rng, day), days_ago(rng, day, 0, 30, 400, 5000),
        ]
    )  # fmt: skip


def some_year(rng: Random, day: date) -> int:
    return day.year + rng.choice([-2, -1, -1, -1, 0, 1])


def place(rng: Random) -> tuple[float, float]:
    """Degrees north and east: ten minutes' walk from another such place, or a little more or less."""
    north, east = rng.choice([(rng.choice(_METRES), 0), (0, rng.choice(_METRES))])
    latitude = _HERE[0] + degrees(north / _EARTH)
    longitude = _HERE[1] + degrees(east / _EARTH / cos(radians(_HERE[0])))
    return round(latitude, 7), round(longitude, 7)


def about(rng: Random, number: float) -> float:
    """A number, or one a little beside it."""
    return max(0.0, float(number) + rng.choice([0, 0, 1, -1, 100, -100]))
