"""F001 to F008 in networkx."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from benchmarks.peers.in_networkx.register import Register, Row, Rule

__all__ = ["RULES"]

SERIES = {
    "village_secretary": "rural_labour_income",
    "community_secretary": "average_wage",
    "full_time_worker": "average_wage",
}
SECRETARIES = {"village_secretary", "community_secretary"}


def _last_year(r: Register) -> list[Row]:
    """The budget of the last full year."""
    return [row for row in r.current["budgets"].values() if row["year"] == r.day.year - 1]


def _activity(r: Register) -> dict[str, dict[str, float]]:
    """What current organizations had for the activities of members in the last full year, by source."""
    found: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for row in _last_year(r):
        if row["purpose"] == "member_activity" and r.get("organizations", row["organization"]):
            found[row["organization"]][row["source"]] += row["amount"]
    return found


def f001(r: Register) -> Iterator[str]:
    money = {key: sum(by_source.values()) for key, by_source in _activity(r).items()}
    then = date(r.day.year - 1, 12, 31)
    members = Counter(row["organization"] for key in r.versions["members"] if (row := r.on(then, "members", key)))
    money_under, members_under = r.subordination.summed(money), r.subordination.summed(members)
    for key in money:
        if members_under[key] and money_under[key] < r.values["activity_fund_per_member"] * members_under[key]:
            yield key


def f002(r: Register) -> Iterator[str]:
    for key, by_source in _activity(r).items():
        dues, both = by_source["dues"], by_source["dues"] + by_source["fiscal"]
        off = abs(100 * dues / both - r.values["dues_share_percent"]) if both else 0
        if off > r.values["dues_share_tolerance"]:
            yield key


def f003(r: Register) -> Iterator[str]:
    budgeted = {row["organization"] for row in _last_year(r) if row["source"] == "fiscal"}
    for key, row in r.current["organizations"].items():
        if row["function"] == "local_committee" and key not in budgeted:
            division = r.get("divisions", row["division"])
            if division and division["level"] == "county":
                yield key


def _measured(r: Register) -> Iterator[tuple[str, Row, float | None]]:
    """The workers whose post has a floor, and the income by which it is measured."""
    latest: dict[tuple[str, str], Row] = {}
    for row in r.current["wages"].values():
        told = row["division"], row["series"]
        if row["year"] <= r.day.year and (told not in latest or row["year"] > latest[told]["year"]):
            latest[told] = row
    for key, row in r.current["workers"].items():
        if series := SERIES.get(row["post"]):
            at = r.get("organizations", row["organization"])
            around = r.territory.path(at["division"]) if at else ()
            yield key, row, next((latest[code, series]["amount"] for code in around if (code, series) in latest), None)


def f004(r: Register) -> Iterator[str]:
    for key, row, income in _measured(r):
        if income is None or row["annual_pay"] is None:
            continue
        if row["annual_pay"] < r.values[f"{row['post']}_pay_ratio"] * income:
            yield key


def f005(r: Register) -> Iterator[str]:
    yield from (key for key, _, income in _measured(r) if income is None)


def f006(r: Register) -> Iterator[str]:
    for key, row in r.current["workers"].items():
        if row["certified_on"] is None or row["certified_on"] > r.day:
            yield key


def f007(r: Register) -> Iterator[str]:
    for key, row in r.current["grants"].items():
        if row["member"] in r.versions["members"] and not r.on(row["granted_on"], "members", row["member"]):
            yield key


def f008(r: Register) -> Iterator[str]:
    for key, row in r.current["workers"].items():
        if row["post"] in SECRETARIES and row["insured"] is False:
            yield key


RULES: Mapping[str, Rule] = {
    "F001": f001, "F002": f002, "F003": f003, "F004": f004, "F005": f005, "F006": f006, "F007": f007, "F008": f008,
}  # fmt: skip
