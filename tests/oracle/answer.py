"""The oracle: what a check must find in some rows, and which rules cannot be asked of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from . import (
    consultation,
    divisions,
    funding,
    history,
    leadership,
    life,
    members,
    organizations,
    pairing,
    reservoir,
    service,
    transfers,
    units,
    volunteers,
)
from .intake import Finding, take
from .needs import NEEDS, WHERE_PRESENT
from .norms import Norms
from .rows import Register, Source

RULES = {
    **divisions.RULES,
    **organizations.RULES,
    **units.RULES,
    **reservoir.RULES,
    **members.RULES,
    **transfers.RULES,
    **pairing.RULES,
    **service.RULES,
    **funding.RULES,
    **history.RULES,
    **leadership.RULES,
    **consultation.RULES,
    **life.RULES,
    **volunteers.RULES,
}
READING = ("E002", "E004", "E005", "E006", "E007", "E009", "E010")

_NAMED = {
    "D": "divisions",
    "O": "organizations",
    "U": "regional_units",
    "R": "members",
    "M": "members",
    "T": "transfers",
    "P": "pairings",
    "S": "divisions",
    "F": "workers",
    "H": "organizations",
    **dict.fromkeys(("U004", "U005", "U007"), "organizations"),
    **dict.fromkeys(("U009", "U010", "U011", "R004", "R006", "R007"), "units"),
    "L": "organizations",
    "C": "bodies",
    "A": "organizations",
    "V": "volunteer_teams",
    **dict.fromkeys(("L001", "L002", "L009", "L010"), "divisions"),
    **dict.fromkeys(("L004", "L005"), "seats"),
    **dict.fromkeys(("L011", "C001"), "regional_units"),
    **dict.fromkeys(("A007", "A008", "A009"), "meetings"),
    "L014": "units",
    "C004": "matters",
    "V005": "volunteers",
    **dict.fromkeys(("T007", "T008", "H001"), "members"),
    **dict.fromkeys(("P005", "F001", "F002", "F003"), "organizations"),
    **dict.fromkeys(("P007", "P008"), "liaisons"),
    "P006": "seats",
    "S003": "service_points",
    "S005": "requests",
    "F007": "grants",
}


def table_of(code: str) -> str:
    """The table whose rows the findings of a rule name."""
    return _NAMED.get(code, _NAMED[code[0]])


class Answer:
    """What the oracle says of some rows, on a day and under a policy.

    Attributes:
        findings: code, table and id of every finding, as often as it is to be there.
        not_checked: the rules that are on but lack a table or column.
        overdue: the severity of each O013, by id.
    """

    def __init__(self, source: Source, day: date, policy: str, asked: Iterable[str] = tuple(RULES)) -> None:
        taken, norms = take(source), Norms(policy, day)
        register = Register(day, taken.tables)
        there = {f"{table}.{column}" for table, columns in taken.columns.items() for column in columns}
        there |= set(taken.columns)
        on = [code for code in asked if norms.is_on(code)]
        self.not_checked = {code for code in on if not there.issuperset(NEEDS[code])}
        self.not_checked |= {
            code
            for code in on
            for need in WHERE_PRESENT.get(code, ())
            if need not in there and need.partition(".")[0] in there
        }
        self.findings: Counter[Finding] = Counter(taken.findings)
        for code in on:
            if code not in self.not_checked:
                self.findings.update((code, table_of(code), key) for key in RULES[code](register, norms))
        self.overdue: Mapping[str, str] = {}
        if "O013" in on and "O013" not in self.not_checked:
            self.overdue = dict(organizations.overdue(register, norms))
