"""The made-up city, put together: tables over the real divisions of Ningbo, the same for the same size and seed.

At size 1 it is calibrated to what the book says of the middle of 2011: 916 regional organizations in all ten modes,
about 23,000 organizations with 425,000 members, and pairings of organs, institutions, universities and enterprises
with villages and communities. The divisions are those of 2023: 2,167 villages and 875 communities where the book
counts 2,573 and 324. Everything but the divisions is invented, people have no names, and nobody is meant.
"""

from __future__ import annotations

import math

import numpy as np
import polars as pl

from regionpb.datasets.board import Board, empty_board
from regionpb.datasets.bodies import body_table, found_bodies
from regionpb.datasets.columns import dates, ids, texts
from regionpb.datasets.dice import Ints
from regionpb.datasets.elections import hold_elections
from regionpb.datasets.enterprises import found_enterprises, found_two_new
from regionpb.datasets.floating import contact
from regionpb.datasets.grassroots import found_villages, house_villages
from regionpb.datasets.history import member_versions, organization_versions, unit_versions
from regionpb.datasets.joint import found_joint_branches, found_past, found_uncovered
from regionpb.datasets.land import land
from regionpb.datasets.leadership import fill_seats, liaison_table, seat_table, secretaries
from regionpb.datasets.lines import guide
from regionpb.datasets.movements import Arrivals, Departures, Moves, arrive, cancel, depart, move, open_transfers
from regionpb.datasets.names import party_name
from regionpb.datasets.offices import found_offices, found_universities
from regionpb.datasets.pairing import pair
from regionpb.datasets.people import People, gather, portray
from regionpb.datasets.records import record_tables
from regionpb.datasets.regional import found_regions, settle_hubs
from regionpb.datasets.scene import Scene
from regionpb.datasets.skeleton import found_skeleton
from regionpb.datasets.standing import stand

__all__ = ["make_tables"]


def make_tables(size: float = 1.0, seed: int = 0) -> dict[str, pl.DataFrame]:
    """The tables of the city by name, with all versions, valid on 2011-07-29.

    Args:
        size: 1.0 is the city of the book; 0.001 the smallest that has everything, and more than 1 puts more into each
            division.
        seed: another seed is another city over the same divisions.

    Raises:
        ValueError: when the size is not a positive number or the seed is negative.

    Example:
        >>> city = make_tables(size=0.001)
        >>> len(city)
        24
        >>> city["regional_units"]["mode"].n_unique()
        10
    """
    if not (math.isfinite(size) and size > 0):
        raise ValueError(f"size is {size!r}; it must be a positive number, 1.0 for the whole city")
    if seed < 0:
        raise ValueError(f"seed is {seed!r}; it must not be negative")
    board = _draw(size, seed)
    people = gather(board)
    portray(board, people)
    moves = move(board, people)
    arrivals = arrive(board, people, moves)
    departures = depart(board, people)
    cancel(people, arrivals, departures)
    standing = stand(board, people, arrivals, moves)
    settle_hubs(board, standing.under)
    elections = hold_elections(board)
    leaders = secretaries(board, standing)
    seats = fill_seats(board, people, standing, elections, leaders)
    bodies = found_bodies(board, standing, leaders, seats)
    scene = Scene(board, people, moves, arrivals, departures, standing, leaders, bodies)
    roll = board.organizations
    names = pl.Series(party_name(roll["body"], roll["form"]).tolist(), dtype=pl.String)
    return {
        "divisions": board.land.frame,
        "units": unit_versions(board),
        "organizations": organization_versions(board, names, elections),
        "regional_units": _regional_units(board),
        "members": _members(board, people, arrivals, departures, moves),
        "bodies": body_table(bodies),
        "seats": seat_table(seats),
        "pairings": pair(board),
        "liaisons": liaison_table(board, seats),
        "transfers": _transfers(Moves.together([moves, open_transfers(board, people, arrivals, moves)])),
        **record_tables(scene),
    }


