"""Who leads: secretaries and deputies, leading cadres with their towns and villages, part-time seats of a street's 1+3.

Every current organization has one secretary, a full member of it or of an organization under it. On each enlarged
committee the secretaries of the three largest organizations of the street sit part-time.

Source: P1b (part-time seats), P2c (leading cadres link towns and villages).
"""

from __future__ import annotations

import numpy as np
import polars as pl

from regionpb.datasets.board import CITY, Board
from regionpb.datasets.columns import dates, ids, texts
from regionpb.datasets.days import NEVER
from regionpb.datasets.dice import Ints
from regionpb.datasets.elections import Elections
from regionpb.datasets.people import People
from regionpb.datasets.roll import Roll, rank
from regionpb.datasets.standing import Standing
from regionpb.vocabulary import Function, Role

__all__ = ["fill_seats", "liaison_table", "seat_roll", "seat_table", "secretaries"]

_REPRESENTED = ("enterprise", "office", "university", "community", "village", "social_organization")


def seat_roll() -> Roll:
    """An empty roll of seats."""
    return Roll(
        role="", organization=-1, body=-1, holder=-1, part_time=False, represents=-1, unit=-1, start=NEVER, end=NEVER
    )


def secretaries(board: Board, standing: Standing) -> Ints:
    """The secretary of each current organization, -1 for those that are no more."""
    chosen = np.full(len(board.organizations), -1, dtype=np.int64)
    here = standing.current & (standing.full > 0)
    chosen[here] = standing.nth(np.flatnonzero(here), 0)
    # An organization without members of its own is led by somebody from the largest one under it, each by
    # somebody else: the first six of a branch lead it.
    without = np.flatnonzero(standing.current & (standing.full == 0))
    branch = standing.richest[without]
    chosen[without] = standing.nth(branch, rank(branch) + 6)
    return chosen


def fill_seats(board: Board, people: People, standing: Standing, elections: Elections, leaders: Ints) -> Roll:
    """All seats in organizations; the units represented part-time become influential ones."""
    seats, roll = seat_roll(), board.organizations
    current = np.flatnonzero(standing.current)
    _seat(seats, standing, current, leaders[current], Role.SECRETARY, roll["elected"][current])
    for nth, role, least in ((1, Role.DEPUTY_SECRETARY, 7), (2, Role.MEMBER, 15)):
        larger = np.flatnonzero(standing.current & (standing.full >= least))
        _seat(seats, standing, larger, standing.nth(larger, nth), role, roll["elected"][larger])
    _predecessors(board, seats, standing, elections)
    _leading_cadres(board, seats, people, standing)
    _part_time(board, seats, standing, leaders)
    return seats


def _seat(seats: Roll, standing: Standing, organizations: Ints, holders: Ints, role: Role, elected: Ints) -> None:
    start = np.maximum(elected, standing.since[holders])
    seats.add(len(organizations), role=role.value, organization=organizations, holder=holders, start=start)


def _predecessors(board: Board, seats: Roll, standing: Standing, elections: Elections) -> None:
    """Where the election before the last is told, so is the secretary of then: somebody who is still there."""
    organizations = np.flatnonzero((elections.earlier != NEVER) & standing.current & (standing.full > 3))
    holders, start = standing.nth(organizations, 3), elections.earlier[organizations]
    there = standing.since[holders] <= start
    seats.add(
        int(there.sum()),
        role=Role.SECRETARY.value,
        organization=organizations[there],
        holder=holders[there],
        start=start[there],
        end=board.organizations["elected"][organizations[there]],
    )


def _leading_cadres(board: Board, seats: Roll, people: People, standing: Standing) -> None:
    roll, dice = board.organizations, board.dice("cadres")
    member_county = roll["county"][people.organization[standing.order]]
    for county, committee in ((CITY, board.city), *enumerate(board.counties.tolist())):
        among = standing.order[member_county == max(county, 0)]
        official = among[roll["group"][people.organization[among]] == "office"]
        wanted = board.count(25 if county == CITY else 20, least=2)
        holders = dice.sample(official if len(official) >= wanted else among, wanted)
        seats.add(
            len(holders),
            role=Role.LEADING_CADRE.value,
            organization=committee,
            holder=holders,
            start=np.maximum(roll["elected"][committee], standing.since[holders]),
        )


