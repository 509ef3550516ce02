"""Family A: organisation life, what branches meet for and who comes."""

from __future__ import annotations

from regionpb.rules.base import Rule
from regionpb.rules.life.attendance import attendance_count_disagrees, more_present_than_expected, thin_meeting
from regionpb.rules.life.overdue import (
    appraisal_overdue,
    committee_meeting_overdue,
    general_meeting_overdue,
    lecture_overdue,
    life_meeting_overdue,
    theme_day_overdue,
)

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = (
    general_meeting_overdue,
    committee_meeting_overdue,
    lecture_overdue,
    theme_day_overdue,
    life_meeting_overdue,
    appraisal_overdue,
    more_present_than_expected,
    thin_meeting,
    attendance_count_disagrees,
)
"""The rules of the family in the order of their codes."""
