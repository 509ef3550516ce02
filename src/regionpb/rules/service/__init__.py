"""Family S: service points, how near they are, and how soon requests are closed."""

from __future__ import annotations

from regionpb.rules.base import Rule
from regionpb.rules.service.centres import no_point_in_village, no_public_centre, no_service_point
from regionpb.rules.service.circles import beyond_ten_minutes
from regionpb.rules.service.offers import incomplete_centre, request_open

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = (
    no_service_point,
    no_public_centre,
    incomplete_centre,
    beyond_ten_minutes,
    request_open,
    no_point_in_village,
)
"""The rules of the family in the order of their codes."""
