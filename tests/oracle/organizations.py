"""O001 to O020."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from .norms import Norms
from .rows import Register, Row, on_cycle, parents, subordination, territory, years_on

_LEVELS = ["province", "prefecture", "county", "township", "village"]
BRANCHES = {"branch", "joint_branch", "temporary_branch"}
GENERAL = {"general_branch", "joint_general_branch", "temporary_general_branch"}
TERRITORIAL = {
    "park", "street_block", "sub_area", "village_enterprise", "village_neighbourhood", "commercial_district",
    "office_building",
}  # fmt: skip


def asked(register: Register) -> Mapping[str, Row]:
    """Every current organization but the external ones."""
    return {key: row for key, row in register.current("organizations").items() if not row.get("external")}


def covered(register: Register) -> Mapping[str, list[Row]]:
    """The current units that each organization covers."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in register.current("units").values():
        found[row.get("organization") or ""].append(row)
    return found


def hubs(register: Register) -> set[str]:
    return {row["hub"] for row in register.current("regional_units").values() if row["hub"]}


def inside(register: Register) -> Mapping[str, list[Row]]:
    """The current members in each organization."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in register.current("members").values():
        found[row["organization"] or ""].append(row)
    return found


def counts_under(register: Register) -> Mapping[str, int]:
    """How many members are in each organization and below it."""
    forest, members = subordination(register), inside(register)
    found: dict[str, int] = defaultdict(int)
    for key in register.current("organizations"):
        for above in forest.above(key):
            found[above] += len(members[key])
    return found


def secretaries(register: Register, organization: str) -> list[Row]:
    """The members who hold a current seat of a secretary, one for each seat."""
    seats = register.current("seats").values()
    held = [s["holder"] for s in seats if s["organization"] == organization and s["role"] == "secretary"]
    return [row for holder in held if (row := register.get("members", holder))]


def o001(register: Register, _: Norms) -> Iterator[str]:
    edges = parents(register, "organizations", "superior")
    yield from (key for key in asked(register) if on_cycle(edges, key))


def o002(register: Register, _: Norms) -> Iterator[str]:
    def level(row: Row) -> int | None:
        division = register.get("divisions", row["division"])
        return _LEVELS.index(division["level"]) if division else None

    levels = [rank for row in asked(register).values() if (rank := level(row)) is not None]
    for key, row in asked(register).items():
        if row["superior"] is None:
            committee = row["form"] in {"working_committee", "committee"}
            # A committee whose division has ended lies on no level: it is passed over.
            if not committee or (level(row) is not None and level(row) != min(levels)):
                yield key


def o003(register: Register, _: Norms) -> Iterator[str]:
    yield from (key for key, row in asked(register).items() if register.ended("organizations", row["superior"]))


def o004(register: Register, _: Norms) -> Iterator[str]:
    forest = subordination(register)
    for key, row in asked(register).items():
        superior = register.get("organizations", forest.edges.get(key))
        form = superior["form"] if superior else None
        if form in BRANCHES or (form in GENERAL and row["form"] not in BRANCHES):
            yield key


def o005(register: Register, _: Norms) -> Iterator[str]:
    forest, tree = territory(register), subordination(register)
    for key, row in asked(register).items():
        superior = register.get("organizations", tree.edges.get(key))
        unit = register.get("regional_units", row.get("regional_unit"))
        far = unit is not None and unit.get("mode") not in TERRITORIAL and unit.get("hub") != key
        if superior and not far and _outside(register, forest, row["division"], superior["division"]):
            yield key


def _outside(register: Register, forest, division: str | None, other: str | None) -> bool:
    both = register.get("divisions", division) and register.get("divisions", other)
    return bool(both) and not forest.is_under(division, other)


def o006(register: Register, norms: Norms) -> Iterator[str]:
    members = inside(register)
    for key, row in asked(register).items():
        full = [member for member in members[key] if member["status"] == "full"]
        if row["form"] in {"branch", "joint_branch"} and len(full) < norms.fewest_full:
            yield key


def o007(register: Register, norms: Norms) -> Iterator[str]:
    members = inside(register)
    for key, row in asked(register).items():
        if row["form"] in BRANCHES and len(members[key]) > norms.largest_branch:
            yield key


def o008(register: Register, norms: Norms) -> Iterator[str]:
    counts = counts_under(register)
    for key, row in asked(register).items():
        general = row["form"] in {"general_branch", "joint_general_branch"}
        if general and counts[key] >= norms.committee_from and not row.get("approved"):
            yield key


def o009(register: Register, norms: Norms) -> Iterator[str]:
    counts = counts_under(register)
    for key, row in asked(register).items():
        plain = (row.get("function") or "general") == "general"
        committee = row["form"] == "committee" and plain and counts[key] < norms.committee_from
        general = row["form"] in {"general_branch", "joint_general_branch"} and counts[key] < norms.general_branch_from
        if (committee or general) and not row.get("approved"):
            yield key


def o010(register: Register, _: Norms) -> Iterator[str]:
    yield from (key for key in asked(register) if not secretaries(register, key))


def o011(register: Register, _: Norms) -> Iterator[str]:
    if "members" not in register.tables:  # who holds a seat only exempts: where nobody is known, every holder counts
        seats = [s for s in register.current("seats").values() if s["role"] == "secretary" and s["holder"]]
        times = Counter(s["organization"] for s in seats)
        yield from (key for key in asked(register) if times[key] > 1)
        return
    yield from (key for key in asked(register) if len(secretaries(register, key)) > 1)


def o012(register: Register, _: Norms) -> Iterator[str]:
    forest = subordination(register)
    for key in asked(register):
        homes = [s["organization"] for s in secretaries(register, key)]
        current = [home for home in homes if register.get("organizations", home)]
        if any(not forest.is_under(home, key) and not forest.is_under(key, home) for home in current):
            yield key


def overdue(register: Register, norms: Norms) -> Iterator[tuple[str, str]]:
    """O013, each with its severity."""
    units = covered(register)
    for key, row in asked(register).items():
        elected = row["form"] in BRANCHES | GENERAL | {"committee"} and not row["form"].startswith("temporary")
        if elected and row["elected_on"]:
            settlement = any(unit["kind"] in {"village", "community"} for unit in units[key])
            own = row.get("term_years")
            years = norms.term(row["form"], covers_settlement=settlement) if own is None else own
            if years_on(row["elected_on"], years) < register.day:
                late = years_on(row["elected_on"], years + norms.grace_years) < register.day
                yield key, "error" if late else "warning"


def o013(register: Register, norms: Norms) -> Iterator[str]:
    yield from (key for key, _ in overdue(register, norms))


def o014(register: Register, _: Norms) -> Iterator[str]:
    counts = counts_under(register)
    yield from (key for key in asked(register) if not counts[key])


def o015(register: Register, _: Norms) -> Iterator[str]:
    units = covered(register)
    for key, row in asked(register).items():
        if row["form"] in {"joint_branch", "joint_general_branch"} and len(units[key]) < 2:
            yield key


def o016(register: Register, _: Norms) -> Iterator[str]:
    units = covered(register)
    yield from (key for key, row in asked(register).items() if row["form"] == "branch" and len(units[key]) >= 2)


def o017(register: Register, norms: Norms) -> Iterator[str]:
    units = covered(register)
    for key, row in asked(register).items():
        if row["form"] == "joint_branch" and len(units[key]) > norms.joint_branch_units:
            yield key


def o018(register: Register, _: Norms) -> Iterator[str]:
    counts = counts_under(register)
    for key, row in asked(register).items():
        if row["member_count"] is not None and row["member_count"] != counts[key]:
            yield key


def o019(register: Register, _: Norms) -> Iterator[str]:
    yield from (key for key, row in asked(register).items() if register.ended("divisions", row["division"]))


def o020(register: Register, _: Norms) -> Iterator[str]:
    units, hub_ids = covered(register), hubs(register)
    for key, row in asked(register).items():
        settlement = any(unit["kind"] in {"village", "community"} for unit in units[key])
        if (key in hub_ids or settlement) and row["elected_by"] not in {None, "public_direct"}:
            yield key


RULES = {
    "O001": o001, "O002": o002, "O003": o003, "O004": o004, "O005": o005, "O006": o006, "O007": o007, "O008": o008,
    "O009": o009, "O010": o010, "O011": o011, "O012": o012, "O013": o013, "O014": o014, "O015": o015, "O016": o016,
    "O017": o017, "O018": o018, "O019": o019, "O020": o020,
}  # fmt: skip
