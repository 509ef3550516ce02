"""The oracle between two days: what must be found in some rows, and which rules cannot be asked of them."""

from __future__ import annotations

from collections import Counter
from datetime import date

from .intake import take
from .norms import Norms
from .rows import Register, Source
from .totals import WAYS_IN, WAYS_OUT, abnormal, difference, differing, own, wrongly_declared

_COUNTED = "organizations.form organizations.superior"
_MOVED = "transfers.member transfers.source transfers.target transfers.received"
_WORDS = {
    "X001": f"organizations members.organization members.entry members.exit {_MOVED}",
    "X002": f"declared.organization declared.day declared.cell declared.value {_COUNTED}",
    "X003": _COUNTED,
}
NEEDS = {code: tuple(words.split()) for code, words in _WORDS.items()}

# Where all of the first are there, so must be all of the second: of a table that is absent no cell is compared, and
# where no column says so no organization stands for a place.
WHERE_PRESENT = (
    ({"members"}, {"members.organization", "members.status"}),
    ({"units"}, {"units.organization"}),
    ({"units", "organizations.function"}, {"units.division", "organizations.division", "divisions.parent"}),
)

Said = tuple[str, str, str, tuple[object, ...]]


class Balance:
    """What the oracle says of some rows, between two days and under a policy.

    Attributes:
        findings: code, table, id and numbers of every finding, as often as it is to be there.
        not_checked: the rules that lack a table or column.
        own: what is counted of each organization.
        members: what each member makes of the difference of an organization.
    """

    def __init__(self, source: Source, first: date, day: date, policy: str) -> None:
        taken, norms = take(source), Norms(policy, day)
        register = Register(day, taken.tables)
        there = {f"{table}.{column}" for table, columns in taken.columns.items() for column in columns}
        there |= set(taken.columns)
        self.not_checked = {code for code, needs in NEEDS.items() if not there.issuperset(needs)}
        if any(there.issuperset(present) and not there.issuperset(needs) for present, needs in WHERE_PRESENT):
            self.not_checked |= {"X002", "X003"}
        self.findings: Counter[Said] = Counter()
        self.own: dict[str, Counter[str]] = {}
        self.members: dict[tuple[str, str], int] = {}
        if "X001" not in self.not_checked:
            self.own = {key: _whole(told) for key, told in own(register, first).items()}
            self.members = differing(register, first)
            for key, told in self.own.items():
                if told["difference"]:
                    numbers = tuple(told[what] for what in ("opening", "in", "out", "closing"))
                    self.findings["X001", "organizations", key, numbers] += 1
        if "X002" not in self.not_checked:
            self.findings.update(
                ("X002", "declared", key, (counted,)) for key, counted in wrongly_declared(register, first)
            )
        if "X003" not in self.not_checked:
            for key, much in abnormal(register, first, norms):
                self.findings["X003", "organizations", key, (*next(iter(much.values())), "; ".join(much))] += 1


def _whole(told: Counter[str]) -> Counter[str]:
    """What is told of an organization with its sums, and a zero for each way that nobody went."""
    came, went = sum(told[way] for way in WAYS_IN), sum(told[way] for way in WAYS_OUT)
    zeros = dict.fromkeys(("opening", *WAYS_IN, *WAYS_OUT, "closing"), 0)
    return Counter(zeros | told | {"in": came, "out": went, "difference": difference(told)})
