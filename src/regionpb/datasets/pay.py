"""Full-time Party workers and what they earn, and the incomes that measure it.

Every village and community has its secretary among them; besides them stands the pool of full-time workers and those in
reserve. Pay is never below the floor of the post; a few are not certified yet, a few secretaries not insured.

Source: P4a (the pool, how workers are chosen, certification), P4b (floors of pay, insurance). The amounts are made up.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
from attrs import frozen

from regionpb.datasets.board import Board
from regionpb.datasets.columns import dates, ids, terms, texts
from regionpb.datasets.days import NEVER, REGISTER, TODAY, on
from regionpb.datasets.dice import Flags, Ints
from regionpb.datasets.roll import Roll
from regionpb.datasets.scene import Scene
from regionpb.vocabulary import Post, RecruitedBy, Series

__all__ = ["BOOK_POOL", "Incomes", "draw_incomes", "wage_table", "worker_table"]

BOOK_POOL = 3_500
"""Full-time workers in the pool (P4a: more than); a third of them in reserve here."""

_YEARS = np.array([2008, 2009, 2010])
_POSTS, _WAYS, _SERIES = tuple(Post), tuple(RecruitedBy), tuple(Series)
_CERTIFIED = (on(date(2007, 1, 1)), TODAY - 20)


@frozen(eq=False)
class Incomes:
    """Yuan a year of each series, in their order: years by counties, the city behind them."""

    rural: Ints
    wage: Ints


def draw_incomes(board: Board) -> Incomes:
    """The two series of the counties and the city, a tenth more every year."""
    dice, count = board.dice("incomes"), len(board.land.counties) + 1
    growth = 1.1 ** np.arange(len(_YEARS))[:, None]
    rural, wage = dice.between(10_500, 13_500, count), dice.between(27_000, 34_000, count)
    return Incomes(np.rint(rural * growth).astype(np.int64), np.rint(wage * growth).astype(np.int64))


def wage_table(board: Board, incomes: Incomes) -> pl.DataFrame:
    """The table `wages`: of each county and of the city."""
    divisions = np.append(board.land.counties, board.land.city).astype(np.object_)
    years, among = len(_YEARS), len(divisions)
    half = years * among
    return pl.DataFrame(
        {
            "division": texts(np.tile(divisions, 2 * years)),
            "year": np.tile(np.repeat(_YEARS, among), 2),
            "series": terms(_SERIES, np.repeat([0, 1], half)),
            "amount": np.concatenate([incomes.rural.ravel(), incomes.wage.ravel()]).astype(np.float64),
        }
    )


def worker_table(scene: Scene, incomes: Incomes) -> pl.DataFrame:
    """The table `workers`."""
    board, dice = scene.board, scene.dice("workers")
    workers = Roll(member=-1, post=-1, organization=-1, county=-1, way=-1, start=NEVER)
    villages, community = board.village_organizations, board.land.communities
    roll = board.organizations
    _employ(
        scene,
        workers,
        scene.leaders[villages],
        np.where(community, _POSTS.index(Post.COMMUNITY_SECRETARY), _POSTS.index(Post.VILLAGE_SECRETARY)),
        villages,
        roll["elected"][villages],
    )
    _pool(scene, workers)
    workers["way"][:] = dice.below(len(_WAYS), len(workers))
    return _table(scene, workers, incomes)


def _employ(scene: Scene, workers: Roll, members: Ints, post: Ints, organizations: Ints, since: Ints) -> None:
    workers.add(
        len(members),
        member=members,
        post=post,
        organization=organizations,
        county=scene.board.organizations["county"][organizations],
        start=np.maximum(since, scene.standing.since[members]),
    )


def _pool(scene: Scene, workers: Roll) -> None:
    """Full members who lead nothing, at work for the hub of their 1+N unit or the two-new of their township."""
    board, dice = scene.board, scene.dice("pool")
    roll, people = board.organizations, scene.people
    leading = np.zeros(len(people), dtype=np.bool_)
    leading[scene.leaders[scene.leaders >= 0]] = True
    free = scene.standing.order[~leading[scene.standing.order]]
    members = np.sort(dice.sample(free, board.count(BOOK_POOL, least=2)))
    own = people.organization[members]
    region = roll["region"][own]
    organizations = np.where(region >= 0, board.regions["hub"][region], board.two_new[roll["township"][own]])
    reserve: Flags = np.arange(len(members)) % 3 == 1
    post = np.where(reserve, _POSTS.index(Post.RESERVE), _POSTS.index(Post.FULL_TIME_WORKER))
    since = np.maximum(roll["start"][organizations], dice.between(REGISTER, TODAY - 60, len(members)))
    _employ(scene, workers, members, post, organizations, since)


def _table(scene: Scene, workers: Roll, incomes: Incomes) -> pl.DataFrame:
    dice, count, post = scene.dice("pay"), len(workers), workers["post"]
    county = workers["county"]  # the city is -1, which is the last one
    rural, wage = incomes.rural[-1][county], incomes.wage[-1][county]
    floor = np.select(
        [post == _POSTS.index(p) for p in (Post.VILLAGE_SECRETARY, Post.COMMUNITY_SECRETARY, Post.FULL_TIME_WORKER)],
        [rural, -(-wage * 3 // 2), wage],
        NEVER,
    )
    pay = np.where(floor == NEVER, -1, floor + 100 * dice.between(1, 80, count))
    certified = np.where(dice.chance(0.01, count), NEVER, dice.between(*_CERTIFIED, count))
    secretary = np.isin(post, [_POSTS.index(Post.VILLAGE_SECRETARY), _POSTS.index(Post.COMMUNITY_SECRETARY)])
    frame = pl.DataFrame(
        {
            **{column: workers[column] for column in ("member", "organization")},
            "pay": pay,
            "insured": ~dice.chance(0.01, count),
            "known": secretary | dice.chance(0.9, count),
        }
    )
    return frame.select(
        ids("W", pl.int_range(pl.len())).alias("id"),
        ids("M", pl.col("member")).alias("member"),
        terms(_POSTS, post).alias("post"),
        ids("O", pl.col("organization")).alias("organization"),
        pl.when(pl.col("pay") >= 0).then(pl.col("pay").cast(pl.Float64)).alias("annual_pay"),
        pl.when("known").then("insured").alias("insured"),
        dates(certified).alias("certified_on"),
        terms(_WAYS, workers["way"]).alias("recruited_by"),
        dates(workers["start"]).alias("start"),
    )
