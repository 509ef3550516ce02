"""O001 to O020 in networkx."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from benchmarks.peers.in_networkx.divisions import rank
from benchmarks.peers.in_networkx.periods import months_on
from benchmarks.peers.in_networkx.register import Register, Row, Rule

__all__ = ["BRANCH_TYPE", "RULES", "WITHOUT_TERRITORY", "in_villages"]

BRANCH_TYPE = {"branch", "joint_branch", "temporary_branch"}
GENERAL_TYPE = {"general_branch", "joint_general_branch", "temporary_general_branch"}
GENERAL_BRANCHES = {"general_branch", "joint_general_branch"}
ELECTED = {"branch", "joint_branch", *GENERAL_BRANCHES, "committee"}
WITHOUT_TERRITORY = {"trade", "industry", "personnel"}


def o001(r: Register) -> Iterator[str]:
    yield from (key for key in r.subordination.on_cycle if key in r.asked)


def o002(r: Register) -> Iterator[str]:
    def level(row: Row) -> int | None:
        division = r.get("divisions", row["division"])
        return rank(division) if division else None

    highest = min((one for row in r.asked.values() if (one := level(row)) is not None), default=0)
    for key, row in r.asked.items():
        if row["superior"] is None:
            committee = row["form"] in {"working_committee", "committee"}
            if not committee or (level(row) or 0) > highest:
                yield key


def o003(r: Register) -> Iterator[str]:
    yield from (key for key, row in r.asked.items() if r.ended("organizations", row["superior"]))


def o004(r: Register) -> Iterator[str]:
    for key, row in r.asked.items():
        superior = r.get("organizations", r.subordination.parent(key))
        form = superior["form"] if superior else None
        if form in BRANCH_TYPE or (form in GENERAL_TYPE and row["form"] not in BRANCH_TYPE):
            yield key


def o005(r: Register) -> Iterator[str]:
    for key, row in r.asked.items():
        superior = r.get("organizations", r.subordination.parent(key))
        unit = r.get("regional_units", row["regional_unit"])
        reaching = unit is not None and unit["mode"] in WITHOUT_TERRITORY and unit["hub"] != key
        if superior and not reaching and r.territory.outside(row["division"], superior["division"]):
            yield key


def o006(r: Register) -> Iterator[str]:
    for key, row in r.asked.items():
        if row["form"] in {"branch", "joint_branch"}:
            members = r.naming("members.organization", "organizations", key)
            if sum(member["status"] == "full" for member in members) < r.values["minimum_full_members"]:
                yield key


def o007(r: Register) -> Iterator[str]:
    for key, row in r.asked.items():
        if row["form"] in BRANCH_TYPE and r.members_in[key] > r.values["largest_branch"]:
            yield key


def o008(r: Register) -> Iterator[str]:
    for key, row in r.asked.items():
        many = r.members_under[key] >= r.values["committee_from"]
        if row["form"] in GENERAL_BRANCHES and many and not row["approved"]:
            yield key


def o009(r: Register) -> Iterator[str]:
    for key, row in r.asked.items():
        members, plain = r.members_under[key], row["function"] in {None, "general"}
        committee = row["form"] == "committee" and plain and members < r.values["committee_from"]
        general = row["form"] in GENERAL_BRANCHES and members < r.values["general_branch_from"]
        if (committee or general) and not row["approved"]:
            yield key


def o010(r: Register) -> Iterator[str]:
    yield from (key for key in r.asked if not r.secretaries[key])


def o011(r: Register) -> Iterator[str]:
    yield from (key for key in r.asked if len(r.secretaries[key]) > 1)


def o012(r: Register) -> Iterator[str]:
    tree = r.subordination
    for key in r.asked:
        homes = [member["organization"] for member in r.secretaries[key]]
        if any(tree.outside(home, key) and tree.outside(key, home) for home in homes):
            yield key


def in_villages(r: Register, key: str) -> bool:
    """Whether an organization covers a village or community."""
    return any(unit["kind"] in {"village", "community"} for unit in r.units_of[key])


def o013(r: Register) -> Iterator[str]:
    for key, row in r.asked.items():
        if row["form"] in ELECTED and row["elected_on"]:
            usual = r.values["term_committee" if row["form"] == "committee" else "term_branch"]
            term = max(usual, r.values["term_village"]) if in_villages(r, key) else usual
            years = term if row["term_years"] is None else row["term_years"]
            if months_on(row["elected_on"], 12 * years) < r.day:
                yield key


def o014(r: Register) -> Iterator[str]:
    yield from (key for key in r.asked if not r.members_under[key])


def o015(r: Register) -> Iterator[str]:
    for key, row in r.asked.items():
        if row["form"] in {"joint_branch", "joint_general_branch"} and len(r.units_of[key]) < 2:
            yield key


def o016(r: Register) -> Iterator[str]:
    yield from (key for key, row in r.asked.items() if row["form"] == "branch" and len(r.units_of[key]) >= 2)


def o017(r: Register) -> Iterator[str]:
    for key, row in r.asked.items():
        if row["form"] == "joint_branch" and len(r.units_of[key]) > r.values["joint_branch_units"]:
            yield key


def o018(r: Register) -> Iterator[str]:
    for key, row in r.asked.items():
        if row["member_count"] is not None and row["member_count"] != r.members_under[key]:
            yield key


def o019(r: Register) -> Iterator[str]:
    yield from (key for key, row in r.asked.items() if r.ended("divisions", row["division"]))


def o020(r: Register) -> Iterator[str]:
    hubs = {unit["hub"] for unit in r.current["regional_units"].values()}
    for key, row in r.asked.items():
        if row["elected_by"] not in {None, "public_direct"} and (key in hubs or in_villages(r, key)):
            yield key


RULES: Mapping[str, Rule] = {
    "O001": o001, "O002": o002, "O003": o003, "O004": o004, "O005": o005, "O006": o006, "O007": o007, "O008": o008,
    "O009": o009, "O010": o010, "O011": o011, "O012": o012, "O013": o013, "O014": o014, "O015": o015, "O016": o016,
    "O017": o017, "O018": o018, "O019": o019, "O020": o020,
}  # fmt: skip
