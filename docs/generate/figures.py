"""What a made-up city amounts to, beside what the book says of the real one.

Source: P1a (regional organizations), P3a (organizations and members), P2c (pairings), P2a (service points, requests),
P2b (volunteers), P4a (workers), P4b (grants), P4c (public centres).
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from regionpb.codes import division_kind_expr
from regionpb.datasets.days import DAY
from regionpb.vocabulary import Channel, DivisionKind, Post, RequestKind, ServicePointKind, UnitKind

__all__ = ["BOOK", "figures"]

BOOK: Mapping[str, float | None] = {
    "regional_units": 916,
    "modes": 10,
    "organizations": 23_000,
    "members": 425_000,
    "units": None,
    "units_none": None,
    "paired_villages": 2_573,
    "paired_communities": 324,
    "paired_organs_and_institutions": 1_169,
    "paired_universities": 19,
    "paired_enterprises": 15_120,
    "service_points": 1_465,
    "public_centres_urban": 412,
    "public_centres_rural": 616,
    "public_centre_area": 758.7,
    "hotline": 29_540,
    "web": 5_000,
    "form": 47_000,
    "served": 26_000,
    "solved": 11_000,
    "disputes": 1_000,
    "volunteer_teams": 1_100,
    "volunteers": 100_000,
    "projects": 250,
    "workers_pool": 3_500,
    "grants": 14_872,
    "granted": 7_663_000,
    "meetings": None,
}
"""Figures of the middle of 2011; None where the book gives none. Many are lower bounds there."""

_PARTIES = {
    "paired_villages": (UnitKind.VILLAGE,),
    "paired_communities": (UnitKind.COMMUNITY,),
    "paired_organs_and_institutions": (UnitKind.GOVERNMENT_ORGAN, UnitKind.PUBLIC_INSTITUTION),
    "paired_universities": (UnitKind.UNIVERSITY,),
    "paired_enterprises": (UnitKind.PUBLIC_ENTERPRISE, UnitKind.NON_PUBLIC_ENTERPRISE),
}


def figures(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The figures of a city on its day: `figure`, `book` (empty where the book is silent), `made`.

    Args:
        tables: what `make_tables` gives.
    """
    now = {name: _current(table) for name, table in tables.items()}
    units, pairings = now["units"], now["pairings"]
    parties = pl.concat([pairings["left"], pairings["right"]]).unique().implode()
    paired = units.filter(pl.col("organization").is_in(parties))
    made = {
        "regional_units": now["regional_units"].height,
        "modes": now["regional_units"]["mode"].n_unique(),
        "organizations": now["organizations"].height,
        "members": now["members"].height,
        "units": units.height,
        "units_none": units["organization"].null_count(),
        **{
            name: paired.filter(pl.col("kind").is_in([kind.value for kind in kinds]))["organization"].n_unique()
            for name, kinds in _PARTIES.items()
        },
        **_service(now),
        **_people_and_money(now),
    }
    rows = [(name, book, made[name]) for name, book in BOOK.items()]
    return pl.DataFrame(rows, schema={"figure": pl.String, "book": pl.Float64, "made": pl.Float64}, orient="row")


def _service(now: Mapping[str, pl.DataFrame]) -> dict[str, float]:
    points, requests = now["service_points"], now["requests"]
    public = points.filter(pl.col("kind") == ServicePointKind.PUBLIC_CENTRE.value)
    kind = division_kind_expr(pl.col("division"))
    urban = public.filter(kind.is_in([DivisionKind.RESIDENTS_COMMITTEE, DivisionKind.QUASI_RESIDENTS_COMMITTEE])).height
    grades = [ServicePointKind.CENTRE.value, ServicePointKind.STATION.value, ServicePointKind.POINT.value]
    centre = requests.filter(pl.col("channel") == Channel.CENTRE.value)
    solved = centre.filter((pl.col("kind") == RequestKind.HELP.value) & pl.col("closed_on").is_not_null())
    disputes = centre.filter(
        (pl.col("kind") == RequestKind.DISPUTE.value) & pl.col("division").str.starts_with("330282")
    )
    return {
        "service_points": points.filter(pl.col("kind").is_in(grades)).height,
        "public_centres_urban": urban,
        "public_centres_rural": public.height - urban,
        "public_centre_area": round(public.select(pl.col("area_m2").mean()).item(), 1),
        **{
            channel.value: requests.filter(pl.col("channel") == channel.value).height
            for channel in (Channel.HOTLINE, Channel.WEB, Channel.FORM)
        },
        "served": centre.height,
        "solved": solved.height,
        "disputes": disputes.height,
    }


def _people_and_money(now: Mapping[str, pl.DataFrame]) -> dict[str, float]:
    pool = [Post.FULL_TIME_WORKER.value, Post.RESERVE.value]
    return {
        **{name: now[name].height for name in ("volunteer_teams", "volunteers", "projects")},
        "workers_pool": now["workers"].filter(pl.col("post").is_in(pool)).height,
        "grants": now["grants"].height,
        "granted": int(now["grants"]["amount"].sum()),
        "meetings": now["meetings"].height,
    }


def _current(table: pl.DataFrame) -> pl.DataFrame:
    if "start" in table.columns:
        table = table.filter(pl.col("start").is_null() | (pl.col("start") <= DAY))
    if "end" in table.columns:
        table = table.filter(pl.col("end").is_null() | (pl.col("end") > DAY))
    return table
