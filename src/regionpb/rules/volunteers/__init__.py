"""Family V: volunteers, their teams, and when they serve and are trained."""

from __future__ import annotations

from regionpb.rules.base import Rule
from regionpb.rules.volunteers.activity import service_day_missed, service_month_missed, undertrained
from regionpb.rules.volunteers.teams import no_project, uncoordinated_team, volunteer_ended

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = (
    uncoordinated_team,
    no_project,
    service_day_missed,
    service_month_missed,
    volunteer_ended,
    undertrained,
)
"""The rules of the family in the order of their codes."""
