"""A valid region put together: from sizes and dice to frames. Pure; what Hypothesis draws is only numbers.

>>> from datetime import date
>>> from regionpb.policies import read_policy
>>> norms = Norms.of(read_policy("ningbo").at(date(2011, 7, 29)))
>>> frames = make_frames(Wanted(divisions=2, organizations=2, members=3), norms, Drawn())
>>> {name: frames[name].height for name in ("divisions", "organizations", "members", "seats", "meetings")}
{'divisions': 2, 'organizations': 2, 'members': 3, 'seats': 2, 'meetings': 6}
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

import polars as pl
from attrs import field, frozen

from regionpb.contract import TABLES
from regionpb.testing.activity import be_active, form_teams
from regionpb.testing.areas import draw_areas, settle
from regionpb.testing.councils import convene, raise_matters, seat_councils
from regionpb.testing.coverage import Coverage, cover
from regionpb.testing.dice import Dice
from regionpb.testing.funding import budget, employ, help_out, measure
from regionpb.testing.hierarchy import Plenty, grow_hierarchy
from regionpb.testing.leadership import common, lead_countryside, lead_territories, owes_nothing, seat_part_timers
from regionpb.testing.links import link, linkable, pair_up, send
from regionpb.testing.past import Past
from regionpb.testing.people import gather, seat
from regionpb.testing.pieces import Area, Norms, Organization, Place, Row, Rows
from regionpb.testing.returns import declare, prepare
from regionpb.testing.roll import enrol
from regionpb.testing.serving import open_points, receive
from regionpb.testing.territory import grow_territory
from regionpb.testing.words import adorned
from regionpb.vocabulary import Function

__all__ = ["OPTIONAL", "Drawn", "Wanted", "make_frames"]

OPTIONAL = (
    "units", "regional_units", "members", "seats", "pairings", "transfers", "bodies", "meetings", "attendances",
    "matters", "volunteer_teams", "volunteers", "projects", "liaisons", "service_points", "requests", "budgets",
    "wages", "workers", "grants", "candidates", "declared",
)  # fmt: skip
"""The tables that a generated region may have beside divisions and organizations."""

# What only other tables fill: where those are not there, the columns are not.
_OF_BODIES = {"seats": {"body"}, "meetings": {"body"}, "matters": {"body"}}
_OF_TEAMS = {"meetings": {"team"}, "requests": {"team"}}
_OF_UNITS = {"candidates": {"unit"}}
_OF_POINTS = {"requests": {"service_point"}}
_OF_MEMBERS = frozenset({"members", "seats", "transfers", "attendances", "volunteers", "liaisons", "grants"})


@frozen
class Wanted:
    """What a region is to have.

    Attributes:
        divisions: how many, at least one.
        organizations: how many, at least one.
        members: how many; with none there is no table of members and none of their seats and transfers.
        tables: which of the optional tables.
        history: whether rows have dates, and things have happened.
    """

    divisions: int
    organizations: int
    members: int
    tables: frozenset[str] = frozenset(OPTIONAL)
    history: bool = False

    def has(self, table: str) -> bool:
        """Whether the region is to have a table."""
        return table in self.tables and (self.members > 0 or table not in _OF_MEMBERS)


@frozen
class Drawn:
    """The choices: of the region as a whole, and of each division, organization, member and happening."""

    whole: Dice = field(factory=lambda: Dice(b""))
    divisions: Sequence[Dice] = ()
    organizations: Sequence[Dice] = ()
    members: Sequence[Dice] = ()
    happenings: Sequence[Dice] = ()


def make_frames(wanted: Wanted, norms: Norms, drawn: Drawn) -> dict[str, pl.DataFrame]:
    """The tables of a region that is valid under some norms."""
    named = drawn.whole.rarely()
    leading = Dice(drawn.whole.drawn[9:]).below(3) > 0
    plenty = _plenty(wanted, norms)
    room = plenty.streets(wanted.organizations) if leading else inf
    places = grow_territory(wanted.divisions, drawn.whole, drawn.divisions, room)
    streets = [place for place in places if place.street] if leading else []
    if not common(streets, places):  # one committee is to be above all of them
        anew = [Dice(each.drawn) for each in drawn.divisions]
        places, streets = grow_territory(wanted.divisions, Dice(drawn.whole.drawn), anew, 0), []
    organizations = grow_hierarchy(wanted.organizations, plenty, drawn.organizations, streets)
    own = [*drawn.organizations, *(Dice(b"") for _ in range(len(organizations) - len(drawn.organizations)))]
    dice = {organization.id: each for organization, each in zip(organizations, own, strict=True)}
    areas = _areas(wanted, norms, organizations, dice)
    settle(organizations, areas, places, dice, drawn.whole, near=leading)
    leading = leading and lead_countryside(areas)
    coverage = Coverage()
    if wanted.has("units"):
        consulted = wanted.has("bodies") and wanted.has("seats")
        coverage = cover(organizations, areas, places, dice, drawn.whole, norms, consulted=consulted)
    if leading:
        lead_territories(organizations, dice)
    people = [*drawn.members, *(Dice(b"") for _ in range(wanted.members - len(drawn.members)))]
    members = gather(organizations, coverage, places, people, norms)
    if named:
        for row, each in zip(members, people, strict=True):
            row["name"] = adorned("某某", each)
    rows: Rows = {
        "divisions": [_division(place) for place in places],
        "units": coverage.rows,
        "organizations": enrol(organizations, dice, norms, counted=wanted.has("members")),
        "regional_units": [_regional_unit(area, dice[area.hub.id]) for area in areas],
        "members": members,
        "seats": _seats(organizations, coverage, places, dice, wanted, leading=leading),
        "pairings": pair_up(organizations, dice, drawn.whole),
        "transfers": send(members, organizations, people, norms),
    }
    rows |= _active(rows, organizations, areas, places, dice, drawn, wanted, norms)
    rows |= _provided(rows, organizations, places, dice, people, drawn, wanted, norms)
    rows = {name: content for name, content in rows.items() if name not in OPTIONAL or wanted.has(name)}
    if wanted.history:
        Past(rows, organizations, areas, places, norms).happen(drawn.happenings)
    functions = leading or owes_nothing(places, areas)
    return {name: _frame(name, content, wanted, named=named, functions=functions) for name, content in rows.items()}


def _active(
    rows: Rows,
    organizations: Sequence[Organization],
    areas: Sequence[Area],
    places: Sequence[Place],
    dice: dict[str, Dice],
    drawn: Drawn,
    wanted: Wanted,
    norms: Norms,
) -> Rows:
    """What goes on: bodies and those who sit on them, matters, teams, meetings."""
    whole = Dice(drawn.whole.drawn[::-1])
    bodies = convene(organizations, areas, places, dice, whole) if wanted.has("bodies") else []
    teams, volunteers, projects = form_teams(organizations, bodies, places, dice)
    activity = be_active(organizations, bodies, teams if wanted.has("volunteer_teams") else [], dice, norms)
    return {
        "bodies": bodies,
        "seats": [*rows["seats"], *seat_councils(bodies, rows["units"], rows["members"], whole)],
        "matters": raise_matters(bodies, organizations, whole, norms),
        "volunteer_teams": teams,
        "volunteers": volunteers,
        "projects": projects,
        "meetings": activity.meetings,
        "attendances": activity.attendances,
    }


def _provided(
    rows: Rows,
    organizations: Sequence[Organization],
    places: Sequence[Place],
    dice: dict[str, Dice],
    people: Sequence[Dice],
    drawn: Drawn,
    wanted: Wanted,
    norms: Norms,
) -> Rows:
    """What there is for members and for those who work for them: services, money, pay, help, leaders who look after."""
    here = [*drawn.divisions, *(Dice(b"") for _ in range(len(places) - len(drawn.divisions)))]
    local = {place.code: Dice(each.drawn) for place, each in zip(places, here, strict=True)}
    committees = {o.id for o in organizations if o.function == Function.LOCAL_COMMITTEE.value}
    points = open_points(places, {code: Dice(each.drawn[::-1]) for code, each in local.items()})
    teams = rows["volunteer_teams"] if wanted.has("volunteer_teams") else []
    wages = measure(places, local, norms)
    workers = employ(organizations, wages, dice, norms)
    return {
        "liaisons": link(rows["members"], rows["seats"], committees, places, local),
        "service_points": points,
        "requests": receive(points if wanted.has("service_points") else [], teams, places, local, norms),
        "budgets": budget(organizations, dice, norms, history=wanted.history),
        "wages": wages,
        "workers": workers,
        "grants": help_out(rows["members"], people, norms, history=wanted.history),
        "candidates": prepare(organizations, rows["units"], dice, norms.day),
        "declared": declare(organizations, dice, norms.day, counted=wanted.has("members")),
    }


def _seats(
    organizations: Sequence[Organization],
    coverage: Coverage,
    places: Sequence[Place],
    dice: dict[str, Dice],
    wanted: Wanted,
    *,
    leading: bool,
) -> list[Row]:
    """The seats of organizations, those that streets owe among them where functions are told."""
    if not wanted.has("seats"):
        return []
    seats = seat(organizations, dice, linked=not wanted.has("liaisons") or bool(linkable(places)))
    return [*seats, *(seat_part_timers(organizations, seats, coverage.rows, dice) if leading else [])]


def _plenty(wanted: Wanted, norms: Norms) -> Plenty:
    return Plenty(
        members=wanted.members if wanted.has("members") else None,
        fewest=norms.number("minimum_full_members"),
        most=norms.number("largest_branch"),
        units=wanted.has("units"),
    )


def _areas(wanted: Wanted, norms: Norms, organizations: Sequence[Organization], dice: dict[str, Dice]) -> list[Area]:
    """1+N units; the first organization is a hub where the branches cannot hold everybody."""
    if not wanted.has("regional_units"):
        return []
    room = norms.number("largest_branch") * sum(o.is_branch and not o.external for o in organizations)
    crowded = wanted.members > room and len(organizations) > 1
    return draw_areas(organizations, dice, organizations[0] if crowded else None)


def _division(place: Place) -> Row:
    return {
        "code": place.code,
        "name": place.name,
        "level": place.level,
        "parent": place.parent.code if place.parent else None,
        "latitude": place.at[0] if place.at else None,
        "longitude": place.at[1] if place.at else None,
    }


def _regional_unit(area: Area, dice: Dice) -> Row:
    return {
        "id": area.id,
        "name": adorned(f"甬新{area.id}区", dice),
        "mode": area.mode,
        "division": area.place.code if area.place else None,
        "hub": area.hub.id,
        "reservoir": area.reservoir.id if area.reservoir else None,
    }


def _frame(name: str, rows: Sequence[Row], wanted: Wanted, *, named: bool, functions: bool) -> pl.DataFrame:
    """Rows as a frame; without history there are no dates, as in a plain spreadsheet."""
    out = set[str]() if functions or name != "organizations" else {"function"}
    out |= set() if wanted.has("bodies") else _OF_BODIES.get(name, set())
    out |= set() if wanted.has("volunteer_teams") else _OF_TEAMS.get(name, set())
    out |= set() if wanted.has("units") else _OF_UNITS.get(name, set())
    out |= set() if wanted.has("service_points") else _OF_POINTS.get(name, set())
    out |= set() if wanted.has("members") or name != "workers" else {"member"}
    out |= set() if wanted.history else {"start", "end"}
    out |= set() if named or name != "members" else {"name"}
    schema = {column.name: column.dtype for column in TABLES[name].columns if column.name not in out}
    return pl.DataFrame([[row.get(column) for column in schema] for row in rows], schema=schema, orient="row")
