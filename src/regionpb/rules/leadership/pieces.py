"""Valid pieces for the plants of this family to spoil: a street with its 1+3, and a town with the vertical above it.

Where tables or columns are not known (seats, members, bodies) a piece goes without what it would have there.
"""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

import polars as pl
from attrs import frozen

from regionpb.codes import DIVISION_LENGTHS
from regionpb.rules.kinds import numbers_of
from regionpb.rules.leadership.standing import ENLARGED, THREE
from regionpb.rules.planting.draft import Draft, Unplantable
from regionpb.rules.planting.new_divisions import deepen, new_code, new_division, some, sound
from regionpb.vocabulary import BodyKind, BudgetSource, DivisionKind, Form, Function, Level, Purpose, Role

__all__ = [
    "Street",
    "Town",
    "bare_street",
    "branch_of",
    "coordination",
    "county_seat",
    "new_county",
    "one_plus_three",
    "require_part_time",
    "street",
    "town",
    "township",
    "vertical",
    "village_council",
    "village_organization",
]

_REPRESENTED, _SENDING = Function.COMPREHENSIVE_COMMITTEE, Function.GOVERNMENT_ORGANS_COMMITTEE


def require_part_time(draft: Draft, *columns: str) -> None:
    """Make sure that part-time seats are asked about.

    Raises:
        Unplantable: when they are not.
    """
    draft.require("organizations", "function")
    draft.require("members")
    draft.require("seats", "role", "organization", "holder", "part_time", *columns)


# ---- where they lie --------------------------------------------------------------------------------


def county_seat(draft: Draft, rng: Random) -> tuple[str, str]:
    """A committee to hang pieces under whose division is a sound county or has one: its id, and the county.

    Raises:
        Unplantable: when there is none.
    """
    deepen(draft, rng, to=Level.COUNTY)
    counties = sound(draft, Level.COUNTY)["code"].sort()
    homes = draft.current("organizations").filter(pl.col("id").is_in(draft.homes().implode())).sort("id")
    wide = homes.filter(pl.col("division").str.len_chars() <= DIVISION_LENGTHS[Level.COUNTY])
    over = [
        (str(home), within)
        for home, division in wide.select("id", "division").iter_rows()
        if len(within := counties.filter(counties.str.starts_with(division)))
    ]
    if not over:
        raise Unplantable("no committee leads a county to plant in", "没有可供植入的县级党委")
    home, within = rng.choice(over)
    return home, str(within[rng.randrange(len(within))])


def township(draft: Draft, rng: Random, county: str, kind: DivisionKind) -> str:
    """Add a township of some kind to a county, with a village in it where villages are known.

    Returns:
        Its code.
    """
    code = new_code(draft, rng, Level.TOWNSHIP, within=county, digits=numbers_of(kind))
    new_division(draft, rng, Level.TOWNSHIP, parent=county, code=code, name=f"甬新{code[-3:]}{kind.label}")
    if (draft.finished()["divisions"]["level"] == str(Level.VILLAGE)).any():
        new_division(draft, rng, Level.VILLAGE, parent=code)
    return code


# ---- the street ------------------------------------------------------------------------------------


@frozen
class Street:
    """A street with its 1+3.

    Attributes:
        code: the division.
        home: the committee that the enlarged one is under.
        enlarged: the "1".
        three: the "3" by function.
        branches: the branch under each of them.
        seat: the part-time seat on the enlarged committee, of the secretary of a branch.
        community_seat: the part-time seat on the community committee.
    """

    code: str
    home: str
    enlarged: str
    three: Mapping[Function, str]
    branches: Mapping[Function, str]
    seat: str | None
    community_seat: str | None

    @property
    def represented(self) -> str:
        """The branch whose secretary holds the part-time seat on the enlarged committee."""
        return self.branches[_REPRESENTED]


def bare_street(draft: Draft, rng: Random) -> tuple[str, str]:
    """Add a street without any organization: the committee that one would be under, and its code."""
    draft.require("organizations", "function")
    home, county = county_seat(draft, rng)
    return home, township(draft, rng, county, DivisionKind.STREET)


def street(draft: Draft, rng: Random) -> Street:
    """Add a street with its 1+3."""
    return one_plus_three(draft, rng, *bare_street(draft, rng))


def one_plus_three(draft: Draft, rng: Random, home: str, code: str) -> Street:
    """Give a street its 1+3: each of the three with a branch of three members, and part-time seats."""
    name = draft.row("divisions", code)["name"]
    enlarged = draft.organization(
        Form.WORKING_COMMITTEE, under=home, division=code, function=str(ENLARGED), name=f"{name}大工委"
    )
    three, branches = dict[Function, str](), dict[Function, str]()
    for function in THREE:
        title = f"{name}{function.label.removeprefix('街道')}"
        three[function] = draft.organization(Form.COMMITTEE, under=enlarged, function=str(function), name=title)
        branches[function] = branch_of(draft, rng, three[function])
    draft.lead(enlarged, branches[_REPRESENTED])
    community = three[Function.COMMUNITY_COMMITTEE]
    return Street(
        code=code,
        home=home,
        enlarged=enlarged,
        three=three,
        branches=branches,
        seat=part_time(draft, enlarged, branches[_REPRESENTED], Role.DEPUTY_SECRETARY),
        community_seat=part_time(draft, community, branches[_SENDING], Role.MEMBER),
    )


