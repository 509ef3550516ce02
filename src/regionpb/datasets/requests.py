"""Requests for service: three years of the hotline, the website and forms, and what the centres dealt with since 2010.

All are closed within a fortnight; the youngest are still open.

Source: P2a (hotline, website and forms in three years; people served and problems solved since the campaign of 2010;
the disputes that mediators of Cixi settled in 2011).
"""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from regionpb.datasets.columns import dates, ids, terms, texts
from regionpb.datasets.days import NEVER, TODAY, on
from regionpb.datasets.dice import Dice, Ints
from regionpb.datasets.land import Land
from regionpb.datasets.roll import Roll
from regionpb.datasets.scene import Scene
from regionpb.vocabulary import AskedBy, Channel, RequestKind

__all__ = ["BOOK_DISPUTES", "BOOK_REQUESTS", "BOOK_SERVED", "BOOK_SOLVED", "request_table"]

BOOK_REQUESTS = {Channel.HOTLINE: 29_540, Channel.WEB: 5_000, Channel.FORM: 47_000}
"""Calls, opinions and forms of three years."""

BOOK_SERVED, BOOK_SOLVED = 26_000, 11_000
"""People served since the campaign began, and problems of theirs that were solved: by the centres, as made up here."""

BOOK_DISPUTES = 1_000
"""Disputes of 2011 in Cixi; those who mediate are the centres' people here, too."""

_CIXI = "330282"
_THREE_YEARS, _CAMPAIGN, _NEW_YEAR = on(date(2008, 7, 30)), on(date(2010, 4, 6)), on(date(2011, 1, 1))
_KINDS = tuple(RequestKind)
_HELP = _KINDS.index(RequestKind.HELP)
_CHANNELS = tuple(Channel)
_ASKERS = tuple(AskedBy)
_LATEST_OPEN = 11
"""Days within which all are closed that are not younger."""
_FIRST_STATION = 3
"""The first of the service points are the hotline, the website and the city's centre; those of the counties follow."""


def request_table(scene: Scene, teams: Roll) -> pl.DataFrame:
    """The table `requests`."""
    board, land, dice = scene.board, scene.board.land, scene.dice("requests")
    requests = Roll(kind=-1, channel=-1, village=-1, opened=NEVER)
    everywhere = np.arange(len(land.villages), dtype=np.int64)
    in_cixi = everywhere[land.counties[land.county_of[land.township_of]] == _CIXI]
    calls, opinions, forms = (board.count(BOOK_REQUESTS[c]) for c in (Channel.HOTLINE, Channel.WEB, Channel.FORM))
    _ask(dice, requests, Channel.HOTLINE, calls, (50, 0, 47, 3), everywhere, _THREE_YEARS)
    _ask(dice, requests, Channel.WEB, opinions, (0, 1, 0, 0), everywhere, _THREE_YEARS)
    _ask(dice, requests, Channel.FORM, forms, (0, 1, 0, 0), everywhere, _THREE_YEARS)
    served, solved, disputes = (board.count(count) for count in (BOOK_SERVED, BOOK_SOLVED, BOOK_DISPUTES))
    _ask(dice, requests, Channel.CENTRE, solved, (1, 0, 0, 0), everywhere, _CAMPAIGN, until=TODAY - _LATEST_OPEN)
    _ask(dice, requests, Channel.CENTRE, disputes, (0, 0, 0, 1), in_cixi, _NEW_YEAR, until=TODAY - _LATEST_OPEN)
    rest = max(1, served - solved - disputes)
    _ask(dice, requests, Channel.CENTRE, rest, (0, 1, 9, 0), everywhere, _CAMPAIGN)
    return _table(scene, dice, requests, teams)


def _ask(
    dice: Dice,
    requests: Roll,
    channel: Channel,
    count: int,
    kinds: tuple[float, ...],
    villages: Ints,
    since: int,
    until: int = TODAY + 1,
) -> None:
    """So many requests by one channel; `kinds` are the weights of the kinds in their order."""
    steps = np.cumsum(np.array(kinds, dtype=np.float64))
    kind: Ints = np.searchsorted(steps, dice.shares(count) * float(steps[-1]), side="right").astype(np.int64)
    requests.add(
        count,
        kind=kind,
        channel=_CHANNELS.index(channel),
        village=villages[dice.below(len(villages), count)],
        opened=dice.between(since, until, count),
    )


def _taken_by(land: Land, dice: Dice, requests: Roll, teams: Roll) -> Ints:
    """A team of the township takes one in five cries for help, if it had been formed by then."""
    count, township = len(requests), land.township_of[requests["village"]]
    low, high = (np.searchsorted(teams["township"], township, side=side) for side in ("left", "right"))
    team = np.minimum(dice.between(low, high, count), len(teams) - 1)
    takes = (requests["kind"] == _HELP) & (high > low) & dice.chance(0.2, count)
    return np.where(takes & (teams["start"][team] <= requests["opened"]), team, -1)


def _table(scene: Scene, dice: Dice, requests: Roll, teams: Roll) -> pl.DataFrame:
    land, count = scene.board.land, len(requests)
    opened, channel = requests["opened"], requests["channel"]
    closed = opened + dice.below(_LATEST_OPEN, count)
    closed = np.where(closed <= TODAY, closed, NEVER)
    station = _FIRST_STATION + len(land.counties) + land.township_of[requests["village"]]
    point = np.select(
        [channel == _CHANNELS.index(c) for c in (Channel.HOTLINE, Channel.WEB, Channel.CENTRE)],
        [np.zeros(count, dtype=np.int64), np.ones(count, dtype=np.int64), station],
        -1,
    )
    satisfied = dice.chance(0.98, count)
    team = _taken_by(land, dice, requests, teams)
    frame = pl.DataFrame({"point": point, "team": team, "closed": dates(closed), "satisfied": satisfied})
    return frame.select(
        ids("N", pl.int_range(pl.len())).alias("id"),
        terms(_KINDS, requests["kind"]).alias("kind"),
        terms(_CHANNELS, channel).alias("channel"),
        terms(_ASKERS, np.searchsorted(np.array([0.04, 0.3]), dice.shares(count))).alias("asked_by"),
        ids("C", pl.col("point")).alias("service_point"),
        ids("V", pl.col("team")).alias("team"),
        texts(land.villages).gather(requests["village"]).alias("division"),
        dates(opened).alias("opened_on"),
        pl.col("closed").alias("closed_on"),
        pl.when(pl.col("closed").is_not_null()).then("satisfied").alias("satisfied"),
    )
