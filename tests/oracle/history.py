"""H001 to H003. H004 is asked of a journal, not of tables."""

from __future__ import annotations

from collections.abc import Iterator

from .norms import Norms
from .rows import Register, Row, begins, day_before, holds


def h001(register: Register, _: Norms) -> Iterator[str]:
    """One for each gap: it follows the version that held on the day before it."""
    for key, versions in register.versions("members").items():
        begun = [row for row in versions if begins(row) <= register.day]
        for end in {row["end"] for row in begun if row["end"]}:
            before = register.on(day_before(end), "members", key) or {}
            later = any(begins(row) > end for row in begun)
            if later and register.on(end, "members", key) is None and before["exit"] is None:
                yield key


def h002(register: Register, _: Norms) -> Iterator[str]:
    for key, versions in register.versions("organizations").items():
        for row in versions:
            if row["superior"] in register.versions("organizations") and _outlives(register, key, row):
                yield key


def _outlives(register: Register, key: str, row: Row) -> bool:
    """Whether there is a day on which this version counts and no version of its superior holds."""
    both = [*register.versions("organizations")[key], *register.versions("organizations")[row["superior"]]]
    changes = {begins(row)} | {begins(one) for one in both} | {one["end"] for one in both if one["end"]}
    return any(
        register.on(day, "organizations", key) is row and register.on(day, "organizations", row["superior"]) is None
        for day in changes
        if holds(row, day)
    )


def h003(register: Register, _: Norms) -> Iterator[str]:
    for key, versions in register.versions("organizations").items():
        begun = [row for row in versions if begins(row) <= register.day]
        if begun:
            last = max(enumerate(begun), key=lambda item: (begins(item[1]), item[0]))[1]
            if last["end"] and last["end"] <= register.day and last["end_reason"] is None:
                yield key


RULES = {"H001": h001, "H002": h002, "H003": h003}
