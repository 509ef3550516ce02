"""Ready-made data: the real divisions of Ningbo, a city made up over them, and a small region with a story.

>>> from regionpb.datasets import ningbo
>>> ningbo(size=0.001).table("regional_units").height
10
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from regionpb.datasets.days import DAY

if TYPE_CHECKING:
    from regionpb.datasets.city import make_tables
    from regionpb.datasets.made import ningbo
    from regionpb.datasets.story import beilun

__all__ = ["DAY", "beilun", "make_tables", "ningbo"]

_PLACES = {"beilun": "story", "make_tables": "city", "ningbo": "made"}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever is asked for
    # Test suites ask for the day only.
    if name in _PLACES:
        return getattr(import_module(f"regionpb.datasets.{_PLACES[name]}"), name)
    raise AttributeError(f"module 'regionpb.datasets' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
