"""Family L: who leads: 1+3 in streets, one vertical and three horizontals in the countryside."""

from __future__ import annotations

from regionpb.rules.base import Rule
from regionpb.rules.leadership.horizontals import (
    no_council,
    no_county_coordination,
    no_township_coordination,
    village_without_council,
)
from regionpb.rules.leadership.part_time import (
    community_without_part_timers,
    concurrent_seat_not_head,
    influential_without_seat,
    no_concurrent_seat,
    represented_outside,
)
from regionpb.rules.leadership.streets import (
    missing_of_three,
    no_enlarged_committee,
    several_enlarged_committees,
    three_not_under,
)
from regionpb.rules.leadership.vertical import broken_vertical

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = (
    no_enlarged_committee,
    several_enlarged_committees,
    missing_of_three,
    concurrent_seat_not_head,
    represented_outside,
    no_concurrent_seat,
    community_without_part_timers,
    broken_vertical,
    no_county_coordination,
    no_township_coordination,
    no_council,
    village_without_council,
    three_not_under,
    influential_without_seat,
)
"""The rules of the family in the order of their codes."""
