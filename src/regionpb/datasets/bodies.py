"""Bodies of coordination and consultation: of every county and rural township, of the areas, and of villages.

Each 1+N unit has a consultative council on which an enterprise of the area and a social organization sit; one in a
rural township has a co-building council as well, and so have three of five villages there. City and counties have
a body that coordinates the volunteers, two counties an association for harmony.

Source: P1b (the three horizontals), P1c, P2b (who coordinates volunteers), P2c (the associations).
"""

from __future__ import annotations

import numpy as np
import polars as pl

from regionpb.datasets.board import Board
from regionpb.datasets.columns import dates, ids, texts
from regionpb.datasets.days import NEVER
from regionpb.datasets.dice import Ints
from regionpb.datasets.roll import Roll
from regionpb.datasets.standing import Standing
from regionpb.vocabulary import BodyKind, Mode, Role, UnitKind

__all__ = ["body_table", "found_bodies"]

_COUNTY_WIDE = [Mode.TRADE.value, Mode.INDUSTRY.value, Mode.PERSONNEL.value]


_HARMONIOUS = ("330206", "330282")
"""The counties with an association for harmony: Beilun and Cixi."""


def found_bodies(board: Board, standing: Standing, leaders: Ints, seats: Roll) -> Roll:
    """All bodies; their chairs and participants are added to the seats.

    The bodies that coordinate the volunteers come last: the city's and then those of the counties.
    """
    land, regions = board.land, board.regions
    bodies = Roll(name="", kind="", division="", region=-1, start=NEVER)
    rural = np.flatnonzero(land.rural)
    for names, divisions, chairs in (
        (land.county_names, land.counties, board.counties),
        (land.township_names[rural], land.townships[rural], board.head[rural]),
    ):
        made = bodies.add(
            len(names),
            name=names + "党建工作指导协调委员会",
            kind=BodyKind.COORDINATION_COMMITTEE.value,
            division=divisions,
        )
        _sit(seats, standing, made, leaders[chairs], Role.CHAIR)
    every = np.arange(len(regions), dtype=np.int64)
    wide = np.isin(regions["mode"].astype(str), _COUNTY_WIDE)
    in_towns = every[land.rural[regions["township"]] & ~wide]
    councils = _of_regions(board, bodies, in_towns, BodyKind.CO_BUILDING_COUNCIL, "党建共建理事会")
    _sit(seats, standing, councils, leaders[regions["hub"][in_towns]], Role.CHAIR)
    villages = np.flatnonzero(
        land.rural[land.township_of] & ~land.communities & board.dice("councils").chance(0.6, len(land.villages))
    )
    bodies.add(
        len(villages),
        name=land.township_names[land.township_of[villages]] + land.village_names[villages] + "村党建共建理事会",
        kind=BodyKind.CO_BUILDING_COUNCIL.value,
        division=land.villages[villages],
    )
    _consultative(board, bodies, seats, standing, leaders)
    _of_counties(board, bodies, seats, standing, leaders)
    return bodies


def body_table(bodies: Roll) -> pl.DataFrame:
    """The table `bodies`."""
    frame = pl.DataFrame({c: texts(bodies[c]) for c in ("name", "kind", "division")} | {"region": bodies["region"]})
    return frame.with_row_index("row").select(
        ids("B", pl.col("row").cast(pl.Int64)).alias("id"),
        "name",
        "kind",
        "division",
        ids("R", pl.col("region")).alias("regional_unit"),
        dates(bodies["start"]).alias("start"),
    )


def _of_regions(board: Board, bodies: Roll, regions: Ints, kind: BodyKind, name: str) -> Ints:
    roll = board.regions
    return bodies.add(
        len(regions),
        name=roll["name"][regions] + name,
        kind=kind.value,
        division=roll["division"][regions],
        region=regions,
        start=roll["start"][regions],
    )


def _of_counties(board: Board, bodies: Roll, seats: Roll, standing: Standing, leaders: Ints) -> None:
    land = board.land
    harmonious = np.flatnonzero(np.isin(land.counties.astype(str), _HARMONIOUS))
    associations = bodies.add(
        len(harmonious),
        name=land.county_names[harmonious] + "和谐促进会",
        kind=BodyKind.ASSOCIATION.value,
        division=land.counties[harmonious],
    )
    _sit(seats, standing, associations, leaders[board.counties[harmonious]], Role.CHAIR)
    coordinating = bodies.add(
        1 + len(land.counties),
        name=np.concatenate([np.array(["宁波市"], dtype=np.object_), land.county_names]) + "党员志愿者工作协调小组",
        kind=BodyKind.VOLUNTEER_COORDINATION.value,
        division=np.concatenate([np.array([land.city], dtype=np.object_), land.counties]),
    )
    _sit(seats, standing, coordinating, leaders[np.append(board.city, board.counties)], Role.CHAIR)


def _consultative(board: Board, bodies: Roll, seats: Roll, standing: Standing, leaders: Ints) -> None:
    regions, roll = board.regions, board.organizations
    every = np.arange(len(regions), dtype=np.int64)
    councils = _of_regions(board, bodies, every, BodyKind.CONSULTATIVE_COUNCIL, "社会管理共商议事会")
    enterprises = np.flatnonzero((roll["group"] == "enterprise") & (roll["region"] >= 0))
    of_area = np.full(len(regions), -1, dtype=np.int64)
    of_area[roll["region"][enterprises[::-1]]] = enterprises[::-1]
    social = np.flatnonzero(roll["group"] == UnitKind.SOCIAL_ORGANIZATION.value)
    social = social[np.argsort(roll["county"][social], kind="stable")]
    low = np.searchsorted(roll["county"][social], regions["county"])
    high = np.searchsorted(roll["county"][social], regions["county"] + 1)
    near = np.where(high > low, low + every % np.maximum(high - low, 1), every % len(social))
    for sent in (of_area, social[near]):
        made = _sit(seats, standing, councils, leaders[sent], Role.PARTICIPANT)
        seats["unit"][made] = roll["unit"][sent]
        seats["represents"][made] = sent


def _sit(seats: Roll, standing: Standing, bodies: Ints, holders: Ints, role: Role) -> Ints:
    return seats.add(len(bodies), role=role.value, body=bodies, holder=holders, start=standing.since[holders])
