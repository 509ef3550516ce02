"""S001 to S006 in networkx."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import product
from math import asin, cos, floor, radians, sin, sqrt

from benchmarks.peers.in_networkx.register import Register, Row, Rule

__all__ = ["RULES"]

RADIUS = 6_371_000
SERVICES = {"party_activity", "social_security", "family_planning", "health", "enterprise", "migrants"}
CIRCLES = ("life", "health", "education", "culture_sport")
Place = tuple[float, float, float]


def _served(r: Register, *kinds: str) -> set[str]:
    """The divisions within which there is a point of one of some kinds."""
    homes = {row["division"] for row in r.current["service_points"].values() if row["kind"] in kinds}
    return {division for home in homes for division in r.territory.above(home)}


def _of_level(r: Register, level: str) -> Iterator[str]:
    yield from (code for code, row in r.current["divisions"].items() if row["level"] == level)


def s001(r: Register) -> Iterator[str]:
    centres, either = _served(r, "centre"), _served(r, "centre", "station")
    yield from (code for code in _of_level(r, "county") if code not in centres)
    yield from (code for code in _of_level(r, "township") if code not in either)


def s002(r: Register) -> Iterator[str]:
    served = _served(r, "public_centre")
    for code in _of_level(r, "village"):
        if code not in served and r.nearest(code, "township") not in served:
            yield code


def s003(r: Register) -> Iterator[str]:
    for key, row in r.current["service_points"].items():
        if row["kind"] == "public_centre" and not SERVICES.issubset(row["services"] or ()):
            yield key


def _place(row: Row) -> Place | None:
    """Where something lies on a globe of radius 1."""
    if row["latitude"] is None or row["longitude"] is None:
        return None
    north, east = radians(row["latitude"]), radians(row["longitude"])
    return cos(north) * cos(east), cos(north) * sin(east), sin(north)


def _metres(one: Place, other: Place) -> float:
    """Along a great circle."""
    line = sqrt(sum((a - b) ** 2 for a, b in zip(one, other, strict=True)))
    return 2 * RADIUS * asin(min(1.0, line / 2))


class _Near:
    """Places in cubes as wide as the way that may be walked: what is in reach lies in the same or one beside it."""

    def __init__(self, metres: float) -> None:
        self.metres = metres
        self.cubes: dict[tuple[int, ...], list[Place]] = defaultdict(list)

    def _cube(self, place: Place) -> tuple[int, ...]:
        return tuple(floor(at * RADIUS / self.metres) for at in place)

    def add(self, place: Place) -> None:
        self.cubes[self._cube(place)].append(place)

    def reach(self, place: Place) -> bool:
        """Whether one of the places lies in reach of another."""
        x, y, z = self._cube(place)
        around = (self.cubes.get((x + i, y + j, z + k), ()) for i, j, k in product((0, -1, 1), repeat=3))
        return any(_metres(place, other) <= self.metres for cube in around for other in cube)


def s004(r: Register) -> Iterator[str]:
    metres = r.values["service_circle_minutes"] * r.values["walking_metres_per_minute"]
    near, unplaced = {circle: _Near(metres) for circle in CIRCLES}, set[str]()
    for point in r.current["service_points"].values():
        place = _place(point)
        for circle in point["circles"] or ():
            if place:
                near[circle].add(place)
            else:
                unplaced.add(circle)
    # Of what only points without coordinates offer it is not known how far it is.
    asked = [circle for circle in CIRCLES if near[circle].cubes or circle not in unplaced]
    for code in _of_level(r, "village"):
        place = _place(r.current["divisions"][code])
        if place and not all(near[circle].reach(place) for circle in asked):
            yield code


def s005(r: Register) -> Iterator[str]:
    latest = r.day - timedelta(days=r.values["request_days"])
    for key, row in r.current["requests"].items():
        if row["opened_on"] <= latest and not (row["closed_on"] and row["closed_on"] <= r.day):
            yield key


def s006(r: Register) -> Iterator[str]:
    served = _served(r, "centre", "station", "point", "public_centre")
    yield from (code for code in _of_level(r, "village") if code not in served)


RULES: Mapping[str, Rule] = {"S001": s001, "S002": s002, "S003": s003, "S004": s004, "S005": s005, "S006": s006}
