"""The library and the oracle asked what became of totals between two days, about random regions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from attrs import frozen

import regionpb as rpb

from . import agreement
from .agreement import DAYS, POLICIES, Question
from .balance import Balance
from .damage import damage
from .furnish import furnish
from .regions import frames_of, source_of, valid
from .scenes_totals import declare, happen
from .totals import RULES

CODES = tuple(RULES)
_EARLIER = (1, 2, 20, 20, 30, 90, 365, 366, 700, 3000)


@frozen
class Between(Question):
    """Some rows, a day and a policy, and an earlier day."""

    first: date


def planted_in(seed: int) -> str | None:
    """The rule whose fault is planted in a region, in every second one, each rule in its turn."""
    return CODES[seed // 2 % len(CODES)] if seed % 2 else None


def question(seed: int) -> Between:
    """What is asked about one random region."""
    rng = Random(f"between {seed}")
    day = rng.choice(DAYS)
    first = day - timedelta(days=rng.choice(_EARLIER))
    frames, code = valid(rng, day), planted_in(seed)
    source = source_of(frames) if code is None else agreement.planted(frames, rng, day, code)
    if rng.random() < 0.5:
        source = furnish(source, rng, day)
    source = happen(source, rng, first, day)
    if rng.random() < 0.8:
        source = damage(source, rng, rng.choice([day, day, first]))
    if rng.random() < 0.2:
        day += timedelta(days=rng.choice([-1, 1, 30, 400]))
    source = declare(source, rng, first, max(day, first + timedelta(days=1)))
    return Between(source, max(day, first + timedelta(days=1)), rng.choice(POLICIES), first)


def differences(asked: Between) -> list[str]:
    """What the library and the oracle say differently, a line each."""
    region = rpb.read(frames_of(asked.source), at=asked.day)
    told = region.reconcile(asked.first, asked.day, select=CODES, policy=asked.policy)
    balance = Balance(asked.source, asked.first, asked.day, asked.policy)
    missing = {rule.code for rule in told.report.not_checked}
    lines = [f"{code} not checked by {_who(code in missing)} only" for code in sorted(missing ^ balance.not_checked)]
    unasked = missing | balance.not_checked
    lines += [line for line in _findings(told, balance) if line.split()[0] not in unasked]
    return lines if "X001" in unasked else [*lines, *_own(told, balance), *_members(told, balance)]


def _who(library: bool) -> str:
    return "the library" if library else "the oracle"


_NUMBERS = {
    "X001": ("opening", "came", "went", "closing"),
    "X002": ("counted",),
    "X003": ("before", "after", "changed"),
}
"""The values of a finding that are compared, as the oracle says them."""


def _findings(told, balance: Balance) -> Iterator[str]:
    library = Counter(
        (f.code, f.table, f.id, tuple(f.values[name] for name in _NUMBERS[f.code])) for f in told.report.findings
    )
    for finding in {**library, **balance.findings}:
        if library[finding] != balance.findings[finding]:
            yield f"{' '.join(map(str, finding))}: library {library[finding]}, oracle {balance.findings[finding]}"


def _own(told, balance: Balance) -> Iterator[str]:
    library = {row["id"]: row for row in told.own.to_dicts()}
    for key in sorted(library.keys() | balance.own.keys()):
        if key not in library or key not in balance.own:
            yield f"own {key}: of {_who(key in library)} only"
            continue
        for what, number in balance.own[key].items():
            if library[key][what] != number:
                yield f"own {key} {what}: library {library[key][what]}, oracle {number}"


def _members(told, balance: Balance) -> Iterator[str]:
    """The difference of a member stands on each row of theirs."""
    library: dict[tuple[str, str], set[int]] = {}
    for row in told.rows.to_dicts():
        library.setdefault((row["organization"], row["member"]), set()).add(row["difference"])
    for key in sorted(library.keys() | balance.members.keys()):
        there, here = library.get(key, {0}), balance.members.get(key, 0)
        if there != {here}:
            yield f"member {key}: library {there}, oracle {here}"
