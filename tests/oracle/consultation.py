"""C001 to C004, and whether there is a council."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

from .life import happened, held, not_for
from .norms import Norms
from .rows import Register, Row

_ENTERPRISES = {"public_enterprise", "non_public_enterprise"}


def bodies(register: Register, kind: str) -> Mapping[str, Row]:
    """The current bodies of a kind."""
    return {key: row for key, row in register.current("bodies").items() if row["kind"] == kind}


def in_division(register: Register, kind: str, division: str | None) -> bool:
    """Whether a current division has a body of a kind that has no current 1+N unit of its own."""
    if not register.get("divisions", division):
        return False
    there = [body for body in bodies(register, kind).values() if body["division"] == division]
    return any(not register.get("regional_units", body["regional_unit"]) for body in there)


def in_unit(register: Register, kind: str, unit: str) -> bool:
    """Whether a current 1+N unit has a body of a kind: its own or, of those without a unit, one of its division."""
    own = any(body["regional_unit"] == unit for body in bodies(register, kind).values())
    return own or in_division(register, kind, register.current("regional_units")[unit]["division"])


def c001(register: Register, _: Norms) -> Iterator[str]:
    for key in register.current("regional_units"):
        if not in_unit(register, "consultative_council", key):
            yield key


def c002(register: Register, _: Norms) -> Iterator[str]:
    for key in bodies(register, "consultative_council"):
        # Whoever holds a seat, and be it nobody: here it is only asked whom the seat represents.
        seats = [seat for seat in register.current("seats").values() if seat["body"] == key]
        units = [unit for seat in seats if (unit := register.get("units", seat["represents_unit"]))]
        kinds = {unit["kind"] for unit in units}
        if not ("social_organization" in kinds and kinds & _ENTERPRISES):
            yield key


def c003(register: Register, norms: Norms) -> Iterator[str]:
    meetings = held(register, "consultation", "body")
    for key in bodies(register, "consultative_council"):
        if not_for(register, norms.council_idle_days, "bodies", key, meetings[key]):
            yield key


def c004(register: Register, norms: Norms) -> Iterator[str]:
    for key, row in happened(register, "matters").items():
        resolved = row["resolved_on"] is not None and row["resolved_on"] <= register.day
        if not resolved and row["raised_on"] <= register.day - timedelta(days=norms.matter_open_days):
            yield key


RULES = {"C001": c001, "C002": c002, "C003": c003, "C004": c004}
