"""S001 to S006."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from math import asin, cos, radians, sin, sqrt

from .norms import Norms
from .records import happened, recorded
from .rows import Register, Row, territory

_EARTH_METRES = 6_371_000
_SIX = {"party_activity", "social_security", "family_planning", "health", "enterprise", "migrants"}
_CIRCLES = ("life", "health", "education", "culture_sport")
_IN_VILLAGE = {"centre", "station", "point", "public_centre"}


def _points(register: Register) -> Mapping[str, Row]:
    return register.current("service_points")


def _of_level(register: Register, level: str) -> Mapping[str, Row]:
    return {code: row for code, row in register.current("divisions").items() if row["level"] == level}


def _lies_in(register: Register, kinds: set[str]) -> set[str]:
    """Every division within which there is a point of one of some kinds."""
    forest = territory(register)
    homes = {row["division"] for row in _points(register).values() if row["kind"] in kinds}
    return {above for home in homes if register.get("divisions", home) for above in forest.above(home)}


def s001(register: Register, _: Norms) -> Iterator[str]:
    centres, either = _lies_in(register, {"centre"}), _lies_in(register, {"centre", "station"})
    yield from (code for code in _of_level(register, "county") if code not in centres)
    yield from (code for code in _of_level(register, "township") if code not in either)


def s002(register: Register, _: Norms) -> Iterator[str]:
    forest, served, townships = (
        territory(register),
        _lies_in(register, {"public_centre"}),
        _of_level(register, "township"),
    )
    for code in _of_level(register, "village"):
        township = next((above for above in forest.above(code) if above in townships), None)
        if code not in served and township not in served:
            yield code


def s003(register: Register, _: Norms) -> Iterator[str]:
    for key, row in _points(register).items():
        if row["kind"] == "public_centre" and not _SIX.issubset(row["services"] or ()):
            yield key


def s004(register: Register, norms: Norms) -> Iterator[str]:
    for code, row in _of_level(register, "village").items():
        if _placed(row):
            for circle in _CIRCLES:
                offering = [p for p in _points(register).values() if circle in (p["circles"] or ())]
                far = [_metres(row, point) > norms.circle_metres for point in offering if _placed(point)]
                # A point whose place is not known may be near: then nothing is known of a village without others.
                if not offering or (far and all(far)):
                    yield code


def _placed(row: Row) -> bool:
    return row["latitude"] is not None and row["longitude"] is not None


def _metres(one: Row, other: Row) -> float:
    """Along a great circle."""
    north, other_north = radians(one["latitude"]), radians(other["latitude"])
    east = radians(other["longitude"] - one["longitude"])
    half = sin((other_north - north) / 2) ** 2 + cos(north) * cos(other_north) * sin(east / 2) ** 2
    return 2 * _EARTH_METRES * asin(min(1.0, sqrt(half)))


def s005(register: Register, norms: Norms) -> Iterator[str]:
    for key, row in recorded(register, "requests").items():
        late = row["opened_on"] + timedelta(days=norms.request_days) <= register.day
        if late and not happened(register, row["closed_on"]):
            yield key


def s006(register: Register, _: Norms) -> Iterator[str]:
    served = _lies_in(register, _IN_VILLAGE)
    yield from (code for code in _of_level(register, "village") if code not in served)


RULES = {"S001": s001, "S002": s002, "S003": s003, "S004": s004, "S005": s005, "S006": s006}