def _draw(size: float, seed: int) -> Board:
    board = empty_board(size, seed, land(size))
    found_skeleton(board)
    found_villages(board)
    found_regions(board)
    house_villages(board)
    found_offices(board)
    found_universities(board)
    found_enterprises(board)
    found_two_new(board)
    found_joint_branches(board)
    found_uncovered(board)
    found_past(board)
    guide(board)
    return board


def _regional_units(board: Board) -> pl.DataFrame:
    regions = board.regions
    frame = pl.DataFrame({c: texts(regions[c]) for c in ("name", "mode", "division")})
    return frame.select(
        ids("R", pl.int_range(pl.len())).alias("id"),
        "name",
        "mode",
        "division",
        ids("O", pl.Series(regions["hub"])).alias("hub"),
        ids("O", pl.Series(regions["reservoir"])).alias("reservoir"),
        dates(regions["start"]).alias("start"),
    )


def _members(board: Board, people: People, arrivals: Arrivals, departures: Departures, moves: Moves) -> pl.DataFrame:
    touch = contact(board, people)
    frame = pl.DataFrame(
        {
            "_row": np.arange(len(people), dtype=np.int64),
            "organization": people.organization,
            "unit": people.unit,
            "start": dates(arrivals.start),
            "end": dates(departures.end),
            "joined": dates(people.joined),
            "confirmed": dates(people.confirmed),
            "probation_until": dates(people.probation_until),
            "birth_year": people.birth,
            "category": texts(people.categories),
            "residence": texts(board.land.villages[_residences(board, people)]),
            "floating": touch.floating,
            "floating_stage": texts(touch.stage),
            "floating_since": dates(touch.since),
            "host": touch.host,
            "lost_since": dates(touch.lost),
            "entry": texts(arrivals.entry),
            "exit": texts(departures.exit),
        }
    )
    table = member_versions(frame, moves)

    def only(when: str, value: pl.Expr, name: str) -> pl.Expr:
        return pl.when(pl.col(when)).then(value).alias(name)

    filled = {c: pl.when(pl.col(c) != "").then(c) for c in ("entry", "exit", "floating_stage")}
    return table.select(
        ids("M", pl.col("_row")).alias("id"),
        ids("O", pl.col("at")).alias("organization"),
        "status",
        "joined",
        "confirmed",
        only("last", pl.col("probation_until"), "probation_until"),
        "birth_year",
        "category",
        ids("U", pl.col("employer")).alias("unit"),
        "residence",
        only("last", pl.when("floating").then(pl.lit(value=True)), "floating"),
        only("last", filled["floating_stage"], "floating_stage"),
        only("last", pl.col("floating_since"), "floating_since"),
        only("last", ids("O", pl.col("host")), "host_organization"),
        only("last", pl.col("lost_since"), "lost_since"),
        only("begins", filled["entry"], "entry"),
        only("last", filled["exit"], "exit"),
        "start",
        "end",
    )


def _residences(board: Board, people: People) -> Ints:
    """Villagers and residents live in their village or community, others in the township of their organization."""
    roll, dice = board.organizations, board.dice("residences")
    homes = np.full(len(roll), -1, dtype=np.int64)
    homes[board.village_organizations] = np.arange(len(board.village_organizations))
    subs = roll["group"] == "sub"
    homes[subs] = homes[roll["superior"][subs]]
    at = people.organization
    return np.where(homes[at] >= 0, homes[at], board.any_village(dice, roll["township"][at]))


def _transfers(moves: Moves) -> pl.DataFrame:
    frame = pl.DataFrame({"member": moves.member, "source": moves.source, "target": moves.target})
    return frame.select(
        ids("T", pl.int_range(pl.len())).alias("id"),
        ids("M", pl.col("member")).alias("member"),
        ids("O", pl.col("source")).alias("source"),
        ids("O", pl.col("target")).alias("target"),
        texts(moves.kind).alias("kind"),
        dates(moves.issued).alias("issued"),
        dates(moves.received).alias("received"),
    )