def _part_time(board: Board, seats: Roll, standing: Standing, leaders: Ints) -> None:
    roll, units = board.organizations, board.units
    represented = standing.current & np.isin(roll["group"].astype(str), _REPRESENTED) & (roll["unit"] >= 0)
    among = np.flatnonzero(represented)
    among = among[np.lexsort((-standing.under[among], roll["township"][among]))]
    nth = rank(roll["township"][among])
    largest = np.full((3, len(board.land.townships)), -1, dtype=np.int64)
    for place in range(3):
        largest[place, roll["township"][among[nth == place]]] = among[nth == place]
    streets = np.flatnonzero(board.enlarged >= 0)
    for place, role in enumerate((Role.DEPUTY_SECRETARY, Role.MEMBER, Role.MEMBER)):
        there = streets[largest[place, streets] >= 0]
        sent = largest[place, there]
        _represent(board, seats, standing, board.enlarged[there], sent, role, leaders)
        units["influential"][roll["unit"][sent]] = True
    communities = np.flatnonzero((roll["function"] == Function.COMMUNITY_COMMITTEE.value) & standing.current)
    sent = largest[0, roll["township"][communities]]
    _represent(board, seats, standing, communities[sent >= 0], sent[sent >= 0], Role.MEMBER, leaders)


def _represent(
    board: Board, seats: Roll, standing: Standing, organizations: Ints, sent: Ints, role: Role, leaders: Ints
) -> None:
    """Part-time seats of the secretaries of those sent."""
    roll = board.organizations
    elected = np.maximum(roll["elected"][organizations], roll["elected"][sent])
    seats.add(
        len(organizations),
        role=role.value,
        organization=organizations,
        holder=leaders[sent],
        part_time=True,
        represents=sent,
        unit=roll["unit"][sent],
        start=np.maximum(elected, standing.since[leaders[sent]]),
    )


def seat_table(seats: Roll) -> pl.DataFrame:
    """The table `seats`."""
    positions = {c: seats[c] for c in ("organization", "body", "holder", "represents", "unit", "part_time")}
    frame = pl.DataFrame({"role": texts(seats["role"]), **positions}).with_row_index("row")
    return frame.select(
        ids("S", pl.col("row").cast(pl.Int64)).alias("id"),
        "role",
        ids("O", pl.col("organization")).alias("organization"),
        ids("B", pl.col("body")).alias("body"),
        ids("M", pl.col("holder")).alias("holder"),
        pl.when("part_time").then(pl.lit(value=True)).alias("part_time"),
        ids("O", pl.col("represents")).alias("represents_organization"),
        ids("U", pl.col("unit")).alias("represents_unit"),
        dates(seats["start"]).alias("start"),
        dates(seats["end"]).alias("end"),
    )


def liaison_table(board: Board, seats: Roll) -> pl.DataFrame:
    """The table `liaisons`: a town and a village for each leading cadre, the county's in the county."""
    land, dice = board.land, board.dice("liaisons")
    cadres = np.flatnonzero(seats["role"] == Role.LEADING_CADRE.value)
    county = board.organizations["county"][seats["organization"][cadres]]
    bounds = np.searchsorted(land.county_of[land.township_of], np.arange(len(land.counties) + 1))
    everywhere = county == CITY
    low, high = np.where(everywhere, 0, bounds[county]), np.where(everywhere, bounds[-1], bounds[county + 1])
    village = dice.between(low, high, len(cadres))
    return pl.DataFrame(
        {
            "id": pl.select(ids("L", pl.int_range(len(cadres), eager=True))).to_series(),
            "leader": pl.select(ids("M", pl.Series(seats["holder"][cadres]))).to_series(),
            "township": texts(land.townships[land.township_of[village]]),
            "village": texts(land.villages[village]),
            "start": dates(seats["start"][cadres]),
        }
    )