def branch_of(draft: Draft, rng: Random, committee: str) -> str:
    """A branch of three members under a committee, one of whom leads that."""
    branch = draft.branch(rng, under=committee)
    draft.lead(committee, branch)
    return branch


def part_time(draft: Draft, organization: str, represented: str, role: Role) -> str | None:
    """Seat the secretary of a branch part-time, where such seats are known."""
    people = draft.people(represented)
    if not people or not draft.has("seats", "part_time") or not draft.has("seats", "represents_organization"):
        return None
    return draft.add(
        "seats",
        role=str(role),
        organization=organization,
        holder=people[0],
        part_time=True,
        represents_organization=represented,
    )


# ---- the countryside -------------------------------------------------------------------------------


@frozen
class Town:
    """A town with the committees above what lies there.

    Attributes:
        code: the division.
        above: the committee that leads its township committee: the county's, or one under that.
        committee: its township committee.
    """

    code: str
    above: str
    committee: str


def new_county(draft: Draft, rng: Random) -> str:
    """Add a county beside another one.

    Returns:
        Its code.
    """
    deepen(draft, rng, to=Level.COUNTY)
    return new_division(draft, rng, Level.COUNTY, parent=some(draft, rng, Level.COUNTY)["parent"])


def town(draft: Draft, rng: Random, county: str, *, lacks: Level | None = None) -> str:
    """Add a town, with the coordination committees that it and its county owe where bodies are known.

    Args:
        draft: where to.
        rng: where choices come from.
        county: where it is to lie.
        lacks: which of the two is to have none.

    Returns:
        Its code.
    """
    code = township(draft, rng, county, DivisionKind.TOWN)
    if draft.has("bodies", "kind"):
        committees = draft.current("bodies").filter(pl.col("kind") == str(BodyKind.COORDINATION_COMMITTEE))
        if lacks is not Level.COUNTY and county not in set(committees["division"]):
            coordination(draft, county)
        if lacks is not Level.TOWNSHIP:
            coordination(draft, code)
    return code


def coordination(draft: Draft, division: str) -> str:
    """Add the coordination committee of a division."""
    name = draft.row("divisions", division)["name"]
    return draft.council(BodyKind.COORDINATION_COMMITTEE, name, division=division)


def village_council(draft: Draft, village: str) -> str:
    """Add the co-building council of a village."""
    name = draft.row("divisions", village)["name"]
    return draft.council(BodyKind.CO_BUILDING_COUNCIL, name, division=village)


def vertical(draft: Draft, rng: Random) -> Town:
    """Add a town with a township committee, which has a branch, under the local committee of the county."""
    draft.require("organizations", "function")
    home, county = county_seat(draft, rng)
    code = town(draft, rng, county)
    above = home if _is_led(draft, home, county) else _local_committee(draft, home, county)
    name = draft.row("divisions", code)["name"]
    function = str(Function.TOWNSHIP_COMMITTEE)
    committee = draft.organization(Form.COMMITTEE, under=above, division=code, function=function, name=f"{name}党委")
    branch = branch_of(draft, rng, committee)
    if above != home:
        draft.lead(above, branch)
    return Town(code, above, committee)


def village_organization(draft: Draft, rng: Random, there: Town, superior: str) -> tuple[str, str]:
    """Add a village to a town, and the branch of the village: its id and the village's code."""
    if draft.current("divisions").filter((pl.col("level") == "township") & (pl.col("code") != there.code)).height:
        deepen(draft, rng, to=Level.VILLAGE)  # the first village makes all other townships miss theirs
    digits = numbers_of(DivisionKind.VILLAGERS_COMMITTEE)
    code = new_code(draft, rng, Level.VILLAGE, within=there.code, digits=digits)
    new_division(draft, rng, Level.VILLAGE, parent=there.code, code=code, name=f"甬新{code[-3:]}村")
    branch = draft.branch(
        rng,
        under=superior,
        division=code,
        function=str(Function.VILLAGE_ORGANIZATION),
        name=f"甬新{code[-3:]}村{Form.BRANCH.label}",
    )
    return branch, code


def _is_led(draft: Draft, organization: str, county: str) -> bool:
    """Whether an organization is the local committee of a county or under it."""
    rows = {row["id"]: row for row in draft.current("organizations").iter_rows(named=True)}
    here, seen = rows.get(organization), set[str]()
    while here is not None and here["id"] not in seen:
        if here["function"] == Function.LOCAL_COMMITTEE and here["division"] == county:
            return True
        seen.add(here["id"])
        here = rows.get(here["superior"])
    return False


def _local_committee(draft: Draft, home: str, county: str) -> str:
    """The local committee of a county, with the money it owes to have where budgets are known."""
    name, function = draft.row("divisions", county)["name"], str(Function.LOCAL_COMMITTEE)
    committee = draft.organization(Form.COMMITTEE, under=home, division=county, function=function, name=f"{name}委")
    if draft.has("budgets"):
        for year in (draft.day.year - 1, draft.day.year):
            draft.add(
                "budgets",
                organization=committee,
                year=year,
                source=str(BudgetSource.FISCAL),
                purpose=str(Purpose.WORK),
                amount=100_000,
            )
    return committee
