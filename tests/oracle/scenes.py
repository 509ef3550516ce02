"""What belongs together: rows of several tables about which some family of rules has something to say, or just not."""

from __future__ import annotations

from collections.abc import Callable

from .scenes_activity import ACTIVITY
from .scenes_leadership import LEADERSHIP
from .scenes_money import MONEY
from .scenes_people import PEOPLE
from .scenes_service import SERVICE
from .stage import Stage

SCENES: tuple[Callable[[Stage], None], ...] = (*PEOPLE, *LEADERSHIP, *ACTIVITY, *SERVICE, *MONEY)

__all__ = ["SCENES", "Stage"]
