"""What acts let go on as another: organizations and divisions that are merged, split or get another code.

>>> from datetime import date
>>> one = Walked("divisions", "330283", "330213", Way.RECODED, date(2016, 10, 1))
>>> walked_of("divisions", walked_to(one)) == one
True
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from attrs import frozen

from regionpb.vocabulary import Way

__all__ = ["Walked", "walked_of", "walked_to"]


@frozen
class Walked:
    """One thing that goes on as another; what is split has one for each part, and itself is one of them if it stays.

    Attributes:
        table: where it stands.
        before: its id before.
        after: that as which it goes on.
        way: how.
        on: since when.
    """

    table: str
    before: str
    after: str
    way: Way
    on: date


def walked_to(one: Walked) -> dict[str, str]:
    """Its JSON form, without the table."""
    return {"before": one.before, "after": one.after, "way": str(one.way), "on": str(one.on)}


def walked_of(table: str, told: Mapping[str, Any]) -> Walked:
    """One from its JSON form.

    Raises:
        KeyError: when something is missing.
        ValueError: when a day or a way is none.
    """
    return Walked(table, str(told["before"]), str(told["after"]), Way(told["way"]), date.fromisoformat(told["on"]))
