"""T001 to T008."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from .norms import Norms
from .records import happened, months_on, recorded
from .rows import Register, Row, day_before

_LINKED = {"linked", "managed", "engaged"}


def _open(register: Register) -> Mapping[str, Row]:
    """The transfers that are on their way on the day."""
    rows = recorded(register, "transfers")
    return {key: row for key, row in rows.items() if not happened(register, row["received"])}


def _home(register: Register, member: str, day: date) -> str | None:
    """The organization a member was in on a day; none where it was not current on it."""
    home = (register.on(day, "members", member) or {}).get("organization")
    return home if register.on(day, "organizations", home) else None


def _known(register: Register, table: str, key: str | None) -> bool:
    """Whether a cell refers to anything: what dangles, or was set aside, is an empty cell."""
    return key in register.versions(table)


def t001(register: Register, norms: Norms) -> Iterator[str]:
    for key, row in _open(register).items():
        if row["issued"] + timedelta(days=norms.transfer_days) <= register.day:
            yield key


def t002(register: Register, _: Norms) -> Iterator[str]:
    on_way = {key: row["member"] for key, row in _open(register).items() if row["member"]}
    # Where no members came, nobody is known to have ended: that would only exempt.
    unasked = "members" not in register.tables
    times = Counter(on_way.values())
    for key, member in on_way.items():
        if times[member] > 1 and (unasked or register.get("members", member)):
            yield key


def t003(register: Register, _: Norms) -> Iterator[str]:
    for key, row in recorded(register, "transfers").items():
        home = _home(register, row["member"], day_before(row["issued"]))
        if home and _known(register, "organizations", row["source"]) and home != row["source"]:
            yield key


def t004(register: Register, _: Norms) -> Iterator[str]:
    yield from (key for key, row in _open(register).items() if register.ended("organizations", row["target"]))


def t005(register: Register, _: Norms) -> Iterator[str]:
    for key, row in recorded(register, "transfers").items():
        if row["received"] and row["received"] < row["issued"]:
            yield key


def t006(register: Register, _: Norms) -> Iterator[str]:
    for key, row in recorded(register, "transfers").items():
        if happened(register, row["received"]) and _known(register, "members", row["member"]):
            there = register.on(row["received"], "members", row["member"])
            home = _home(register, row["member"], row["received"])
            elsewhere = home and _known(register, "organizations", row["target"]) and home != row["target"]
            if there is None or elsewhere:
                yield key


def _floating(register: Register) -> Iterator[tuple[str, Row]]:
    yield from ((key, row) for key, row in register.current("members").items() if row["floating"])


def t007(register: Register, norms: Norms) -> Iterator[str]:
    for key, row in _floating(register):
        long = row["floating_since"] and months_on(row["floating_since"], norms.floating_months) <= register.day
        hosted = register.get("organizations", row["host_organization"])
        if long and not (row["floating_stage"] in _LINKED and hosted):
            yield key


def t008(register: Register, _: Norms) -> Iterator[str]:
    yield from (key for key, row in _floating(register) if row["floating_since"] is None)


RULES = {
    "T001": t001, "T002": t002, "T003": t003, "T004": t004, "T005": t005, "T006": t006, "T007": t007, "T008": t008,
}  # fmt: skip
