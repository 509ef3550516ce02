"""Members who serve: teams, the volunteers in them, and the projects of some.

A team has volunteers of one neighbourhood: they are put in the order of their townships and divided up. So many teams
have no project because the book counts 250 projects and 1,100 teams.

Source: P2b (teams, volunteers, projects, four bases), P2c (what teams are good at).
"""

from __future__ import annotations

import numpy as np
import polars as pl

from regionpb.datasets.columns import dates, ids, lists, terms, texts
from regionpb.datasets.days import NEVER, REGISTER, TODAY
from regionpb.datasets.dice import Dice, Ints, Words
from regionpb.datasets.names import brand, distinct
from regionpb.datasets.roll import Roll, rows
from regionpb.datasets.scene import Scene
from regionpb.vocabulary import Basis

__all__ = [
    "BOOK_PROJECTS",
    "BOOK_TEAMS",
    "BOOK_VOLUNTEERS",
    "found_teams",
    "project_table",
    "team_table",
    "volunteer_table",
]

BOOK_TEAMS, BOOK_VOLUNTEERS, BOOK_PROJECTS = 1100, 100_000, 250
"""Teams, volunteers and projects (P2b: more than)."""

_SKILLS = ("医疗", "法律", "书法", "摄影", "家电维修", "心理疏导", "环境保护", "助老", "助学", "矛盾调解")
_BASES = tuple(basis.value for basis in Basis)
_AIMS = ("进社区", "进企业", "进学校", "进村")


def found_teams(scene: Scene) -> tuple[Roll, Ints, Ints]:
    """The teams in the order of their townships, the volunteers of today, and the team of each of them."""
    board, dice = scene.board, scene.dice("teams")
    count = board.count(BOOK_TEAMS)
    chosen = dice.sample(np.flatnonzero(scene.people.present), board.count(BOOK_VOLUNTEERS, least=count))
    chosen = chosen[np.argsort(scene.township[chosen], kind="stable")]
    share = np.cumsum(dice.between(40, 161, count))
    ends = share * len(chosen) // share[-1]
    sizes = np.diff(ends, prepend=0)
    middle = chosen[np.minimum(ends - sizes // 2, len(chosen) - 1)]
    teams = Roll(
        name="", basis="", division="", township=-1, organization=-1, body=-1, skill=-1, stars=0, start=NEVER, size=0
    )
    _form(scene, dice, teams, middle, sizes)
    return teams, chosen, rows(sizes)


def _form(scene: Scene, dice: Dice, teams: Roll, middle: Ints, sizes: Ints) -> None:
    """Teams of so many around these members."""
    board, count = scene.board, len(middle)
    land, roll = board.land, board.organizations
    township, own = scene.township[middle], scene.people.organization[middle]
    county = land.county_of[township]
    basis = dice.pick(_BASES, (40, 20, 25, 10, 5), count)
    by_organization, by_trade = basis == Basis.ORGANIZATION.value, basis == Basis.TRADE.value
    skill = dice.below(len(_SKILLS), count)
    skilled = np.array(_SKILLS, dtype=np.object_)[skill]
    prefix = np.where(by_trade, land.county_names[county], land.township_names[township]).astype(np.object_)
    # The bodies that coordinate volunteers are the last ones, in the order of the counties.
    coordinating = len(scene.bodies) - len(land.counties) + county
    teams.add(
        count,
        name=distinct(prefix + brand(dice.below(900, count)) + skilled + "党员志愿服务队"),
        basis=basis,
        division=np.select(
            [by_organization, by_trade], [roll["division"][own], land.counties[county]], land.townships[township]
        ),
        township=township,
        size=sizes,
        organization=np.select([by_organization, by_trade], [own, board.counties[county]], board.block[township]),
        body=np.where(dice.chance(0.02, count), -1, coordinating),
        skill=skill,
        stars=dice.below(6, count),
        start=np.where(dice.chance(0.4, count), dice.between(REGISTER, TODAY - 40, count), NEVER),
    )
    # A team on the ground of an organization is not older than it.
    start = roll["start"][teams["organization"]]
    teams["start"][:] = np.maximum(teams["start"], start)


def team_table(scene: Scene, teams: Roll) -> pl.DataFrame:
    """The table `volunteer_teams`."""
    dice, count = scene.dice("skills of teams"), len(teams)
    second = dice.below(3 * len(_SKILLS), count)
    frame = pl.DataFrame(
        {
            **{column: texts(teams[column]) for column in ("name", "basis", "division")},
            **{column: teams[column] for column in ("organization", "body", "stars")},
            "skills": lists(
                {name: (teams["skill"] == place) | (second == place) for place, name in enumerate(_SKILLS)}
            ),
            "start": dates(teams["start"]),
        }
    ).with_row_index("row")
    return frame.select(
        ids("V", pl.col("row").cast(pl.Int64)).alias("id"),
        "name",
        "basis",
        "division",
        ids("O", pl.col("organization")).alias("organization"),
        ids("B", pl.col("body")).alias("body"),
        "skills",
        "stars",
        "start",
    )


def volunteer_table(scene: Scene, teams: Roll, volunteers: Ints, of: Ints) -> pl.DataFrame:
    """The table `volunteers`: those of today, and those who served until they were members no more."""
    dice, arrivals = scene.dice("volunteers"), scene.arrivals.start
    gone = dice.sample(np.flatnonzero(~scene.people.present), scene.board.count(2500))
    member = np.concatenate([volunteers, gone])
    team = np.concatenate([of, dice.below(len(teams), len(gone))])
    end = np.concatenate([np.full(len(volunteers), NEVER), scene.departures.end[gone]])
    earliest = np.maximum(teams["start"][team], arrivals[member])
    last = np.where(end == NEVER, TODAY, end)
    joined = dice.between(np.maximum(earliest, REGISTER), last, len(member))
    known = dice.chance(0.7, len(member)) | (end != NEVER)
    start = np.where(known, joined, earliest)
    told = np.where(dice.chance(0.3, len(member)), dice.below(len(_SKILLS), len(member)), -1)
    frame = pl.DataFrame(
        {"team": team, "member": member, "skill": terms(_SKILLS, told), "start": dates(start), "end": dates(end)}
    ).filter(pl.col("end").is_null() | (pl.col("start") < pl.col("end")))
    return frame.select(
        ids("V", pl.col("team")).alias("team"),
        ids("M", pl.col("member")).alias("member"),
        pl.when(pl.col("skill").is_not_null()).then(pl.concat_list("skill")).alias("skills"),
        "start",
        "end",
    )


def project_table(scene: Scene, teams: Roll) -> pl.DataFrame:
    """The table `projects`: one each of so many teams."""
    dice = scene.dice("projects")
    of = np.sort(dice.sample(np.arange(len(teams), dtype=np.int64), scene.board.count(BOOK_PROJECTS)))
    names: Words = np.array(_SKILLS, dtype=np.object_)[teams["skill"][of]] + dice.pick(_AIMS, (4, 2, 1, 3), len(of))
    begun = dice.between(np.maximum(teams["start"][of], REGISTER), TODAY, len(of))
    return pl.DataFrame(
        {
            "id": pl.select(ids("J", pl.int_range(len(of), eager=True))).to_series(),
            "team": pl.select(ids("V", pl.Series(of))).to_series(),
            "name": texts(names),
            "start": dates(np.where(dice.chance(0.6, len(of)), begun, teams["start"][of])),
        }
    )
