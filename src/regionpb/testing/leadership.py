"""What is told of who leads: functions and bodies, where nothing more would have to be there than there is.

A street would need its 1+3, and a 1+N unit in the countryside the vertical above it and a council: where there is one
nobody's function is told, and bodies are not known.
"""

from __future__ import annotations

from collections.abc import Sequence

from regionpb.testing.pieces import Area, Place

__all__ = ["tells_functions"]


def tells_functions(places: Sequence[Place], areas: Sequence[Area]) -> bool:
    """Whether nobody would miss a committee if functions are told, all of them general."""
    return not any(place.street for place in places) and not any(area.place and area.place.rural for area in areas)
