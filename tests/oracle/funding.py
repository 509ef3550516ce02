"""F001 to F008."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from .norms import Norms
from .records import last_year, recorded
from .rows import Register, Row, subordination, territory

_SERIES = {
    "village_secretary": "rural_labour_income",
    "community_secretary": "average_wage",
    "full_time_worker": "average_wage",
}


def _rows(register: Register) -> list[Row]:
    """The budget rows of the last full year."""
    return [row for row in recorded(register, "budgets").values() if row["year"] == last_year(register)]


def _activity(register: Register) -> Mapping[str, list[Row]]:
    """The rows for activities of members, by the current organization whose money it is."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in _rows(register):
        if row["purpose"] == "member_activity" and row["organization"]:
            found[row["organization"]].append(row)
    return found


def f001(register: Register, norms: Norms) -> Iterator[str]:
    money = {key: sum(row["amount"] for row in rows) for key, rows in _activity(register).items()}
    # Who is under whom is asked of the day, as in every rule; the members are counted where they were then.
    then = Register(date(last_year(register), 12, 31), register.tables)
    forest, organizations = subordination(register), register.current("organizations")
    for key in money:
        if register.get("organizations", key):
            under = forest.under(organizations, key)
            members = sum(row["organization"] in under for row in then.current("members").values())
            if members and sum(money.get(one, 0) for one in under) < norms.fund_per_member * members:
                yield key


def f002(register: Register, norms: Norms) -> Iterator[str]:
    for key, rows in _activity(register).items():
        of_source = {one: sum(row["amount"] for row in rows if row["source"] == one) for one in ("dues", "fiscal")}
        both = sum(of_source.values())
        off = abs(100 * of_source["dues"] - norms.dues_percent * both) > norms.dues_tolerance * both
        if register.get("organizations", key) and both and off:
            yield key


def f003(register: Register, _: Norms) -> Iterator[str]:
    budgeted = {row["organization"] for row in _rows(register) if row["source"] == "fiscal"}
    for key, row in register.current("organizations").items():
        division = register.get("divisions", row["division"]) or {}
        of_county = row["function"] == "local_committee" and division.get("level") == "county"
        if of_county and key not in budgeted:
            yield key


def _workers(register: Register) -> Mapping[str, Row]:
    return register.current("workers")


def _benchmark(register: Register, worker: Row) -> Row | None:
    """What the pay of a worker is measured by: the series of the nearest division above that has it, the latest."""
    organization = register.get("organizations", worker["organization"]) or {}
    if not register.get("divisions", organization.get("division")):
        return None
    wages = [
        row
        for row in recorded(register, "wages").values()
        if row["series"] == _SERIES[worker["post"]] and row["year"] <= register.day.year
    ]
    for above in territory(register).above(organization["division"]):
        there = [row for row in wages if row["division"] == above]
        if there:
            return max(there, key=lambda row: row["year"])
    return None


def f004(register: Register, norms: Norms) -> Iterator[str]:
    for key, row in _workers(register).items():
        if row["post"] in _SERIES and row["annual_pay"] is not None:
            benchmark = _benchmark(register, row)
            if benchmark and row["annual_pay"] < norms.pay_ratios[row["post"]] * benchmark["amount"]:
                yield key


def f005(register: Register, _: Norms) -> Iterator[str]:
    for key, row in _workers(register).items():
        if row["post"] in _SERIES and _benchmark(register, row) is None:
            yield key


def f006(register: Register, _: Norms) -> Iterator[str]:
    for key, row in _workers(register).items():
        if row["certified_on"] is None or row["certified_on"] > register.day:
            yield key


def f007(register: Register, _: Norms) -> Iterator[str]:
    for key, row in recorded(register, "grants").items():
        known = row["member"] in register.versions("members")
        if known and register.on(row["granted_on"], "members", row["member"]) is None:
            yield key


def f008(register: Register, _: Norms) -> Iterator[str]:
    for key, row in _workers(register).items():
        if row["post"] in {"village_secretary", "community_secretary"} and row["insured"] is False:
            yield key


RULES = {
    "F001": f001, "F002": f002, "F003": f003, "F004": f004, "F005": f005, "F006": f006, "F007": f007, "F008": f008,
}  # fmt: skip
